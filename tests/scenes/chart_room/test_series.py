"""Every point of a chart is a recorded reading; axes hold them all."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.scenes.chart_room.series import chart_of
from seaspirits_game.scenes.chart_room.topics import topics
from seaspirits_game.scenes.curves import Curves
from seaspirits_game.texts.catalogue import Texts
from tests.scenes.chart_room.rooms import other, rows

TOPICS = {topic.key: topic for topic in topics(rows()[0])}


def chart(key: str, curves: Curves | None = None, compared=None, steps="log1p", brief: bool = False):
    return chart_of(TOPICS[key], Curves.of(rows()) if curves is None else curves, compared, steps, Texts(), brief)


@pytest.mark.parametrize("key", TOPICS)
@pytest.mark.parametrize("steps", ["log1p", "linear"])
def test_every_point_is_a_recorded_reading(key: str, steps: str) -> None:
    found = chart(key, steps=steps)
    assert [curve.dashed for curve in found.curves] == [False] * len(TOPICS[key].lines)
    for curve, (column, _) in zip(found.curves, TOPICS[key].lines, strict=True):
        recorded = {row["step"]: row[column] for row in rows() if column in row}
        assert dict(zip(curve.x.tolist(), curve.y.tolist(), strict=True)) == pytest.approx(recorded, nan_ok=True)
        finite = curve.y[np.isfinite(curve.y)]
        shares = found.up.shares(finite)
        assert np.all((shares >= 0.0) & (shares <= 1.0))
        assert np.all((found.across.shares(curve.x) >= 0.0) & (found.across.shares(curve.x) <= 1.0))


def test_the_compared_voyage_is_dashed_and_paler_and_under_this_one() -> None:
    found = chart("layers.entropy", compared=other())
    assert [curve.dashed for curve in found.curves] == [True] * 3 + [False] * 3
    for there, here in zip(found.curves[:3], found.curves[3:], strict=True):
        assert sum(there.colour) < sum(here.colour)
        assert (there.name, here.name) == (f"{here.name} · calmer water", there.name.partition(" · ")[0])
    assert found.curves[1].y[0] == pytest.approx(rows()[0]["layer2.entropy"] - 0.4)
    assert [curve.name for curve in chart("layers.entropy", compared=other(), brief=True).curves] == [
        "- - #1", "- - #2", "- - #3", "#1", "#2", "#3",
    ]  # fmt: skip


def test_a_longer_compared_voyage_lengthens_the_axis() -> None:
    short = Curves.of(rows()[:5])
    assert chart("loss", short).across.high == 40.0
    assert chart("loss", short, other()).across.high == 960.0


def test_a_dear_measure_is_joined_from_reading_to_reading() -> None:
    steepest = chart("sharpness").curves[0]
    assert steepest.x.tolist() == list(range(0, 1501, 100))
    assert np.isfinite(steepest.y).all()


@given(
    st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=1, max_size=20),
    st.sampled_from(["loss", "layers.purity", "layers.log_volume", "learning_rate"]),
)
def test_no_readings_however_odd_break_a_chart(values: list[float], key: str) -> None:
    column = TOPICS[key].lines[0][0]
    found = chart(key, Curves.of({"step": float(step), column: value} for step, value in enumerate(values)))
    assert math.isfinite(found.up.low)
    assert found.up.low < found.up.high
    assert found.up.ticks(5)


def test_nothing_recorded_gives_an_empty_chart() -> None:
    assert chart("loss", Curves()).curves == ()
