"""The Tide Cube as a person uses it: looking from all sides, turning vectors, going from layer to layer."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pygame

from seaspirits_game.core.arrays import F64
from seaspirits_game.render.picture import Line
from seaspirits_game.render.strokes import Strokes
from seaspirits_game.render.ui.ink import FOAM, MIST, RGB
from seaspirits_game.render.ui.layout import kept_inside
from seaspirits_game.render.ui.motion import approach
from seaspirits_game.scenes import views
from seaspirits_game.scenes.asks import GoTo
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.codex.drawing import draw_still_water
from seaspirits_game.scenes.events import MOUSE, Event, KeyPress, PointerDown, PointerMove, PointerUp
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.scenes.tide_cube.cube import (
    carried,
    corners,
    determinant,
    flattened,
    handedness,
    limited,
    log_volume,
    mirrored,
    spatial,
)
from seaspirits_game.scenes.tide_cube.drawing import (
    CELL,
    HANDLE,
    NAMES,
    draw_arrow,
    draw_cell,
    draw_controls,
    draw_glass,
    draw_handles,
    draw_panel,
    hand_word,
    told_log,
    told_volume,
)
from seaspirits_game.scenes.tide_cube.glass import (
    VECTORS,
    Fit,
    Placed,
    colour_of,
    draw_faces,
    draw_vectors,
    lines_of,
    placed,
    pose_at,
    view_of,
)
from seaspirits_game.scenes.tide_cube.room import Room, lay_out
from seaspirits_game.scenes.tooltip import draw_hint
from seaspirits_game.sea.camera import Pose, unproject
from seaspirits_game.texts.numbers import whole

_LEAST = 0.42
"""Cell radii: a cube that would be smaller is drawn so large, and that is said."""
_FREE_RADIUS = 1.35
"""Units of a free cube that its cell has room for, from the middle; more when it is larger."""
_FINE, _VECTOR = 1.2, 2.6
"""Design units: the widths of an edge and of a vector."""
_LONGEST = 2.5
_STEP, _FINE_STEP = 0.1, 0.02
_TURN = 0.008
"""Radians a pixel, at 1080 pixels."""
_SETTLE_S = 0.18
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_ARROWS: dict[str, tuple[float, float, float]] = {
    "left": (-1.0, 0.0, 0.0),
    "right": (1.0, 0.0, 0.0),
    "up": (0.0, 1.0, 0.0),
    "down": (0.0, -1.0, 0.0),
    "page up": (0.0, 0.0, -1.0),
    "page down": (0.0, 0.0, 1.0),
}
"""To the right, up, and towards the eye."""


@dataclass(slots=True)
class _Finger:
    """A pointer that is down: on a handle, or turning the view."""

    pointer: int
    axis: int | None
    x: float
    y: float


class TideCubeScene:
    """Carries a cube through the layers, or lets one play with a single one."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.controls = Controls()
        self.free = False
        """Whether one cube is played with, apart from the network."""
        self.vectors: dict[bool, F64] = {False: np.eye(3), True: np.eye(3)}
        """The columns that the first cube, and the free one, are spanned by."""
        self.chosen = 1
        """The cube whose map is written out."""
        self._yaw, self._pitch = 0.55, 0.36
        self._room: Room | None = None
        self._ground: pygame.Surface | None = None
        self._strokes: Strokes | None = None
        self._fits: list[Fit] = []
        self._finger: _Finger | None = None

    @property
    def cubes(self) -> tuple[F64, ...]:
        """The matrices that are drawn: the first cube and what each layer makes of it, or the free one alone."""
        if self.free:
            return (self.vectors[True],)
        return carried(self.vectors[False], self._maps()[1])

    def enter(self) -> None:
        """Lay out for the window."""
        self.controls = Controls()
        self._room = self._ground = self._strokes = self._finger = None
        self._fits = []

    def uses_escape(self) -> bool:
        """Escape leads back to the sea, not to the title."""
        return True

    def handle(self, event: Event) -> None:
        """Handles first, then controls, then the view."""
        screen = self.stage.kit.screen
        match event:
            case PointerDown(x, y, pointer):
                self._finger = None  # of a lift that never came
                found = self.controls.at(x, y, screen)
                if found is not None and found.name.startswith(HANDLE):
                    self.controls.focused = None
                    self._finger = _Finger(pointer, NAMES.index(found.name.removeprefix(HANDLE)), x, y)
                elif not self.controls.pointer_down(x, y, screen, pointer):
                    self._finger = _Finger(pointer, None, x, y)
            case PointerMove(x, y, pointer, pressed):
                if self._finger is not None and self._finger.pointer == pointer and pressed:
                    self._drag(self._finger, x, y)
                elif pointer == MOUSE:
                    self.controls.pointer_moved(x, y, screen, pointer)
            case PointerUp(x, y, pointer):
                if self._finger is not None and self._finger.pointer == pointer:
                    self._finger = None
                self.controls.pointer_up(x, y, screen, pointer)
            case KeyPress(key, shift, repeated):
                if not self._nudge(key, shift) and not self.controls.key(key, shift):
                    self._key(key, repeated)
            case _:
                pass

    def advance(self, dt: float) -> None:
        """One tick: after a hand has let go, each cube settles in the middle of its cell."""
        if self._finger is not None and self._finger.axis is not None:
            return
        wanted = self._wanted_fits()
        calm = self.stage.preferences.reduced_motion
        if len(self._fits) != len(wanted) or calm:
            self._fits = wanted
            return
        share = approach(0.0, 1.0, dt, _SETTLE_S)
        self._fits = [
            Fit(now.middle + share * (goal.middle - now.middle), now.scale * (goal.scale / now.scale) ** share)
            for now, goal in zip(self._fits, wanted, strict=True)
        ]

    def draw(self, surface: pygame.Surface, alpha: float) -> None:
        """Every cube, what is written round it, and what a person can do."""
        room, stage = self._lay_out(), self.stage
        if self._ground is None or self._ground.get_size() != surface.get_size():
            self._ground = pygame.Surface(surface.get_size(), 0, surface)
            draw_still_water(self._ground, stage)
            draw_glass(self._ground, stage.kit, room)
            self._strokes = Strokes(surface.get_size(), stage.kit.screen.u)
        assert self._strokes is not None
        surface.blit(self._ground, (0, 0))
        cubes, pose = self.cubes, self._pose()
        shown = [placed(cube, fit, pose, view_of(glass)) for cube, fit, glass in self._in_cells(room, cubes)]
        self.controls.items = self._controls(room, shown)
        lines: list[Line] = []
        for cube, seen in zip(cubes, shown, strict=True):
            tone = colour_of(handedness(cube))
            draw_faces(surface, cube, seen, tone)
            lines += lines_of(surface, seen, tone, _FINE)
        self._strokes.draw(surface, lines)
        for seen in shown:
            draw_vectors(surface, seen, max(stage.kit.screen.u * _VECTOR, 1.6))
        if shown:
            draw_handles(surface, stage.kit, shown[0], self.controls, self.free)
        self._write(surface, room, cubes)
        step = "" if self.free or stage.shown is None else stage.texts.t("step {step}")
        told_step = step.format(step=whole(stage.shown.step)) if stage.shown is not None and step else ""
        draw_controls(surface, stage.kit, stage.texts, room, self.controls, self._words(), told_step)
        self._hint(surface)

    def _maps(self) -> tuple[int, tuple[F64, ...]]:
        return spatial(self.stage.shown.frame_maps if self.stage.shown is not None else ())

    def _pose(self) -> Pose:
        return pose_at(self._yaw, self._pitch)

    def _lay_out(self) -> Room:
        kit = self.stage.kit
        count = 1 if self.free else len(self._maps()[1]) + 1
        if self._room is None or len(self._room.cells) != count:
            heights = [kit.type.line_height(role) for role in ("body", "reading", "small")]
            self._room = lay_out(kit.screen, count, *heights)
            self._ground = None
        return self._room

    def _in_cells(self, room: Room, cubes: tuple[F64, ...]) -> list[tuple[F64, Fit, pygame.Rect]]:
        if len(self._fits) != len(cubes):
            self._fits = self._wanted_fits()
        return list(zip(cubes, self._fits, room.glasses, strict=True))

    def _wanted_fits(self) -> list[Fit]:
        """One scale for all cubes; the smallest are enlarged to what an eye can make out."""
        cubes = self.cubes
        if self.free:
            middle = np.full(3, 0.5)
            radius = float(np.linalg.norm(corners(cubes[0]) - middle, axis=1).max())
            return [Fit(middle, 1.0 / max(radius, _FREE_RADIUS))]
        middles = [cube.sum(axis=1) / 2.0 for cube in cubes]
        radii = [
            float(np.linalg.norm(corners(cube) - middle, axis=1).max())
            for cube, middle in zip(cubes, middles, strict=True)
        ]
        largest = max(max(radii), 1e-12)
        return [
            Fit(middle, max(1.0 / largest, _LEAST / max(radius, 1e-12)))
            for middle, radius in zip(middles, radii, strict=True)
        ]

    def _lenses(self) -> list[float]:
        """How many times larger than in the common scale each cube is drawn."""
        least = min((fit.scale for fit in self._fits), default=1.0)
        return [fit.scale / least for fit in self._fits]

    def _controls(self, room: Room, shown: list[Placed]) -> list[Control]:
        t, size = self.stage.texts.t, self.stage.kit.screen.px(26)
        controls = [Control("back", room.back, self._leave, t("back to the sea  (Esc)"))]
        if shown:
            sea = pygame.Rect(0, 0, room.panel.right, self.stage.kit.screen.height)
            for axis, name in enumerate(NAMES):
                rect = pygame.Rect(0, 0, size, size)
                x, y = shown[0].tip(axis)
                rect.center = (round(x), round(y))
                hint = t("take {name}: arrow keys and Page up, down move it").format(name=name)
                controls.append(Control(HANDLE + name, kept_inside(rect, sea), lambda: None, hint))
        if not self.free:
            for number, label in enumerate(room.names[1:], start=1):
                looked_at = number == self._looked_at()
                controls.append(Control(f"{CELL}{number}", label, self._choosing(number), active=looked_at))
        presses: dict[str, tuple[Callable[[], None], str]] = {
            "mode": (self._toggle, t("play with one cube, or carry it through the layers  (F)")),
            "unit": (self._unit, t("three vectors of length one, at right angles  (Home)")),
            "mirror": (self._mirror, t("exchange a and b: the same body, the other way round")),
            "flatten": (self._flatten, t("lay c into the plane of a and b: no volume is left")),
        }
        for (name, (press, hint)), rect in zip(presses.items(), room.buttons, strict=True):
            controls.append(Control(name, rect, press, hint))
        return controls

    def _words(self) -> dict[str, str]:
        t = self.stage.texts.t
        mode = t("through the layers") if self.free else t("play with one cube")
        words = {"mode": mode, "unit": t("unit cube"), "mirror": t("mirror it"), "flatten": t("flatten it")}
        begin, maps = self._maps()
        return words | {f"{CELL}{number}": self._name(number, begin) for number in range(1, len(maps) + 1)}

    def _looked_at(self) -> int:
        return min(max(self.chosen, 1), max(len(self._maps()[1]), 1))

    def _choosing(self, number: int) -> Callable[[], None]:
        def choose() -> None:
            self.chosen = number

        return choose

    def _name(self, number: int, begin: int) -> str:
        t = self.stage.texts.t
        place = begin + number
        return t("the inputs") if place == 0 else t("{nth} shoal").format(nth=t(ORDINALS[place - 1]))

    def _write(self, surface: pygame.Surface, room: Room, cubes: tuple[F64, ...]) -> None:
        stage, (begin, maps) = self.stage, self._maps()
        kit, texts = stage.kit, stage.texts
        lenses = self._lenses()
        first = texts.t("three vectors") if self.free else self._name(0, begin)
        label = room.names[0]
        kit.type.draw(surface, first, label.center, "body", MIST, "center", width=label.width)
        for number, (cube, cell, label) in enumerate(zip(cubes, room.cells, room.names, strict=True)):
            draw_cell(surface, kit, texts, cell, label.bottom, cube, 1.0 if self.free else lenses[number])
        if not self.free:
            for rect, matrix in zip(room.arrows, maps, strict=True):
                draw_arrow(surface, kit, rect, determinant(matrix))
        title, matrix, tones, lines = self._panel(begin, maps, cubes)
        draw_panel(surface, kit, room, title, matrix, tones, lines)

    def _panel(
        self, begin: int, maps: tuple[F64, ...], cubes: tuple[F64, ...]
    ) -> tuple[str, F64, tuple[RGB, RGB, RGB], list[tuple[str, RGB]]]:
        t = self.stage.texts.t
        if self.free or not maps:
            cube = cubes[0]
            hand = handedness(cube)
            lines = [
                (f"det = a · (b × c) = {told_volume(determinant(cube))}, {hand_word(self.stage.texts, hand)}", FOAM),
                (t("The columns are the vectors. Their determinant is the volume of the box; its sign says which way "
                   "round they are; it is zero when one of them lies in the plane of the others."), MIST),
            ]  # fmt: skip
            if not self.free:
                lines = [(t("The first matrices come with the first snapshot."), MIST)]
            return t("a, b and c"), cube, VECTORS, lines
        number = self._looked_at()
        matrix = maps[number - 1]
        whole_way = cubes[-1]
        title = t("{first} → {second}").format(first=self._name(number - 1, begin), second=self._name(number, begin))
        start = log_volume(cubes[0])
        grown = log_volume(whole_way) - start if np.isfinite(start) else -np.inf
        lines = [
            (f"det = {told_volume(determinant(matrix))}, ln |det| = {told_log(log_volume(matrix))}", FOAM),
            (t("all layers: ln |det| = {log}").format(log=told_log(grown)), FOAM),
            (t("What the layer makes of a small cube along the axes of the picture before it, in the middle of all "
               "samples, as its own picture sees it. Determinants multiply, so their logarithms add up."), MIST),
            (t("It is a shadow: the true cube is never smaller. Which hand it is also depends on how the pictures "
               "happen to be turned."), MIST),
        ]  # fmt: skip
        return title, matrix, (FOAM, FOAM, FOAM), lines

    def _drag(self, finger: _Finger, x: float, y: float) -> None:
        if finger.axis is None:
            turn = _TURN / self.stage.kit.screen.u
            self._yaw -= (x - finger.x) * turn
            self._pitch = float(np.clip(self._pitch + (y - finger.y) * turn, -1.4, 1.4))
        elif self._fits:
            cube, fit, glass = self._in_cells(self._lay_out(), self.cubes)[0]
            pose, view = self._pose(), view_of(glass)
            depth = placed(cube, fit, pose, view).depth[[1 << finger.axis]]
            before, after = (
                unproject(np.array([place], np.float32), depth, pose, view)[0].astype(np.float64)
                for place in ((finger.x, finger.y), (x, y))
            )
            self._move(finger.axis, (after - before) / fit.scale)
        finger.x, finger.y = x, y

    def _move(self, axis: int, shift: F64) -> None:
        """Move the tip of a vector; it can be neither longer than there is room for nor nothing at all."""
        vectors = self.vectors[self.free].copy()
        moved = limited(vectors[:, axis] + shift, _LONGEST)
        if float(np.linalg.norm(moved)) > _FINE_STEP:
            vectors[:, axis] = moved
            self.vectors[self.free] = vectors

    def _nudge(self, key: str, shift: bool) -> bool:
        """Move the vector in focus along the view; whether the key was for it."""
        focused = self.controls.focused or ""
        if not focused.startswith(HANDLE) or key not in _ARROWS:
            return False
        pose = self._pose()
        right = np.array([np.cos(pose.yaw), 0.0, -np.sin(pose.yaw)])
        back = np.array(
            [np.sin(pose.yaw) * np.cos(pose.pitch), np.sin(pose.pitch), np.cos(pose.yaw) * np.cos(pose.pitch)]
        )
        up = np.cross(back, right)
        along = _ARROWS[key]
        step = _FINE_STEP if shift else _STEP
        axis = NAMES.index(focused.removeprefix(HANDLE))
        self._move(axis, step * (along[0] * right + along[1] * up + along[2] * back))
        return True

    def _key(self, key: str, repeated: bool) -> None:
        match key:
            case "left":
                self.chosen = self._looked_at() - 1
            case "right":
                self.chosen = self._looked_at() + 1
            case _ if repeated:
                pass
            case "f":
                self._toggle()
            case "home":
                self._unit()
            case "escape" | "v":
                self._leave()
            case _:
                pass

    def _toggle(self) -> None:
        self.free = not self.free
        self._room, self._fits = None, []

    def _unit(self) -> None:
        self.vectors[self.free] = np.eye(3)

    def _mirror(self) -> None:
        self.vectors[self.free] = mirrored(self.vectors[self.free])

    def _flatten(self) -> None:
        self.vectors[self.free] = flattened(self.vectors[self.free])

    def _leave(self) -> None:
        self.stage.ask(GoTo("layers" if views.shows_all_bands(self.stage) else "sea"))

    def _hint(self, surface: pygame.Surface) -> None:
        control = self.controls.pointed
        draw_hint(surface, self.stage.kit, control, below=control is not None and control.name == "back")
