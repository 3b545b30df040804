"""Where the Keeper's levers stand at one step: all that steers the learning and can be changed on the way."""

from dataclasses import asdict, dataclass
from typing import Any

from seaspirits_game.core import ranges
from seaspirits_game.core.errors import UserError


@dataclass(frozen=True, slots=True, kw_only=True)
class Levers:
    """One value a lever; see docs/levers.md for what each does.

    Raises:
        UserError: on construction, naming the lever, its value and what would be right.
    """

    learning_rate: float = 0.05
    """Warmth."""
    batch_size: int = 64
    """Turbulence: samples in a step's batch; a task with fewer gives all it has."""
    gradient_noise: float = 0.0
    """Turbulence: standard deviation of the noise on each gradient entry, in units of its tensor's root-mean-square."""
    weight_decay: float = 0.0
    """Anchor."""
    dropout: float = 0.0
    """Mist: probability that a hidden unit is silenced in a step."""
    orthogonal: bool = False
    """Reef."""
    clipping: float = 0.0
    """Largest norm of a step's gradient; 0 lets every one pass."""
    shuffle: bool = True
    """Off, the batches come in the order of the classes."""
    input_shift: float = 0.0
    """Red tide: radians by which the inputs are turned away from where they were."""
    layers: tuple[int, ...] = (48, 48, 32)
    """Units of each hidden layer."""
    nonlinearity: str = "tanh"

    def __post_init__(self) -> None:
        ranges.real("learning_rate", self.learning_rate, *ranges.LEARNING_RATE_RANGE)
        ranges.whole("batch_size", self.batch_size, *ranges.BATCH_RANGE)
        ranges.real("gradient_noise", self.gradient_noise, *ranges.GRADIENT_NOISE_RANGE)
        ranges.real("weight_decay", self.weight_decay, *ranges.WEIGHT_DECAY_RANGE)
        ranges.real("dropout", self.dropout, *ranges.DROPOUT_RANGE)
        ranges.flag("orthogonal", self.orthogonal)
        ranges.real("clipping", self.clipping, *ranges.CLIPPING_RANGE)
        ranges.flag("shuffle", self.shuffle)
        ranges.real("input_shift", self.input_shift, *ranges.SHIFT_RANGE)
        ranges.widths("layers", self.layers)
        ranges.one_of("nonlinearity", self.nonlinearity, ranges.NONLINEARITIES)

    def to_record(self) -> dict[str, Any]:
        """A JSON-ready dict with a key a lever."""
        return {**asdict(self), "layers": list(self.layers)}

    @classmethod
    def from_record(cls, record: object) -> "Levers":
        """What `to_record` wrote.

        Raises:
            UserError: not an object, an unknown or missing key, or a value that does not fit.
        """
        if not isinstance(record, dict):
            raise UserError("levers: not an object")
        odd = sorted(set(record) ^ set(cls.__dataclass_fields__))
        if odd:
            raise UserError(f"levers: {odd[0]!r} is {'unknown' if odd[0] in record else 'missing'}")
        return cls(**{**record, "layers": ranges.widths("layers", record["layers"])})
