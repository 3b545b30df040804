"""What marks a spirit in the sea: rings, its thread through the layers, threads to its kin, its last steps."""

import numpy as np

from seaspirits_game.render.palette import Palette
from seaspirits_game.render.picture import Line, Ring
from seaspirits_game.scenes.inspector import KIN
from seaspirits_game.scenes.sea_picture import MOON, Shown, flowing
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.scenes.world import Spirit, World
from seaspirits_game.sea.camera import project
from seaspirits_game.sea.kinship import fidelities, kin

_PAST = (0.95, 0.8, 0.55)


def marks(stage: Stage, shown: Shown, palette: Palette) -> tuple[tuple[Line, ...], tuple[Ring, ...]]:
    """Threads and rings for the hovered and the selected spirit."""
    world = stage.world
    if world is None:
        return (), ()
    rings = []
    for spirit, radius, strength in _marked(world, shown):
        row = shown.row(spirit)
        if row is not None:
            x, y = shown.screen.xy[row].tolist()
            rings.append(Ring(x, y, radius * stage.kit.screen.u, MOON, strength))
    if world.selected is None:
        return (), tuple(rings)
    selected = world.selected
    lines = [
        *_through_layers(world, selected, shown, palette),
        *_to_kin(stage, world, selected, shown),
        *_last_steps(stage, world, selected, shown),
    ]
    return tuple(lines), tuple(rings)


def _marked(world: World, shown: Shown) -> list[tuple[Spirit, float, float]]:
    """Spirits to ring, with the rings' design radius and strength; the selected one in every layer that is shown."""
    found = []
    if world.hovered is not None:
        found.append((world.hovered, 15.0, 0.5))
    if world.selected is not None:
        found.append((world.selected, 15.0, 0.8))
        others = [
            layer for layer in range(shown.first, shown.first + len(shown.world)) if layer != world.selected.layer
        ]
        found += [(Spirit(layer, world.selected.sample), 9.0, 0.7) for layer in others]
    return found


def _through_layers(world: World, spirit: Spirit, shown: Shown, palette: Palette) -> list[Line]:
    if len(shown.world) < 2:
        return []
    curve = flowing(shown.world[:, [spirit.sample]])[0]
    rgb = palette.rgb(int(world.sheet.labels[spirit.sample]))
    xy = project(curve, world.camera.pose, world.view).xy
    return [Line(xy, rgb, 1.0, 3.4), Line(xy, MOON, 0.9, 1.4)]


def _to_kin(stage: Stage, world: World, spirit: Spirit, shown: Shown) -> list[Line]:
    row = shown.row(spirit)
    if row is None or stage.shown is None:
        return []
    probs = stage.shown.probs
    likeness = fidelities(probs, spirit.sample)
    own = shown.screen.xy[row]
    threads = []
    for sample in kin(probs, world.sea.places[spirit.layer], spirit.sample, KIN).tolist():
        other = shown.row(Spirit(spirit.layer, sample))
        if other is not None:
            ends = np.stack([own, shown.screen.xy[other]])
            threads.append(Line(ends, MOON, 0.45 * float(likeness[sample]), 1.0))
    return threads


def _last_steps(stage: Stage, world: World, spirit: Spirit, shown: Shown) -> list[Line]:
    """Where the last snapshots saw this spirit, in the present scale and frame."""
    layer = spirit.layer
    past = stage.history.path(layer, spirit.sample)
    if len(past) < 2 or not shown.first <= layer < shown.first + len(shown.world):
        return []
    coords = past * world.sea.display_scale[layer]
    seen = (coords @ world.tour.frame.astype(np.float32))[None]
    places = shown.layout.place(seen.astype(np.float32), slice(layer, layer + 1))[0]
    return [Line(project(places, world.camera.pose, world.view).xy, _PAST, 0.8, 1.6)]
