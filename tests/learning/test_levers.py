"""Every lever acts as its formula says, from the next step on; moved and moved back it leaves no trace."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch

from seaspirits_game.core.commands import (
    Command,
    GrowDeeper,
    GrowWider,
    PruneDead,
    SaveCheckpoint,
    SetBatchSize,
    SetClipping,
    SetDropout,
    SetGradientNoise,
    SetLearningRate,
    SetOrthogonal,
    SetShuffle,
    SetWeightDecay,
    ShiftInputs,
)
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.learning.easing import EASE_STEPS
from seaspirits_game.learning.network import nearest_orthogonal
from seaspirits_game.learning.reef import REEF_STEPS
from seaspirits_game.learning.trainer import Trainer

MOONS = VoyageConfig(task="moons", seed=9, layers=(12, 7), batch=50)
LEVERS: list[tuple[Command, dict[str, object]]] = [
    (SetLearningRate(0.1), {"learning_rate": 0.1}),
    (SetBatchSize(20), {"batch": 20}),
    (SetGradientNoise(0.5), {"noise": 0.5}),
    (SetWeightDecay(0.01), {"weight_decay": 0.01}),
    (SetDropout(0.25), {"dropout": 0.25}),
    (SetClipping(0.1), {"clip": 0.1}),
    (SetShuffle(False), {"shuffle": False}),
]
BACK: list[Command] = [
    SetLearningRate(0.05),
    SetBatchSize(50),
    SetGradientNoise(0.0),
    SetWeightDecay(0.0),
    SetDropout(0.0),
    SetClipping(0.0),
    SetShuffle(True),
    ShiftInputs(0.0),
]


def run(config: VoyageConfig, steps: int, *commands: Command) -> Trainer:
    trainer = Trainer(config)
    for command in commands:
        trainer.apply(command)
    for _ in range(steps):
        trainer.step()
    return trainer


def bits(trainer: Trainer) -> bytes:
    return b"".join(array.tobytes() for array in trainer.parameters().values())


def accuracy(trainer: Trainer) -> float:
    return trainer.snapshot().val_accuracy


@pytest.mark.parametrize(("command", "setting"), LEVERS, ids=lambda value: getattr(value, "name", ""))
def test_a_lever_moved_before_the_first_step_is_the_setting(command: Command, setting: dict[str, object]) -> None:
    moved, set_so = run(MOONS, 30, command), run(replace(MOONS, **setting), 30)  # type: ignore[arg-type]
    assert bits(moved) == bits(set_so) != bits(run(MOONS, 30))
    assert moved.levers == set_so.levers


def test_levers_that_are_moved_and_moved_back_leave_no_trace() -> None:
    plain, played = run(MOONS, 10), run(MOONS, 10)
    for command, _ in LEVERS:
        played.apply(command)
    played.apply(ShiftInputs(1.0))
    for command in BACK:
        played.apply(command)
    for trainer in (plain, played):
        for _ in range(10):
            trainer.step()
    assert bits(plain) == bits(played)
    assert plain.levers == played.levers


def test_a_lever_does_not_disturb_the_order_of_samples() -> None:
    plain = run(MOONS, 20)
    noisy = run(MOONS, 20, SetDropout(0.5), SetGradientNoise(2.0), SetWeightDecay(0.1), SetClipping(0.5))
    rows = [trainer._descent.gradient.rows(trainer._descent.samples_seen) for trainer in (plain, noisy)]
    assert torch.equal(*rows)


def test_without_shuffling_batches_come_in_the_order_of_the_classes() -> None:
    trainer = run(replace(MOONS, shuffle=False), 0)
    rows = torch.cat([trainer._descent.gradient.rows(start) for start in range(0, 900, 50)]).numpy()
    assert sorted(rows) == sorted(trainer.task.train)
    labels = trainer.task.y[rows]
    assert (np.diff(labels) >= 0).all()


def test_a_long_gradient_is_shortened_and_a_short_one_is_not() -> None:
    config = replace(MOONS, momentum=0.0, learning_rate=1.0)
    start = Trainer(config).parameters()

    def stride(trainer: Trainer) -> np.ndarray:
        return np.concatenate([(start[name] - array).ravel() for name, array in trainer.parameters().items()])

    free = stride(run(config, 1))
    held = stride(run(config, 1, SetClipping(0.05)))
    length = float(np.linalg.norm(free))
    assert length > 0.05
    assert np.linalg.norm(held) == pytest.approx(0.05, rel=1e-4)
    assert np.allclose(held / 0.05, free / length, atol=1e-4)
    assert np.array_equal(stride(run(config, 1, SetClipping(2.0 * length))), free)


# the reef


def singular(trainer: Trainer, layer: int) -> np.ndarray:
    W = trainer.parameters()[f"W{layer}"].astype(np.float64)
    return np.linalg.svd(W, compute_uv=False)


def test_the_reef_is_reached_smoothly_in_the_stated_steps_and_kept() -> None:
    trainer = run(VoyageConfig(seed=3, layers=(24, 20), learning_rate=1e-5, momentum=0.0), 5)
    before = singular(trainer, 1)
    goal = nearest_orthogonal(torch.from_numpy(trainer.parameters()["W1"])).numpy()
    trainer.apply(SetOrthogonal(True))
    spreads, last = [], trainer.parameters()["W1"]
    for _ in range(REEF_STEPS):
        trainer.step()
        now = trainer.parameters()["W1"]
        assert np.linalg.norm(now - last) < 2.0 * np.linalg.norm(before - 1.0) / REEF_STEPS
        last = now
        spreads.append(np.abs(singular(trainer, 1) - 1.0).max())
    straight = np.abs(before - 1.0).max() * (1.0 - np.arange(1, REEF_STEPS + 1) / REEF_STEPS)
    assert np.allclose(spreads, straight, atol=2e-3)
    assert spreads[-1] < 1e-6
    assert np.abs(last - goal).max() < 5e-3, "the nearest one, not just any"
    trainer.apply(SetLearningRate(0.2))
    for _ in range(30):
        trainer.step()
    assert np.abs(singular(trainer, 1) - 1.0).max() < 1e-6
    trainer.apply(SetOrthogonal(False))
    trainer.step()
    assert 1e-5 < np.abs(singular(trainer, 1) - 1.0).max() < 0.5, "let go, not thrown"


def test_the_polar_factor_retracts_along_the_tangent_part() -> None:
    """For W with orthonormal columns: polar(W + tZ) = W + t (Z − W sym(WᵀZ)) + O(t²)."""
    random = torch.Generator().manual_seed(0)
    W = nearest_orthogonal(torch.randn(9, 5, generator=random, dtype=torch.float64))
    Z = torch.randn(9, 5, generator=random, dtype=torch.float64)
    tangent = Z - W @ (W.T @ Z + Z.T @ W) / 2.0
    t = 1e-5
    assert torch.allclose((nearest_orthogonal(W + t * Z) - W) / t, tangent, atol=1e-4)


def test_singular_values_are_those_of_the_layers_jacobian() -> None:
    trainer = run(replace(MOONS, orthogonal=True), 40)
    snapshot, parameters = trainer.snapshot(), trainer.parameters()
    h = trainer.task.x[trainer.task.train].mean(axis=0, dtype=np.float64)
    for index, found in enumerate(snapshot.singular_values, start=1):
        W, b = parameters[f"W{index}"].astype(np.float64), parameters[f"b{index}"].astype(np.float64)
        step = 1e-6
        columns = [
            (np.tanh(W @ (h + step * e) + b) - np.tanh(W @ (h - step * e) + b)) / (2 * step) for e in np.eye(len(h))
        ]
        assert np.allclose(found, np.linalg.svd(np.array(columns).T, compute_uv=False), atol=1e-7)
        assert found.max() <= 1.0 + 1e-6, "tanh only takes away"
        h = np.tanh(W @ h + b)


# growth


@pytest.mark.parametrize("activation", ["tanh", "relu"])
@pytest.mark.parametrize("command", [GrowWider(1, 30), GrowDeeper(1), GrowDeeper(2)], ids=str)
def test_growth_keeps_what_is_known_and_learning_goes_on(activation: str, command: Command) -> None:
    trainer = run(replace(MOONS, activation=activation), 150)
    before = trainer.snapshot()
    trainer.apply(command)
    after = trainer.snapshot()
    assert np.abs(after.probs - before.probs).max() <= 1e-5
    assert after.levers.layers == trainer.sheet.layer_widths != before.levers.layers
    losses = [trainer.step() for _ in range(2 * EASE_STEPS)]
    assert max(losses) < 2.0 * before.train_loss + 0.2, "no step of the way is a leap"
    assert trainer.snapshot().train_loss < before.train_loss + 0.02
    assert not any(trainer._descent.network.easing)


def test_a_bent_identity_learns_like_any_layer_while_it_is_eased_in() -> None:
    config = VoyageConfig(seed=1, layers=(24, 16))
    trainer = run(config, 20)
    trainer.apply(GrowDeeper(1))
    at_growth = trainer.snapshot().train_loss
    for _ in range(EASE_STEPS):
        trainer.step()
    assert trainer.snapshot().train_loss < 0.5 * at_growth
    assert trainer._descent._scales is None


def test_a_narrow_sea_learns_more_once_it_is_wider() -> None:
    small = run(VoyageConfig(task="spirals", seed=1, layers=(3, 3)), 1200)
    grown = run(VoyageConfig(task="spirals", seed=1, layers=(3, 3)), 300)
    for command in (GrowWider(1, 32), GrowWider(2, 32)):
        grown.apply(command)
    for _ in range(900):
        grown.step()
    assert grown.snapshot().train_loss < 0.8 * small.snapshot().train_loss


def test_copies_part() -> None:
    trainer = run(MOONS, 20)
    trainer.apply(GrowWider(1, 24))

    def alike() -> int:
        W = trainer.parameters()["W1"].round(5)
        return len(W) - len(np.unique(W, axis=0))

    assert alike() == 12
    for _ in range(50):
        trainer.step()
    assert alike() == 0


def test_pruning_takes_out_the_dead_and_nothing_is_missed() -> None:
    trainer = run(replace(MOONS, activation="relu"), 30)
    network = trainer._descent.network
    network.parameters.biases[0][3] = -100.0
    before = trainer.snapshot()
    trainer.apply(PruneDead(1))
    after = trainer.snapshot()
    assert after.levers.layers[0] < before.levers.layers[0]
    assert np.abs(after.probs - before.probs).max() <= 1e-5
    trainer.step()


def test_growth_on_the_reef_keeps_the_function_first_and_finds_the_reef_again() -> None:
    trainer = run(replace(MOONS, orthogonal=True), 30)
    before = trainer.snapshot()
    trainer.apply(GrowWider(1, 20))
    trainer.apply(GrowDeeper(2))
    assert np.abs(trainer.snapshot().probs - before.probs).max() <= 1e-5
    for _ in range(max(EASE_STEPS, REEF_STEPS)):
        trainer.step()
    assert all(np.abs(singular(trainer, layer) - 1.0).max() < 1e-5 for layer in (1, 2, 3))


@pytest.mark.parametrize("growth", [GrowWider(2, 20), GrowDeeper(1), ShiftInputs(1.0), SetOrthogonal(True)], ids=str)
def test_a_state_of_a_grown_network_goes_on_to_the_same_bits_and_the_same_picture(growth: Command) -> None:
    config = replace(MOONS, dropout=0.2, noise=0.3)
    trainer = run(config, 20)
    trainer.snapshot()
    trainer.apply(growth)
    for _ in range(10):
        trainer.step()
    state = trainer.state()
    other = Trainer(config)
    other.resume(state)
    for one in (trainer, other):
        for _ in range(30):
            one.step()
    assert bits(trainer) == bits(other)
    mine, theirs = trainer.snapshot(), other.snapshot()
    assert all(a.tobytes() == b.tobytes() for a, b in zip(mine.coords, theirs.coords, strict=True))
    assert repr(mine.readings) == repr(theirs.readings)
    assert mine.levers == theirs.levers


def test_going_back_before_growth_gives_the_small_network_back() -> None:
    trainer = run(MOONS, 20)
    state = trainer.state()
    trainer.apply(GrowDeeper(1))
    trainer.apply(GrowWider(1, 40))
    for _ in range(5):
        trainer.step()
    trainer.resume(state)
    straight = run(MOONS, 25)
    for _ in range(5):
        trainer.step()
    assert bits(trainer) == bits(straight)
    assert trainer.sheet.layer_widths == (12, 7)


# the red tide


def test_the_red_tide_turns_every_sample_by_its_angle_and_goes_out_again() -> None:
    trainer = run(VoyageConfig(seed=2, layers=(24,)), 200)
    x, before = trainer.task.x.astype(np.float64), accuracy(trainer)
    trainer.apply(ShiftInputs(0.7))
    turned = trainer.task.x.astype(np.float64)
    cosines = (x * turned).sum(axis=1) / (np.linalg.norm(x, axis=1) * np.linalg.norm(turned, axis=1))
    assert np.allclose(cosines, math.cos(0.7), atol=1e-5)
    assert np.allclose(np.linalg.norm(turned, axis=1), np.linalg.norm(x, axis=1), rtol=1e-5)
    flooded = accuracy(trainer)
    assert flooded < before - 0.1, "what was known no longer fits"
    for _ in range(300):
        trainer.step()
    assert accuracy(trainer) > flooded + 0.05, "and can be learned anew"
    trainer.apply(ShiftInputs(0.0))
    assert np.array_equal(trainer.task.x, Trainer(trainer.config).task.x)


# refusals


@pytest.mark.parametrize(
    ("config", "command", "told"),
    [
        (MOONS, GrowWider(3, 20), "layer 3"),
        (MOONS, GrowWider(1, 12), "12 units already"),
        (MOONS, PruneDead(2), "no unit to spare"),
        (MOONS, PruneDead(7), "layer 7"),
        (MOONS, SaveCheckpoint(), "save_checkpoint"),
        (replace(MOONS, layers=(4,) * 8), GrowDeeper(1), "8 hidden layers"),
        (replace(MOONS, reversible=True), GrowDeeper(1), "reversible"),
        (replace(MOONS, reversible=True), SetOrthogonal(True), "reversible"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(config: VoyageConfig, command: Command, told: str) -> None:
    trainer = run(config, 5)
    before = bits(trainer), trainer.levers
    with pytest.raises(UserError, match=told) as caught:
        trainer.apply(command)
    assert "\n" not in str(caught.value)
    assert (bits(trainer), trainer.levers) == before
    trainer.step()


def test_beyond_a_moved_lever_a_reversible_voyage_has_no_way_back() -> None:
    trainer = run(replace(MOONS, reversible=True), 10)
    trainer.apply(SetDropout(0.3))
    for _ in range(5):
        trainer.step()
    for _ in range(5):
        trainer.step_back()
    with pytest.raises(UserError, match="step 10"):
        trainer.step_back()
