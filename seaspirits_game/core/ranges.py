"""The limits of what can be set, the same for settings, levers and commands, and how a value is held against them.

They are generous: beyond them no task of ours learns anything, floats overflow, or a picture has no room.
"""

import math

from seaspirits_game.core.errors import UserError

NONLINEARITIES = ("tanh", "relu")
LEARNING_RATE_RANGE = (1e-5, 10.0)
BATCH_RANGE = (1, 20_000)
GRADIENT_NOISE_RANGE = (0.0, 100.0)
"""In units of the gradient's root-mean-square."""
WEIGHT_DECAY_RANGE = (0.0, 10.0)
DROPOUT_RANGE = (0.0, 0.95)
CLIPPING_RANGE = (0.0, 1e3)
"""Largest norm of a gradient; 0 lets every one pass."""
SHIFT_RANGE = (0.0, math.pi)
"""Radians by which inputs are turned."""
WIDTH_RANGE = (1, 512)
DEPTH_RANGE = (1, 8)
SEED_RANGE = (0, 2**32 - 1)
SAMPLES_RANGE = (0, 2**31 - 1)
LABEL_NOISE_RANGE = (0.0, 0.9)
"""Share of wrong labels; of ten classes, above 0.9 the truth would be told less often than each lie."""
STEP_RANGE = (0, 2**31 - 1)
BRANCH_RANGE = (0, 2**31 - 1)


def whole(name: str, value: object, low: int, high: int) -> int:
    """`value`, when it is a whole number from `low` to `high`.

    Raises:
        UserError: it is not.
    """
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise UserError(f"{name}: {value!r} is not a whole number from {low} to {high}")
    return value


def real(name: str, value: object, low: float, high: float) -> float:
    """`value` as a float, when it is a number from `low` to `high`.

    Raises:
        UserError: it is not.
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise UserError(f"{name}: {value!r} is not a number from {low:g} to {high:g}")
    return float(value)


def one_of(name: str, value: object, known: tuple[str, ...]) -> str:
    """`value`, when it is one of `known`.

    Raises:
        UserError: it is not.
    """
    if not isinstance(value, str) or value not in known:
        raise UserError(f"{name}: {value!r} is not one of {', '.join(known)}")
    return value


def flag(name: str, value: object) -> bool:
    """`value`, when it is true or false.

    Raises:
        UserError: it is not.
    """
    if not isinstance(value, bool):
        raise UserError(f"{name}: {value!r} is not true or false")
    return value


def widths(name: str, value: object) -> tuple[int, ...]:
    """`value` as the units of each hidden layer, when it is a list of so many whole numbers.

    Raises:
        UserError: it is not.
    """
    if not isinstance(value, list | tuple):
        raise UserError(f"{name}: {value!r} is not a list of whole numbers")
    if not DEPTH_RANGE[0] <= len(value) <= DEPTH_RANGE[1]:
        raise UserError(f"{name}: {len(value)} hidden layers given, 1 to {DEPTH_RANGE[1]} are possible")
    return tuple(whole(f"{name}: width", width, *WIDTH_RANGE) for width in value)
