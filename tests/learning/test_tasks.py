"""What is learned: shipped digits, drawn clouds, splits and standardisation."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.datasets import load_digits

from seaspirits_game.core.config import TASK_NAMES, VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.paths import assets
from seaspirits_game.core.snapshot import TRAIN, VALIDATION
from seaspirits_game.learning.tasks import default_layers, load_task, standardised, stratified_split


def test_the_shipped_digits_are_those_of_scikit_learn() -> None:
    sheet = load_task(VoyageConfig()).sheet
    original = load_digits()
    assert np.array_equal(sheet.inputs, original.data)
    assert np.array_equal(sheet.labels, original.target)
    assert sheet.image_shape == (8, 8)
    assert sheet.class_names == tuple("0123456789")


def test_the_digits_come_with_their_licence() -> None:
    text = (assets() / "licences" / "digits-CC-BY-4.0.txt").read_text(encoding="utf-8")
    for needed in ("Alpaydin", "Kaynak", "UCI", "Creative Commons Attribution 4.0 International Public License"):
        assert needed in text


@pytest.mark.parametrize("name", TASK_NAMES)
def test_every_task_is_whole(name: str) -> None:
    config = VoyageConfig(task=name, seed=5, layers=default_layers(name))
    task = load_task(config)
    samples, features = task.x.shape
    classes = len(task.sheet.class_names)
    assert task.x.dtype == np.float32
    assert np.isfinite(task.x).all()
    assert task.sheet.inputs.shape == (samples, features)
    assert task.y.dtype == np.int64
    assert set(task.y) == set(range(classes))
    assert np.array_equal(np.sort(np.concatenate([task.train, task.validation])), np.arange(samples))
    assert np.array_equal(np.flatnonzero(task.sheet.split == TRAIN), task.train)
    assert np.array_equal(np.flatnonzero(task.sheet.split == VALIDATION), task.validation)
    assert np.allclose(task.x[task.train].mean(axis=0), 0.0, atol=1e-5)
    assert np.isclose(task.x[task.train].astype(np.float64).var(axis=0).mean(), 1.0, atol=1e-4)
    if task.sheet.feature_names:
        assert len(task.sheet.feature_names) == features


@pytest.mark.parametrize("name", TASK_NAMES)
def test_the_seed_decides_split_and_cloud(name: str) -> None:
    config = VoyageConfig(task=name, seed=1)
    first, again, other = load_task(config), load_task(config), load_task(replace(config, seed=2))
    assert first.x.tobytes() == again.x.tobytes()
    assert np.array_equal(first.train, again.train)
    assert not np.array_equal(first.train, other.train)
    assert np.array_equal(first.sheet.inputs, other.sheet.inputs) == (name == "digits")


@given(
    counts=st.lists(st.integers(3, 60), min_size=2, max_size=20),
    seed=st.integers(0, 2**32 - 1),
)
def test_the_split_is_stratified(counts: list[int], seed: int) -> None:
    labels = np.repeat(np.arange(len(counts)), counts)
    train, validation = stratified_split(labels, seed)
    assert np.array_equal(np.sort(np.concatenate([train, validation])), np.arange(len(labels)))
    for label, count in enumerate(counts):
        held_out = int((labels[validation] == label).sum())
        assert 1 <= held_out <= count - 2
        assert abs(held_out - 0.25 * count) <= 0.5 or held_out == 1


def test_the_validation_part_does_not_leak_into_the_standardisation() -> None:
    random = np.random.default_rng(0)
    inputs = random.normal(3.0, 2.0, (40, 3)).astype(np.float32)
    train, validation = np.arange(30), np.arange(30, 40)
    before = standardised(inputs, train, one_scale=False)
    inputs[validation] *= 1000.0
    assert np.array_equal(standardised(inputs, train, one_scale=False)[train], before[train])


def test_standardising_keeps_constant_and_wild_columns_harmless() -> None:
    inputs = np.zeros((8, 3), np.float32)
    inputs[:, 0] = 1e8  # constant
    inputs[:, 1] = np.arange(8) * 1e-30  # tiny but telling
    inputs[:, 2] = np.arange(8)
    inputs[7, :2] = 3e38  # in the validation part only
    for one_scale in (False, True):
        x = standardised(inputs, np.arange(7), one_scale=one_scale)
        assert np.isfinite(x).all()
        assert not x[:, 0].any()
    assert np.isclose(standardised(inputs, np.arange(7), one_scale=False)[:7, 1].std(), 1.0)


def test_a_common_scale_keeps_the_proportions_of_features() -> None:
    inputs = np.random.default_rng(1).normal(size=(50, 4)).astype(np.float32) * np.array([1, 2, 3, 0], np.float32)
    train = np.arange(50)
    spread = standardised(inputs, train, one_scale=True).std(axis=0)
    assert np.allclose(spread[:3] / spread[0], inputs.std(axis=0)[:3] / inputs[:, 0].std(), rtol=1e-4)
    assert np.allclose(standardised(inputs, train, one_scale=False).std(axis=0), [1, 1, 1, 0], atol=1e-5)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("moon", "moons, circles"),
        ("", "moons, circles"),
        ("digits.txt", "moons, circles"),
        ("no/such/table.csv", "there is no such file"),
        ("bad\0name.csv", "unprintable"),
        ("bad\nname.npz", "unprintable"),
        ("x" * 5000 + ".csv", "cannot be read"),
    ],
)
def test_an_unknown_task_is_one_clear_line(name: str, told: str) -> None:
    with pytest.raises(UserError, match=told) as caught:
        load_task(VoyageConfig(task=name))
    assert len(str(caught.value).splitlines()) == 1


def test_few_samples_are_those_of_more_and_validation_keeps_its_own() -> None:
    whole = load_task(VoyageConfig(task="blobs", seed=3))
    few, more = (load_task(VoyageConfig(task="blobs", seed=3, samples=count)) for count in (40, 120))
    assert [len(task.train) for task in (few, more)] == [40, 120]
    assert np.array_equal(few.sheet.inputs[few.validation], whole.sheet.inputs[whole.validation])
    assert {tuple(point) for point in few.sheet.inputs[few.train]} <= {
        tuple(point) for point in more.sheet.inputs[more.train]
    }
    assert set(few.y[few.train]) == set(range(5))
    assert np.allclose(few.x[few.train].mean(axis=0), 0.0, atol=1e-5)
    assert len(load_task(VoyageConfig(task="blobs", seed=3, samples=10**6)).train) == len(whole.train)


def test_a_share_of_the_training_labels_is_wrong_and_no_other() -> None:
    true, told = (load_task(VoyageConfig(task="blobs", seed=3, label_noise=share)) for share in (0.0, 0.3))
    wrong = true.y != told.y
    assert not wrong[told.validation].any()
    assert wrong[told.train].sum() == round(0.3 * len(told.train))
    assert np.array_equal(true.x, told.x)
    assert np.array_equal(told.sheet.labels, told.y)
    # every other class is as likely: 68 or so of 270 for each distance
    counts = np.bincount((told.y - true.y)[wrong] % 5, minlength=5)[1:]
    assert counts.min() > 45
