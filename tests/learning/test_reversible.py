"""Steps in whole numbers can be taken back to the last bit, over thousands of steps, and descend as floats do."""

import math
from collections import deque
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.learning import reversible
from seaspirits_game.learning.checkpoint import read_checkpoint, write_checkpoint
from seaspirits_game.learning.reversible import GRAIN, OverflowingError, ReversibleMomentum, as_fraction
from seaspirits_game.learning.torn import TornError
from seaspirits_game.learning.trainer import Trainer

SMALL = VoyageConfig(task="moons", layers=(12, 8), seed=5, reversible=True)
RICH = replace(SMALL, dropout=0.2, noise=0.4, weight_decay=1e-3, batch=50, momentum=0.95, activation="relu")


def run(trainer, steps):
    return [trainer.step() for _ in range(steps)]


def bits(trainer):
    state = trainer.state()
    arrays = {name: array.tobytes() for name, array in state.arrays.items()}
    return arrays, state.step, state.samples_seen, state.levers, state.way


@pytest.mark.parametrize("config", [SMALL, RICH], ids=["small", "rich"])
def test_two_thousand_steps_forth_and_back_are_equal_bit_for_bit(config):
    trainer = Trainer(config)
    marks = {0: bits(trainer)}
    losses = []
    for step in range(2000):
        if step == 700:
            trainer.set_learning_rate(0.02)
        losses.append(trainer.step())
        if trainer.step_index in (1, 699, 1500):
            marks[trainer.step_index] = bits(trainer)
    assert trainer.snapshot().val_accuracy > 0.8
    trainer._viewer.resume({})  # what was looked at is no part of the way
    for loss in reversed(losses):
        assert trainer.step_back() == loss
        if trainer.step_index in marks:
            assert bits(trainer) == marks[trainer.step_index], trainer.step_index
    assert trainer.step_index == 0
    with pytest.raises(UserError, match="step 0"):
        trainer.step_back()
    assert [trainer.step() for _ in range(700)] == losses[:700], "and forth again"


def test_it_descends_as_floats_do():
    whole, floating = Trainer(SMALL), Trainer(replace(SMALL, reversible=False))
    for _ in range(100):
        assert whole.step() == pytest.approx(floating.step(), rel=1e-3)
    for name, array in floating.parameters().items():
        assert np.allclose(whole.parameters()[name], array, atol=1e-4)
    one, other = whole.snapshot().readings, floating.snapshot().readings
    assert one["path_length"] == pytest.approx(other["path_length"], rel=1e-4)


def test_what_is_kept_is_what_friction_loses():
    trainer = Trainer(VoyageConfig(layers=(10,), reversible=True))
    count = trainer._descent.network.architecture.size
    for _ in range(3000):
        trainer.step()
    ideal = count * math.log2(10.0 / 9.0) * 3000 / 8.0
    assert ideal < trainer._descent.whole.memory < 1.25 * ideal + 8 * count


def test_a_checkpoint_keeps_the_way_back(tmp_path):
    trainer = Trainer(RICH)
    start = bits(trainer)
    for _ in range(900):
        trainer.step()
    write_checkpoint(tmp_path / "state.safetensors", trainer.state())
    other = Trainer(RICH)
    other.resume(read_checkpoint(tmp_path / "state.safetensors"))
    assert bits(other) == bits(trainer)
    assert other.step() == trainer.step()
    while other.step_index:
        other.step_back()
    assert bits(other) == start


def test_arrays_that_do_not_fit_are_refused_and_change_nothing():
    trainer = Trainer(SMALL)
    for _ in range(3):
        trainer.step()
    state, before = trainer.state(), bits(trainer)
    for change, told in (
        ({"reversible.digits": None}, "missing"),
        ({"reversible.position": np.zeros(3, np.int64)}, "another shape"),
        ({"reversible.position": np.zeros(3)}, "missing"),
        ({"reversible.more": np.zeros(3, np.int64)}, "missing"),
        ({"reversible.steps": np.array([2, 0])}, "leads from step 2"),
    ):
        arrays = {name: array for name, array in {**state.arrays, **change}.items() if array is not None}
        with pytest.raises(UserError, match=told):
            trainer.resume(replace(state, arrays=arrays))
        assert bits(trainer) == before
    floating = Trainer(replace(SMALL, reversible=False))
    with pytest.raises(UserError, match="reversible"):
        floating.resume(state)
    with pytest.raises(UserError, match="reversible"):
        floating.step_back()


