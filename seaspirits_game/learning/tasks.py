"""What can be learned: real digits, four clouds drawn by NumPy from the seed, or a person's own table.

A task is data plus one stratified split and one standardisation, both decided before training; the statistics come
from the training part only, so that nothing of the validation part leaks into learning. Knows no torch.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from seaspirits_game.core.arrays import F32, F64, I64
from seaspirits_game.core.config import TASK_NAMES, VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.paths import assets
from seaspirits_game.core.snapshot import TRAIN, VALIDATION, TaskSheet
from seaspirits_game.core.streams import stream
from seaspirits_game.learning.tables import Table, read_table

VALIDATION_SHARE = 0.25
CLOUD_SAMPLES = 1_200


@dataclass(frozen=True, slots=True)
class Task:
    """A data set as a network meets it."""

    sheet: TaskSheet
    x: F32
    """(N, D) standardised inputs."""
    y: I64
    """(N,) classes, 0 to C-1."""
    train: I64
    """Rows of the training part, ascending."""
    validation: I64
    """Rows of the validation part, ascending."""


def load_task(config: VoyageConfig) -> Task:
    """The task that `config.task` names, split and standardised by `config.seed`.

    Raises:
        UserError: no such task or file, or a table that does not fit; one line.
    """
    table = _table(config.task, config.seed)
    train, validation = stratified_split(table.labels, config.seed)
    if config.samples:
        left = np.sort(np.concatenate([chosen_few(table.labels, train, config.samples, config.seed), validation]))
        table = replace(table, inputs=table.inputs[left], labels=table.labels[left])
        validation = np.searchsorted(left, validation)
        train = np.setdiff1d(np.arange(len(left)), validation)
    if config.label_noise:
        table = replace(table, labels=mislabelled(table.labels, train, config.label_noise, config.seed))
    split = np.full(len(table.labels), TRAIN, np.uint8)
    split[validation] = VALIDATION
    sheet = TaskSheet(
        name=config.task,
        inputs=table.inputs,
        labels=table.labels,
        split=split,
        class_names=table.class_names,
        layer_widths=config.layers,
        image_shape=table.image_shape,
        feature_names=table.feature_names,
    )
    x = standardised(table.inputs, train, one_scale=table.image_shape is not None)
    return Task(sheet=sheet, x=x, y=table.labels, train=train, validation=validation)


def default_layers(task: str) -> tuple[int, ...]:
    """Hidden widths that learn `task` well within 1,500 steps of the default settings."""
    return (32, 32, 16) if task in _CLOUDS else (48, 48, 32)


def stratified_split(labels: I64, seed: int) -> tuple[I64, I64]:
    """(training rows, validation rows), each ascending: a quarter of every class, rounded, is for validation.

    A class of three samples or more has two to learn from and one to validate with at least.
    """
    random = stream(seed, "split")
    chosen = []
    for label in range(int(labels.max()) + 1):
        rows = np.flatnonzero(labels == label)
        count = max(1, round(VALIDATION_SHARE * len(rows)))
        chosen.append(random.permutation(rows)[:count])
    validation = np.sort(np.concatenate(chosen)).astype(np.int64)
    train = np.setdiff1d(np.arange(len(labels), dtype=np.int64), validation)
    return train, validation


def chosen_few(labels: I64, train: I64, count: int, seed: int) -> I64:
    """About `count` of the rows `train`, ascending: of each class in proportion, and at least one; all if need be.

    The first few of a fixed order, so that a larger `count` only adds to them.
    """
    random = stream(seed, "samples")
    chosen = []
    for label in range(int(labels.max()) + 1):
        rows = random.permutation(train[labels[train] == label])
        chosen.append(rows[: max(1, round(count * len(rows) / len(train)))])
    return np.sort(np.concatenate(chosen)).astype(np.int64)


def mislabelled(labels: I64, train: I64, share: float, seed: int) -> I64:
    """`labels` of which a `share` of those of `train`, rounded, is that of another class, each as likely."""
    random = stream(seed, "label noise")
    classes = int(labels.max()) + 1
    told = labels.copy()
    if classes > 1:
        rows = random.permutation(train)[: round(share * len(train))]
        told[rows] = (labels[rows] + random.integers(1, classes, len(rows))) % classes
    return told


def standardised(inputs: F32, train: I64, *, one_scale: bool) -> F32:
    """(N, D) inputs with training mean 0 in every feature and training variance 1.

    With `one_scale` all features share one scale and their *mean* variance is 1: pixels have a common unit, and a
    pixel at the rim that is almost never inked should not be blown up to the loudness of the others. Otherwise each
    feature has its own scale, since the columns of a table may have any units. A feature that is constant in the
    training part becomes 0 everywhere: nothing can be learned from it.
    """
    values = inputs.astype(np.float64)
    known = values[train]
    centre = known.mean(axis=0)
    spread: F64 = known.std(axis=0)
    # rounding leaves a constant column a spread of about its size times 2**-52, which must not be divided by
    constant = spread <= 1e-12 * np.abs(known).max(axis=0)
    if one_scale and not constant.all():
        spread = np.full_like(spread, np.sqrt(np.mean(spread**2)))
    scaled = np.where(constant, 0.0, (values - centre) / np.where(constant, 1.0, spread))
    # no training value can lie beyond sqrt(n) spreads, far below this; a wild validation value must still fit float32
    return np.clip(scaled, -1e6, 1e6).astype(np.float32)


def _table(name: str, seed: int) -> Table:
    if name == "digits":
        return _digits()
    if name in _CLOUDS:
        points, labels, class_names = _CLOUDS[name](stream(seed, f"task.{name}"))
        return Table(points.astype(np.float32), labels, class_names, feature_names=("x", "y"))
    if Path(name).suffix.lower() in (".csv", ".npz"):
        return read_table(Path(name))
    raise UserError(f"unknown task {name!r}; known are {', '.join(TASK_NAMES)}, or the path of a .csv or .npz table")


def _digits() -> Table:
    """Source: Alpaydin and Kaynak, Optical Recognition of Handwritten Digits, UCI, 1998 (CC BY 4.0)."""
    with np.load(assets() / "data" / "digits.npz", allow_pickle=False) as archive:
        pixels, labels = archive["pixels"], archive["labels"]
    return Table(
        inputs=pixels.reshape(len(pixels), -1).astype(np.float32),
        labels=labels.astype(np.int64),
        class_names=tuple(str(digit) for digit in range(10)),
        image_shape=(8, 8),
    )


Cloud = tuple[F64, I64, tuple[str, ...]]
"""Points (N, 2), labels (N,), class names."""


def _balanced_labels(classes: int) -> I64:
    return np.arange(CLOUD_SAMPLES, dtype=np.int64) % classes


def _moons(random: np.random.Generator) -> Cloud:
    """Two interlocking half circles; noise 0.2 lets their horns touch."""
    labels = _balanced_labels(2)
    angle = random.uniform(0.0, np.pi, CLOUD_SAMPLES)
    upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    lower = np.stack([1.0 - np.cos(angle), 0.5 - np.sin(angle)], axis=1)
    points = np.where(labels[:, None] == 0, upper, lower) + random.normal(0.0, 0.2, (CLOUD_SAMPLES, 2))
    return points, labels, ("upper moon", "lower moon")


def _circles(random: np.random.Generator) -> Cloud:
    """A ring of radius 1 and one of radius 0.5 inside it, each blurred by 0.12."""
    labels = _balanced_labels(2)
    angle = random.uniform(0.0, 2.0 * np.pi, CLOUD_SAMPLES)
    radius = np.where(labels == 0, 1.0, 0.5)
    points = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return points + random.normal(0.0, 0.12, points.shape), labels, ("outer ring", "inner ring")


def _spirals(random: np.random.Generator) -> Cloud:
    """Three arms of one and a half turns, evenly filled along the radius, blurred by 0.035."""
    labels = _balanced_labels(3)
    radius = random.uniform(0.15, 1.0, CLOUD_SAMPLES)
    angle = 2.0 * np.pi * (1.5 * radius + labels / 3.0)
    points = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return points + random.normal(0.0, 0.035, points.shape), labels, ("arm 1", "arm 2", "arm 3")


def _blobs(random: np.random.Generator) -> Cloud:
    """Five round clouds on a jittered pentagon, each with a width of its own; neighbours overlap a little."""
    labels = _balanced_labels(5)
    angle = 2.0 * np.pi * (np.arange(5) + random.uniform(-0.2, 0.2, 5)) / 5.0 + random.uniform(0.0, 2.0 * np.pi)
    reach = random.uniform(0.8, 1.2, 5)
    centres = np.stack([reach * np.cos(angle), reach * np.sin(angle)], axis=1)
    width = random.uniform(0.18, 0.32, 5)
    points = centres[labels] + width[labels, None] * random.normal(size=(CLOUD_SAMPLES, 2))
    return points, labels, tuple(f"cloud {index + 1}" for index in range(5))


_CLOUDS: dict[str, Callable[[np.random.Generator], Cloud]] = {
    "moons": _moons,
    "circles": _circles,
    "spirals": _spirals,
    "blobs": _blobs,
}
