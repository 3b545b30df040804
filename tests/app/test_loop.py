"""The fixed-timestep accumulator: time is kept, a stall is forgiven."""

from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.app.loop import DT, MAX_TICKS, Debt, settle


@given(st.lists(st.floats(0, 0.5), min_size=1, max_size=60))
def test_debt_stays_below_one_tick_and_a_stall_is_forgiven(times: list[float]) -> None:
    debt, run = Debt(), 0

    def tick() -> None:
        nonlocal run
        run += 1

    for elapsed in times:
        before = run
        debt = settle(debt, elapsed, tick)
        assert 0 <= debt.seconds < DT
        assert 0 <= debt.alpha < 1
        assert run - before <= MAX_TICKS
        assert debt.ticks == run


@given(st.lists(st.floats(0, DT * MAX_TICKS * 0.5), max_size=60))
def test_ticks_agree_with_elapsed_time(times: list[float]) -> None:
    debt = Debt()
    for elapsed in times:
        debt = settle(debt, elapsed, lambda: None)
    assert abs(debt.ticks * DT + debt.seconds - sum(times)) < 1e-6
