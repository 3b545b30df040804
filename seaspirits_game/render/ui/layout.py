"""Design units and the vocabulary of placing things; pure but for pygame's Rect."""

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

TOUCH = 44.0
"""Design units: no target is smaller, so that a finger finds it."""


@dataclass(frozen=True, slots=True)
class Screen:
    """The window in design units of `u` pixels. Text and controls grow with `text_scale`."""

    width: int
    height: int
    text_scale: float = 1.0

    @property
    def u(self) -> float:
        """Pixels of one design unit: 1 at 1920×1080, 2 at 3840×2160; never too small to read 18 units of type."""
        return max(min(self.width, self.height) / 1080.0, 0.72)

    @property
    def portrait(self) -> bool:
        """Whether the window stands upright."""
        return self.height > self.width

    @property
    def margin(self) -> int:
        """Pixels kept free at the edges."""
        return self.px(36)

    def px(self, units: float) -> int:
        """Design units to whole pixels.

        >>> Screen(3840, 2160).px(10)
        20
        """
        return round(units * self.u)

    def text_px(self, units: float) -> int:
        """Size of type in pixels."""
        return max(round(units * self.u * self.text_scale), 11)

    @property
    def rect(self) -> pygame.Rect:
        """The whole window."""
        return pygame.Rect(0, 0, self.width, self.height)

    @property
    def safe(self) -> pygame.Rect:
        """The window without its margins."""
        return self.rect.inflate(-2 * self.margin, -2 * self.margin)


def row(area: pygame.Rect, widths: Sequence[int], gap: int) -> list[pygame.Rect]:
    """Rects of the given widths side by side, centred in `area`, of its height."""
    total = sum(widths) + gap * max(len(widths) - 1, 0)
    left = area.centerx - total // 2
    rects = []
    for width in widths:
        rects.append(pygame.Rect(left, area.top, width, area.height))
        left += width + gap
    return rects


def overlaps(rects: Sequence[pygame.Rect]) -> list[tuple[int, int]]:
    """Pairs of indices whose rects share a pixel.

    >>> overlaps([pygame.Rect(0, 0, 5, 5), pygame.Rect(4, 4, 5, 5), pygame.Rect(20, 0, 1, 1)])
    [(0, 1)]
    """
    return [
        (first, second)
        for first in range(len(rects))
        for second in range(first + 1, len(rects))
        if rects[first].colliderect(rects[second])
    ]


def touchable(rect: pygame.Rect, screen: Screen) -> pygame.Rect:
    """`rect`, grown about its centre to the size that a finger needs."""
    least = screen.px(TOUCH)
    grown = pygame.Rect(0, 0, max(rect.width, least), max(rect.height, least))
    grown.center = rect.center
    return grown
