"""metrics.csv loses nothing, and what was not written by us is refused."""

import csv
import io
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.core.errors import UserError
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.geometry.stages import Stage, stages
from seaspirits_game.voyage.metrics import LEADING_COLUMNS, read_metrics, row_of, to_csv, write_metrics

NUMBERS = st.floats(allow_nan=False)


def snapshot(**changes: object) -> Snapshot:
    fields = {
        "step": 3,
        "epoch": 0.5,
        "coords": (np.zeros((4, 8), np.float32),) * 2,
        "variance_share": (np.array([0.5, 0.25, 0.125, 0.1, 0, 0, 0, 0], np.float32), np.full(8, 0.125, np.float32)),
        "probs": np.full((4, 2), 0.5, np.float32),
        "train_loss": 0.25,
        "val_loss": 0.75,
        "train_accuracy": 0.5,
        "val_accuracy": 0.25,
        "learning_rate": 0.1,
        "readings": {"layer1.rank": 2, "layer1.entropy": 1.5},
    }
    return Snapshot(**{**fields, **changes})


def test_the_columns_are_the_contract():
    row = row_of(snapshot())
    assert list(row) == [
        *LEADING_COLUMNS,
        "layer1.variance_shown",
        "layer2.variance_shown",
        "layer1.rank",
        "layer1.entropy",
    ]
    assert (row["generalization_gap"], row["layer1.variance_shown"], row["layer2.variance_shown"]) == (
        0.5,
        0.875,
        0.375,
    )
    assert to_csv([row]).decode().splitlines()[1] == "3,0.5,0.1,0.25,0.75,0.5,0.25,0.5,0.875,0.375,2.0,1.5,none"
    assert to_csv([row]).decode().splitlines()[0].endswith(",layer1.rank,layer1.entropy,stage")


@given(st.lists(st.tuples(st.integers(0, 10**7), NUMBERS, NUMBERS), min_size=1))
def test_every_float_comes_back(values):
    rows = [row_of(snapshot(step=step, train_loss=one, readings={"x": two})) for step, one, two in values]
    back = list(csv.DictReader(io.StringIO(to_csv(rows).decode())))
    for row, cells in zip(rows, back, strict=True):
        assert Stage(cells.pop("stage")) in Stage
        assert {name: float(cell) for name, cell in cells.items()} == pytest.approx(row, rel=0, abs=0, nan_ok=True)


def test_rows_come_back_from_the_file(tmp_path):
    rows = [row_of(snapshot(step=step)) for step in (0, 5)]
    write_metrics(tmp_path / "metrics.csv", rows)
    assert read_metrics(tmp_path / "metrics.csv") == rows
    assert isinstance(read_metrics(tmp_path / "metrics.csv")[0]["step"], int)
    write_metrics(tmp_path / "metrics.csv", [])
    assert read_metrics(tmp_path / "metrics.csv") == []


def test_dear_measures_come_last_in_their_order_and_their_cells_may_be_empty(tmp_path):
    dear = {"sharpness": 2.0, "layer2.expansion": -1.0, "layer1.frame_sign": math.nan}
    full, bare = (
        row_of(snapshot(step=step, readings={**more, "layer1.entropy": 1.5})) for step, more in ((0, dear), (5, {}))
    )
    assert list(full)[-4:] == ["layer1.entropy", "layer1.frame_sign", "layer2.expansion", "sharpness"]
    write_metrics(tmp_path / "metrics.csv", [full, bare, full])
    lines = (tmp_path / "metrics.csv").read_text().splitlines()
    assert lines[1].endswith(",1.5,nan,-1.0,2.0,none")
    assert lines[2].endswith(",1.5,,,,none")
    back = read_metrics(tmp_path / "metrics.csv")
    assert [list(row) for row in back] == [list(full), list(bare), list(full)]
    assert to_csv(back) == (tmp_path / "metrics.csv").read_bytes()
    with pytest.raises(ValueError, match="columns"):
        to_csv([bare, full])


def test_rows_of_different_columns_are_a_mistake():
    with pytest.raises(ValueError, match="columns"):
        to_csv([row_of(snapshot()), row_of(snapshot(readings={}))])
    with pytest.raises(ValueError, match="columns"):
        to_csv([row_of(snapshot()), dict(reversed(row_of(snapshot()).items()))])


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda text: text.replace("step", "steps", 1), "line 1"),
        (lambda text: text + "1,2\n", "line 3"),
        (lambda text: text.replace("0.25", "x", 1), "line 2"),
        (lambda text: text.replace("0.25", "", 1), "line 2"),
        (lambda text: text.replace(",none", ",adrift"), "line 2.* and a stage"),
        (lambda text: text.replace("\n3,", "\n3.5,", 1), "line 2"),
    ],
)
def test_a_spoilt_file_is_refused(spoil, told, tmp_path):
    path = tmp_path / "metrics.csv"
    path.write_text(spoil(to_csv([row_of(snapshot())]).decode()))
    with pytest.raises(UserError, match=told):
        read_metrics(path)


def test_the_stage_of_each_row_is_what_the_rule_names_from_the_rows_up_to_it(tmp_path):
    rows = [
        row_of(snapshot(step=step, readings={"layer1.log_volume": float(np.log1p(step)), "layer1.entropy": 1.5}))
        for step in range(0, 200, 10)
    ]
    cells = [line.rpartition(",")[2] for line in to_csv(rows).decode().splitlines()]
    assert cells == ["stage", *(stage.value for stage in stages(rows))]
    assert "expansion" in cells
    assert to_csv(rows[:7]).decode().splitlines() == to_csv(rows).decode().splitlines()[:8]
    write_metrics(tmp_path / "metrics.csv", rows)
    assert read_metrics(tmp_path / "metrics.csv") == rows
    older = [line.rpartition(",")[0] for line in (tmp_path / "metrics.csv").read_text().splitlines()]
    (tmp_path / "metrics.csv").write_text("\n".join(older) + "\n")
    assert read_metrics(tmp_path / "metrics.csv") == rows


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(UserError, match="cannot be read"):
        read_metrics(tmp_path / "none.csv")


def test_a_network_that_grows_deeper_brings_columns_of_its_own(tmp_path):
    share = np.full(8, 0.125, np.float32)
    shallow = row_of(snapshot(step=0, readings={"layer1.entropy": 1.5, "layer1.expansion": 0.5, "sharpness": 2.0}))
    deep = row_of(
        snapshot(
            step=5,
            coords=(np.zeros((4, 8), np.float32),) * 3,
            variance_share=(share,) * 3,
            readings={"layer1.entropy": 1.0, "layer3.entropy": 2.0},
        )
    )
    back = row_of(snapshot(step=3, readings={"layer1.entropy": 1.25}))
    rows = [shallow, deep, back]
    write_metrics(tmp_path / "metrics.csv", rows)
    assert read_metrics(tmp_path / "metrics.csv") == rows
    header = (tmp_path / "metrics.csv").read_text().splitlines()[0]
    assert "layer3.variance_shown" in header
    assert header.endswith("layer1.expansion,sharpness,stage")
    with pytest.raises(ValueError, match="columns"):
        to_csv([deep, shallow | {"x": 1.0}])
