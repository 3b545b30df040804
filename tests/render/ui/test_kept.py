"""What is kept stays within its bounds, whatever is asked for."""

from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.render.ui.kept import Kept


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 40))),
    st.integers(1, 6),
    st.integers(0, 90),
)
def test_never_more_than_the_bounds(asked, most, most_weight):
    kept = Kept(most, lambda value: value[1], most_weight)
    for key, weight in asked:
        made = kept.get(key, lambda key=key, weight=weight: (key, weight))
        assert made[0] == key
        assert 1 <= len(kept) <= most
        assert kept.weight <= most_weight or len(kept) == 1


@given(st.lists(st.integers(0, 9), max_size=60), st.integers(1, 5))
def test_what_was_used_last_stays(asked, most):
    kept, made = Kept(most), []
    for key in asked:
        kept.get(key, lambda key=key: made.append(key) or f"value {key}")
    recent = list(dict.fromkeys(reversed(asked)))[:most]
    made.clear()
    for key in recent:
        assert kept.get(key, lambda key=key: made.append(key) or "anew") == f"value {key}"
    assert made == []


def test_a_single_value_that_is_too_heavy_is_kept_until_the_next():
    kept = Kept(9, len, 3)
    assert kept.get("a", lambda: "heavy") == "heavy"
    assert (len(kept), kept.weight) == (1, 5)
    kept.get("b", lambda: "x")
    assert (len(kept), kept.weight) == (1, 1)


def test_weight_counts_nothing_where_nothing_is_weighed():
    kept = Kept(3)
    for key in range(9):
        kept.get(key, lambda key=key: str(key))
    assert (len(kept), kept.weight) == (3, 0)
