"""The inspector: one spirit's picture, its probabilities, its path through the layers, its kin, its recent past."""

from dataclasses import dataclass, field

import numpy as np
import pygame

from seaspirits_game.core.snapshot import VALIDATION, TaskSheet
from seaspirits_game.core.streams import stream
from seaspirits_game.render.palette import Palette
from seaspirits_game.render.picture import Line, Ring
from seaspirits_game.render.ui.charts import bar
from seaspirits_game.render.ui.ink import BRASS, FOAM, LAMP, MIST, RGB
from seaspirits_game.render.ui.kept import Kept
from seaspirits_game.render.ui.patches import picture_patch, plane_patch
from seaspirits_game.render.ui.shapes import disc, glass_panel, ring
from seaspirits_game.scenes.sea_picture import MOON, Shown, clan_rgb, flowing
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.scenes.world import Spirit, World
from seaspirits_game.sea.camera import project
from seaspirits_game.sea.kinship import fidelities, kin, measure
from seaspirits_game.texts.numbers import decimal, percent, whole

KIN = 6
_BARS = 5
_MOST_PATCHES = 96


@dataclass(slots=True)
class Measured:
    """Classes drawn from one spirit's probabilities by touching and holding it."""

    sample: int = -1
    counts: dict[int, int] = field(default_factory=dict)
    last: int = -1


