"""Rows are what their names say, and a person's file is checked."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.core.errors import UserError
from seaspirits_game.quicksort.inputs import ARRANGEMENTS_BY_NAME, FEW, from_values, read_values


@pytest.mark.parametrize("name", ARRANGEMENTS_BY_NAME)
@given(n=st.integers(2, 60), seed=st.integers(0, 99))
def test_every_arrangement_makes_n_finite_heights_and_repeats(name: str, n: int, seed: int) -> None:
    rows = [ARRANGEMENTS_BY_NAME[name].make(n, np.random.default_rng(seed)) for _ in range(2)]
    assert np.array_equal(rows[0], rows[1])
    assert rows[0].shape == (n,)
    assert rows[0].dtype == np.float64
    if name == "few-distinct":
        assert set(rows[0]) <= set(range(FEW))
    else:
        assert sorted(rows[0]) == list(range(n))


@given(n=st.integers(2, 60))
def test_the_ordered_ones_lie_as_they_are_called(n: int) -> None:
    rows = {name: ARRANGEMENTS_BY_NAME[name].make(n, np.random.default_rng(0)) for name in ARRANGEMENTS_BY_NAME}
    assert (np.diff(rows["sorted"]) > 0).all()
    assert (np.diff(rows["reversed"]) < 0).all()
    peak = int(rows["organ-pipe"].argmax())
    assert (np.diff(rows["organ-pipe"][: peak + 1]) > 0).all()
    assert (np.diff(rows["organ-pipe"][peak:]) < 0).all()
    assert abs(peak - (n - 1) / 2) <= 1


def test_a_file_may_separate_numbers_in_any_usual_way(tmp_path: Path) -> None:
    path = tmp_path / "losses.csv"
    path.write_text("1.5, 2\n-3e-2;4\n\n5\t6\n", encoding="utf-8")
    assert read_values(path).tolist() == [1.5, 2.0, -0.03, 4.0, 5.0, 6.0]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"1\n2\nnan\n", r"row\.txt, line 3: 'nan' is not a finite number"),
        (b"1\ninf 2\n", r"line 2: 'inf' is not"),
        (b"loss\n1\n2\n", r"line 1: 'loss' is not"),
        (b"7\n", r"row\.txt: 1 numbers; a duel needs 2 to 100000"),
        (b"", r"0 numbers"),
        (b"1 " * 100_001, r"line 1: more than 100000 numbers"),
        (b"\xff\xfe1\x00", r"is not a text file"),
    ],
)
def test_a_bad_file_gets_one_line_with_the_place(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "row.txt"
    path.write_bytes(content)
    with pytest.raises(UserError, match=message) as caught:
        read_values(path)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="nowhere"):
        read_values(tmp_path / "nowhere")


def test_real_losses_become_a_row() -> None:
    assert from_values(np.array([0.5, 0.25], np.float32), "losses").tolist() == [0.5, 0.25]
    with pytest.raises(UserError, match="losses: value 1 is nan"):
        from_values(np.array([1.0, np.nan]), "losses")
    with pytest.raises(UserError, match="losses: 1 numbers"):
        from_values(np.array([1.0]), "losses")
    with pytest.raises(UserError, match=r"shape \(2, 2\)"):
        from_values(np.ones((2, 2)), "coordinates")
