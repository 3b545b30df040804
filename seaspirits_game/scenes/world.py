"""The one world behind every scene: sea, camera, layout, tour, and the spirit that is looked at."""

from dataclasses import dataclass, replace

import numpy as np

from seaspirits_game.core.arrays import I64
from seaspirits_game.core.snapshot import TaskSheet
from seaspirits_game.core.streams import stream
from seaspirits_game.scenes.gestures import Drag, Gesture, Pinch
from seaspirits_game.scenes.preferences import Preferences
from seaspirits_game.sea.camera import Camera, Pose, Viewport, framed, viewport
from seaspirits_game.sea.layout import Choice
from seaspirits_game.sea.sea import Sea
from seaspirits_game.sea.tour import Tour

_AUTO_ORBIT = 0.035  # radians a second: a turn in three minutes
_REFRAME_SECONDS = 0.5
_SHARE_IN_FRAME = 0.995
_TRACERS_A_CLAN = 6
_FLIGHT_S = 1.4
_LIFT = 0.3
"""From how deep a shoal rises whose layer has become wider, as a share of where a new one begins."""


@dataclass(frozen=True, slots=True)
class Spirit:
    """One sample as one hidden layer sees it."""

    layer: int
    sample: int


class World:
    """Owns how the sea is looked at; the sea itself owns where spirits are."""

    def __init__(self, sheet: TaskSheet, seed: int, preferences: Preferences) -> None:
        self.sheet = sheet
        self.preferences = preferences
        self.sea = Sea(sheet, seed)
        layers = len(sheet.layer_widths)
        self.choice = Choice(layers, min(1, layers - 1), all_bands=False)
        self.tour = Tour(stream(seed, "tour"))
        self.camera = Camera()
        self.auto_orbit = True
        """The slow cosmetic turn of the camera; a hand on the sea stops it."""
        self.auto_frame = True
        """Whether the camera keeps the whole sea in view; zooming by hand ends it until the view is reset."""
        self.hovered: Spirit | None = None
        self.selected: Spirit | None = None
        self.tracers = _spread_over_clans(sheet.labels, len(sheet.class_names))
        """Samples whose currents through the layers are drawn."""
        self._view: Viewport | None = None
        self._wanted_view = viewport(1280, 720)
        self._safe = (0, 0, 1280, 720)
        self._until_reframe = 0.0

    @property
    def view(self) -> Viewport:
        """Where the sea is projected now."""
        return self._view or self._wanted_view

    def look_through(self, width: int, height: int, safe: tuple[int, int, int, int], at_once: bool = False) -> None:
        """Project into the window so that the sea lies in `safe` (left, top, width, height), after a short glide."""
        self._wanted_view, self._safe = viewport(width, height, safe), safe
        self._until_reframe = 0.0
        if at_once or self._view is None:
            self._view = self._wanted_view

    def regrow(self, widths: tuple[int, ...], inserted: int | None = None) -> None:
        """The network has hidden layers of these `widths` now; `inserted` is the number, from 0, of a new one.

        Shoals that were there swim on from where they are; one that has grown rises from the sea floor.
        """
        before = self.sheet.layer_widths
        if widths == before:
            return
        came_from = list(range(len(before)))
        if len(widths) == len(before) + 1 and inserted is not None and 0 < inserted < len(widths):
            came_from.insert(inserted, inserted - 1)
            risen = {inserted: 1.0}
        else:
            came_from = [min(index, len(before) - 1) for index in range(len(widths))]
            grown = zip(widths, before, strict=False)
            risen = {index: _LIFT for index, (now, then) in enumerate(grown) if now > then}
        self.sheet = replace(self.sheet, layer_widths=widths)
        self.sea.regrow(self.sheet, came_from)
        self.choice.flight_s = 0.0 if self.preferences.reduced_motion else _FLIGHT_S
        self.choice.regrow(came_from, risen)
        self.hovered = self.selected = None

    def advance(self, dt: float) -> None:
        """One tick."""
        calm = self.preferences.reduced_motion
        self.sea.advance(dt)
        self.choice.flight_s = 0.0 if calm else _FLIGHT_S
        self.choice.advance(dt)
        self.tour.advance(dt)
        self._glide(dt)
        self._until_reframe -= dt
        if self.auto_frame and (self._until_reframe <= 0.0 or self.choice.in_flight):
            self.reframe()
        if self.auto_orbit and not calm:
            self.camera = self.camera.drift_yaw(_AUTO_ORBIT * dt)
        self.camera = self.camera.at_goal() if calm else self.camera.advance(dt)

    def reframe(self, at_once: bool = False) -> None:
        """Set the camera's distance and height so that the visible shoals fill the safe area and stay inside it."""
        self._until_reframe = _REFRAME_SECONDS
        self.choice.make_room(self.sea.reach)
        layout = self.choice.layout()
        layers = layout.visible()
        if self.sea.snapshots == 0 or layers.stop <= layers.start:
            return
        visible = self.sea.places[layers][:, :, :3]
        points = layout.place(np.ascontiguousarray(visible[:, ::4]), layers).reshape(-1, 3)
        half_width, half_height = self._safe[2] / 2, self._safe[3] / 2
        goal = framed(self.camera.goal, points, self._wanted_view, half_width, half_height, _SHARE_IN_FRAME)
        self.camera = self.camera.fly_to(goal)
        if at_once:
            self.camera = self.camera.at_goal()

    def steer(self, gesture: Gesture) -> None:
        """A hand on the camera: drag to orbit, two fingers or the other button to pan, pinch or wheel to zoom."""
        match gesture:
            case Drag(_, _, dx, dy, fingers, secondary):
                self.auto_orbit = False
                if fingers > 1 or secondary:
                    self.auto_frame = False
                    self.camera = self.camera.pan(dx, dy, self.view)
                else:
                    self.camera = self.camera.orbit(dx, dy, self.view)
            case Pinch(_, _, factor):
                self.auto_frame = False
                self.camera = self.camera.zoom(factor)

    def reset_view(self) -> None:
        """Home: leading coordinates, whole sea in frame, slow orbit."""
        self.tour.go_home()
        self.auto_frame = self.auto_orbit = True
        self.camera = self.camera.fly_to(replace(Pose(), yaw=self.camera.goal.yaw, distance=self.camera.goal.distance))
        self.reframe()

    @property
    def camera_moves(self) -> bool:
        """Whether some of the motion on screen is the camera's or the tour's, not the network's."""
        turning = self.auto_orbit and not self.preferences.reduced_motion
        return turning or self.camera.is_moving or not self.tour.at_home or self.choice.in_flight

    def _glide(self, dt: float) -> None:
        if self._view is None or self.preferences.reduced_motion:
            self._view = self._wanted_view
            return
        share = 1.0 - float(np.exp(-dt / 0.35))
        now, goal = self._view, self._wanted_view
        self._view = Viewport(*(a + share * (b - a) for a, b in zip(now, goal, strict=True)))


def _spread_over_clans(labels: I64, classes: int) -> I64:
    """Up to `_TRACERS_A_CLAN` samples of each class, evenly spaced in their order: the same ones in every frame."""
    chosen = []
    for clan in range(classes):
        members = np.flatnonzero(labels == clan)
        count = min(_TRACERS_A_CLAN, len(members))
        chosen.append(members[np.linspace(0, len(members) - 1, count).astype(int)] if count else members)
    return np.concatenate(chosen).astype(np.int64)
