"""From the world to what the painter draws: places to pixels, probabilities to colours, clans to fine lines."""

import itertools
from dataclasses import dataclass

import numpy as np

from seaspirits_game.core.arrays import F32
from seaspirits_game.render.palette import Palette, superposition_colours
from seaspirits_game.render.picture import WHOLE, Line, Parts, Ring, SeaPicture, SpiritFrame
from seaspirits_game.scenes.world import Spirit, World
from seaspirits_game.sea.camera import Screen, project
from seaspirits_game.sea.clans import ellipsoids
from seaspirits_game.sea.layout import Layout
from seaspirits_game.sea.sea import ALL_AGES

_HEADING_AGES = range(2, 3)
"""The older places that are looked at when tails are not drawn anew: the one that tells which way a spirit goes."""
_CURRENT_POINTS = 10  # between two bands
_WRONG_FROM = 0.6
"""A spirit that gives a wrong class more than this flickers, fully so at certainty."""

RGB = tuple[float, float, float]
MOON: RGB = (0.81, 0.91, 0.89)


@dataclass(frozen=True, slots=True)
class Shown:
    """The spirits on screen: row m of `screen` is sample `m % samples` of layer `first + m // samples`."""

    screen: Screen
    world: F32
    """(L', N, 3) places in the world."""
    weight: F32
    """(M,) how far each is there, 0 to 1; faint ones cannot be picked."""
    first: int
    samples: int
    layout: Layout

    def spirit(self, row: int) -> Spirit:
        """Who stands in a row."""
        return Spirit(self.first + row // self.samples, row % self.samples)

    def row(self, spirit: Spirit) -> int | None:
        """The row of a spirit, or None when its layer is not shown."""
        layer = spirit.layer - self.first
        return layer * self.samples + spirit.sample if 0 <= layer < len(self.world) else None


def show(world: World, alpha: float, time_s: float) -> Shown:
    """Where every visible spirit is at this moment."""
    layout = world.choice.layout()
    layers = layout.visible()
    drift = _drift(world, time_s)
    places = _placed(world, layout, layers, world.sea.drawn(alpha, layers), drift)
    screen = project(places.reshape(-1, 3), world.camera.pose, world.view)
    samples = places.shape[1]
    weight = np.repeat(layout.presence[layers].astype(np.float32), samples)
    return Shown(screen, places, weight, layers.start, samples, layout)


def picture(
    world: World,
    shown: Shown,
    palette: Palette,
    time_s: float,
    depth01: float,
    extra_lines: tuple[Line, ...] = (),
    rings: tuple[Ring, ...] = (),
    dimmed: F32 | None = None,
    parts: Parts = WHOLE,
) -> SeaPicture:
    """All that the painter needs for `parts`; `dimmed` (N,) multiplies the brightness of samples."""
    spirits = _spirits(world, shown, palette, time_s, dimmed, ALL_AGES if parts.light else _HEADING_AGES)
    lines: tuple[Line, ...] = ()
    if parts.lines:
        lines = (*_clan_lines(world, shown, palette), *_current_lines(world, shown, palette), *extra_lines)
    return SeaPicture(spirits, lines, rings, depth01, time_s, world.preferences.reduced_motion, parts)


def _drift(world: World, time_s: float) -> F32 | None:
    if world.preferences.still_water or world.preferences.reduced_motion:
        return None
    return world.sea.drift(time_s)


def _placed(world: World, layout: Layout, layers: slice, coords: F32, drift: F32 | None) -> F32:
    """(..., L', N, 8) coordinates to world places (..., L', N, 3)."""
    seen = coords[..., :3] if world.tour.at_home else coords @ world.tour.frame.astype(np.float32)
    seen = seen + drift if drift is not None else np.array(seen)
    return layout.place(seen, layers)


def _spirits(
    world: World, shown: Shown, palette: Palette, time_s: float, dimmed: F32 | None, ages: range
) -> SpiritFrame:
    bands = len(shown.world)
    layers = slice(shown.first, shown.first + bands)
    probs = world.sea.probs
    drift = _drift(world, time_s)
    trails = _placed(world, shown.layout, layers, world.sea.trails(layers, ages), drift)
    older = project(trails.reshape(-1, 3), world.camera.pose, world.view)
    brightness = shown.weight * shown.screen.visible
    if dimmed is not None:
        brightness = brightness * np.tile(dimmed, bands)
    pose = world.camera.pose
    reach = 1.25 + float(np.abs(shown.layout.offsets[:, 1]).max())
    guess = probs.argmax(axis=1)
    wrong = np.clip((probs[np.arange(len(probs)), guess] - _WRONG_FROM) / (1.0 - _WRONG_FROM), 0.0, 1.0)
    wrong *= guess != world.sheet.labels
    return SpiritFrame(
        xy=shown.screen.xy,
        scale=np.asarray(np.float32(pose.distance) / np.maximum(shown.screen.depth, np.float32(0.05)), np.float32),
        depth01=np.clip((shown.screen.depth - np.float32(pose.distance - reach)) / np.float32(2 * reach), 0.0, 1.0),
        rgb=np.tile(superposition_colours(probs, palette), (bands, 1)),
        brightness=brightness,
        trail_xy=older.xy.reshape(len(trails), -1, 2),
        flicker=np.tile(wrong.astype(np.float32), bands),
        glyph=np.tile(guess, bands) if world.preferences.glyphs else None,
    )


def _clan_lines(world: World, shown: Shown, palette: Palette) -> list[Line]:
    """Fine great circles of each clan's covariance: three alone, one in the layers view, where bands are small."""
    classes, bands = len(world.sheet.class_names), len(shown.world)
    # every clan of every band is a class of its own: one pass over all spirits
    owner = (world.sheet.labels[None, :] + classes * np.arange(bands)[:, None]).ravel()
    count = 1 if world.choice.all_bands else 3
    shells = ellipsoids(shown.world.reshape(-1, 3), owner, classes * bands, count)
    flat = project(shells.circles.reshape(-1, 3), world.camera.pose, world.view)
    points = flat.xy.reshape(*shells.circles.shape[:3], 2)
    seen: list[bool] = np.all(flat.visible.reshape(len(points), -1), axis=1).tolist()
    lines: list[Line] = []
    for shell, number in enumerate(shells.classes.tolist()):
        band, clan = divmod(number, classes)
        if seen[shell]:
            opacity = 0.2 * float(shown.layout.presence[shown.first + band])
            lines.extend(Line(ring, palette.rgb(clan), opacity, 1.0) for ring in points[shell])
    return lines


def _current_lines(world: World, shown: Shown, palette: Palette) -> list[Line]:
    """In the layers view: currents that join one spirit's places, a few of each clan."""
    if len(shown.world) < 2 or not world.choice.all_bands:
        return []
    chosen = world.tracers
    presence = float(shown.layout.presence[shown.first : shown.first + len(shown.world)].min())
    curves = flowing(shown.world[:, chosen])
    flat = project(curves.reshape(-1, 3), world.camera.pose, world.view)
    points = flat.xy.reshape(len(chosen), -1, 2)
    return [
        Line(curve, palette.rgb(clan), 0.16 * presence, 1.0)
        for clan, curve in zip(world.sheet.labels[chosen].tolist(), points, strict=True)
    ]


def flowing(places: F32) -> F32:
    """(S, P, 3) curves through the places (L, S, 3) of S samples, level where they enter and leave a band."""
    share = np.linspace(0.0, 1.0, _CURRENT_POINTS, dtype=np.float32)[:, None]
    smooth = share * share * (3.0 - 2.0 * share)
    pieces = []
    for above, below in itertools.pairwise(places):  # (S, 3) each
        piece = np.empty((len(above), _CURRENT_POINTS, 3), np.float32)
        gap = below - above
        piece[:, :, 0] = above[:, None, 0] + smooth[None, :, 0] * gap[:, None, 0]
        piece[:, :, 1] = above[:, None, 1] + share[None, :, 0] * gap[:, None, 1]
        piece[:, :, 2] = above[:, None, 2] + smooth[None, :, 0] * gap[:, None, 2]
        pieces.append(piece)
    return np.concatenate(pieces, axis=1)