class Inspector:
    """Follows the selected spirit; draws its panel and what marks it in the sea."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.measured = Measured()
        self._rng = stream(stage.seed, "measure")
        self._patches: Kept[pygame.Surface] = Kept(_MOST_PATCHES)

    @property
    def is_open(self) -> bool:
        """Whether a spirit is looked at."""
        return self.stage.world is not None and self.stage.world.selected is not None

    def hover(self, spirit: Spirit | None) -> None:
        """Mark the spirit under the pointer, or none."""
        if self.stage.world is not None:
            self.stage.world.hovered = spirit

    def select(self, spirit: Spirit | None) -> None:
        """Look at a spirit, or at none."""
        if self.stage.world is not None:
            self.stage.world.selected = spirit

    def close(self) -> None:
        """Look at none."""
        self.select(None)

    def measure_selected(self) -> None:
        """Touch the selected spirit: draw a class by the Born rule from its probabilities as they are now."""
        world, snapshot = self.stage.world, self.stage.snapshot
        if world is None or snapshot is None or world.selected is None:
            return
        sample = world.selected.sample
        if self.measured.sample != sample:
            self.measured = Measured(sample)
        drawn = measure(snapshot.probs[sample], self._rng)
        self.measured.last = drawn
        self.measured.counts[drawn] = self.measured.counts.get(drawn, 0) + 1

    def marks(self, shown: Shown, palette: Palette) -> tuple[tuple[Line, ...], tuple[Ring, ...]]:
        """Threads and rings in the sea for the hovered and the selected spirit."""
        world = self.stage.world
        if world is None:
            return (), ()
        lines: list[Line] = []
        rings: list[Ring] = []
        u = self.stage.kit.screen.u
        for spirit, strength in ((world.hovered, 0.6), (world.selected, 1.0)):
            row = shown.row(spirit) if spirit is not None else None
            if row is not None:
                x, y = shown.screen.xy[row].tolist()
                rings.append(Ring(x, y, 15.0 * u, MOON, 0.8 * strength))
        if world.selected is not None:
            lines += self._path_through_layers(world, shown, palette)
            lines += self._kin_threads(world, shown)
            lines += self._recent_path(world, shown)
        return tuple(lines), tuple(rings)

    def draw(self, surface: pygame.Surface, rect: pygame.Rect, inner: pygame.Rect) -> None:
        """The panel in `rect`, its content in `inner`: one column, or two where it is wider than high."""
        world, snapshot = self.stage.world, self.stage.snapshot
        if world is None or snapshot is None or world.selected is None:
            return
        kit = self.stage.kit
        glass_panel(kit.shapes, surface, rect, kit.screen.px(18))
        if rect.width > rect.height:
            half = (inner.width - kit.screen.px(30)) // 2
            first = pygame.Rect(inner.left, inner.top, half, inner.height)
            second = pygame.Rect(inner.right - half, inner.top, half, inner.height)
        else:
            first = second = inner
        y = self._who(surface, world, world.selected, first)
        y = self._probabilities(
            surface, world, world.selected, pygame.Rect(first.left, y, first.width, first.bottom - y)
        )
        y = second.top if second is not first else y
        y = self._layers(surface, world, world.selected, pygame.Rect(second.left, y, second.width, second.bottom - y))
        self._kin(surface, world, world.selected, pygame.Rect(second.left, y, second.width, second.bottom - y))

    def patch(self, world: World, sample: int, size: int) -> pygame.Surface:
        """The sample as a person sees it, in the light of its true clan."""
        key = (sample, size, self.stage.preferences.palette)
        return self._patches.get(key, lambda: self._painted(world.sheet, sample, size))

    def _painted(self, sheet: TaskSheet, sample: int, size: int) -> pygame.Surface:
        palette = self.stage.palette
        if sheet.image_shape is not None:
            return picture_patch(sheet.inputs[sample], sheet.image_shape, size, _bright(palette, sheet.labels[sample]))
        return plane_patch(sheet.inputs, sample, palette.colours[sheet.labels % len(palette.colours)], size)

    def _who(self, surface: pygame.Surface, world: World, spirit: Spirit, area: pygame.Rect) -> int:
        kit, t, sheet = self.stage.kit, self.stage.texts.t, world.sheet
        px = kit.screen.px
        side = px(116)
        surface.blit(self.patch(world, spirit.sample, side), area.topleft)
        left, width = area.left + side + px(20), area.width - side - px(20)
        kit.type.draw(surface, t("Spirit {number}").format(number=whole(spirit.sample)), (left, area.top), "name", FOAM,
                      width=width, shadow=False)  # fmt: skip
        part = (
            t("learned from by nobody") if sheet.split[spirit.sample] == VALIDATION else t("one of those learned from")
        )
        lines = [t("clan {name}").format(name=sheet.class_names[int(sheet.labels[spirit.sample])]), part]
        y = area.top + kit.type.line_height("name")
        for line in lines:
            for row in kit.type.wrapped(line, "small", width):
                kit.type.draw(surface, row, (left, y), "small", MIST, shadow=False)
                y += kit.type.line_height("small")
        return max(area.top + side, y) + px(14)

    def _probabilities(self, surface: pygame.Surface, world: World, spirit: Spirit, area: pygame.Rect) -> int:
        assert self.stage.snapshot is not None
        kit, t = self.stage.kit, self.stage.texts.t
        px, height = kit.screen.px, kit.type.line_height("small")
        probs = self.stage.snapshot.probs[spirit.sample]
        y = area.top
        kit.type.draw(surface, t("Superposition"), (area.left, y), "name", FOAM, width=area.width, shadow=False)
        y += kit.type.line_height("name")
        order = np.argsort(-probs, kind="stable")[:_BARS]
        names = world.sheet.class_names
        label_width = min(max(kit.type.size(name, "small")[0] for name in names), area.width // 3) + px(12)
        value_width = kit.type.size("100.0 %", "reading")[0] + px(6)
        for clan in order.tolist():
            kit.type.draw(surface, names[clan], (area.left, y), "small", MIST, width=label_width - px(8), shadow=False)
            groove = pygame.Rect(
                area.left + label_width, y + height // 2 - px(5), area.width - label_width - value_width, px(10)
            )
            bar(surface, groove, float(probs[clan]), _bright(self.stage.palette, clan))
            kit.type.draw(
                surface, percent(float(probs[clan])), (area.right, y), "reading", FOAM, "topright", shadow=False
            )
            y += height
        if self.measured.sample == spirit.sample and self.measured.last >= 0:
            total = sum(self.measured.counts.values())
            said = t("measured: {name}   ({times} of {total} so far)").format(
                name=names[self.measured.last], times=self.measured.counts[self.measured.last], total=total
            )
            colour = LAMP
        else:
            said, colour = t("touch and hold to measure"), LAMP
        kit.type.draw(surface, said, (area.left, y + px(2)), "small", colour, width=area.width, shadow=False)
        return y + height + px(16)

    def _layers(self, surface: pygame.Surface, world: World, spirit: Spirit, area: pygame.Rect) -> int:
        """A small map of each shoal: where the clans' centres are, and where this spirit is among them."""
        kit, t = self.stage.kit, self.stage.texts.t
        px = kit.screen.px
        kit.type.draw(surface, t("Through the layers"), area.topleft, "name", FOAM, width=area.width, shadow=False)
        y = area.top + kit.type.line_height("name") + px(4)
        count = len(world.sheet.layer_widths)
        gap = px(10)
        side = min((area.width - gap * (count - 1)) // count, px(100))
        classes = len(world.sheet.class_names)
        labels = world.sheet.labels
        for layer in range(count):
            middle = area.left + layer * (side + gap) + side // 2, y + side // 2
            here = layer == spirit.layer
            ring(kit.shapes, surface, middle, side // 2 - 2, LAMP if here else BRASS, px(1.6) if here else 1.0, 0.9)
            places = world.sea.places[layer][:, :2]
            reach = max(float(np.abs(places).max()), 1e-6) * 1.15
            for clan in range(classes):
                members = labels == clan
                if members.any():
                    centre = places[members].mean(axis=0) / reach * (side / 2)
                    spot = middle[0] + centre[0], middle[1] - centre[1]
                    disc(kit.shapes, surface, spot, px(3), _bright(self.stage.palette, clan), 0.75)
            own = places[spirit.sample] / reach * (side / 2)
            spot = middle[0] + own[0], middle[1] - own[1]
            disc(kit.shapes, surface, spot, px(4), FOAM)
            ring(kit.shapes, surface, spot, px(8), FOAM, 1.2, 0.9)
        return y + side + px(16)

    def _kin(self, surface: pygame.Surface, world: World, spirit: Spirit, area: pygame.Rect) -> None:
        assert self.stage.snapshot is not None
        kit, t = self.stage.kit, self.stage.texts.t
        px = kit.screen.px
        side = min((area.width - px(8) * (KIN - 1)) // KIN, px(58))
        name_height, small = kit.type.line_height("name"), kit.type.line_height("small")
        if area.height < name_height + side + small:
            return
        kit.type.draw(surface, t("Kin, by state fidelity"), area.topleft, "name", FOAM, width=area.width, shadow=False)
        y = area.top + name_height + px(2)
        probs = self.stage.snapshot.probs
        likeness = fidelities(probs, spirit.sample)
        for place, sample in enumerate(kin(probs, world.sea.places[spirit.layer], spirit.sample, KIN).tolist()):
            x = area.left + place * (side + px(8))
            surface.blit(self.patch(world, sample, side), (x, y))
            said = decimal(float(likeness[sample]), 2)
            kit.type.draw(surface, said, (x + side // 2, y + side + px(2)), "small", MIST, "midtop", shadow=False)

    def _path_through_layers(self, world: World, shown: Shown, palette: Palette) -> list[Line]:
        assert world.selected is not None
        if len(shown.world) < 2:
            return []
        curve = flowing(shown.world[:, [world.selected.sample]])[0]
        rgb = clan_rgb(palette, int(world.sheet.labels[world.selected.sample]))
        xy = project(curve, world.camera.pose, world.view).xy
        return [Line(xy, rgb, 0.9, 2.4), Line(xy, MOON, 0.5, 1.0)]

    def _kin_threads(self, world: World, shown: Shown) -> list[Line]:
        assert world.selected is not None
        assert self.stage.snapshot is not None
        row = shown.row(world.selected)
        if row is None:
            return []
        spirit, probs = world.selected, self.stage.snapshot.probs
        likeness = fidelities(probs, spirit.sample)
        own = shown.screen.xy[row]
        threads = []
        for sample in kin(probs, world.sea.places[spirit.layer], spirit.sample, KIN).tolist():
            other = shown.row(Spirit(spirit.layer, sample))
            if other is not None:
                ends = np.stack([own, shown.screen.xy[other]])
                threads.append(Line(ends, MOON, 0.45 * float(likeness[sample]), 1.0))
        return threads

    def _recent_path(self, world: World, shown: Shown) -> list[Line]:
        """Where the last snapshots saw this spirit, in the present scale and frame."""
        assert world.selected is not None
        layer = world.selected.layer
        past = self.stage.history.path(layer, world.selected.sample)
        if len(past) < 2 or not shown.first <= layer < shown.first + len(shown.world):
            return []
        coords = past * world.sea.display_scale[layer]
        seen = (coords @ world.tour.frame.astype(np.float32))[None]
        places = shown.layout.place(seen.astype(np.float32), slice(layer, layer + 1))[0]
        return [Line(project(places, world.camera.pose, world.view).xy, (0.95, 0.8, 0.55), 0.8, 1.6)]


def _bright(palette: Palette, clan: int) -> RGB:
    red, green, blue = (round(255 * value) for value in clan_rgb(palette, int(clan)))
    return red, green, blue
