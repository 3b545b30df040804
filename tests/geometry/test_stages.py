"""Stages never know the future, are found in curves made to show them, and told of networks that really train."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seaspirits_game.geometry.stages import (
    COHERENT,
    NOTABLE,
    OCTAVE_PARTS,
    Curve,
    Stage,
    StageDetector,
    Trend,
    layer_count,
    stages,
)
from tests.geometry.curves import constant, made, ramp, trained

NONE, FOUNDATION, EXPANSION, REFINEMENT = Stage
STORY = (NONE, FOUNDATION, EXPANSION, REFINEMENT)


def order_of(found):
    """The stages without repetitions."""
    return tuple(stage for index, stage in enumerate(found) if index == 0 or found[index - 1] is not stage)


def begins(rows, stage):
    return next((row["step"] for row, found in zip(rows, stages(rows), strict=True) if found is stage), None)


def told(steps=range(0, 2000, 5), **curves):
    return made(
        steps,
        **{
            "volume": ramp(10, 160, -3.0, 0.5),
            "entropy": ramp(10, 40, 2.0, 0.5),
            "loss": ramp(0, 2000, 2.0, 0.01),
            **curves,
        },
    )


values = st.one_of(st.floats(-30.0, 5.0), st.sampled_from([math.nan, -math.inf, 0.0, NOTABLE, -NOTABLE]))
readings = st.tuples(
    st.integers(1, 40), values, values, st.floats(0.8, 1.0) | st.just(math.nan), st.floats(0.0, 5.0) | st.just(math.nan)
)


def rows_of(draws, layers=2):
    """Rows at rising steps; the first may be any step."""
    rows, step = [], 0
    for index, (gap, volume, entropy, coherence, loss) in enumerate(draws):
        step += gap if index else 0
        rows += made(
            [step],
            volume=constant(volume),
            entropy=constant(entropy),
            coherence=constant(coherence),
            loss=constant(loss),
            layers=layers,
        )
    return rows


@given(st.lists(readings, min_size=1, max_size=60), st.data())
@settings(max_examples=100)
def test_the_stage_of_a_row_depends_on_no_later_row(draws, data):
    rows = rows_of(draws)
    whole = stages(rows)
    cut = data.draw(st.integers(1, len(rows)))
    assert stages(rows[:cut]) == whole[:cut]
    changed = rows[:cut] + [{**row, "layer2.log_volume": 9.0, "train_loss": 0.5} for row in rows[cut:]]
    assert stages(changed)[:cut] == whole[:cut]


@given(st.lists(readings, min_size=1, max_size=60))
def test_row_by_row_is_the_same_as_all_at_once(draws):
    rows = rows_of(draws)
    detector = StageDetector()
    assert [detector.advance(row) for row in rows] == stages(rows) == stages(iter(rows))


levels = st.integers(-5000, 5000).map(lambda count: count / 1024)  # sums of these are exact


@given(
    st.lists(st.tuples(st.integers(1, 40), levels, levels, st.just(0.99), st.just(1.0)), min_size=2, max_size=60),
    st.integers(-16, 16),
    st.integers(-16, 16),
)
def test_only_changes_count_not_levels(draws, more_volume, more_entropy):
    moved = [(gap, volume + more_volume, entropy + more_entropy, *rest) for gap, volume, entropy, *rest in draws]
    assert stages(rows_of(draws)) == stages(rows_of(moved))


def test_a_story_made_to_be_told_is_told():
    assert order_of(stages(told())) == STORY


@pytest.mark.parametrize("every", [1, 3, 10, 25])
def test_how_often_one_looks_hardly_matters(every):
    rows = told(range(0, 2000, every))
    assert order_of(stages(rows)) == STORY
    octave = 1.0 + 1.0 / OCTAVE_PARTS
    assert 10 <= begins(rows, FOUNDATION) <= max(2.0**octave * 11, 2 * every)
    assert 40 <= begins(rows, EXPANSION) <= 2.0**octave * 41 + every
    assert 160 <= begins(rows, REFINEMENT) <= 2.0**octave * 161 + every


def test_the_same_curves_in_slow_motion_are_the_same_story():
    slow = made(
        range(0, 200_000, 500),
        volume=ramp(1000, 16_000, -3.0, 0.5),
        entropy=ramp(1000, 4000, 2.0, 0.5),
        loss=ramp(0, 200_000, 2.0, 0.01),
    )
    assert order_of(stages(slow)) == STORY


@pytest.mark.parametrize(
    ("curves", "order"),
    [
        ({"volume": constant(-3.0), "entropy": constant(2.0)}, (NONE,)),
        ({"entropy": constant(2.0)}, (NONE, EXPANSION, REFINEMENT)),
        ({"volume": constant(-3.0)}, (NONE, FOUNDATION, NONE)),
        ({"volume": ramp(10, 160, 0.5, -3.0)}, (NONE,)),
        ({"loss": ramp(0, 2000, 2.0, 3.0)}, (NONE,)),
        ({"coherence": constant(COHERENT - 0.01)}, (NONE, FOUNDATION, EXPANSION, NONE)),
        ({"loss": constant(math.nan)}, (NONE,)),
    ],
    ids=["nothing", "only growth", "only gathering", "shrinking", "worse than before", "thrown about", "no loss"],
)
def test_none_of_these_can_be_said(curves, order):
    assert order_of(stages(told(**curves))) == order


def test_growth_that_is_seen_a_moment_before_the_fall_is_no_expansion_yet():
    early = told(range(2000), volume=ramp(8, 160, -3.0, 0.5), entropy=ramp(8, 40, 2.0, 1.0))
    assert early[12]["layer2.log_volume"] / 3 > -3.0 + 2 * NOTABLE
    assert early[12]["layer2.entropy"] > 2.0 - 3 * NOTABLE
    assert order_of(stages(early)) == STORY
    late = told(range(2000), volume=ramp(8, 160, -3.0, 0.5), entropy=ramp(30, 60, 2.0, 1.0))
    assert order_of(stages(late)) == (NONE, EXPANSION, FOUNDATION, EXPANSION, REFINEMENT)  # well before it: it is one


def test_what_has_settled_lays_no_foundation_again_but_may_expand_again():
    later = told(
        range(0, 8000, 20), entropy=lambda step: ramp(10, 40, 2.0, 0.5)(step) - ramp(2000, 2500, 0.0, 0.4)(step)
    )
    assert order_of(stages(later)) == STORY
    grows = told(
        range(0, 8000, 20), volume=lambda step: ramp(10, 160, -3.0, 0.5)(step) + ramp(2000, 2500, 0.0, 0.4)(step)
    )
    assert order_of(stages(grows)) == (*STORY, EXPANSION, REFINEMENT)


def test_a_collapsed_layer_is_at_no_stage_and_a_narrow_one_is_not_asked():
    rows = told()
    for row in rows[200:]:
        row["layer2.log_volume"], row["layer2.entropy"] = -math.inf, math.nan
    assert stages(rows)[195] is REFINEMENT
    assert stages(rows)[-1] is NONE
    narrow = [{**row, "layer3.log_volume": -math.inf, "layer3.entropy": 0.3, "layer3.coherence": 1.0} for row in told()]
    assert stages(narrow) == stages(told())


def test_rows_without_measures_are_at_no_stage():
    bare = [{"step": step, "train_loss": 1.0} for step in range(5)]
    assert stages(bare) == [NONE] * 5
    assert stages([]) == []
    with pytest.raises(KeyError):
        stages([{"step": 0}])


def test_going_back_forgets_what_came_after():
    rows = told()
    detector = StageDetector()
    seen = [detector.advance(row) for row in rows]
    again = [detector.advance(row) for row in rows[60:]]
    assert again[-1] is seen[-1] is REFINEMENT
    assert set(again) <= {EXPANSION, REFINEMENT}
    assert detector.advance(rows[-1]) is REFINEMENT


def test_another_number_of_layers_is_another_network():
    detector = StageDetector()
    for row in told():
        detector.advance(row)
    deeper = made([2001], volume=constant(-9.0), layers=3, loss=constant(0.1))[0]
    detector.advance(deeper)
    assert (detector.volume, detector.entropy) == (Trend.STILL, Trend.STILL)
    assert layer_count(deeper) == 3


def test_no_jitter_below_the_threshold_is_told():
    wobble = [0.45 * NOTABLE * (-1) ** index for index in range(2000)]
    rows = told(range(2000), volume=lambda step: ramp(10, 160, -3.0, 0.5)(step) + wobble[int(step)])
    assert order_of(stages(rows)) == STORY


@given(st.lists(st.tuples(st.integers(0, 50), st.floats(-5.0, 5.0)), min_size=1, max_size=200))
def test_a_curve_keeps_a_handful_of_numbers_and_its_latest_mean(draws):
    curve, step, last = Curve(), 0, []
    for gap, value in draws:
        step += gap
        place = math.floor(OCTAVE_PARTS * math.log2(step + 1.0))
        last = [known for known in last if known[0] == place] + [(place, value)]
        curve.add(step, value)
    assert curve.latest == pytest.approx(sum(value for _, value in last) / len(last))
    assert len(curve._places) <= OCTAVE_PARTS + 2
    curve.forget_from(0)
    assert math.isnan(curve.latest)
    assert curve.trend() is Trend.UNKNOWN


@pytest.mark.parametrize(
    ("values", "trend"),
    [
        ([0.0, 0.05], Trend.STILL),
        ([0.0, 0.2], Trend.RISING),
        ([0.2, 0.0], Trend.FALLING),
        ([0.0, 0.3, 0.15], Trend.FALLING),
        ([0.3, 0.0, 0.15], Trend.RISING),
        ([0.0, 0.3, 0.25], Trend.RISING),
        ([0.0, math.nan], Trend.UNKNOWN),
        ([-math.inf, 0.0], Trend.UNKNOWN),
    ],
)
def test_the_later_extreme_tells_the_trend(values, trend):
    curve = Curve()
    for step, value in zip((127, 160, 200), values, strict=False):
        curve.add(step, value)
    assert curve.trend() is trend


def test_networks_that_really_train():
    small = trained("digits", 400, 10, init="small")
    assert order_of(stages(small)) == STORY
    assert begins(small, FOUNDATION) < 40 < begins(small, EXPANSION) < 130 < begins(small, REFINEMENT)
    standard = trained("digits", 100, 2)
    assert order_of(stages(standard)) == STORY
    assert begins(standard, REFINEMENT) < 80
    still = trained("digits", 150, 10, learning_rate=1e-5)
    assert order_of(stages(still)) == (NONE,)
    drowned = trained("digits", 150, 10, weight_decay=0.3)
    assert stages(drowned)[-1] is NONE
    stormy = trained("digits", 150, 10, noise=10.0)
    assert stages(stormy)[-1] is NONE
