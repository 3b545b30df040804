"""Type: two families, few sizes, tabular figures, and a soft shadow that keeps words readable over bright spirits."""

from collections import OrderedDict
from pathlib import Path
from typing import Literal

import pygame

from seaspirits_game.render.ui.ink import FOAM, RGB
from seaspirits_game.render.ui.layout import Screen

Role = Literal["display", "title", "name", "heading", "body", "small", "reading"]
Anchor = Literal[
    "topleft", "midtop", "topright", "midleft", "center", "midright", "bottomleft", "midbottom", "bottomright"
]

_FONT_BY_ROLE: dict[Role, tuple[str, float]] = {
    "display": ("EBGaramond12-Regular.otf", 118),
    "title": ("EBGaramond12-Regular.otf", 44),
    "name": ("EBGaramond12-Regular.otf", 25),
    "heading": ("EBGaramond12-Italic.otf", 31),
    "body": ("Inter-Regular.otf", 20),
    "small": ("Inter-Regular.otf", 18),
    "reading": ("Inter-Medium.otf", 21),
}
"""File and size in design units."""
_CAPACITY = 512
_ELLIPSIS = "…"


class Type:
    """Draws words. Surfaces are kept in a bounded cache, so that a still interface costs a blit a word."""

    def __init__(self, fonts: Path, screen: Screen) -> None:
        self.screen = screen
        self._folder = fonts
        self._fonts_by_role: dict[Role, pygame.font.Font] = {}
        self._surfaces_by_key: OrderedDict[tuple[str, Role, RGB, bool], pygame.Surface] = OrderedDict()

    def font(self, role: Role) -> pygame.font.Font:
        """The font of a role at this screen's size."""
        if role not in self._fonts_by_role:
            name, units = _FONT_BY_ROLE[role]
            self._fonts_by_role[role] = pygame.font.Font(self._folder / name, self.screen.text_px(units))
        return self._fonts_by_role[role]

    def line_height(self, role: Role) -> int:
        """Pixels from one line to the next."""
        return round(self.font(role).get_linesize() * 1.06)

    def size(self, text: str, role: Role) -> tuple[int, int]:
        """Width and height in pixels, without drawing."""
        font = self.font(role)
        if role != "reading":
            return font.size(text)
        return sum(width for _, width in self._cells(text)), font.get_height()

    def fitted(self, text: str, role: Role, width: int) -> str:
        """`text`, cut with an ellipsis where it is wider than `width` pixels."""
        if self.size(text, role)[0] <= width:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if self.size(text[:middle].rstrip() + _ELLIPSIS, role)[0] <= width:
                low = middle
            else:
                high = middle - 1
        return text[:low].rstrip() + _ELLIPSIS

    def wrapped(self, text: str, role: Role, width: int) -> list[str]:
        """`text` in lines no wider than `width` pixels, broken at spaces and at its own line ends."""
        lines: list[str] = []
        for paragraph in text.split("\n"):
            line = ""
            for word in paragraph.split(" "):
                longer = f"{line} {word}" if line else word
                if line and self.size(longer, role)[0] > width:
                    lines.append(line)
                    longer = word
                line = longer
            lines.append(self.fitted(line, role, width))
        return lines

    def draw(
        self,
        surface: pygame.Surface,
        text: str,
        place: tuple[float, float],
        role: Role = "body",
        colour: RGB = FOAM,
        anchor: Anchor = "topleft",
        opacity: float = 1.0,
        width: int | None = None,
        shadow: bool = True,
    ) -> pygame.Rect:
        """Draw one line, cut to `width` when given; the rect of its words."""
        if width is not None:
            text = self.fitted(text, role, width)
        rect = pygame.Rect((0, 0), self.size(text, role))
        setattr(rect, anchor, (round(place[0]), round(place[1])))
        if text and opacity > 0.01:
            image = self._rendered(text, role, colour, shadow)
            image.set_alpha(round(255 * min(opacity, 1.0)))
            pad = (image.get_width() - rect.width) // 2, (image.get_height() - rect.height) // 2
            surface.blit(image, (rect.left - pad[0], rect.top - pad[1]))
        return rect

    def draw_lines(
        self,
        surface: pygame.Surface,
        lines: list[str],
        place: tuple[float, float],
        role: Role = "body",
        colour: RGB = FOAM,
        anchor: Anchor = "topleft",
        opacity: float = 1.0,
    ) -> int:
        """Draw lines below each other; the y below the last."""
        x, y = place
        for line in lines:
            self.draw(surface, line, (x, y), role, colour, anchor, opacity)
            y += self.line_height(role)
        return round(y)

    def _cells(self, text: str) -> list[tuple[str, int]]:
        """Letters with their advance; every digit has the width of the widest: SDL_ttf knows no tabular figures."""
        font = self.font("reading")
        cell = max(font.size(digit)[0] for digit in "0123456789")
        return [(letter, cell if letter.isdigit() else font.size(letter)[0]) for letter in text]

    def _rendered(self, text: str, role: Role, colour: RGB, shadow: bool) -> pygame.Surface:
        key = (text, role, colour, shadow)
        if key in self._surfaces_by_key:
            self._surfaces_by_key.move_to_end(key)
            return self._surfaces_by_key[key]
        words = self._words(text, role, colour)
        image = self._with_shadow(words, self._words(text, role, (1, 10, 18))) if shadow else words
        self._surfaces_by_key[key] = image
        if len(self._surfaces_by_key) > _CAPACITY:
            self._surfaces_by_key.popitem(last=False)
        return image

    def _words(self, text: str, role: Role, colour: RGB) -> pygame.Surface:
        font = self.font(role)
        if role != "reading":
            return font.render(text, True, colour)
        image = pygame.Surface(self.size(text, role), pygame.SRCALPHA)
        x = 0
        for letter, advance in self._cells(text):
            glyph = font.render(letter, True, colour)
            image.blit(glyph, (x + (advance - glyph.get_width()) // 2, 0))
            x += advance
        return image

    def _with_shadow(self, words: pygame.Surface, dark: pygame.Surface) -> pygame.Surface:
        reach = max(self.screen.px(7), 3)
        width, height = words.get_size()
        image = pygame.Surface((width + 2 * reach, height + 2 * reach), pygame.SRCALPHA)
        image.blit(dark, (reach, reach))
        image = pygame.transform.gaussian_blur(image, max(reach // 2, 1))
        for _ in range(2):  # thrice the blur's weight: a halo, not a smudge
            image.blit(image.copy(), (0, 0))
        image.blit(words, (reach, reach))
        return image
