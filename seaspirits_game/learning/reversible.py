"""Heavy-ball descent in whole numbers, so that every step can be taken back to the last bit.

What makes ordinary momentum irreversible is friction: v ← βv loses log₂(1/β) bits of every velocity at every step.
Here β is a fraction n/d, positions and velocities are whole multiples of `GRAIN`, and the remainder that the division
by d would lose is kept as digits of one long number per parameter, base d coming in, base n going out, which grows by
exactly the bits that friction erases (0.152 a step for β = 0.9). A full number is put on a pile.

Source: Maclaurin, Duvenaud and Adams 2015, algorithm 3.
"""

import math
from fractions import Fraction

import numpy as np

from seaspirits_game.core.arrays import F32, I64, AnyArray
from seaspirits_game.core.errors import UserError

GRAIN = 2.0**-44
LARGEST = 2.0**17
"""Positions, velocities and gradients beyond this, in parameter units, leave too little room in 64 bits."""
LARGEST_DENOMINATOR = 1000
MOST_PILED = 2**26
"""Bytes of history, 370,000 steps of the default network; beyond, the oldest part is dropped, and with it the way back
to the first step."""


def as_fraction(momentum: float) -> Fraction:
    """`momentum` as the fraction that a person meant, 0.9 as 9/10.

    Raises:
        UserError: it is 0, which leaves nothing to walk back by, or no fraction with a small denominator.
    """
    fraction = Fraction(momentum).limit_denominator(LARGEST_DENOMINATOR)
    if fraction <= 0:
        raise UserError(f"reversible: momentum {momentum!r} keeps no velocity to walk back by; it must be above 0")
    if abs(float(fraction) - momentum) > 1e-12:
        raise UserError(
            f"reversible: momentum {momentum!r} is not a fraction with a denominator up to {LARGEST_DENOMINATOR}"
        )
    return fraction


class OverflowingError(ArithmeticError):
    """A number no longer fits; nothing has changed."""


