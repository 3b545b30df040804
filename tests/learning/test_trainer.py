"""Training is what it says, repeats bit for bit, and tears loudly."""

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from seaspirits_game.core.commands import Tempo
from seaspirits_game.core.config import TASK_NAMES, Measures, VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.geometry.calibration import brier_score, expected_calibration_error
from seaspirits_game.geometry.catalogue import readings_by_snapshot
from seaspirits_game.geometry.coding import rate_reduction
from seaspirits_game.geometry.coherence import linear_cka, uhlmann_fidelity
from seaspirits_game.geometry.entropy import von_neumann_entropy
from seaspirits_game.geometry.orthogonality import orthogonality_defect, scale_free_defect
from seaspirits_game.geometry.principal import principal
from seaspirits_game.geometry.superposition import class_density_entropy, superposition_entropy
from seaspirits_game.geometry.trajectory import path_length, straightness
from seaspirits_game.geometry.units import saturated_share
from seaspirits_game.geometry.volume import log_volume
from seaspirits_game.learning.checkpoint import CheckpointFolder
from seaspirits_game.learning.tasks import default_layers
from seaspirits_game.learning.trainer import TornError, Trainer

DIGITS = VoyageConfig(seed=4)
LIVELY = VoyageConfig(
    task="moons", seed=9, layers=(12, 7), batch=50, dropout=0.3, noise=0.5, weight_decay=1e-3, orthogonal=True
)


def run(config: VoyageConfig, steps: int) -> Trainer:
    trainer = Trainer(config)
    for _ in range(steps):
        trainer.step()
    return trainer


def bits(trainer: Trainer) -> dict[str, bytes]:
    return {name: array.tobytes() for name, array in trainer.state().arrays.items()}


def snapshot_bits(snapshot: Snapshot) -> tuple[Any, ...]:
    arrays = (*snapshot.coords, *snapshot.variance_share, snapshot.probs)
    numbers = (snapshot.step, snapshot.epoch, snapshot.train_loss, snapshot.val_loss, snapshot.val_accuracy)
    readings = [(name, np.float64(value).tobytes()) for name, value in snapshot.readings.items()]
    return (*(array.tobytes() for array in arrays), *numbers, tuple(readings))


@pytest.mark.parametrize("config", [DIGITS, LIVELY], ids=["digits", "lively"])
def test_two_trainers_are_equal_bit_for_bit(config: VoyageConfig) -> None:
    first, second = Trainer(config), Trainer(config)
    assert [first.step() for _ in range(40)] == [second.step() for _ in range(40)]
    assert bits(first) == bits(second)
    assert snapshot_bits(first.snapshot()) == snapshot_bits(second.snapshot())
    assert bits(run(replace(config, seed=config.seed + 1), 40)) != bits(run(config, 40))


@pytest.mark.parametrize("config", [DIGITS, LIVELY], ids=["digits", "lively"])
def test_looking_does_not_change_what_is_seen(config: VoyageConfig) -> None:
    watched, alone = Trainer(config), Trainer(config)
    for _ in range(30):
        watched.step()
        watched.snapshot()
        watched.activations()
        alone.step()
    own = {name: array.tobytes() for name, array in watched.parameters().items()}
    assert own == {name: array.tobytes() for name, array in alone.parameters().items()}


def test_parameters_that_are_handed_out_are_copies() -> None:
    trainer = run(LIVELY, 1)
    before = bits(trainer)
    for array in (*trainer.parameters().values(), *trainer.state().arrays.values()):
        array.fill(np.nan)
    assert bits(trainer) == before


@pytest.mark.parametrize("config", [DIGITS, LIVELY], ids=["digits", "lively"])
def test_a_resumed_run_goes_on_as_if_it_had_never_stopped(config: VoyageConfig, tmp_path: Path) -> None:
    straight = run(config, 25)
    straight.set_learning_rate(0.03)
    straight.snapshot()
    for _ in range(5):  # what the next snapshot is compared with is of another step than the state
        straight.step()
    path = tmp_path / "state.safetensors"
    straight.save(path)
    losses = [straight.step() for _ in range(25)]

    resumed = Trainer(config)
    resumed.restore(path)
    assert (resumed.step_index, resumed.learning_rate) == (30, 0.03)
    assert [resumed.step() for _ in range(25)] == losses
    assert snapshot_bits(resumed.snapshot()) == snapshot_bits(straight.snapshot())  # alignment continues as well
    assert bits(resumed) == bits(straight)


