"""A card of words over everything: what to know, and which key does what; whole on any screen."""

from collections.abc import Sequence

import pygame

from seaspirits_game.render.ui.ink import FOAM, LAMP, MIST
from seaspirits_game.render.ui.layout import TEXT_SCALES
from seaspirits_game.render.ui.shapes import glass_panel
from seaspirits_game.render.ui.surfaces import veil
from seaspirits_game.render.ui.type import Type
from seaspirits_game.scenes.keys import shown
from seaspirits_game.scenes.stage import Stage

_STEP = 0.92
_LEAST = TEXT_SCALES[0]


def key_of(stage: Stage, *actions: str) -> str:
    """The keys that actions have now, as people read them."""
    return " ".join(shown(stage.preferences.keys.key_of(action)) for action in actions)


def draw_card(
    stage: Stage,
    surface: pygame.Surface,
    title: str,
    told: Sequence[str],
    keys: Sequence[tuple[str, str]],
    width: float,
) -> pygame.Rect:
    """Draw it, at most `width` design units wide; where large words would not fit, all are set smaller. Its rect."""
    kit = stage.kit
    screen, px = kit.screen, kit.screen.px
    veil(surface, 150)
    scale = screen.text_scale
    wide = min(px(width * max(scale, 1.0)), screen.width - 2 * screen.margin)
    card = _Card(stage, kit.type, title, told, keys, wide)
    while not card.fits and scale > _LEAST:
        scale = max(scale * _STEP, _LEAST)
        card = _Card(stage, kit.type.at_scale(scale), title, told, keys, wide)
    return card.draw(surface)


class _Card:
    """A card in one size of words."""

    def __init__(
        self,
        stage: Stage,
        type_: Type,
        title: str,
        told: Sequence[str],
        keys: Sequence[tuple[str, str]],
        width: int,
    ) -> None:
        self._kit, self._type = stage.kit, type_
        screen, px = stage.kit.screen, stage.kit.screen.px
        self._title, self._keys = title, keys
        inner = width - px(80)
        self._told = [type_.wrapped(text, "body", inner) for text in told]
        self._columns = 1 if screen.portrait else 2
        self._column = inner // self._columns
        self._key = max(type_.size(key, "small")[0] for key, _ in keys) + px(18)
        room = max(self._column - self._key - px(16), 1)
        self._meanings = [type_.wrapped(meaning, "small", room) for _, meaning in keys]
        body, small, heading = (type_.line_height(role) for role in ("body", "small", "title"))
        per_column = -(-len(keys) // self._columns)
        parts = [self._meanings[at : at + per_column] for at in range(0, len(keys), per_column)]
        lines = max(sum(map(len, part)) for part in parts)
        above = px(26) + heading + px(6) + sum(len(lines) * body + px(6) for lines in self._told) + px(10)
        height = above + lines * small + px(26)
        self._per_column = per_column
        self.fits = height <= screen.height - px(24) and room > 4 * small
        self._rect = pygame.Rect(0, 0, width, min(height, screen.height - px(24)))
        self._rect.center = screen.rect.center

    def draw(self, surface: pygame.Surface) -> pygame.Rect:
        """The card; where it is."""
        kit, type_, rect = self._kit, self._type, self._rect
        px = kit.screen.px
        glass_panel(kit.shapes, surface, rect, px(22))
        x, y = rect.left + px(40), rect.top + px(26)
        type_.draw(surface, self._title, (x, y), "title", FOAM, width=rect.width - px(80), shadow=False)
        y += type_.line_height("title") + px(6)
        for lines in self._told:
            y = type_.draw_lines(surface, lines, (x, y), "body", MIST, shadow=False) + px(6)
        top = y = y + px(4)
        for number, ((key, _), meaning) in enumerate(zip(self._keys, self._meanings, strict=True)):
            if number and number % self._per_column == 0:
                x, y = x + self._column, top
            type_.draw(surface, key, (x, y), "small", LAMP, shadow=False)
            y = type_.draw_lines(surface, meaning, (x + self._key, y), "small", FOAM, shadow=False)
        return rect
