"""Arguments of the measures, converted to float64 and refused by name when they cannot be measured."""

import numpy as np

from seaspirits_game.core.arrays import F64, I64, AnyArray
from seaspirits_game.geometry.errors import NonFiniteError, ShapeError


def table(values: AnyArray, name: str = "activations") -> F64:
    """`values` as a float64 (rows, columns) array with at least one of each; not always a copy.

    Raises:
        NonFiniteError, ShapeError.
    """
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 2 or 0 in array.shape:
        raise ShapeError(f"{name} of shape {array.shape} are not (rows, columns) with at least one of each")
    return _finite(array, name)


def vector(values: AnyArray, name: str) -> F64:
    """`values` as a float64 vector with at least one entry.

    Raises:
        NonFiniteError, ShapeError.
    """
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 1 or not len(array):
        raise ShapeError(f"{name} of shape {array.shape} are not a vector with at least one entry")
    return _finite(array, name)


def spectrum(variances: AnyArray) -> F64:
    """Variances, falling, none negative.

    Raises:
        NonFiniteError, ShapeError, ValueError: an entry is negative or they do not fall.
    """
    values = vector(variances, "variances")
    if (values < 0.0).any() or (np.diff(values) > 0.0).any():
        raise ValueError(f"variances {values} do not fall to zero or above")
    return values


def probabilities(values: AnyArray) -> F64:
    """(N, C) rows that are not negative and sum to 1 within 1e-4 (single precision), made to sum to 1 exactly.

    Raises:
        NonFiniteError, ShapeError, ValueError: a row is no distribution; quotes its sum.
    """
    rows = table(values, "probabilities")
    sums = rows @ np.ones(rows.shape[1])
    if rows.min() < 0.0 or np.abs(sums - 1.0).max() > 1e-4:
        raise ValueError(f"a row of probabilities is negative or sums to {sums[np.abs(sums - 1.0).argmax()]}, not to 1")
    scaled: F64 = rows / sums[:, None]
    return scaled


def labels_of(values: AnyArray, rows: int) -> I64:
    """Labels, whole numbers, one for each of `rows`.

    Raises:
        ShapeError, ValueError: a label is negative.
    """
    labels = np.asarray(values)
    if labels.shape != (rows,) or labels.dtype.kind not in "iu":
        raise ShapeError(f"labels of shape {labels.shape} and kind {labels.dtype} are not {rows} whole numbers")
    if labels.min() < 0:
        raise ValueError(f"label {labels.min()} is negative")
    return labels.astype(np.int64)


def positive(value: float, name: str) -> float:
    """`value`.

    Raises:
        ValueError: it is not a finite number above zero.
    """
    if not (np.isfinite(value) and value > 0.0):
        raise ValueError(f"{name} {value!r} is not a number above 0")
    return float(value)


def _finite(array: F64, name: str) -> F64:
    if not np.isfinite(array).all():
        raise NonFiniteError(f"{name} hold NaN or infinity")
    return array