def test_going_back_in_the_same_trainer_repeats_the_way(tmp_path: Path) -> None:
    trainer = run(LIVELY, 60)
    trainer.snapshot()
    path = tmp_path / "state.safetensors"
    trainer.save(path)
    losses = [trainer.step() for _ in range(60)]
    seen = snapshot_bits(trainer.snapshot())
    trainer.restore(path)
    assert [trainer.step() for _ in range(60)] == losses
    assert snapshot_bits(trainer.snapshot()) == seen, "compared with the picture before, not with one of the future"


@pytest.mark.parametrize("rate", [0.05, 1])  # a whole number is as good as a float
def test_a_folder_and_a_trainer_fit_each_other(rate: float, tmp_path: Path) -> None:
    config = replace(LIVELY, learning_rate=rate)
    folder, trainer = CheckpointFolder(tmp_path), run(config, 3)
    folder.save(trainer.state())
    state = folder.latest_good()
    assert state is not None
    other = Trainer(config)
    other.resume(state)
    assert bits(other) == bits(trainer)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"seed": 10}, "seed 9, this voyage has seed 10"),
        ({"layers": (12, 8)}, "layers"),
        ({"activation": "relu"}, "activation 'tanh'"),
        ({"task": "circles"}, "task 'moons'"),
    ],
)
def test_another_voyage_is_refused_and_changes_nothing(change: dict[str, Any], told: str, tmp_path: Path) -> None:
    path = tmp_path / "state.safetensors"
    run(LIVELY, 3).save(path)
    other = run(replace(LIVELY, **change), 2)
    before = bits(other)
    with pytest.raises(UserError, match=told) as caught:
        other.restore(path)
    assert str(path) in str(caught.value)
    assert bits(other) == before
    assert other.step_index == 2


def test_a_table_that_was_edited_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    rows = [f"{row},{row % 3},{'ab'[row % 2]}" for row in range(40)]
    table.write_text("\n".join(rows))
    config = VoyageConfig(task=str(table), layers=(4,), batch=64)
    trainer = run(config, 5)
    table.write_text("\n".join([*rows[:-1], "7,7,b"]))
    with pytest.raises(UserError, match="other data"):
        Trainer(config).resume(trainer.state())


def test_arrays_that_do_not_fit_are_refused() -> None:
    trainer = run(LIVELY, 2)
    state = trainer.state()
    for arrays in (
        {name: array for name, array in state.arrays.items() if name != "b2"},
        {**state.arrays, "W9": np.ones(3, np.float32)},
        {**state.arrays, "W1": state.arrays["W1"].T.copy()},
        {**state.arrays, "b1": state.arrays["b1"].astype(np.float64)},
        {**state.arrays, "seen": np.zeros(3, np.float32)},
        {**state.arrays, "rotation.layer1": np.eye(8)},
    ):
        with pytest.raises(UserError, match="array"):
            trainer.resume(replace(state, arrays=arrays))
    trainer.resume(state)


def test_activations_are_what_plain_numpy_makes_of_the_parameters() -> None:
    trainer = run(DIGITS, 30)
    parameters = trainer.parameters()
    assert list(parameters) == ["W1", "b1", "W2", "b2", "W3", "b3", "W4", "b4"]
    h = trainer.task.x.astype(np.float64)
    for index, layer in enumerate(trainer.activations(), start=1):
        h = np.tanh(h @ parameters[f"W{index}"].T + parameters[f"b{index}"])
        assert np.abs(layer - h).max() < 1e-5
    logits = h @ parameters["W4"].T + parameters["b4"]
    probs = np.exp(logits - logits.max(axis=1, keepdims=True))
    probs /= probs.sum(axis=1, keepdims=True)

    snapshot = trainer.snapshot(Tempo.X4, 31.5)
    assert np.abs(snapshot.probs - probs).max() < 1e-5
    assert np.abs(snapshot.probs.sum(axis=1) - 1.0).max() < 1e-5
    losses = -np.log(probs[np.arange(len(h)), trainer.task.y])
    right = probs.argmax(axis=1) == trainer.task.y
    for rows, loss, accuracy in (
        (trainer.task.train, snapshot.train_loss, snapshot.train_accuracy),
        (trainer.task.validation, snapshot.val_loss, snapshot.val_accuracy),
    ):
        assert abs(loss - losses[rows].mean()) < 1e-5
        assert accuracy == right[rows].mean()
    assert (snapshot.step, snapshot.epoch) == (30, 30 * 64 / len(trainer.task.train))
    assert (snapshot.tempo, snapshot.steps_per_second, snapshot.learning_rate) == (Tempo.X4, 31.5, 0.05)
    for layer, coords, share in zip(trainer.activations(), snapshot.coords, snapshot.variance_share, strict=True):
        assert coords.shape == (len(h), 8)
        assert coords.dtype == np.float32
        assert np.allclose(coords.var(axis=0), share * layer.var(axis=0).sum(), rtol=1e-3, atol=1e-5)


