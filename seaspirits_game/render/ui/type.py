"""Type: two families, few sizes, tabular figures, and a soft dark glow that keeps words readable on bright water."""

import unicodedata
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np
import pygame

from seaspirits_game.core.arrays import F32
from seaspirits_game.render.ui.ink import FOAM, RGB, mixed
from seaspirits_game.render.ui.kept import Kept
from seaspirits_game.render.ui.layout import TEXT_SCALES, Anchor, Screen
from seaspirits_game.render.ui.shapes import bytes_of
from seaspirits_game.render.ui.surfaces import ready

__all__ = ["Anchor", "Role", "Type"]

Role = Literal["display", "title", "name", "heading", "body", "small", "label", "reading"]

_FONT_BY_ROLE: dict[Role, tuple[str, float]] = {
    "display": ("EBGaramond12-Regular.otf", 118),
    "title": ("EBGaramond12-Regular.otf", 44),
    "heading": ("EBGaramond12-Italic.otf", 31),
    "name": ("EBGaramond12-Regular.otf", 25),
    "body": ("Inter-Regular.otf", 20),
    "reading": ("Inter-Medium.otf", 20),
    "label": ("Inter-Medium.otf", 18),
    "small": ("Inter-Regular.otf", 18),
}
"""File and size in design units. At most three sizes a screen: on the sea name, body (reading) and small (label)."""
_MOST_WORDS, _MOST_BYTES, _MOST_GLYPH_BYTES, _MOST_MEASURED = 512, 12 << 20, 8 << 20, 2048
_LONGEST = 600
"""Letters of a line that are looked at; a class name from a person's table may be of any length."""
_ELLIPSIS = "…"
_DARK: RGB = (1, 11, 19)
_GLOW_REACH = 11.0
"""Design units."""
_GLOW_DEPTH, _LARGE_DEPTH = 0.84, 0.5
"""How opaque the darkness beside a stroke may become: what small words need on the lightest water. Large letters carry
themselves: round them a dense glow would be an outline."""
_NEAR, _FAR = 4.2, 2.6
_RUNGS = (1.85, 1.7, 1.55, 1.4, 1.25, 1.1, 1.0, 0.9, 0.8)
"""Text scales to which a line goes down that would be too wide."""
_SMALLER_ROOM = 0.1
_LIFT, _FADING = 0.55, 0.15
"""In high contrast: how far words go towards white, and what is fainter than that is on its way out."""
_LARGE_ROLES: tuple[Role, ...] = ("display", "title", "heading")


