"""The board of levers: each with where it stands, and with what it really did when it was used last."""

import math
from collections.abc import Callable, Sequence

import numpy as np
import pygame

from seaspirits_game.core.commands import Command
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.render.ui.controls import Look, icon_button, slider, text_button
from seaspirits_game.render.ui.ink import BRASS, BRASS_LIGHT, FOAM, MIST
from seaspirits_game.render.ui.shapes import glass_panel, lay
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.keeper.board_layout import BoardNeeds, BoardRects, lay_out_board
from seaspirits_game.scenes.keeper.effects import Effect, Effects
from seaspirits_game.scenes.keeper.hands import Hands, Send
from seaspirits_game.scenes.keeper.levers import DEEDS, SLIDERS, SWITCHES, Deed, Slider, Switch
from seaspirits_game.scenes.sea_controls import LEVER
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.texts.numbers import DASH, decimal, significant

PREFIX = LEVER
_LOWEST = 1e-3
"""The singular value at the lower edge of the strip; the upper edge is its inverse."""

Price = Callable[[Command], float]


def free(command: Command) -> float:
    """The price where nothing costs anything."""
    return 0.0


class Board:
    """Levers for the voyage on `stage`, by the names in `levers`."""

    def __init__(
        self,
        stage: Stage,
        levers: Sequence[str],
        send: Send,
        price: Price = free,
        close: Callable[[], None] | None = None,
        title: str = "",
    ) -> None:
        """`price` is what a command costs in light; with `close` the board has a cross."""
        self.stage = stage
        self.hands = Hands(send)
        self.effects = Effects()
        self.title = title
        self._price, self._close = price, close
        self._sliders = tuple(lever for lever in SLIDERS if lever.name in levers)
        self._switches = tuple(lever for lever in SWITCHES if lever.name in levers)
        self._deeds = tuple(lever for lever in DEEDS if lever.name in levers)
        self._strip = "orthogonal" in levers
        self._heard: Snapshot | None = None

    def hear(self) -> None:
        """Read the newest snapshot, once."""
        snapshot = self.stage.snapshot
        if snapshot is not None and snapshot is not self._heard:
            self._heard = snapshot
            self.hands.hear(snapshot)
            self.effects.add(snapshot)

    def lay_out(self, area: pygame.Rect, at_foot: bool = False) -> BoardRects:
        """Where its parts stand in `area`."""
        kit = self.stage.kit
        needs = BoardNeeds(
            len(self._sliders),
            len(self._switches),
            len(self._deeds),
            self._strip,
            self._close is not None,
            kit.type.line_height("small"),
            kit.type.line_height("name"),
        )
        return lay_out_board(kit.screen, area, needs, at_foot)

    @property
    def layer(self) -> int:
        """Number of the hidden layer that is looked at, from 1."""
        return self.stage.world.choice.chosen + 1 if self.stage.world is not None else 1

    # what can be done

    def controls(self, rects: BoardRects) -> list[Control]:
        """The board's controls, in reading order."""
        t = self.stage.texts.t
        items: list[Control] = []
        if rects.close is not None and self._close is not None:
            items.append(Control(f"{PREFIX}close", rects.close, self._close, t("put the levers away  (K)")))
        items += [self._slider(lever, rect) for lever, rect in zip(self._sliders, rects.sliders, strict=True)]
        for lever, rect in zip(self._switches, rects.switches, strict=True):
            items.append(self._switch(lever, rect))
        items += [self._deed(deed, rect) for deed, rect in zip(self._deeds, rects.deeds, strict=True)]
        return items

    def _slider(self, lever: Slider, rect: pygame.Rect) -> Control:
        hands, value = self.hands, self.hands.value(lever)
        return Control(
            PREFIX + lever.name,
            rect,
            lambda: None,
            self.stage.texts.t(lever.hint),
            set_share=lambda share: hands.move(lever, lever.place_at(share)),
            share=lever.share(value),
            nudge=lambda steps: hands.move(lever, lever.beside(value, steps)),
        )

    def _switch(self, lever: Switch, rect: pygame.Rect) -> Control:
        return Control(
            PREFIX + lever.name,
            rect,
            lambda: self.hands.turn(lever),
            self.stage.texts.t(lever.hint),
            active=self.hands.is_on(lever),
        )

    def _deed(self, deed: Deed, rect: pygame.Rect) -> Control:
        command = self._command(deed)
        return Control(
            PREFIX + deed.name,
            rect,
            lambda: self.hands.do(command) if command is not None else None,
            self.stage.texts.t(deed.hint),
            enabled=command is not None,
        )

    def _command(self, deed: Deed) -> Command | None:
        levers = self.hands.levers
        if not 1 <= self.layer <= len(levers.layers):
            return None
        return deed.command(levers, self.layer)

    # how it looks

    def look(self, controls: Controls, rects: BoardRects) -> tuple[object, ...]:
        """What the board's picture depends on, but for the strip."""
        items = [item for item in controls.items if item.name.startswith(PREFIX)]
        states = tuple((item.name, controls.look(item), item.share) for item in items)
        snapshot = self.stage.snapshot
        return (states, rects.panel.topleft, self.effects.version, self.layer, snapshot is None, self.title)

    def draw(self, surface: pygame.Surface, controls: Controls, rects: BoardRects, opacity: float = 1.0) -> None:
        """All of it."""
        stage, kit = self.stage, self.stage.kit
        t = stage.texts.t
        glass_panel(kit.shapes, surface, rects.panel, kit.screen.px(18), opacity)
        place, room = rects.heading.midleft, rects.heading.width
        kit.type.draw(surface, self.title or t("Levers"), place, "name", FOAM, "midleft", width=room, shadow=False)
        by_name = {item.name: item for item in controls.items if item.name.startswith(PREFIX)}
        if rects.close is not None and f"{PREFIX}close" in by_name:
            icon_button(kit, surface, rects.close, "close", controls.look(by_name[f"{PREFIX}close"]), opacity)
        for lever, words, rect in zip(self._sliders, rects.words, rects.sliders, strict=True):
            value = self.hands.value(lever)
            self._told(surface, words, f"{t(lever.title)}  ", lever.told(value), self.effects.of(lever.name))
            item = by_name.get(PREFIX + lever.name)
            slider(kit, surface, rect, lever.share(value), controls.look(item) if item else Look(), opacity)
        for switch, words, rect in zip(self._switches, rects.switch_words, rects.switches, strict=True):
            item = by_name.get(PREFIX + switch.name)
            on = self.hands.is_on(switch)
            text = f"{t(switch.title)}: {t('on') if on else t('off')}"
            text_button(kit, surface, rect, text, controls.look(item) if item else Look(), opacity)
            self._below(surface, words, self._effect_told(self.effects.of(switch.name)))
        for deed, rect in zip(self._deeds, rects.deeds, strict=True):
            item = by_name.get(PREFIX + deed.name)
            text_button(kit, surface, rect, t(deed.title), controls.look(item) if item else Look(), opacity)
        if rects.deed_words is not None:
            self._below(surface, rects.deed_words, self._deeds_told())
        if rects.strip is not None and rects.strip_words is not None:
            self._singular_values(surface, rects.strip_words, rects.strip)

    def _told(self, surface: pygame.Surface, rect: pygame.Rect, name: str, value: str, effect: Effect | None) -> None:
        """Name and value on the left, what the lever did on the right."""
        kit = self.stage.kit
        left = kit.type.draw(surface, name, rect.topleft, "small", MIST, width=rect.width, shadow=False)
        room = max(rect.right - left.right, 0)
        shown = kit.type.draw(surface, value, left.topright, "small", FOAM, width=room, shadow=False)
        text = self._effect_told(effect)
        if text:
            room = max(rect.right - shown.right - kit.screen.px(14), 0)
            if kit.type.size(text, "small")[0] > room and effect is not None:  # large words: the numbers alone
                text = text.removeprefix(self.stage.texts.t(effect.quantity.title)).strip()
            kit.type.draw(surface, text, rect.topright, "small", BRASS_LIGHT, "topright", width=room, shadow=False)

    def _below(self, surface: pygame.Surface, rect: pygame.Rect, text: str) -> None:
        kit = self.stage.kit
        kit.type.draw(surface, text, rect.midtop, "small", MIST, "midtop", width=rect.width, shadow=False)

    def _effect_told(self, effect: Effect | None) -> str:
        if effect is None or not math.isfinite(effect.before):
            return ""
        quantity = effect.quantity
        after = quantity.told(effect.after) if math.isfinite(effect.after) else "…"
        return f"{self.stage.texts.t(quantity.title)} {quantity.told(effect.before)} → {after}"

    def _deeds_told(self) -> str:
        """What the newest of the deeds did, or else what each costs."""
        t = self.stage.texts.t
        done = [effect for deed in self._deeds if (effect := self.effects.of(deed.name)) is not None]
        if done:
            newest = max(done, key=lambda effect: effect.at)
            title = next(deed.title for deed in self._deeds if deed.name == newest.lever)
            return f"{t(title)}: {self._effect_told(newest)}"
        bills = []
        for deed in self._deeds:
            command = self._command(deed)
            price = self._price(command) if command is not None else 0.0
            if price > 0.0:
                bills.append(f"{t(deed.title)} {decimal(price, 1)}")
        return t("{prices} light").format(prices=", ".join(bills)) if bills else ""

    def _singular_values(self, surface: pygame.Surface, words: pygame.Rect, rect: pygame.Rect) -> None:
        """The singular values of the layer's Jacobian, each a stroke on a logarithmic line; at 1 nothing is bent."""
        kit, snapshot, t = self.stage.kit, self.stage.snapshot, self.stage.texts.t
        defect = math.nan
        values = np.zeros(0)
        if snapshot is not None:
            defect = snapshot.readings.get(f"layer{self.layer}.orthogonality_defect", math.nan)
            if self.layer <= len(snapshot.singular_values):
                values = snapshot.singular_values[self.layer - 1]
        told = t("shoal {number}: stretches; off a rotation {defect}").format(
            number=self.layer, defect=significant(defect, 2) if math.isfinite(defect) else DASH
        )
        kit.type.draw(surface, told, words.topleft, "small", MIST, width=words.width, shadow=False)
        small = kit.type.line_height("small")
        line = pygame.Rect(
            rect.left, rect.top + kit.screen.px(4), rect.width, max(rect.height - small, kit.screen.px(8))
        )
        places = np.clip(0.5 + np.log(np.maximum(values, 1e-12)) / (-2.0 * np.log(_LOWEST)), 0.0, 1.0)
        columns = np.rint(places * (line.width - 1)).astype(np.int64)
        key = ("singular values", line.size, columns.tobytes())
        lay(surface, kit.shapes.keep(key, lambda: _strokes(line.size, columns.tolist(), kit.shapes.fine)), line)
        low, high = f"{_LOWEST:g}", f"{1 / _LOWEST:g}"
        for text, at, anchor in (
            (low, line.left, "topleft"),
            ("1", line.centerx, "midtop"),
            (high, line.right, "topright"),
        ):
            kit.type.draw(surface, text, (at, line.bottom), "small", MIST, anchor, 0.8, shadow=False)  # type: ignore[arg-type]


def _strokes(size: tuple[int, int], columns: list[int], fine: int) -> pygame.Surface:
    width, height = size
    image = pygame.Surface(size, pygame.SRCALPHA)
    image.fill((*BRASS, 150), (0, height - fine, width, fine))
    for share in range(7):  # a decade each
        tall = height if share == 3 else height // 4
        image.fill((*BRASS, 170), (round(share / 6 * (width - fine)), height - tall, fine, tall))
    layer = pygame.Surface(size, pygame.SRCALPHA)
    for column in columns:
        stroke = pygame.Surface((2 * fine, height - height // 5), pygame.SRCALPHA)
        stroke.fill((*FOAM, 120))
        layer.blit(stroke, (min(column, width - 2 * fine), height // 5 - fine))
    image.blit(layer, (0, 0))
    return image