def test_narrow_layers_are_padded_with_zeros() -> None:
    snapshot = run(replace(LIVELY, layers=(3, 1), orthogonal=False), 5).snapshot()
    assert [coords.shape[1] for coords in snapshot.coords] == [8, 8]
    assert not snapshot.coords[0][:, 3:].any()
    assert not snapshot.variance_share[1][1:].any()
    assert snapshot.coords[0][:, 0].any()


@pytest.mark.parametrize("config", [DIGITS, replace(LIVELY, activation="relu")], ids=["digits", "relu"])
def test_readings_are_those_of_the_very_activations_in_the_order_of_the_registry(config: VoyageConfig) -> None:
    trainer = Trainer(config)
    names = list(readings_by_snapshot(len(config.layers)))
    start = trainer.activations()
    first = trainer.snapshot().readings
    assert list(first) == names
    assert math.isnan(first["layer1.coherence"])
    assert first["layer2.coherence_start"] == 1.0
    for _ in range(7):
        trainer.step()
    before = trainer.activations()
    trainer.snapshot()
    for _ in range(7):
        trainer.step()
    readings, now = trainer.snapshot().readings, trainer.activations()
    for index, (Z, previous, origin) in enumerate(zip(now, before, start, strict=True), start=1):
        found = principal(Z)
        expected = {
            "log_volume": log_volume(found.variances),
            "entropy": von_neumann_entropy(found.variances),
            "rate_reduction": rate_reduction(Z, trainer.task.y),
            "coherence": linear_cka(Z, previous),
            "coherence_start": linear_cka(Z, origin),
            "fidelity": uhlmann_fidelity(Z, previous),
            "saturated": saturated_share(Z, config.activation),
            "orthogonality_defect": orthogonality_defect(trainer.parameters()[f"W{index}"]),
            "scale_free_defect": scale_free_defect(trainer.parameters()[f"W{index}"]),
        }
        for name, value in expected.items():
            assert readings[f"layer{index}.{name}"] == pytest.approx(value, rel=1e-6, abs=1e-9), name


def test_readings_of_the_network_are_the_documented_functions_of_its_snapshot() -> None:
    trainer = run(DIGITS, 20)
    trainer.set_learning_rate(0.1)
    snapshot, unseen = trainer.snapshot(), trainer.task.validation
    probs, labels = snapshot.probs.astype(np.float64), trainer.task.y
    expected = {
        "accuracy_gap": snapshot.train_accuracy - snapshot.val_accuracy,
        "calibration_error": expected_calibration_error(probs[unseen], labels[unseen]),
        "brier": brier_score(probs[unseen], labels[unseen]),
        "superposition_entropy": superposition_entropy(probs),
        "class_density_entropy": class_density_entropy(probs),
        "edge_of_stability": 2.0 * 1.9 / 0.1,
    }
    for name, value in expected.items():
        assert snapshot.readings[name] == pytest.approx(value, rel=1e-6), name


@pytest.mark.parametrize("config", [DIGITS, LIVELY, replace(LIVELY, orthogonal=False, momentum=0.0)])
def test_the_way_is_that_of_the_parameters_at_every_step(config: VoyageConfig) -> None:
    trainer = Trainer(config)
    assert math.isnan(trainer.snapshot().readings["straightness"])
    points = [trainer._descent.network.parameters.flat.double().numpy().copy()]
    for _ in range(60):
        trainer.step()
        points.append(trainer._descent.network.parameters.flat.double().numpy().copy())
    trainer.set_learning_rate(0.01)
    for _ in range(60):
        trainer.step()
        points.append(trainer._descent.network.parameters.flat.double().numpy().copy())
    readings = trainer.snapshot().readings
    assert readings["path_length"] == pytest.approx(path_length(np.array(points)), rel=1e-6)
    assert readings["straightness"] == pytest.approx(straightness(np.array(points)), rel=1e-6)