def test_too_much_warmth_tears_before_anything_wraps_around(tmp_path):
    trainer = Trainer(replace(RICH, learning_rate=10.0, layers=(60, 60, 60)))
    trainer.save(tmp_path / "state.safetensors")
    with pytest.raises(TornError):
        run(trainer, 2000)
    assert np.abs(trainer._descent.whole.position).max() < reversible.LARGEST
    with pytest.raises(TornError):
        trainer.step_back()
    trainer.restore(tmp_path / "state.safetensors")
    assert trainer.step_index == 0


@given(st.integers(0, 10**6), st.floats(1e-4, 10.0), st.sampled_from([0.001, 0.1, 0.5, 0.9, 0.99, 0.999, 1 / 3]))
@settings(max_examples=30, deadline=None)
def test_any_gradients_are_undone(seed, rate, momentum):
    rng = np.random.default_rng(seed)
    start = (rng.standard_normal(20) * 10.0 ** rng.uniform(-6, 2)).astype(np.float32)
    gradients = (rng.standard_normal((150, 20)) * 10.0 ** rng.uniform(-8, 2)).astype(np.float32)
    motion = ReversibleMomentum(start, momentum)
    before = motion.arrays()
    places = []
    for gradient in gradients:
        places.append(motion.arrays())
        motion.forth(gradient, rate)
    for gradient, place in zip(gradients[::-1], places[::-1], strict=True):
        assert motion.retreat() == rate
        motion.undo(gradient)
        now = motion.arrays()
        assert all(np.array_equal(now[name], place[name]) for name in place)
    assert all(np.array_equal(motion.arrays()[name], before[name]) for name in before)


def test_velocity_is_that_of_momentum_up_to_a_few_grains():
    motion = ReversibleMomentum(np.zeros(2, np.float32), 0.9)
    v = 0.0
    for step in range(200):
        gradient = math.sin(step)
        motion.forth(np.full(2, gradient, np.float32), 0.01)
        v = 0.9 * v + float(np.float32(gradient))
        assert motion._velocity[0] * GRAIN == pytest.approx(v, abs=200 * GRAIN)


def test_when_memory_is_bounded_the_way_back_ends_where_it_says(monkeypatch):
    monkeypatch.setattr(reversible, "MOST_PILED", 3 * 5 * 8)
    motion = ReversibleMomentum(np.ones(5, np.float32), 0.5)
    marks = {}
    for _ in range(600):
        marks[motion.steps] = motion.arrays()["position"]
        motion.forth(np.full(5, 0.1, np.float32), 0.1)
    assert 0 < motion.earliest < 600
    assert motion.memory <= 4 * 5 * 8
    other = motion.copy()
    while other.steps > motion.earliest:
        other.retreat()
        other.undo(np.full(5, 0.1, np.float32))
        assert np.array_equal(other.arrays()["position"], marks[other.steps])
    with pytest.raises(UserError, match=f"step {motion.earliest}"):
        other.retreat()
    assert motion.steps == 600, "a copy goes its own way"


@pytest.mark.parametrize("gradient", [np.nan, np.inf, 1e30, -1e30])
def test_what_does_not_fit_is_refused_and_nothing_changes(gradient):
    motion = ReversibleMomentum(np.ones(3, np.float32), 0.9)
    motion.forth(np.ones(3, np.float32), 0.1)
    before = motion.arrays()
    with pytest.raises(OverflowingError):
        motion.forth(np.array([0.0, gradient, 0.0], np.float32), 0.1)
    assert all(np.array_equal(motion.arrays()[name], before[name]) for name in before)
    with pytest.raises(OverflowingError):
        deque((motion.forth(np.full(3, 1e5, np.float32), 10.0) for _ in range(200)), maxlen=0)
    assert np.abs(motion.position).max() <= reversible.LARGEST


@pytest.mark.parametrize(
    ("momentum", "fraction"), [(0.9, Fraction(9, 10)), (0.999, Fraction(999, 1000)), (1 / 3, Fraction(1, 3))]
)
def test_momentum_is_the_fraction_that_was_meant(momentum, fraction):
    assert as_fraction(momentum) == fraction


@pytest.mark.parametrize(("momentum", "told"), [(0.0, "above 0"), (0.123456789, "denominator"), (1e-5, "above 0")])
def test_momentum_that_cannot_be_undone_is_refused(momentum, told):
    with pytest.raises(UserError, match=told):
        as_fraction(momentum)


@pytest.mark.parametrize(
    ("change", "told"), [({"orthogonal": True}, "orthogonal"), ({"momentum": 0.0}, "momentum 0.0")]
)
def test_settings_that_exclude_each_other_are_refused(change, told):
    with pytest.raises(UserError, match=told):
        replace(SMALL, **change)
    with pytest.raises(UserError, match="reversible: 3"):
        VoyageConfig.from_record({"reversible": 3})
    assert VoyageConfig.from_record(SMALL.to_record()) == SMALL
