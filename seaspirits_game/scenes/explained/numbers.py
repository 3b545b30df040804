"""The formulas of the instruments with the numbers of the moment in them; every one can be checked against its dial.

Formulas are in the notation of `render.ui.formula`. The leading variances are those of the eight coordinates that
travel with a snapshot: exact, since these span the same eight directions as the layer's leading axes.
"""

import math
from dataclasses import dataclass

import numpy as np

from seaspirits_game.core.arrays import F64
from seaspirits_game.core.snapshot import VALIDATION, Snapshot, TaskSheet
from seaspirits_game.geometry.calibration import wilson_interval
from seaspirits_game.scenes.codex.live import live
from seaspirits_game.texts.numbers import DASH, MINUS, decimal, percent, resolved, significant, whole


@dataclass(frozen=True, slots=True)
class Moment:
    """What a formula is filled in with."""

    snapshot: Snapshot
    sheet: TaskSheet
    layer: int
    """The shoal that is looked at, from 0."""
    before: int | None = None
    """The step of the recorded snapshot before this one."""

    def reading(self, name: str) -> float:
        """The newest value of a measure, as `live` names it; NaN when there is none."""
        return live(self.snapshot, name, self.layer).value

    @property
    def samples(self) -> int:
        """N, training and validation together."""
        return len(self.sheet.labels)

    @property
    def width(self) -> int:
        """W, units of the layer."""
        return self.sheet.layer_widths[self.layer]


def leading_variances(snapshot: Snapshot, layer: int) -> F64:
    """(8,) the leading variances of a layer's cloud, falling, activation units squared; 0 beyond its width."""
    coords = snapshot.coords[layer].astype(np.float64)
    centred = coords - coords.mean(axis=0)
    found = np.linalg.eigvalsh(centred.T @ centred / len(centred))[::-1]
    return np.asarray(np.maximum(found, 0.0))


def leading_shares(snapshot: Snapshot, layer: int) -> F64:
    """(8,) the same as shares of the layer's total variance: the first eight p_i, falling."""
    variances = leading_variances(snapshot, layer)
    seen = float(snapshot.variance_share[layer].astype(np.float64).sum())
    total = float(variances.sum())
    return variances * (seen / total) if total > 0.0 else np.zeros_like(variances)


def losses(snapshot: Snapshot, sheet: TaskSheet) -> F64:
    """(n,) −ln of the probability of the true class, of every validation sample, nats."""
    seen = sheet.split == VALIDATION
    right = snapshot.probs[seen, sheet.labels[seen]].astype(np.float64)
    return np.asarray(-np.log(np.maximum(right, 1e-300)))


def volume(moment: Moment) -> str:
    first = [significant(value) for value in leading_variances(moment.snapshot, moment.layer)[:3]]
    value = moment.reading("shoal.log_volume")
    return f"ln V = ½ ln({' · '.join(first)}) = {_signed(value, 2)}"


def entropy(moment: Moment) -> str:
    terms = [decimal(float(p), 3) for p in leading_shares(moment.snapshot, moment.layer)[:3]]
    told = " + ".join(f"{p} ln {p}" for p in terms)
    value = moment.reading("shoal.entropy")
    return f'S = −({told} + …) = {_signed(value, 2)} ≤ ln {moment.width} = {decimal(math.log(moment.width), 2)} "nats"'


def coherence(moment: Moment) -> str:
    value = moment.reading("shoal.coherence")
    if moment.before is None or not math.isfinite(value):
        return f'"CKA" = {DASH}'
    steps = f'"steps {moment.before} and {moment.snapshot.step}"'
    return f'"CKA" ( {steps} ) = {resolved(value, 1e-4)}'


def curvature(moment: Moment) -> str:
    value, edge = moment.reading("sharpness"), moment.reading("edge_of_stability")
    if not math.isfinite(value):
        return f"λ_{{max}} = {DASH}"
    if not math.isfinite(edge):
        return f"λ_{{max}} = {_told(value)}"
    sign = "<" if value < edge else "≥"
    rate = moment.snapshot.learning_rate
    momentum = decimal(edge * rate / 2.0 - 1.0, 2)
    return f"λ_{{max}} = {_told(value)} {sign} \\frac{{2(1 + {momentum})}}{{{significant(rate)}}} = {significant(edge)}"


def accuracy(moment: Moment) -> str:
    trials = int((moment.sheet.split == VALIDATION).sum())
    right = round(moment.snapshot.val_accuracy * trials)
    if trials == 0:
        return f"A = {DASH}"
    low, high = wilson_interval(right, trials)
    return (
        f'A = \\frac{{{right}}}{{{trials}}} = "{percent(right / trials)}" , '
        f'"95 % interval: {decimal(100 * low, 1)} to {percent(high)}"'
    )


def loss(moment: Moment) -> str:
    found = losses(moment.snapshot, moment.sheet)
    value = moment.snapshot.val_loss
    if len(found) == 0 or not math.isfinite(value):
        return f"L = {DASH}"
    classes = moment.snapshot.probs.shape[1]
    return (
        f"L = \\frac{{{decimal(float(found.sum()), 1)}}}{{{len(found)}}} = {decimal(value, 3)} , "
        f"e^{{−L}} = {decimal(math.exp(-value), 3)} , ln {classes} = {decimal(math.log(classes), 2)}"
    )


def variance_shown(moment: Moment) -> str:
    shares = [decimal(float(share), 3) for share in moment.snapshot.variance_share[moment.layer][:3]]
    return f'{" + ".join(shares)} = "{percent(moment.reading("shoal.variance_shown"))}"'


def of_layer(moment: Moment) -> str:
    """N and W of the layer's cloud, in words."""
    return f"N = {whole(moment.samples)}, W = {whole(moment.width)}"


def of_validation(moment: Moment) -> str:
    """How many samples were never learned from, in words."""
    return f"N = {whole(int((moment.sheet.split == VALIDATION).sum()))}"


def of_hessian(moment: Moment) -> str:
    """How many training samples curvature looks at, and when it last did."""
    trained = int((moment.sheet.split != VALIDATION).sum())
    step = live(moment.snapshot, "sharpness", moment.layer).step
    when = DASH if step is None else whole(step)
    return f"N = {whole(min(trained, 512))}, read at step {when}"


def _told(value: float) -> str:
    return significant(value)


def _signed(value: float, places: int) -> str:
    if math.isinf(value):
        return f"{MINUS}∞" if value < 0 else "∞"
    return decimal(value, places)