class ReversibleMomentum:
    """Positions and velocities of n parameters, with all that is needed to undo each step that was made."""

    def __init__(self, start: F32, momentum: float) -> None:
        """
        Args:
            start: (n,) where the parameters stand; they begin at rest.
            momentum: see `as_fraction`.

        Raises:
            UserError: as `as_fraction`.
        """
        self._beta = as_fraction(momentum)
        self._position = _whole(start)
        self._velocity = np.zeros_like(self._position)
        self._digits = np.zeros_like(self._position)
        self._pile: list[tuple[int, I64]] = []
        """(steps done when it was put there, digits)."""
        self._rates: list[tuple[int, float]] = []
        """(step, learning rate from that step on)."""
        self.steps = 0
        """Steps done and not taken back."""
        self.earliest = 0
        """The step down to which the way back is known."""

    @property
    def position(self) -> F32:
        """(n,) the parameters, rounded to single precision."""
        return (self._position * GRAIN).astype(np.float32)

    @property
    def velocity(self) -> F32:
        """(n,) rounded to single precision."""
        return (self._velocity * GRAIN).astype(np.float32)

    @property
    def speed(self) -> float:
        """Length of the velocity, the same number before a step is taken back as after it was made."""
        velocity = self._velocity * GRAIN
        return math.sqrt(float(velocity.dot(velocity)))

    @property
    def memory(self) -> int:
        """Bytes that the way back takes so far."""
        return sum(digits.nbytes for _, digits in self._pile) + self._digits.nbytes

    def forth(self, gradient: F32, learning_rate: float) -> None:
        """v ← βv + `gradient` (n,); position ← position − `learning_rate` · v.

        Raises:
            OverflowingError: a number would leave the range or is not finite; nothing has changed.
        """
        if not float(np.abs(gradient).max()) < LARGEST:  # NaN is not below either
            raise OverflowingError("gradient")
        digits, pile = self._digits, None
        if int(digits.max()) >= 2**62 // self._beta.denominator:
            digits, pile = np.zeros_like(digits), digits
        velocity, digits = _carry(self._velocity, digits, self._beta.denominator, self._beta.numerator)
        velocity += _whole(gradient)
        if not _size(velocity) * max(1.0, learning_rate) < LARGEST / GRAIN:
            raise OverflowingError("velocity")
        position = self._position - _scaled(velocity, learning_rate)
        if not _size(position) < LARGEST / GRAIN:
            raise OverflowingError("position")
        if pile is not None:
            self._pile.append((self.steps, pile))
            self._forget()
        if not self._rates or self._rates[-1][1] != learning_rate:
            self._rates.append((self.steps, learning_rate))
        self._position, self._velocity, self._digits = position, velocity, digits
        self.steps += 1

    def retreat(self) -> float:
        """The first half of the way back: position ← position + learning rate · v, where the gradient was taken.

        Returns the learning rate, which is the one of then.

        Raises:
            UserError: the way back from here is not known.
        """
        if self.steps <= self.earliest:
            raise UserError(f"step {self.steps} is as far back as the voyage's memory reaches")
        learning_rate = self._rates[-1][1]
        self._position = self._position + _scaled(self._velocity, learning_rate)
        return learning_rate

    def undo(self, gradient: F32) -> None:
        """The second half: v ← (v − `gradient`)/β, the gradient being the one at the position now."""
        velocity = self._velocity - _whole(gradient)
        self._velocity, self._digits = _carry(velocity, self._digits, self._beta.numerator, self._beta.denominator)
        self.steps -= 1
        if self._pile and self._pile[-1][0] == self.steps:
            _, self._digits = self._pile.pop()
        if self._rates[-1][0] == self.steps:
            self._rates.pop()

    def forget(self) -> None:
        """From here on nothing leads back beyond here: what drives the descent is about to change."""
        self.earliest = self.steps
        self._pile = []

    def copy(self) -> "ReversibleMomentum":
        """Another one that goes its own way from here."""
        other = object.__new__(ReversibleMomentum)
        other.__dict__.update(self.__dict__)  # arrays are replaced, never changed in place
        other._pile, other._rates = list(self._pile), list(self._rates)
        return other

    def arrays(self) -> dict[str, AnyArray]:
        """All of it as int64 arrays by name, for a checkpoint; `rates` are the bits of float64."""
        piled = np.array([digits for _, digits in self._pile], dtype=np.int64)
        return {
            "position": self._position.copy(),
            "velocity": self._velocity.copy(),
            "digits": self._digits.copy(),
            "piled": piled.reshape(len(self._pile), len(self._position)),
            "piled_at": np.array([steps for steps, _ in self._pile], dtype=np.int64),
            "steps": np.array([self.steps, self.earliest], dtype=np.int64),
            "rates_at": np.array([step for step, _ in self._rates], dtype=np.int64),
            "rates": np.array([rate for _, rate in self._rates], dtype=np.float64).view(np.int64),
        }

    def resume(self, arrays: dict[str, AnyArray]) -> None:
        """Become what `arrays` were taken of.

        Raises:
            UserError: they do not fit together; nothing has changed.
        """
        size, known = len(self._position), arrays.get("piled_at", np.zeros(0, np.int64))
        rates = arrays.get("rates_at", np.zeros(0, np.int64))
        wanted = {
            "position": (size,),
            "velocity": (size,),
            "digits": (size,),
            "piled": (len(known), size),
            "piled_at": (len(known),),
            "steps": (2,),
            "rates_at": (len(rates),),
            "rates": (len(rates),),
        }
        found = {name: array.shape for name, array in arrays.items() if array.dtype == np.int64}
        if found != wanted or set(arrays) != set(wanted):
            raise UserError("the numbers that the way back is kept in are missing or of another shape")
        self._position, self._velocity, self._digits = (
            arrays[name].copy() for name in ("position", "velocity", "digits")
        )
        self._pile = [(int(at), digits.copy()) for at, digits in zip(known, arrays["piled"], strict=True)]
        self.steps, self.earliest = (int(count) for count in arrays["steps"])
        self._rates = list(zip(rates.tolist(), arrays["rates"].view(np.float64).tolist(), strict=True))

    def _forget(self) -> None:
        while sum(digits.nbytes for _, digits in self._pile) > MOST_PILED:
            self.earliest, _ = self._pile.pop(0)


def _whole(values: F32) -> I64:
    """`values` in grains."""
    return np.asarray(np.rint(values * np.float64(1.0 / GRAIN)).astype(np.int64))


def _size(values: I64) -> int:
    return max(-int(values.min()), int(values.max()))


def _scaled(velocity: I64, learning_rate: float) -> I64:
    """`learning_rate` · `velocity`, in grains: for one velocity always the same number, however it is rounded."""
    return np.asarray(np.rint(velocity * learning_rate).astype(np.int64))


def _carry(values: I64, digits: I64, lost: int, kept: int) -> tuple[I64, I64]:
    """(`values` · kept/lost in whole numbers, `digits` with what that loses).

    The remainder of the division by `lost` goes to the digits, and they give one of base `kept` back; hence the
    inverse is the same with `lost` and `kept` exchanged.
    """
    quotient = values // lost
    digits = digits * lost + (values - quotient * lost)
    rest = digits // kept
    return quotient * kept + (digits - rest * kept), rest
