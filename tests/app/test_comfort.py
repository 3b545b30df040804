"""The quality follows the machine: down at once, up slowly, and never to and fro."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.app.comfort import CALM_WINDOWS, LEVELS, WINDOW, Comfort


def fed(comfort: Comfort, work_ms: float, windows: int) -> str:
    for _ in range(windows * WINDOW):
        comfort.feed(work_ms)
    return comfort.quality


def test_late_frames_lead_down_step_by_step_and_no_further():
    comfort = Comfort("high")
    assert fed(comfort, 30.0, 1) == "high"  # a start is not judged
    assert fed(comfort, 30.0, 1) == "medium"
    assert fed(comfort, 30.0, 1) == "medium"
    assert fed(comfort, 30.0, 1) == "low"
    assert fed(comfort, 30.0, 9) == "low"


def test_a_few_late_frames_are_forgiven():
    comfort = Comfort("high")
    for number in range(10 * WINDOW):
        comfort.feed(40.0 if number % 20 == 0 else 10.0)
    assert comfort.quality == "high"


def test_calm_leads_up_after_half_a_minute():
    comfort = Comfort("low")
    assert fed(comfort, 5.0, CALM_WINDOWS) == "low"
    assert fed(comfort, 5.0, 1) == "medium"
    assert fed(comfort, 5.0, CALM_WINDOWS + 1) == "high"


def test_what_was_regretted_is_tried_later_and_later():
    """A machine on which low is calm and medium late: the waits between two tries double."""
    comfort, tries, last = Comfort("low"), [], "low"
    for window in range(700):
        quality = fed(comfort, 5.0 if comfort.quality == "low" else 30.0, 1)
        if quality == "medium" and last == "low":
            tries.append(window)
        last = quality
    waits = [after - before for before, after in itertools.pairwise(tries)]
    assert len(waits) >= 3
    assert all(after > 1.8 * before for before, after in itertools.pairwise(waits))


@given(st.lists(st.floats(0.0, 200.0), max_size=6 * WINDOW))
def test_it_is_always_a_level(work: list[float]):
    comfort = Comfort()
    for work_ms in work:
        assert comfort.feed(work_ms) in LEVELS
