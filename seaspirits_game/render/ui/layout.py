"""Design units and the vocabulary of placing things; pure but for pygame's Rect."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pygame

TOUCH = 44.0
"""Design units: no target is smaller, so that a finger finds it."""
TEXT_SCALES = (0.8, 2.0)
"""The least and the largest text that a person may ask for."""
LEAST_TEXT_PX = 14
"""Nothing is set smaller than this, on whatever screen."""

Anchor = Literal[
    "topleft", "midtop", "topright", "midleft", "center", "midright", "bottomleft", "midbottom", "bottomright"
]


@dataclass(frozen=True, slots=True)
class Screen:
    """The window in design units of `u` pixels. Text grows with `text_scale`.

    Raises:
        ValueError: on construction, for a text scale outside `TEXT_SCALES`.
    """

    width: int
    height: int
    text_scale: float = 1.0

    def __post_init__(self) -> None:
        low, high = TEXT_SCALES
        if not low <= self.text_scale <= high:
            raise ValueError(f"text scale {self.text_scale!r} is not from {low} to {high}")

    @property
    def u(self) -> float:
        """Pixels of one design unit: 1 at 1920×1080 and 1080×1920, 2 at 3840×2160; never too small to touch."""
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
        """Size of type in pixels.

        >>> Screen(1920, 1080).text_px(18), Screen(1280, 720).text_px(18), Screen(1920, 1080, 2.0).text_px(18)
        (18, 14, 36)
        """
        return max(round(units * self.u * self.text_scale), LEAST_TEXT_PX)

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


def stack(area: pygame.Rect, heights: Sequence[int], gap: int) -> list[pygame.Rect]:
    """Rects of the given heights below each other from the top of `area`, of its width."""
    top = area.top
    rects = []
    for height in heights:
        rects.append(pygame.Rect(area.left, top, area.width, height))
        top += height + gap
    return rects


def columns(area: pygame.Rect, count: int, gap: int) -> list[pygame.Rect]:
    """`count` equally wide rects side by side that fill `area` but for the gaps and a rest of single pixels.

    >>> [(rect.left, rect.width) for rect in columns(pygame.Rect(0, 0, 100, 9), 3, 5)]
    [(0, 30), (35, 30), (70, 30)]
    """
    width = max((area.width - gap * (count - 1)) // count, 1)
    return [pygame.Rect(area.left + index * (width + gap), area.top, width, area.height) for index in range(count)]


def anchored(area: pygame.Rect, size: tuple[int, int], anchor: Anchor) -> pygame.Rect:
    """A rect of `size` at that place of `area`: its corner in the corner, its middle in the middle.

    >>> anchored(pygame.Rect(0, 0, 100, 50), (10, 10), "midbottom")
    Rect(45, 40, 10, 10)
    """
    rect = pygame.Rect((0, 0), size)
    setattr(rect, anchor, getattr(area, anchor))
    return rect


def kept_inside(rect: pygame.Rect, area: pygame.Rect) -> pygame.Rect:
    """`rect` moved, and where it is too large shrunk, so that it lies wholly in `area`."""
    smaller = pygame.Rect(rect.left, rect.top, min(rect.width, area.width), min(rect.height, area.height))
    return smaller.clamp(area)


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


def touched(rects: Sequence[pygame.Rect], x: float, y: float, screen: Screen) -> int | None:
    """Which rect a finger at (x, y) means: the one drawn there, else the nearest whose touch area holds the point."""
    for index, rect in enumerate(rects):
        if rect.collidepoint(x, y):
            return index
    near = [index for index, rect in enumerate(rects) if touchable(rect, screen).collidepoint(x, y)]
    return min(near, key=lambda index: _distance(rects[index], x, y), default=None)


def _distance(rect: pygame.Rect, x: float, y: float) -> float:
    across = max(rect.left - x, 0.0, x - rect.right)
    down = max(rect.top - y, 0.0, y - rect.bottom)
    return float(across * across + down * down)
