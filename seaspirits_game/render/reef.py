"""A reef of sea-pens on its sea floor: one reef stands, its mirror hangs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pygame

from seaspirits_game.core.arrays import F32, F64, Bools
from seaspirits_game.render.pens import GAIN, HUES, LIGHTS, SWAYS, Pens, PenSize
from seaspirits_game.render.ui.kept import Kept
from seaspirits_game.render.ui.shapes import bytes_of

_LEAST, _MOST_SHARE = 0.13, 1.0
"""Heights of the lowest and the highest pen, as shares of the tallest that there is room for."""
_WIDEST = 80.0
"""Design units of a feather."""
_SWAY_HERTZ = 0.11
_LIFT = 0.16
"""Share of the room by which a pen is raised at its highest."""
_FOOT, _SLICES, _DIMMER = 1.4, 5, 2
"""A swimming pen's foot: its length in widths, in how many slices it fades, and lights lost from one to the next."""
_OVERHANG = 34.0
"""Design units by which the shelf is wider than the row, on either side."""


@dataclass(frozen=True, slots=True, eq=False)
class ReefFrame:
    """M pens at one moment; all arrays (M,)."""

    x: F64
    """Pixels, the middle of the stalk at the ground."""
    height: F64
    """0 to 1 on the reef's scale."""
    lift: F64
    """0 on the ground to 1."""
    sharp: Bools
    light: F64
    """0 to 1; above 1 what is chosen."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a reef stands, in pixels."""

    left: int
    width: int
    y: int
    """The line from which the pens grow."""
    room: int
    """Pixels from there to the tip of the tallest."""
    soil: int
    """Depth of the sea floor that is drawn."""
    hanging: bool
    unit: float
    """Pixels of a design unit."""


def scale_of(seen: F64, murk: float) -> F64:
    """Heights on the reef's scale, 0 to 1, for shares of the row's range, which murk scatters beyond 0 to 1.

    >>> scale_of(np.array([0.0, 1.0]), 0.0).tolist()
    [0.13, 1.0]
    """
    air = 1.2 * murk
    inside = (np.clip(seen, -air, 1.0 + air) + air) / (1.0 + 2.0 * air)
    return np.asarray(_LEAST + (_MOST_SHARE - _LEAST) * inside, dtype=np.float64)


