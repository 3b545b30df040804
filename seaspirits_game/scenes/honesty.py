"""How truly the picture shows the network: variance shown, neighbours kept, and what of the motion is the network's."""

import math

import pygame

from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.render.ui.ink import FOAM, MIST
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.shapes import disc, ring
from seaspirits_game.scenes.world import World
from seaspirits_game.sea.tour import variance_shown
from seaspirits_game.texts.catalogue import Texts
from seaspirits_game.texts.numbers import percent, whole

NEIGHBOURS = "trustworthiness"
"""Column of a layer, after the dot: what the trainer reads off the picture of three axes and the full layer."""
_AT_REST = 2e-3
"""World units of `Sea.unrest`: a pixel or less of a shoal that fills the screen."""
_HOLD_S = 0.7
"""What moved so lately still counts: between two snapshots a spirit may just have arrived."""
_GAP = "   "


class Motion:
    """Tells the camera's motion from the network's, without flicker."""

    def __init__(self) -> None:
        self._camera_s = self._network_s = math.inf

    def advance(self, world: World | None, dt: float) -> None:
        """Look once a tick."""
        self._camera_s += dt
        self._network_s += dt
        if world is not None and world.camera_moves:
            self._camera_s = 0.0
        if world is not None and world.sea.unrest() > _AT_REST:
            self._network_s = 0.0

    @property
    def camera(self) -> bool:
        """Whether the camera or the grand tour turns the picture."""
        return self._camera_s < _HOLD_S

    @property
    def network(self) -> bool:
        """Whether spirits are on their way to another measured place."""
        return self._network_s < _HOLD_S


def sight(texts: Texts, world: World, snapshot: Snapshot) -> str:
    """What the picture shows of the layers that are looked at: of their variance, and of who is near whom."""
    t = texts.t
    layers = (
        range(len(snapshot.coords)) if world.choice.all_bands else range(world.choice.chosen, world.choice.chosen + 1)
    )
    places = 1 if len(layers) == 1 else 0
    shown = [
        percent(variance_shown(snapshot.coords[layer], snapshot.variance_share[layer], world.tour.frame), places)
        for layer in layers
    ]
    text = t("variance shown {shares}").format(shares=", ".join(shown))
    kept = [_neighbours(snapshot, layer) for layer in layers]
    # read off the leading three axes: it says nothing of those through which a tour turns
    if not world.tour.at_home or any(reading is None for reading in kept):
        return text
    values = ", ".join(percent(reading[0], places) for reading in kept if reading is not None)
    text += _GAP + t("neighbours kept {shares}").format(shares=values)
    steps = {reading[1] for reading in kept if reading is not None} - {snapshot.step}
    return text + (" " + t("(step {step})").format(step=whole(min(steps))) if steps else "")


def _neighbours(snapshot: Snapshot, layer: int) -> tuple[float, int] | None:
    """The reading of a layer and its step; None where there is none."""
    column = f"layer{layer + 1}.{NEIGHBOURS}"
    if column in snapshot.readings:
        return snapshot.readings[column], snapshot.step
    dear = snapshot.dear.get(column)
    return (dear.value, dear.step) if dear is not None else None


def draw_motion(
    kit: Kit, surface: pygame.Surface, texts: Texts, motion: Motion, place: tuple[int, int], opacity: float
) -> None:
    """Two small lights at (left, top) of a line: lit for what moves."""
    px, t = kit.screen.px, texts.t
    left, top = place
    height = kit.type.line_height("small")
    rect = kit.type.draw(surface, t("moving:"), (left, top), "small", MIST, opacity=opacity)
    left = rect.right + px(10)
    for name, moves in ((t("camera"), motion.camera), (t("network"), motion.network)):
        middle = (left + px(5), top + height // 2)
        if moves:
            disc(kit.shapes, surface, middle, px(5), FOAM, opacity)
        else:
            ring(kit.shapes, surface, middle, px(5), MIST, max(px(1.4), 1), 0.6 * opacity)
        rect = kit.type.draw(
            surface,
            name,
            (left + px(16), top),
            "small",
            FOAM if moves else MIST,
            opacity=opacity * (1.0 if moves else 0.7),
        )
        left = rect.right + px(18)
