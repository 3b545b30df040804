"""The cheap measures, by the names of their columns, and all of them at once for every snapshot.

One spectrum a layer serves all spectral measures, one Gram matrix a class all coding rates; `layer_readings` and the
documented function of each measure give the same numbers (a test holds them to 1e-9).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from seaspirits_game.core.arrays import F64, I64, AnyArray
from seaspirits_game.geometry import coding, coherence, entropy, rank, units, volume
from seaspirits_game.geometry.errors import ShapeError, UndefinedError
from seaspirits_game.geometry.principal import Principal, principal


@dataclass(frozen=True, slots=True)
class Measure:
    """One column of metrics.csv, as a person reads it."""

    column: str
    """Name after the dot of `layer1.entropy`."""
    title: str
    unit: str
    """`nats`, `share`, `directions`, `log units³`, or empty for a pure number."""
    description: str
    """One sentence for everyone; formula, source and caveats are in docs/measures.md under `column`."""
    low: float
    """Smallest possible value."""
    high: float
    """Largest possible value; inf when there is none or when it depends on the layer's width."""


LAYER_MEASURES: tuple[Measure, ...] = (
    Measure(
        "log_volume",
        "Visible volume",
        "log units³",
        "Log-size of the ellipsoid that the three leading axes of the cloud span: what you see grow.",
        -math.inf,
        math.inf,
    ),
    Measure(
        "coding_rate",
        "Room filled",
        "nats",
        "Room that the spirits fill in all directions, counted above a grain, whatever their distance from the origin.",
        0.0,
        math.inf,
    ),
    Measure(
        "coding_rate_raw",
        "Room filled, with size",
        "nats",
        "The same without bringing the spirits to length one: also grows when everything merely gets larger.",
        0.0,
        math.inf,
    ),
    Measure(
        "rate_reduction",
        "Room between clans",
        "nats",
        "Room of the whole sea beyond the room within its clans: clans tight and sea wide.",
        0.0,
        math.inf,
    ),
    Measure("entropy", "Entropy", "nats", "How evenly the cloud spreads over its directions.", 0.0, math.inf),
    Measure(
        "effective_rank",
        "Directions used",
        "directions",
        "The number of equally used directions with the same entropy.",
        1.0,
        math.inf,
    ),
    Measure(
        "singular_rank",
        "Directions used (Roy and Vetterli)",
        "directions",
        "The same count over spreads instead of variances: faint directions weigh more.",
        1.0,
        math.inf,
    ),
    Measure(
        "participation_ratio",
        "Strong directions",
        "directions",
        "Directions that carry the variance, hardly moved by faint ones.",
        1.0,
        math.inf,
    ),
    Measure("purity", "Purity", "", "1 when the cloud is a line, 1/width when it is round.", 0.0, 1.0),
    Measure(
        "spectrum_exponent",
        "Fading",
        "",
        "How fast the variances fade from direction to direction, as a power of their rank.",
        0.0,
        math.inf,
    ),
    Measure(
        "coherence",
        "Coherence",
        "share",
        "How much of the last snapshot's arrangement of spirits survives in this one.",
        0.0,
        1.0,
    ),
    Measure(
        "coherence_start",
        "Memory of the start",
        "share",
        "How much of the arrangement before the first step survives.",
        0.0,
        1.0,
    ),
    Measure(
        "fidelity",
        "Fidelity",
        "share",
        "How alike the directions and their weights are in this and the last snapshot.",
        0.0,
        1.0,
    ),
    Measure(
        "saturated",
        "Saturated",
        "share",
        "Share of answers on the flat part of the nonlinearity, where hardly anything is learned.",
        0.0,
        1.0,
    ),
    Measure("dead", "Dead units", "share", "Share of units that are flat for every single spirit.", 0.0, 1.0),
)
MEASURES_BY_COLUMN: Mapping[str, Measure] = {measure.column: measure for measure in LAYER_MEASURES}

