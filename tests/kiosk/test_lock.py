"""Only the operator leaves: chord or corner, then the PIN."""

from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.kiosk import pin
from seaspirits_game.kiosk.config import Operator
from seaspirits_game.kiosk.lock import Lock

SECRET = pin.hashed("2741", b"0" * 16)
RULES = Operator(chord=("left ctrl", "f10"), corner="bottom right", corner_seconds=5.0, pin=SECRET)
SIZE = (1920, 1080)


def typed(lock: Lock, figures: str, now: float) -> Lock:
    for figure in figures:
        lock = lock.figure(figure, now)
    return lock.entered(now)


def test_the_chord_asks_and_the_pin_opens() -> None:
    lock = Lock(RULES).key("left ctrl", True, 0.0)
    assert not lock.asking
    lock = lock.key("f10", True, 0.1)
    assert lock.asking
    assert typed(lock, "2741", 1.0).open
    wrong = typed(lock, "2742", 1.0)
    assert not wrong.open
    assert not typed(wrong, "2741", 2.0).open, "barred for a while after a wrong one"
    assert typed(wrong, "2741", 7.0).open
    assert not lock.at(30.0).asking
    assert not lock.cancelled().asking


def test_a_held_corner_asks_and_a_slip_does_not() -> None:
    lock = Lock(RULES).pointer(1919, 1079, SIZE, True, 0.0)
    lock = lock.pointer(1915, 1070, SIZE, True, 3.0)
    assert not lock.at(4.9).asking
    assert lock.at(5.0).asking
    assert not lock.pointer(1600, 1079, SIZE, True, 3.0).at(9.0).asking
    assert not lock.pointer(1919, 1079, SIZE, False, 3.0).at(9.0).asking
    assert not Lock(RULES).pointer(3, 3, SIZE, True, 0.0).at(9.0).asking


def test_without_a_pin_there_is_no_way_out() -> None:
    lock = Lock(Operator(chord=("left ctrl", "f10"), corner="bottom right", pin=""))
    lock = lock.key("left ctrl", True, 0.0).key("f10", True, 0.0).pointer(1919, 1079, SIZE, True, 0.0).at(60.0)
    assert not lock.asking
    assert not typed(lock, "", 61.0).open


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("key"), st.sampled_from(["left ctrl", "f10", "escape", "a"]), st.booleans()),
            st.tuples(st.just("figure"), st.sampled_from("013456789x"), st.booleans()),  # no 2: never the PIN
            st.tuples(st.just("enter"), st.just(""), st.booleans()),
            st.tuples(st.just("wait"), st.just(""), st.booleans()),
        ),
        max_size=40,
    )
)
def test_nothing_but_the_pin_opens(steps: list[tuple[str, str, bool]]) -> None:
    lock, now = Lock(RULES), 0.0
    for kind, what, down in steps:
        now += 1.0
        if kind == "key":
            lock = lock.key(what, down, now)
        elif kind == "figure":
            lock = lock.figure(what, now)
        elif kind == "enter" and not lock.typed:
            lock = lock.entered(now)  # hashing is slow on purpose: only the empty entry is tried here
        lock = lock.at(now)
        assert not lock.open