def test_what_is_read_changes_nothing_and_can_be_left_out() -> None:
    bare, read = Trainer(LIVELY, Measures.NONE), Trainer(LIVELY)
    for _ in range(3):
        for trainer in (bare, read):
            trainer.step()
        one, other = bare.snapshot(), read.snapshot()
        assert one.readings == {}
        assert snapshot_bits(one)[:-1] == snapshot_bits(other)[:-1]
    assert bits(bare) == bits(read)


@pytest.mark.parametrize("momentum", [0.0, 0.9])
@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_steps_are_those_of_torch_sgd(momentum: float, activation: str) -> None:
    config = VoyageConfig(
        seed=2, layers=(16, 12), momentum=momentum, weight_decay=1e-2, activation=activation, learning_rate=0.1
    )
    trainer = Trainer(config)
    tensors = [torch.from_numpy(array).requires_grad_() for array in trainer.parameters().values()]
    weights, biases = tensors[0::2], tensors[1::2]
    groups = [{"params": weights, "weight_decay": 1e-2}, {"params": biases, "weight_decay": 0.0}]
    optimiser = torch.optim.SGD(groups, lr=0.1, momentum=momentum)
    x, y = torch.from_numpy(trainer.task.x), torch.from_numpy(trainer.task.y)
    for _ in range(30):
        rows = trainer._descent.gradient.rows(trainer._descent.samples_seen)
        h = x[rows]
        for W, b in zip(weights[:-1], biases[:-1], strict=True):
            h = torch.nn.functional.linear(h, W, b)
            h = torch.tanh(h) if activation == "tanh" else torch.relu(h)
        loss = torch.nn.functional.cross_entropy(torch.nn.functional.linear(h, weights[-1], biases[-1]), y[rows])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        assert abs(trainer.step() - loss.item()) < 1e-5
    for ours, oracle in zip(trainer.parameters().values(), tensors, strict=True):
        assert np.abs(ours - oracle.detach().numpy()).max() < 1e-5


@pytest.mark.parametrize("batch", [1, 64, 899, 5000])
def test_batches_see_every_training_sample_equally_often(batch: int) -> None:
    trainer = Trainer(VoyageConfig(task="circles", layers=(2,), batch=batch))
    train = trainer.task.train
    seen = np.zeros(len(trainer.task.y), np.int64)
    steps = 3 * len(train) // min(batch, len(train))
    for done in range(steps):
        rows = trainer._descent.gradient.rows(trainer._descent.samples_seen).numpy()
        assert len(rows) == min(batch, len(train))
        seen[rows] += 1
        trainer._descent.samples_seen += len(rows)
        assert seen[train].max() - seen[train].min() <= 2 - (seen[train].sum() % len(train) == 0), done
    assert not seen[trainer.task.validation].any()


def test_dropout_silences_the_promised_share_and_keeps_the_mean() -> None:
    trainer = Trainer(VoyageConfig(task="moons", layers=(64, 32), dropout=0.3))
    masks = trainer._descent.gradient.dropout_masks(0, 2000)
    for mask in masks:
        assert set(mask.unique().tolist()) == {0.0, float(np.float32(1 / np.float32(0.7)))}
        assert abs(float((mask == 0).float().mean()) - 0.3) < 0.01
        assert abs(float(mask.mean()) - 1.0) < 0.01
    again = trainer._descent.gradient.dropout_masks(0, 2000)
    assert all(torch.equal(one, other) for one, other in zip(masks, again, strict=True))
    trainer.step()
    assert not torch.equal(masks[0], trainer._descent.gradient.dropout_masks(1, 2000)[0])


def test_noise_of_one_doubles_the_power_of_a_gradient() -> None:
    config = VoyageConfig(layers=(96, 96), momentum=0.0, learning_rate=1.0)
    plain, noisy = Trainer(config), Trainer(replace(config, noise=1.0))
    before = plain.parameters()
    plain.step()
    noisy.step()
    for name in ("W1", "W2"):
        gradient = before[name] - plain.parameters()[name]
        noise = plain.parameters()[name] - noisy.parameters()[name]
        assert abs(float((noise**2).mean() / (gradient**2).mean()) - 1.0) < 0.1
        assert abs(float(np.corrcoef(noise.ravel(), gradient.ravel())[0, 1])) < 0.06


def test_orthogonal_weights_stay_orthogonal() -> None:
    trainer = run(VoyageConfig(orthogonal=True, learning_rate=0.2), 60)
    for name in ("W1", "W2", "W3"):
        W = trainer.parameters()[name].astype(np.float64)
        assert np.abs(W @ W.T - np.eye(len(W))).max() < 1e-6
    assert trainer.snapshot().val_accuracy > 0.8