GLANCE = 64
"""Samples at which a unit is looked at before all of them are."""
NEED_VARIANCE = frozenset({"entropy", "effective_rank", "singular_rank", "participation_ratio", "purity"})
NEED_PREVIOUS = frozenset({"coherence", "fidelity"})


@dataclass(frozen=True, slots=True)
class Memory:
    """What the next snapshot's readings need of earlier ones; a value, safe to keep or to throw away."""

    previous: tuple[Principal, ...] | None
    """Axes of each layer at the last snapshot; None before there was one."""
    first: tuple[Principal, ...]
    """Axes of each layer at the start."""


def snapshot_readings(
    activations: Sequence[AnyArray],
    labels: I64,
    memory: Memory | None = None,
    *,
    nonlinearity: str = "tanh",
    axes: Sequence[Principal] | None = None,
    classes: coding.ClassOrder | None = None,
) -> tuple[dict[str, float], Memory]:
    """The cheap measures of every layer by metrics.csv column, and the memory to hand in with the next snapshot.

    Args:
        activations: L arrays (N, W) of the same N samples in the same order.
        labels: (N,) whole numbers from 0.
        memory: of the last snapshot; None for the first, which is then the start. A memory of another number of
            samples or layers counts as none; a layer whose width has changed keeps its coherence but has no fidelity.
        nonlinearity: `tanh` or `relu`, for `saturated` and `dead`.
        axes: `principal` of each layer, where the caller has them already.
        classes: likewise the order of `labels`.

    A measure without a value is NaN and `why_undefined` says why; `log_volume` of a flat cloud is −inf, its true value.

    Raises:
        NonFiniteError: an activation is NaN or infinite.
        ShapeError: not as many labels as rows.
    """
    found = tuple(axes) if axes is not None else tuple(principal(Z) for Z in activations)
    known = memory if memory is not None and _comparable(memory.first, found) else None
    earlier = known.previous if known else None
    classes = classes or coding.ClassOrder.of(np.asarray(labels))
    first = known.first if known else found
    readings: dict[str, float] = {}
    for index, (Z, here) in enumerate(zip(activations, found, strict=True)):
        previous = earlier[index] if earlier else None
        values = layer_readings(Z, here, classes, previous, first[index], nonlinearity)
        readings.update({f"layer{index + 1}.{column}": value for column, value in values.items()})
    return readings, Memory(previous=found, first=first)


def layer_readings(
    activations: AnyArray,
    axes: Principal,
    classes: coding.ClassOrder,
    previous: Principal | None,
    first: Principal | None,
    nonlinearity: str = "tanh",
) -> dict[str, float]:
    """The cheap measures of one layer in the order of `LAYER_MEASURES`, from one spectrum.

    Args:
        activations: (N, W) finite.
        axes: `principal(activations)`.
        classes: order of the N samples by label.
        previous, first: axes of the same layer at the last and at the first snapshot; None where there is none.

    Raises:
        ShapeError: `classes` is of another number of samples.
    """
    if len(classes.order) != len(activations):
        raise ShapeError(f"{len(classes.order)} labels for {len(activations)} samples")
    rate, reduction = coding.rate_and_reduction(activations, classes)
    kept, memory = _coherences(axes, previous, first)
    values = {
        "log_volume": _half_log(axes.variances[: volume.VISIBLE]),
        "coding_rate": rate,
        "coding_rate_raw": _raw_rate(axes),
        "rate_reduction": reduction,
        **_spectral(axes.variances),
        "coherence": kept,
        "coherence_start": memory,
        "fidelity": _fidelity(axes, previous),
    }
    flat = units.flat(activations, nonlinearity)
    width = flat.shape[1]
    values["saturated"] = int(np.count_nonzero(flat)) / flat.size
    # what is dead is flat for the first few samples as well: ordinarily nobody is left to look at more closely
    suspects = flat[:, flat[:GLANCE].all(axis=0)]
    values["dead"] = int(np.count_nonzero(suspects.all(axis=0))) / width if suspects.size else 0.0
    return values


