"""Where the lines of an axis stand and what is written at them; pure."""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from seaspirits_game.core.arrays import F64
from seaspirits_game.texts.numbers import MINUS, whole

Kind = Literal["linear", "log", "log1p"]
"""`log1p` is logarithmic with room for 0, for steps."""
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_PLAIN = (1e-3, 1e5)
"""Numbers beyond are written as powers of ten."""


def ticks(low: float, high: float, count: int) -> list[float]:
    """About `count` round numbers (1, 2 or 5 times a power of ten apart) from `low` to `high`, both included.

    Empty when a bound is not finite; one number when the bounds are equal.
    Source: Heckbert, Nice numbers for graph labels, Graphics Gems (1990).

    >>> ticks(0.0, 1.0, 5)
    [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    """
    if not (math.isfinite(low) and math.isfinite(high)):
        return []
    low, high = min(low, high), max(low, high)
    if not high - low > 1e-12 * max(abs(low), abs(high)):
        return [low]
    raw = (high - low) / max(count, 1)
    power = math.floor(math.log10(raw))
    factor = min((1, 2, 5, 10), key=lambda nice: abs(math.log(nice / (raw / 10.0**power))))
    if factor == 10:
        factor, power = 1, power + 1
    # whole multiples, divided rather than multiplied: 3/10 is 0.3, 3·0.1 is not
    unit = factor * 10.0**power
    first, last = math.ceil(low / unit - 1e-10), math.floor(high / unit + 1e-10)
    return [
        number * factor * 10.0**power if power >= 0 else number * factor / 10.0**-power
        for number in range(first, last + 1)
    ]


def log_ticks(low: float, high: float, count: int) -> list[float]:
    """About `count` numbers for a logarithmic axis: powers of ten, or 1, 2, 5 of each where there are few.

    Round numbers as on a linear axis when less than one power of ten lies between the bounds.

    Raises:
        ValueError: a bound is not above 0.

    >>> log_ticks(0.001, 1.0, 4)
    [0.001, 0.01, 0.1, 1.0]
    """
    if not 0.0 < low <= high < math.inf:
        raise ValueError(f"a logarithmic axis from {low!r} to {high!r}: both must be above 0, the second not smaller")
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    decades = last - first + 1
    if math.log10(high / low) < 1.0:
        return [tick for tick in ticks(low, high, count) if tick > 0.0]
    if decades >= max(count, 2) or 3 * decades > 1.5 * max(count, 2):
        every = max(math.ceil(decades / max(count, 1)), 1)
        return [10.0**power for power in range(first, last + 1) if (power - first) % every == 0]
    within = [factor * 10.0**power for power in range(first - 1, last + 1) for factor in (1, 2, 5)]
    return [tick for tick in within if low * (1 - 1e-9) <= tick <= high * (1 + 1e-9)]


def tick_texts(values: list[float]) -> list[str]:
    """What is written at ticks: as many places as their distances need, powers of ten for very large or small ones.

    >>> tick_texts([0.0, 0.25, 0.5]), tick_texts([1e-5, 1e-4])
    (['0.00', '0.25', '0.50'], ['10⁻⁵', '10⁻⁴'])
    """
    sizes = [abs(value) for value in values if value != 0.0]
    if not sizes:
        return ["0"] * len(values)
    if max(sizes) >= _PLAIN[1] or max(sizes) < _PLAIN[0] or (min(sizes) < _PLAIN[0] and max(sizes) / min(sizes) > 99.0):
        return [_power(value) for value in values]
    gaps = [abs(second - first) for first, second in pairwise(values)]
    if max(sizes) / min(sizes) > 99.0:  # a logarithmic axis: each number with its own places
        return [_plain(value, _places(value)) for value in values]
    places = max(_places(value) for value in [*values, *gaps])
    return [_plain(value, places) for value in values]


def _places(value: float) -> int:
    """Decimal places that `value` needs, to twelve significant digits."""
    text = f"{value:.12g}"
    if "e" in text:
        return max(-math.floor(math.log10(abs(value))), 0) if value else 0
    return len(text.partition(".")[2])


def _plain(value: float, places: int) -> str:
    if places == 0:
        return whole(round(value))
    return f"{value:.{places}f}".replace("-", MINUS)


def _power(value: float) -> str:
    if value == 0.0:
        return "0"
    mantissa, _, exponent = f"{value:.2e}".partition("e")
    mantissa = mantissa.rstrip("0").rstrip(".").replace("-", MINUS)
    raised = "10" + str(int(exponent)).translate(_SUPERSCRIPTS)
    return {"1": raised, MINUS + "1": MINUS + raised}.get(mantissa, f"{mantissa}·{raised}")


@dataclass(frozen=True, slots=True)
class Axis:
    """A named axis from `low` to `high`.

    Raises:
        ValueError: on construction, for bounds that are not finite or not in order, or that its kind cannot have.
    """

    name: str
    low: float
    high: float
    kind: Kind = "linear"
    counts: bool = False
    """Whether it counts something, as steps: all its values are whole numbers."""

    def __post_init__(self) -> None:
        if not (math.isfinite(self.low) and math.isfinite(self.high) and self.low < self.high):
            raise ValueError(f"an axis from {self.low!r} to {self.high!r}: two finite numbers in order are needed")
        least = {"linear": -math.inf, "log": 0.0, "log1p": -1.0}[self.kind]
        if not self.low > least:
            raise ValueError(f"a {self.kind} axis from {self.low!r}: it must begin above {least}")

    def shares(self, values: F64) -> F64:
        """Where values lie, 0 at `low` to 1 at `high`; NaN for what the axis does not have.

        >>> Axis("loss", 0.01, 1.0, "log").shares(np.array([0.1, 0.0])).tolist()
        [0.5, nan]
        """
        low, high = self._bent(np.array([self.low, self.high])).tolist()
        return np.asarray((self._bent(values) - low) / (high - low), dtype=np.float64)

    def share(self, value: float) -> float:
        """`shares` of a single value, without arrays.

        >>> Axis("steps", 0.0, 1000.0, "log1p").share(1000.0)
        1.0
        """
        low, high, bent = (self._bent_one(each) for each in (self.low, self.high, value))
        return (bent - low) / (high - low)

    def value(self, share: float) -> float:
        """The value at a share of the axis.

        >>> round(Axis("loss", 0.01, 1.0, "log").value(0.5), 12)
        0.1
        """
        low, high = self._bent(np.array([self.low, self.high])).tolist()
        bent = float(low + (high - low) * share)
        if self.kind == "log":
            return math.exp(bent)
        return math.expm1(bent) if self.kind == "log1p" else bent

    def ticks(self, count: int) -> list[float]:
        """About `count` ticks."""
        if self.kind == "linear":
            return ticks(self.low, self.high, count)
        if self.kind == "log":
            return log_ticks(self.low, self.high, count)
        if self.high <= 10.0:
            return ticks(self.low, self.high, count)
        above = max(self.low, 1.0)
        return [*([0.0] if self.low <= 0.0 else []), *log_ticks(above, self.high, count)]

    def _bent_one(self, value: float) -> float:
        if self.kind == "linear" or not math.isfinite(value):
            return value if self.kind == "linear" else math.nan
        if self.kind == "log":
            return math.log(value) if value > 0.0 else math.nan
        return math.log1p(value) if value > -1.0 else math.nan

    def _bent(self, values: F64) -> F64:
        if self.kind == "linear":
            return values
        with np.errstate(divide="ignore", invalid="ignore"):
            bent = np.log(values) if self.kind == "log" else np.log1p(values)
        return np.where(np.isfinite(bent), bent, np.nan)