class Reef:
    """Draws reefs of one number of pens at one place."""

    def __init__(self, ground: Ground, count: int, murk: float) -> None:
        self.ground = ground
        self.pitch = ground.width / count
        """Pixels from one pen to the next."""
        width = round(min(1.25 * self.pitch, _WIDEST * ground.unit))
        span = (_MOST_SHARE - _LEAST) / (1.0 + 2.4 * murk)
        soft = round(min(murk * span * ground.room, 0.3 * ground.room))
        self.pens = Pens(PenSize(max(width, 7), ground.room, soft, ground.hanging))
        self._floors: Kept[pygame.Surface] = Kept(4, bytes_of, 32 << 20)

    def x_of(self, place: float) -> float:
        """The middle of a place, pixels."""
        return self.ground.left + (place + 0.5) * self.pitch

    def place_at(self, x: float) -> int | None:
        """The place under a pixel; None beside the reef."""
        place = int(np.floor((x - self.ground.left) / self.pitch))
        return place if 0 <= place * self.pitch < self.ground.width - 0.5 else None

    def tip_y(self, height: float, lift: float = 0.0) -> float:
        """The pixel row of a height on the scale, of a pen that is raised by `lift`, 0 to 1."""
        up = (height + _LIFT * lift) * self.ground.room
        return self.ground.y + up if self.ground.hanging else self.ground.y - up

    def draw(
        self,
        surface: pygame.Surface,
        frame: ReefFrame,
        time_s: float,
        colours: Sequence[tuple[float, float, float]] | None = None,
    ) -> None:
        """Add the pens to `surface`, then lay the sea floor over their feet; `colours` instead of those of height."""
        size, ground, pens = self.pens.size, self.ground, self.pens
        wave = np.sin(2 * np.pi * _SWAY_HERTZ * time_s + frame.x / (0.11 * ground.width + 1.0))
        sway = np.rint((wave + 1.0) / 2.0 * (SWAYS - 1)).astype(np.int64)
        high = frame.height * ground.room
        light = np.rint(np.log(np.maximum(frame.light, 1e-3)) / np.log(GAIN)) + (LIGHTS - 2)
        lights = np.clip(light, 0, LIGHTS - 1).astype(np.int64).tolist()
        hue = np.clip(np.rint(frame.height * (HUES - 1)), 0, HUES - 1).astype(np.int64)
        tints = hue.tolist() if colours is None else colours
        sharp = np.ones(len(high), np.bool_) if size.soft == 0 else frame.sharp
        above = np.where(sharp, size.above, size.above_soft)
        rows = np.minimum(above + np.rint(high), ground.room + size.above_soft + 4).astype(np.int64).tolist()
        lefts = np.rint(frame.x - pens.leans(sway, high)).astype(np.int64).tolist()
        raised = np.rint(frame.lift * _LIFT * ground.room).astype(np.int64).tolist()
        swims, sways, sharps = (frame.lift > 0.01).tolist(), sway.tolist(), sharp.tolist()
        half, width, y, hangs = pens.sprite_width // 2, pens.sprite_width, ground.y, ground.hanging
        whole = ground.room + 2
        blits = []

        def add(at: int, light_of: int, start: int, end: int, up: int) -> None:
            """Rows `start` to `end` below the upper edge of a pen; for `blits`."""
            sprite = pens.sprite(tints[at], light_of, sways[at], sharps[at])
            left, out = lefts[at] - half, rows[at]
            if hangs:
                bottom = whole + (size.above if sharps[at] else size.above_soft)
                area, top = (0, bottom - end, width, end - start), y + up + out - end
            else:
                area, top = (0, start, width, end - start), y - up - out + start
            blits.append((sprite, (left, top), area, pygame.BLEND_RGB_ADD))

        for at in np.flatnonzero(frame.light > 0.02).tolist():
            if not swims[at]:
                add(at, lights[at], 0, rows[at], 0)
                continue
            # what swims has no ground that hides its foot: it fades away, slice by slice
            foot = min(round(_FOOT * size.width), rows[at] // 2)
            cuts = [rows[at] - foot + foot * cut // _SLICES for cut in range(_SLICES + 1)]
            add(at, lights[at], 0, cuts[0], raised[at])
            for step in range(_SLICES):
                if lights[at] >= _DIMMER * (step + 1):
                    add(at, lights[at] - _DIMMER * (step + 1), cuts[step], cuts[step + 1], raised[at])
        surface.blits(blits, False)
        self._floor(surface)

    def _floor(self, surface: pygame.Surface) -> None:
        ground = self.ground
        image = self._floors.get("floor", lambda: _floor(ground))
        overhang = (image.get_width() - ground.width) // 2
        top = ground.y - (image.get_height() - _feet(ground)) if ground.hanging else ground.y - _feet(ground)
        surface.blit(image, (ground.left - overhang, top))


def _feet(ground: Ground) -> int:
    """Rows in which the pens' feet fade into the ground."""
    return round(9 * ground.unit)


def _floor(ground: Ground) -> pygame.Surface:
    """A shelf of rock: level and faintly lit where pens stand, rounded off at both ends, dissolving downward."""
    overhang, feet = round(_OVERHANG * ground.unit), _feet(ground)
    width, height = ground.width + 2 * overhang, ground.soil + feet
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    along = x / np.float32(width)
    ends = np.clip(np.minimum(x, width - 1 - x) / np.float32(1.6 * overhang), 0.0, 1.0)
    slope = (1.0 - ends) ** 2.6 * np.float32(0.55 * ground.soil)  # the shoulders fall away beside the outer pens
    below = y - feet - slope
    rough = _rough(along)
    depth = np.maximum(ground.soil * (0.62 + 0.38 * ends) * (0.86 + 0.14 * rough) - slope, 1.0)
    down = np.clip(below / depth, 0.0, 1.0)
    sides = np.clip(x / overhang, 0.0, 1.0) * np.clip((width - 1 - x) / overhang, 0.0, 1.0)
    sides = sides * sides * (3.0 - 2.0 * sides)
    under = np.clip(1.0 + below / feet, 0.0, 1.0) ** 2  # pens' feet fade into the ground
    alpha = np.where(below < 0, 0.8 * under, 0.8 * (1.0 - down) ** 0.8) * sides
    fine = 1.3 * ground.unit
    rim = np.exp(-0.5 * (below / fine) ** 2) * 0.55 + 0.45 * np.exp(-np.maximum(below, 0.0) / (16 * ground.unit))
    grain = _grain(height, width)
    lit = rim * (below > -2.5 * fine) * sides * (0.55 + 0.25 * rough + 0.35 * grain)
    lit += 0.07 * (1.0 - down) * (grain > 0.93) * (below > 0) * sides
    image = pygame.Surface((width, height), pygame.SRCALPHA)
    colours = pygame.surfarray.pixels3d(image)
    for channel, (base, light) in enumerate(((2, 60), (12, 128), (22, 140))):
        colours[..., channel] = np.clip(base + light * lit.T, 0, 255)
    pygame.surfarray.pixels_alpha(image)[...] = np.clip(255 * np.maximum(alpha, 0.9 * lit).T, 0, 255)
    del colours  # unlocks the image
    return pygame.transform.flip(image, False, True) if ground.hanging else image


def _rough(along: F32) -> F32:
    """A slow unevenness along the shelf, -1 to 1."""
    turn = np.float32(2 * np.pi) * along
    waves = np.sin(3.1 * turn + 0.4) + 0.6 * np.sin(7.3 * turn + 2.0) + 0.35 * np.sin(17.9 * turn + 4.1)
    return np.asarray(waves / 1.95, dtype=np.float32)


def _grain(height: int, width: int) -> F32:
    """(height, width) fine sand, 0 to 1, the same always."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    wave = np.sin(x * np.float32(12.9898) + y * np.float32(78.233)) * np.float32(43758.547)
    return np.asarray(wave - np.floor(wave), dtype=np.float32)
