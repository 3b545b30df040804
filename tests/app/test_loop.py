"""The fixed-timestep accumulator: nothing lost, nothing doubled, no spiral."""

from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.app.loop import DT, MAX_TICKS, Debt, settle

elapsed_times = st.lists(st.floats(0, 0.5), min_size=1, max_size=60)


@given(elapsed_times)
def test_every_input_reaches_exactly_one_tick_in_order(times: list[float]) -> None:
    seen: list[int] = []
    debt: Debt[int] = Debt()
    for number, elapsed in enumerate(times):
        debt = settle(debt, elapsed, [number], seen.extend)
    settle(debt, DT, [], seen.extend)
    assert seen == list(range(len(times)))


@given(elapsed_times)
def test_debt_stays_below_one_tick_and_a_stall_is_forgiven(times: list[float]) -> None:
    debt: Debt[int] = Debt()
    for elapsed in times:
        before = debt.ticks
        debt = settle(debt, elapsed, [], lambda _inputs: None)
        assert 0 <= debt.seconds < DT
        assert 0 <= debt.alpha < 1
        assert debt.ticks - before <= MAX_TICKS


@given(st.lists(st.floats(0, DT * MAX_TICKS * 0.5), max_size=60))
def test_ticks_agree_with_elapsed_time(times: list[float]) -> None:
    debt: Debt[int] = Debt()
    for elapsed in times:
        debt = settle(debt, elapsed, [], lambda _inputs: None)
    assert abs(debt.ticks * DT + debt.seconds - sum(times)) < 1e-6
