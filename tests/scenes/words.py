"""Every line of words that a scene draws, where it is drawn: so that tests can prove that none is cut or hidden."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pygame

from seaspirits_game.render.ui.type import Type


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it was asked for."""

    text: str
    rect: pygame.Rect
    cut: bool
    """Whether an ellipsis stands for a part of it."""
    opacity: float
    surface: pygame.Surface
    """On which it stands; a tape stands for the screen."""


@contextmanager
def watched() -> Iterator[list[Line]]:
    """Lines that are drawn meanwhile, in order."""
    lines: list[Line] = []
    draw = Type.draw

    def drawn(self, surface, text, place, role="body", colour=(0, 0, 0), anchor="topleft", opacity=1.0, width=None,
              shadow=True):  # fmt: skip
        rect = draw(self, surface, text, place, role, colour, anchor, opacity, width, shadow)
        if width is not None and self._smaller_for(text, role, width) is not self:
            return rect  # the smaller type has drawn it, and was watched
        cut = width is not None and self.fitted(text, role, width) != text
        # the letters themselves: without the room that a line leaves above and below them
        left, top = surface.get_abs_offset()
        high = rect.height // 5
        letters = rect.inflate(0, -2 * high).move(left, top)
        if text.strip():
            lines.append(Line(text, letters, cut, opacity, surface))
        return rect

    Type.draw = drawn
    try:
        yield lines
    finally:
        Type.draw = draw


def overlapping(lines: list[Line], size: tuple[int, int]) -> list[tuple[str, str]]:
    """Pairs of lines, drawn on a screen of `size`, whose letters share pixels."""
    seen = [line for line in lines if line.opacity > 0.05 and line.rect.width > 0 and line.surface.get_size() == size]
    pairs = []
    for index, one in enumerate(seen):
        for other in seen[index + 1 :]:
            shared = one.rect.clip(other.rect)
            if shared.width > 2 and shared.height > 2 and (one.text, one.rect) != (other.text, other.rect):
                pairs.append((one.text, other.text))
    return pairs


def outside(lines: list[Line], screen: pygame.Rect) -> list[str]:
    """Lines that leave the screen."""
    seen = [line for line in lines if line.opacity > 0.05 and line.surface.get_size() == screen.size]
    return [line.text for line in seen if not screen.contains(line.rect)]