class Type:
    """Draws words. Surfaces are kept in a bounded store, so that a still interface costs a blit a line; readings are
    put together of kept figures, so that a running number costs little more."""

    def __init__(self, fonts: Path, screen: Screen, high_contrast: bool = False, share: float = 1.0) -> None:
        """`share` of the usual bounds is what is kept."""
        self.screen = screen
        self.high_contrast = high_contrast
        self._folder = fonts
        self._smaller: dict[float, Type] = {}
        """By text scale."""
        self._fonts_by_role: dict[Role, pygame.font.Font] = {}
        # the bounds are for a screen of 1920×1080
        room = share * max(screen.width * screen.height / (1920 * 1080), 1.0)
        self._words: Kept[pygame.Surface] = Kept(_MOST_WORDS, bytes_of, round(_MOST_BYTES * room))
        self._glyphs: Kept[tuple[pygame.Surface, pygame.Surface]] = Kept(
            _MOST_WORDS, _bytes_of_glyph, round(_MOST_GLYPH_BYTES * room)
        )
        self._sizes: Kept[tuple[int, int]] = Kept(_MOST_MEASURED)
        self._fits: Kept[str] = Kept(_MOST_MEASURED)
        self._lines: Kept[tuple[str, ...]] = Kept(_MOST_WORDS)
        self._advances: Kept[int] = Kept(_MOST_WORDS)

    @property
    def kept(self) -> int:
        """How many surfaces are kept now."""
        own = len(self._words) + 2 * len(self._glyphs)
        return own + sum(smaller.kept for smaller in self._smaller.values())

    @property
    def weight(self) -> int:
        """Bytes of all surfaces that are kept now."""
        own = self._words.weight + self._glyphs.weight
        return own + sum(smaller.weight for smaller in self._smaller.values())

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
        """Width and height in pixels of one line, without drawing."""
        return self._sizes.get((text, role), lambda: self._measured(printable(text), role))

    def fitted(self, text: str, role: Role, width: int) -> str:
        """`text`, cut with an ellipsis where it is wider than `width` pixels; empty where not even that fits."""
        return self._fits.get((text, role, width), lambda: self._cut(printable(text), role, width))

    def wrapped(self, text: str, role: Role, width: int, most: int | None = None) -> list[str]:
        """`text` in lines no wider than `width` pixels, broken at spaces and at its own line ends.

        A word that is wider than a line is broken. Of more than `most` lines the last ends in an ellipsis.
        """
        if most is not None and most < 1:
            return []
        lines = list(self._lines.get((text, role, width), lambda: tuple(self._broken(text, role, width))))
        if most is not None and len(lines) > most:
            lines = [*lines[: most - 1], self.fitted(lines[most - 1] + " " + _ELLIPSIS, role, width)]
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
        """Draw one line, the rect of its words. `shadow` is for words on open water.

        Within `width`, when given: set smaller where it would be too wide, and cut where not even that is enough.
        """
        if width is not None and (smaller := self._smaller_for(text, role, width)) is not self:
            return smaller.draw(surface, text, place, role, colour, anchor, opacity, width, shadow)
        text = printable(text) if width is None else self.fitted(text, role, width)
        rect = pygame.Rect((0, 0), self.size(text, role))
        setattr(rect, anchor, (round(place[0]), round(place[1])))
        if not text or opacity <= 0.01:
            return rect
        if self.high_contrast:
            colour, opacity = _lifted(colour), 1.0 if opacity > _FADING else opacity
        image = self._words.get((text, role, colour, shadow), lambda: self._rendered(text, role, colour, shadow))
        image.set_alpha(round(255 * min(opacity, 1.0)))
        left = rect.left - (image.get_width() - rect.width) // 2
        surface.blit(image, (left, rect.top - (image.get_height() - rect.height) // 2))
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
        shadow: bool = True,
    ) -> int:
        """Draw lines below each other; the y below the last."""
        x, y = place
        for line in lines:
            self.draw(surface, line, (x, y), role, colour, anchor, opacity, shadow=shadow)
            y += self.line_height(role)
        return round(y)

    def _smaller_for(self, text: str, role: Role, width: int) -> "Type":
        """The type in which `text` fits: this one, or the largest of the smaller ones; the least where none does."""
        wide = self.size(text, role)[0]
        if wide <= width or self.screen.text_scale <= TEXT_SCALES[0] or not text:
            return self
        wanted = self.screen.text_scale * width / wide
        rungs = [rung for rung in _RUNGS if rung < self.screen.text_scale]
        for rung in (rung for rung in rungs if rung <= wanted * 1.03):
            smaller = self.at_scale(rung)
            if smaller.size(text, role)[0] <= width:
                return smaller
        return self.at_scale(rungs[-1])

    def at_scale(self, text_scale: float) -> "Type":
        """The same type for another text scale; kept, with a tenth of the room."""
        if text_scale not in self._smaller:
            screen = Screen(self.screen.width, self.screen.height, text_scale)
            self._smaller[text_scale] = Type(self._folder, screen, self.high_contrast, _SMALLER_ROOM)
        return self._smaller[text_scale]

    def _measured(self, text: str, role: Role) -> tuple[int, int]:
        if role != "reading":
            return self.font(role).size(text)
        return sum(self._advance(letter) for letter in text), self.font(role).get_height()

    def _advance(self, letter: str) -> int:
        """Every figure has the cell of the widest: SDL_ttf knows no tabular figures. Signs share a cell, too."""
        alike = next((group for group in ("0123456789", "+−") if letter in group), letter)
        font = self.font("reading")
        return self._advances.get(alike, lambda: max(font.size(member)[0] for member in alike))

    def _cut(self, text: str, role: Role, width: int) -> str:
        if self._measured(text, role)[0] <= width:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if self._measured(text[:middle].rstrip() + _ELLIPSIS, role)[0] <= width:
                low = middle
            else:
                high = middle - 1
        cut = text[:low].rstrip() + _ELLIPSIS
        return cut if self._measured(cut, role)[0] <= width else ""

    def _broken(self, text: str, role: Role, width: int) -> list[str]:
        lines: list[str] = []
        for paragraph in text.split("\n"):
            line = ""
            for word in printable(paragraph).split(" "):
                longer = f"{line} {word}" if line else word
                if self._measured(longer, role)[0] <= width:
                    line = longer
                    continue
                if line:
                    lines.append(line)
                *whole, line = self._pieces(word, role, width)
                lines += whole
            lines.append(line)
        return lines

    def _pieces(self, word: str, role: Role, width: int) -> list[str]:
        """A word in pieces that fit; a single letter that does not is left out."""
        pieces = [""]
        for letter in word:
            if self._measured(pieces[-1] + letter, role)[0] <= width:
                pieces[-1] += letter
            elif self._measured(letter, role)[0] <= width:
                pieces.append(letter)
        return pieces

    def _rendered(self, text: str, role: Role, colour: RGB, shadow: bool) -> pygame.Surface:
        """The words, and all round them the same pad of darkness."""
        if role == "reading":
            return ready(self._composed(text, colour, shadow))
        words = self._set(text, role, colour)
        if not shadow:
            return ready(words)
        image = self._glow(words, large=role in _LARGE_ROLES)
        pad = (image.get_width() - words.get_width()) // 2
        image.blit(words, (pad, pad))
        return ready(image)

    def _composed(self, text: str, colour: RGB, shadow: bool) -> pygame.Surface:
        """A reading, each letter in the middle of its cell."""
        cells, x = [], 0
        for letter in text:
            glyph, glow = self._glyphs.get((letter, colour), partial(self._glyph, letter, colour))
            cells.append((glyph, glow, x + (self._advance(letter) - glyph.get_width()) // 2))
            x += self._advance(letter)
        reach = self._reach if shadow else 0
        image = pygame.Surface((x + 2 * reach, self.font("reading").get_height() + 2 * reach), pygame.SRCALPHA)
        if shadow:
            image.blits([(glow, (left, 0)) for _, glow, left in cells], False)
        image.blits([(glyph, (left + reach, reach)) for glyph, _, left in cells], False)
        return image

    def _glyph(self, letter: str, colour: RGB) -> tuple[pygame.Surface, pygame.Surface]:
        glyph = self._set(letter, "reading", colour)
        return glyph, self._glow(glyph)

    def _set(self, text: str, role: Role, colour: RGB) -> pygame.Surface:
        font = self.font(role)
        if font.size(text)[0] == 0:  # only joiners and the like: SDL_ttf refuses to set nothing
            return pygame.Surface((0, font.get_height()), pygame.SRCALPHA)
        return font.render(text, True, colour)

    @property
    def _reach(self) -> int:
        return max(self.screen.px(_GLOW_REACH), 6)

    def _glow(self, words: pygame.Surface, large: bool = False) -> pygame.Surface:
        """Darkness round the words, denser beside each stroke, soft further out; larger by the same pad all round."""
        reach = self._reach
        width, height = words.get_size()
        image = pygame.Surface((width + 2 * reach, height + 2 * reach), pygame.SRCALPHA)
        image.blit(words, (reach, reach))
        near, far = _spread(image, reach / 6.0), _spread(image, reach / 2.2)
        image.fill((*_DARK, 0))
        dense = pygame.surfarray.pixels_alpha(image)
        depth = _LARGE_DEPTH if large else _GLOW_DEPTH
        dense[...] = 255.0 * depth * (1.0 - np.exp(-(near * _NEAR + far * _FAR)))
        del dense  # unlocks the surface
        return image


def _lifted(colour: RGB) -> RGB:
    """A colour of words, nearer to white; what a hand can do stays the colour of lamps."""
    return colour if colour == FOAM else mixed(colour, (255, 255, 255), _LIFT)


def _spread(image: pygame.Surface, reach: float) -> F32:
    """(w, h) the surface's alpha, 0 to 1, spread over about `reach` pixels: made small, blurred there, made large."""
    width, height = image.get_size()
    size = (max(round(width / reach), 1), max(round(height / reach), 1))
    small = pygame.transform.gaussian_blur(pygame.transform.smoothscale(image, size), 1)
    large = pygame.transform.smoothscale(small, (width, height))
    return pygame.surfarray.array_alpha(large).astype(np.float32) / np.float32(255.0)


def printable(text: str) -> str:
    """`text` without what a font cannot set (control characters, halves of surrogate pairs), and not endlessly long.

    >>> printable("clan\\t7\\x00")
    'clan 7 '
    """
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + _ELLIPSIS
    if short.isprintable() and short.isascii():
        return short
    return "".join(" " if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") else letter for letter in short)


def _bytes_of_glyph(glyph: tuple[pygame.Surface, pygame.Surface]) -> int:
    return sum(bytes_of(surface) for surface in glyph)
