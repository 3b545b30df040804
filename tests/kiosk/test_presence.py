"""A visit begins with any input, is asked about, and ends by itself; no order of inputs wedges it."""

from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.kiosk.config import Visits
from seaspirits_game.kiosk.presence import Mood, Presence

RULES = Visits(still_there_after=45.0, countdown=15.0)


def test_a_visit_from_first_touch_to_silence() -> None:
    here = Presence(RULES).touched(10.0)
    assert here.mood is Mood.VISIT
    assert here.at(54.9).mood is Mood.VISIT
    asking = here.at(55.0)
    assert asking.mood is Mood.ASKING
    assert asking.countdown(60.0) == 10.0
    assert asking.at(69.9).mood is Mood.ASKING
    assert asking.at(70.0).mood is Mood.ATTRACT
    assert asking.touched(69.0).at(70.0).mood is Mood.VISIT
    assert asking.touched(69.0).since == asking.since
    assert Presence(RULES).at(1e9).mood is Mood.ATTRACT
    assert Presence(RULES).countdown(3.0) == 0.0


@given(st.lists(st.tuples(st.floats(0.0, 50.0), st.booleans()), max_size=60))
def test_silence_always_leads_back(steps: list[tuple[float, bool]]) -> None:
    now, here = 0.0, Presence(RULES)
    for wait, touched in steps:
        now += wait
        here = here.at(now)
        here = here.touched(now) if touched else here
        assert 0.0 <= here.countdown(now) <= RULES.countdown
    for _ in range(3):
        now += 46.0
        here = here.at(now)
    assert here.mood is Mood.ATTRACT