def test_a_changed_learning_rate_acts_from_the_next_step_on() -> None:
    config = VoyageConfig(task="moons", layers=(5,), momentum=0.0)
    one, other = run(config, 3), run(config, 3)
    start = one.parameters()["W1"]
    other.set_learning_rate(0.1)
    one.step()
    other.step()
    assert other.snapshot().learning_rate == 0.1
    assert np.allclose(other.parameters()["W1"] - start, 2.0 * (one.parameters()["W1"] - start), atol=1e-6)
    for value in (0.0, -1.0, 11.0, float("nan"), float("inf")):
        with pytest.raises(UserError, match="learning rate"):
            other.set_learning_rate(value)
    assert other.learning_rate == 0.1


@pytest.mark.parametrize("name", ["W1", "b1", "W2", "b3"])
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_poisoned_parameter_is_named_at_the_very_next_step(name: str, value: float) -> None:
    trainer = run(replace(LIVELY, orthogonal=False), 5)
    trainer._descent.network.parameters.named[name].view(-1)[0] = value
    for _ in range(2):  # and it stays torn
        with pytest.raises(TornError) as caught:
            trainer.step()
        assert (caught.value.step, caught.value.where) == (6, name)
    assert trainer.step_index == 5


@pytest.mark.parametrize("orthogonal", [False, True])
def test_a_step_that_makes_a_parameter_non_finite_is_that_step(orthogonal: bool) -> None:
    trainer = run(replace(LIVELY, orthogonal=orthogonal), 5)
    trainer._descent.network.velocities.named["W2"][0, 0] = np.inf
    with pytest.raises(TornError) as caught:
        trainer.step()
    assert (caught.value.step, caught.value.where) == (6, "W2")


def test_too_much_warmth_tears_and_a_checkpoint_mends(tmp_path: Path) -> None:
    config = VoyageConfig(activation="relu", learning_rate=10.0)
    trainer = Trainer(config)
    path = tmp_path / "state.safetensors"
    trainer.save(path)
    losses: list[float] = []
    with pytest.raises(TornError) as caught:
        losses.extend(trainer.step() for _ in range(200))
    assert caught.value.step == len(losses) + 1
    assert np.isfinite(losses).all()
    with pytest.raises(TornError):
        trainer.snapshot()
    with pytest.raises(TornError):
        trainer.save(path)
    trainer.restore(path)
    assert trainer.step() == losses[0]
    trainer.set_learning_rate(0.01)
    assert trainer.snapshot().step == 1


def test_finite_weights_whose_activations_overflow_are_torn_in_the_snapshot() -> None:
    trainer = run(VoyageConfig(task="moons", layers=(4, 4), activation="relu"), 3)
    for W in trainer._descent.network.parameters.weights:
        W.fill_(1e30)
    with pytest.raises(TornError) as caught:
        trainer.snapshot()
    assert (caught.value.step, caught.value.where) == (3, "layer2")
    with pytest.raises(TornError):
        trainer.step()


def test_a_sum_that_overflows_while_every_parameter_is_finite_tears_nothing() -> None:
    trainer = run(VoyageConfig(task="moons", layers=(4,), learning_rate=1e-5), 3)
    trainer._descent.network.parameters.biases[0].fill_(3e38)  # tanh of it is 1
    assert np.isfinite(trainer.step())


def test_a_small_beginning_is_small() -> None:
    standard, small = Trainer(DIGITS), Trainer(replace(DIGITS, init="small"))
    for name, array in standard.parameters().items():
        assert np.allclose(small.parameters()[name], 0.2 * array, rtol=1e-6)


@pytest.mark.parametrize("name", TASK_NAMES)
@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_every_task_is_learned(name: str, activation: str) -> None:
    steps, wanted = {"digits": (150, 0.9), "moons": (300, 0.9), "circles": (300, 0.9)}.get(name, (600, 0.8))
    trainer = run(VoyageConfig(task=name, seed=1, layers=default_layers(name), activation=activation), steps)
    assert trainer.snapshot().val_accuracy > wanted


def test_digits_are_learned_as_well_as_promised() -> None:
    """Default settings, 1,500 steps, seeds 0 to 9: run with -s to see the figures."""
    accuracies = [run(VoyageConfig(seed=seed), 1500).snapshot().val_accuracy for seed in range(10)]
    print("validation accuracies:", [round(accuracy, 4) for accuracy in accuracies], "mean", np.mean(accuracies))
    assert np.mean(accuracies) >= 0.968
    assert min(accuracies) >= 0.95
