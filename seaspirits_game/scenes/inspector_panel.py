"""The inspector's panel: a spirit's picture, its probabilities now and lately, its path through the layers, its kin."""

import numpy as np
import pygame

from seaspirits_game.core.snapshot import VALIDATION, Snapshot, TaskSheet
from seaspirits_game.render.palette import Palette
from seaspirits_game.render.ui.charts import bar, sparkline
from seaspirits_game.render.ui.ink import BRASS, FOAM, LAMP, MIST, RGB
from seaspirits_game.render.ui.kept import Kept
from seaspirits_game.render.ui.patches import picture_patch, plane_patch
from seaspirits_game.render.ui.shapes import disc, glass_panel, ring
from seaspirits_game.scenes.inspector import KIN, Inspector
from seaspirits_game.scenes.world import Spirit, World
from seaspirits_game.sea.kinship import fidelities, kin
from seaspirits_game.texts.numbers import decimal, percent, whole

_BARS = 5
_MOST_PATCHES = 96
_PATCH, _CHART, _MAP, _KIN, _GAP = 150, 64, 116, 64, 18
"""Design units: sides of the pictures, heights of the charts, and the room below a section."""
_LEAST_SHRINK = 0.55


class InspectorPanel:
    """Draws what the inspector looks at; keeps the painted pictures of samples."""

    def __init__(self, inspector: Inspector) -> None:
        self._inspector = inspector
        self._stage = inspector.stage
        self._patches: Kept[pygame.Surface] = Kept(_MOST_PATCHES)
        self._shrink = 1.0

    def draw(self, surface: pygame.Surface, rect: pygame.Rect, inner: pygame.Rect) -> None:
        """The panel in `rect`, its content in `inner`: one column, or two where it is wider than high."""
        world, snapshot = self._stage.world, self._stage.shown
        if world is None or snapshot is None or world.selected is None:
            return
        kit, spirit = self._stage.kit, world.selected
        glass_panel(kit.shapes, surface, rect, kit.screen.px(18))
        left = right = inner
        if rect.width > rect.height:
            half = (inner.width - kit.screen.px(40)) // 2
            left = pygame.Rect(inner.left, inner.top, half, inner.height)
            right = pygame.Rect(
                inner.right - half, inner.top + kit.screen.px(40), half, inner.height - kit.screen.px(40)
            )
        self._shrink = self._fitting(left, two_columns=right is not left)
        room = left
        for index, section in enumerate((self._who, self._probabilities, self._lately, self._layers, self._kin)):
            if index == 3 and right is not left:
                room = right
            if room.height < self._needed(index):
                continue  # with words of this size there is no room for it
            y = section(surface, world, snapshot, spirit, room)
            room = pygame.Rect(room.left, y, room.width, max(room.bottom - y, 0))

    def _fitting(self, column: pygame.Rect, two_columns: bool) -> float:
        """By how much the pictures must be smaller, so that with words of this size everything fits."""
        kit = self._stage.kit
        px, name, small = kit.screen.px, kit.type.line_height("name"), kit.type.line_height("small")
        sections, pictures = (3, _PATCH + _CHART) if two_columns else (5, _PATCH + _CHART + _MAP + _KIN)
        words = sections * (name + px(_GAP)) + (_BARS + 2) * small
        return min(max((column.height - words) / px(pictures), _LEAST_SHRINK), 1.0)

    def _needed(self, section: int) -> int:
        """Pixels that a section needs at least; the first two, who it is and what it may be, are always shown."""
        name = self._stage.kit.type.line_height("name")
        px = self._stage.kit.screen.px
        return {2: name + px(4) + self._px(_CHART), 3: name + px(8) + self._px(_MAP) // 2}.get(section, 0)

    def _px(self, units: float) -> int:
        """Pixels of a picture's side."""
        return self._stage.kit.screen.px(units * self._shrink)

    def _patch(self, world: World, sample: int, size: int) -> pygame.Surface:
        """The sample as a person sees it, in the light of its true clan."""
        key = (sample, size, self._stage.preferences.palette)
        return self._patches.get(key, lambda: self._painted(world.sheet, sample, size))

    def _painted(self, sheet: TaskSheet, sample: int, size: int) -> pygame.Surface:
        palette = self._stage.palette
        if sheet.image_shape is not None:
            return picture_patch(sheet.inputs[sample], sheet.image_shape, size, _bright(palette, sheet.labels[sample]))
        return plane_patch(sheet.inputs, sample, palette.colours[sheet.labels % len(palette.colours)], size)

    def _title(self, surface: pygame.Surface, text: str, area: pygame.Rect) -> int:
        kit = self._stage.kit
        kit.type.draw(surface, text, area.topleft, "name", FOAM, width=area.width, shadow=False)
        return area.top + kit.type.line_height("name") + kit.screen.px(2)

    def _who(self, surface: pygame.Surface, world: World, snapshot: Snapshot, spirit: Spirit, area: pygame.Rect) -> int:
        kit, t, sheet = self._stage.kit, self._stage.texts.t, world.sheet
        px = kit.screen.px
        side = self._px(_PATCH)
        surface.blit(self._patch(world, spirit.sample, side), area.topleft)
        left, width = area.left + side + px(20), area.width - side - px(20)
        room = width - px(30)  # the closing cross
        name = t("Spirit {number}").format(number=whole(spirit.sample))
        kit.type.draw(surface, name, (left, area.top), "name", FOAM, width=room, shadow=False)
        unseen = sheet.split[spirit.sample] == VALIDATION
        clan, guess = int(sheet.labels[spirit.sample]), int(snapshot.probs[spirit.sample].argmax())
        lines = [
            t("of clan {name}").format(name=sheet.class_names[clan]),
            t("taken for clan {name}").format(name=sheet.class_names[guess])
            if guess != clan
            else t("and taken for it"),
            t("kept for validation") if unseen else t("used for training"),
        ]
        y = area.top + kit.type.line_height("name")
        for line in lines:
            kit.type.draw(surface, line, (left, y), "small", MIST, width=width, shadow=False)
            y += kit.type.line_height("small")
        return max(area.top + side, y) + px(_GAP)

    def _probabilities(
        self, surface: pygame.Surface, world: World, snapshot: Snapshot, spirit: Spirit, area: pygame.Rect
    ) -> int:
        kit, t, measured = self._stage.kit, self._stage.texts.t, self._inspector.measured
        px, height = kit.screen.px, kit.type.line_height("small")
        probs = snapshot.probs[spirit.sample]
        y = self._title(surface, t("Superposition"), area)
        names = world.sheet.class_names
        label_width = min(max(kit.type.size(name, "small")[0] for name in names), area.width // 3) + px(12)
        value_width = kit.type.size("100.0 %", "small")[0] + px(10)
        bars = min(max((area.bottom - y) // height - 1, 1), _BARS)
        for clan in np.argsort(-probs, kind="stable")[:bars].tolist():
            kit.type.draw(surface, names[clan], (area.left, y), "small", MIST, width=label_width - px(8), shadow=False)
            length = area.width - label_width - value_width
            groove = pygame.Rect(area.left + label_width, y + height // 2 - px(5), length, px(10))
            bar(surface, groove, float(probs[clan]), _bright(self._stage.palette, clan))
            told = percent(float(probs[clan]))
            kit.type.draw(surface, told, (area.right, y), "small", FOAM, "topright", shadow=False)
            y += height
        if measured.sample == spirit.sample and measured.last >= 0:
            said = t("measured: {name}  ({times} of {total} times)").format(
                name=names[measured.last], times=measured.counts[measured.last], total=sum(measured.counts.values())
            )
        else:
            said = t("touch and hold it to measure")
        kit.type.draw(surface, said, (area.left, y + px(2)), "small", LAMP, width=area.width, shadow=False)
        return y + height + px(_GAP)

    def _lately(
        self, surface: pygame.Surface, world: World, snapshot: Snapshot, spirit: Spirit, area: pygame.Rect
    ) -> int:
        """Its class probabilities over the last snapshots, from 0 at the base to 1 at the top."""
        kit, t, history = self._stage.kit, self._stage.texts.t, self._stage.history
        px = kit.screen.px
        past = history.probabilities(spirit.sample).astype(np.float64)
        if len(past) < 2:
            return area.top
        steps = history.steps()
        span = t("The last steps: {first} to {last}").format(first=whole(steps[0]), last=whole(steps[-1]))
        y = self._title(surface, span, area)
        chart = pygame.Rect(area.left, y, area.width, self._px(_CHART))
        leading = np.argsort(-past.max(axis=0), kind="stable")[:_BARS]
        across = (np.array(steps, np.float64) - steps[0]) / max(steps[-1] - steps[0], 1)
        columns = [(past[:, clan], _bright(self._stage.palette, int(clan))) for clan in leading[::-1]]
        sparkline(surface, chart, columns, (-0.02, 1.04), across)
        return chart.bottom + px(_GAP)

    def _layers(
        self, surface: pygame.Surface, world: World, snapshot: Snapshot, spirit: Spirit, area: pygame.Rect
    ) -> int:
        """A small map of each shoal: where the clans' centres are, and where this spirit is among them."""
        kit, t, sheet = self._stage.kit, self._stage.texts.t, world.sheet
        px = kit.screen.px
        y = self._title(surface, t("Through the layers"), area) + px(4)
        count = len(sheet.layer_widths)
        gap = px(10)
        side = min((area.width - gap * (count - 1)) // count, self._px(_MAP), max(area.bottom - y, 1))
        for layer in range(count):
            middle = area.left + layer * (side + gap) + side // 2, y + side // 2
            here = layer == spirit.layer
            ring(kit.shapes, surface, middle, side // 2 - 2, LAMP if here else BRASS, px(1.6) if here else 1.0, 0.9)
            places = world.sea.places[layer][:, :2]
            reach = max(float(np.hypot(places[:, 0], places[:, 1]).max()), 1e-6) * 1.1 / (side / 2)
            for clan in range(len(sheet.class_names)):
                members = sheet.labels == clan
                if members.any():
                    x, up = (places[members].mean(axis=0) / reach).tolist()
                    spot = middle[0] + x, middle[1] - up
                    disc(kit.shapes, surface, spot, px(4), _bright(self._stage.palette, clan), 0.8)
            x, up = (places[spirit.sample] / reach).tolist()
            disc(kit.shapes, surface, (middle[0] + x, middle[1] - up), px(4), FOAM)
            ring(kit.shapes, surface, (middle[0] + x, middle[1] - up), px(8), FOAM, 1.2, 0.9)
        return y + side + px(_GAP)

    def _kin(self, surface: pygame.Surface, world: World, snapshot: Snapshot, spirit: Spirit, area: pygame.Rect) -> int:
        kit, t = self._stage.kit, self._stage.texts.t
        px = kit.screen.px
        side = min((area.width - px(8) * (KIN - 1)) // KIN, self._px(_KIN))
        needed = kit.type.line_height("name") + side + kit.type.line_height("small") + px(4)
        if area.height < needed:
            return area.top
        y = self._title(surface, t("Kin, by state fidelity"), area)
        likeness = fidelities(snapshot.probs, spirit.sample)
        near = kin(snapshot.probs, world.sea.places[spirit.layer], spirit.sample, KIN)
        for place, sample in enumerate(near.tolist()):
            x = area.left + place * (side + px(8))
            surface.blit(self._patch(world, sample, side), (x, y))
            said = decimal(float(likeness[sample]), 2)
            below = x + side // 2, y + side + px(2)
            kit.type.draw(surface, said, below, "small", MIST, "midtop", width=side + px(4), shadow=False)
        return area.top + needed


def _bright(palette: Palette, clan: int) -> RGB:
    red, green, blue = (round(255 * value) for value in palette.rgb(int(clan)))
    return red, green, blue