def why_undefined(column: str, readings: Mapping[str, float]) -> str:
    """One sentence on why `readings[column]`, e.g. `layer1.entropy`, is not a finite number; empty when it is one.

    Raises:
        KeyError: there is no such column.
    """
    value = readings[column]
    if math.isfinite(value):
        return ""
    layer, _, name = column.rpartition(".")
    if name == "log_volume":
        return "the cloud is flat: it has fewer than three directions, hence no volume"
    point = math.isnan(readings.get(f"{layer}.purity", 0.0))
    if name in NEED_VARIANCE or (point and name in MEASURES_BY_COLUMN):
        return "the layer has collapsed to a point: without variance there is no spectrum"
    if name == "spectrum_exponent":
        return "fewer than three variances lie in the range of the fit"
    if name in NEED_PREVIOUS:
        return "there is no earlier snapshot to compare with, or the layer was then a point or of another width"
    if name == "coherence_start":
        return "the layer was a point at the start"
    return "not a finite number"


def _comparable(before: Sequence[Principal], now: Sequence[Principal]) -> bool:
    return [len(axes.activations) for axes in before] == [len(axes.activations) for axes in now]


def _half_log(leading: F64) -> float:
    whole = len(leading) == volume.VISIBLE and leading[-1] > 0.0
    return 0.5 * float(np.log(leading).sum()) if whole else -math.inf


def _raw_rate(axes: Principal, precision: float = coding.PRECISION) -> float:
    """`coding.coding_rate_raw` from the centred spectrum: the mean m adds log(1 + a mᵀ(I + aC)⁻¹m) to log det(I + aC).

    Source: matrix determinant lemma.
    """
    alpha = len(axes.mean) / precision
    stretched = 1.0 + alpha * axes.variances
    along = axes.mean @ axes.basis
    shift = alpha * float(along @ (along / stretched))
    return 0.5 * (float(np.log(stretched).sum()) + math.log1p(shift))


def _spectral(variances: F64) -> dict[str, float]:
    total = float(variances.sum())
    if total <= 0.0:
        return dict.fromkeys(
            ("entropy", "effective_rank", "singular_rank", "participation_ratio", "purity", "spectrum_exponent"),
            math.nan,
        )
    shares = variances / total
    spread = entropy.entropy_of(shares)
    roots = np.sqrt(variances)
    purity = float(shares @ shares)
    try:
        exponent = rank.fading(variances)
    except UndefinedError:
        exponent = math.nan
    return {
        "entropy": spread,
        "effective_rank": math.exp(spread),
        "singular_rank": math.exp(entropy.entropy_of(roots / roots.sum())),
        "participation_ratio": 1.0 / purity,
        "purity": purity,
        "spectrum_exponent": exponent,
    }


def _coherences(axes: Principal, previous: Principal | None, first: Principal | None) -> tuple[float, float]:
    """Coherence with `previous` and with `first`; NaN where there is none."""
    others = [other for other in (previous, first) if other is not None and other is not axes]
    if all(_alike(axes, other) for other in others):
        found = iter(coherence.cka_of_singles(axes, *others) if others else ())
    else:
        found = iter([_coherence(axes, other) for other in others])
    alone = 1.0 if axes.total_variance > 0.0 else math.nan
    return (math.nan if previous is None else next(found)), (
        alone if first is axes else math.nan if first is None else next(found)
    )


def _alike(axes: Principal, other: Principal) -> bool:
    return axes.single is not None and other.single is not None and axes.single.shape == other.single.shape


def _coherence(axes: Principal, other: Principal) -> float:
    try:
        return (
            coherence.cka_of_singles(axes, other)[0] if _alike(axes, other) else coherence.cka_of_principal(axes, other)
        )
    except UndefinedError:
        return math.nan


def _fidelity(axes: Principal, other: Principal | None) -> float:
    if other is None or len(other.mean) != len(axes.mean):
        return math.nan
    try:
        return coherence.fidelity_of_principal(axes, other)
    except UndefinedError:
        return math.nan
