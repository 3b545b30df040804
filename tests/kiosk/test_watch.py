"""The supervisor's rule: who hangs is replaced in time, who fails waits, and the night is used."""

from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.kiosk.config import Supervision
from seaspirits_game.kiosk.watch import MOST_WAIT, Beat, Verdict, Watch

RULES = Supervision(
    hung_after=3.0, start_within=60.0, failures=3, healthy_after=60.0, safe_minutes=30.0, nightly=210, memory_mb=1500
)
NOON, NIGHT = 720, 215


def alive(watch: Watch, at: float, alone: bool = True, memory_mb: float = 200.0) -> None:
    watch.heard(Beat(at, alone, memory_mb))


def test_a_window_that_shows_no_frame_is_killed() -> None:
    watch = Watch(RULES)
    assert watch.verdict(0.0, NOON, 1) is Verdict.START
    watch.started(0.0)
    assert watch.verdict(59.0, NOON, 1) is Verdict.NOTHING
    assert watch.verdict(60.1, NOON, 1) is Verdict.KILL
    alive(watch, 5.0)
    assert watch.verdict(7.9, NOON, 1) is Verdict.NOTHING
    assert watch.verdict(8.1, NOON, 1) is Verdict.KILL


def test_failures_wait_longer_and_lead_to_the_safe_mode_and_out_again() -> None:
    watch, now, waits = Watch(RULES), 0.0, []
    for _ in range(3):
        watch.started(now)
        alive(watch, now + 1.0)
        ended = now + 2.0
        watch.ended(ended)
        now = ended
        while watch.verdict(now, NOON, 1) is not Verdict.START:
            now += 0.05
        waits.append(now - ended)
    assert waits == sorted(waits)
    assert waits[0] < 0.5
    assert waits[-1] <= MOST_WAIT + 0.05
    assert watch.safe(now)
    watch.started(now)
    alive(watch, now + 1801.0, alone=False)
    assert watch.verdict(now + 1801.0, NOON, 1) is Verdict.NOTHING, "not while somebody is there"
    alive(watch, now + 1802.0)
    assert watch.verdict(now + 1802.0, NOON, 1) is Verdict.RENEW
    watch.ended(now + 1803.0)
    assert watch.verdict(now + 1803.0, NOON, 1) is Verdict.START
    assert not watch.safe(now + 1803.0)
    assert watch.restarts == 3


def test_a_window_that_held_for_long_forgives_what_was_before() -> None:
    watch = Watch(RULES)
    watch.started(0.0)
    watch.ended(1.0)
    watch.started(2.0)
    alive(watch, 63.0)
    assert watch.failures == 0


def test_the_night_renews_once_and_only_an_empty_room() -> None:
    watch = Watch(RULES)
    watch.started(0.0)
    alive(watch, 10.0, alone=False)
    assert watch.verdict(10.0, NIGHT, 1) is Verdict.NOTHING
    alive(watch, 11.0)
    assert watch.verdict(11.0, NIGHT, 1) is Verdict.RENEW
    watch.ended(12.0)
    watch.started(12.0)
    alive(watch, 13.0)
    assert watch.verdict(13.0, NIGHT + 1, 1) is Verdict.NOTHING
    assert watch.verdict(13.0, NIGHT, 2) is Verdict.RENEW
    assert watch.restarts == 0


def test_a_window_that_has_grown_too_large_is_renewed() -> None:
    watch = Watch(RULES)
    watch.started(0.0)
    alive(watch, 5.0, memory_mb=1501.0)
    assert watch.verdict(5.0, NOON, 1) is Verdict.RENEW


@given(st.lists(st.tuples(st.floats(0.0, 30.0), st.sampled_from(["beat", "end", "nothing"])), max_size=80))
def test_no_window_stays_away_for_long(steps: list[tuple[float, str]]) -> None:
    watch, now = Watch(RULES), 0.0
    for wait, what in steps:
        now += wait
        verdict = watch.verdict(now, NOON, 1)
        if verdict is Verdict.START:
            watch.started(now)
        elif verdict in (Verdict.KILL, Verdict.RENEW):
            watch.ended(now)
        elif watch.running and what == "beat":
            alive(watch, now)
        elif watch.running and what == "end":
            watch.ended(now)
    if not watch.running:
        assert watch.verdict(now + MOST_WAIT, NOON, 1) is Verdict.START
