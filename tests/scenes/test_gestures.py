"""One press is one gesture, whatever order fingers come in."""

import math

from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.scenes.events import Event, PointerDown, PointerMove, PointerUp, Wheel
from seaspirits_game.scenes.gestures import HOLD_SECONDS, STALE_SECONDS, Drag, Gestures, Hold, Hover, Pinch, Tap


def feed(gestures: Gestures, *events: Event) -> list[object]:
    return [gesture for event in events for gesture in gestures.feed(event, 0.0)]


def test_a_press_that_trembles_is_a_tap() -> None:
    gestures = Gestures(slop=8)
    assert feed(gestures, PointerDown(10, 10, 3), PointerMove(14, 12, 3, True), PointerUp(14, 12, 3)) == [Tap(14, 12)]


def test_a_press_that_travels_is_a_drag_and_no_tap() -> None:
    gestures = Gestures(slop=8)
    seen = feed(gestures, PointerDown(0, 0), PointerMove(20, 0, pressed=True), PointerUp(20, 0))
    assert [type(gesture).__name__ for gesture in seen] == ["Drag", "Release"]


def test_a_still_press_holds_once_and_is_then_no_tap() -> None:
    gestures = Gestures(slop=8)
    gestures.feed(PointerDown(5, 5, 0), 0.0)
    assert gestures.tick(HOLD_SECONDS - 0.01) == []
    assert gestures.tick(HOLD_SECONDS + 0.01) == [Hold(5, 5)]
    assert gestures.tick(HOLD_SECONDS + 0.5) == []
    assert not any(isinstance(gesture, Tap) for gesture in gestures.feed(PointerUp(5, 5, 0), 1.0))


def test_two_fingers_pinch_by_the_ratio_of_their_distances() -> None:
    gestures = Gestures(slop=2)
    seen = feed(gestures, PointerDown(0, 0, 0), PointerDown(100, 0, 1), PointerMove(150, 0, 1, True))
    pinch = next(gesture for gesture in seen if isinstance(gesture, Pinch))
    assert math.isclose(pinch.factor, 1.5)
    assert any(isinstance(gesture, Drag) and gesture.fingers == 2 for gesture in seen)
    assert not any(isinstance(g, Tap) for g in feed(gestures, PointerUp(150, 0, 1), PointerUp(0, 0, 0)))


def test_the_mouse_hovers_and_the_wheel_zooms() -> None:
    gestures = Gestures(slop=8)
    assert feed(gestures, PointerMove(3, 4)) == [Hover(3, 4)]
    assert feed(gestures, Wheel(1, 1, 1.0)) == [Pinch(1, 1, 1.12)]


def test_a_lost_finger_does_not_wedge_the_next_one() -> None:
    gestures = Gestures(slop=8)
    gestures.feed(PointerDown(0, 0, 0), 0.0)
    gestures.tick(STALE_SECONDS + 1)
    now = STALE_SECONDS + 2
    gestures.feed(PointerDown(9, 9, 1), now)
    assert gestures.feed(PointerUp(9, 9, 1), now) == [Tap(9, 9)]


coordinates = st.floats(0, 2000)
pointers = st.integers(0, 4)
events = st.one_of(
    st.builds(PointerDown, coordinates, coordinates, pointers),
    st.builds(PointerMove, coordinates, coordinates, pointers, st.booleans()),
    st.builds(PointerUp, coordinates, coordinates, pointers),
)


@given(st.lists(events, max_size=80))
def test_no_storm_of_fingers_leaves_it_wedged(storm: list[Event]) -> None:
    gestures = Gestures(slop=8)
    for number, event in enumerate(storm):
        gestures.feed(event, number * 0.01)
        gestures.tick(number * 0.01)
    for pointer in range(5):
        gestures.feed(PointerUp(0, 0, pointer), 10.0)
    gestures.feed(PointerDown(7, 7, 0), 11.0)
    assert gestures.feed(PointerUp(7, 7, 0), 11.1) == [Tap(7, 7)]
