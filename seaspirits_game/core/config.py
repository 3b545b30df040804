"""Everything that decides a voyage before its first step, checked when it is made."""

from dataclasses import asdict, dataclass, replace
from enum import Enum
from typing import Any

from seaspirits_game.core import ranges
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.levers import Levers
from seaspirits_game.core.ranges import SEED_RANGE as SEED_RANGE

TASK_NAMES = ("digits", "moons", "circles", "spirals", "blobs")
INITIALISATIONS = ("standard", "small")


class Measures(Enum):
    """What is read off the network on its way, besides losses and accuracies; it never changes the way."""

    NONE = "none"
    CHEAP = "cheap"
    """What comes with every snapshot: volume, entropy, ranks, coherence, ..."""
    ALL = "all"
    """... and now and then what needs derivatives or steps of its own: curvature, expansion, noise scale, echo."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoyageConfig:
    """One training run; with the commands and their steps it repeats exactly.

    Raises:
        UserError: on construction, naming the field, its value and what would be right.
    """

    task: str = "digits"
    """A name of `TASK_NAMES`, or the path of a .csv or .npz table."""
    seed: int = 0
    layers: tuple[int, ...] = (48, 48, 32)
    """Units of each hidden layer."""
    activation: str = "tanh"
    learning_rate: float = 0.05
    momentum: float = 0.9
    """Heavy-ball factor, v <- momentum * v + g; 0 is plain SGD."""
    weight_decay: float = 0.0
    """L2 coefficient added to the gradient of the weights (not of the biases)."""
    dropout: float = 0.0
    """Probability that a hidden unit is silenced in a training step."""
    noise: float = 0.0
    """Standard deviation of the Gaussian noise added to each gradient entry, in units of that gradient's
    root-mean-square: 1 doubles the gradient's power."""
    batch: int = 64
    init: str = "standard"
    """`small` multiplies the standard initial weights by 0.2: the essay's three stages are clearest there."""
    orthogonal: bool = False
    """Start from, and stay on, orthogonal hidden weights (polar retraction after each step)."""
    clip: float = 0.0
    """Largest norm of a step's gradient, weight decay apart; 0 lets every one pass."""
    shuffle: bool = True
    """Off, the batches come in the order of the classes."""
    reversible: bool = False
    """Descend in whole numbers and keep what friction loses, so that every step can be taken back to the last bit."""
    samples: int = 0
    """Training samples that are left, of each class in proportion; 0 leaves all. Validation keeps its own."""
    label_noise: float = 0.0
    """Share of the training samples that carry the label of another class, told as if it were theirs."""

    def __post_init__(self) -> None:
        ranges.whole("seed", self.seed, *ranges.SEED_RANGE)
        ranges.widths("layers", self.layers)
        ranges.one_of("activation", self.activation, ranges.NONLINEARITIES)
        ranges.one_of("init", self.init, INITIALISATIONS)
        ranges.real("learning rate", self.learning_rate, *ranges.LEARNING_RATE_RANGE)
        ranges.real("momentum", self.momentum, 0.0, 0.999)
        ranges.real("weight-decay", self.weight_decay, *ranges.WEIGHT_DECAY_RANGE)
        ranges.real("dropout", self.dropout, *ranges.DROPOUT_RANGE)
        ranges.real("noise", self.noise, *ranges.GRADIENT_NOISE_RANGE)
        ranges.whole("batch", self.batch, *ranges.BATCH_RANGE)
        ranges.real("clip", self.clip, *ranges.CLIPPING_RANGE)
        ranges.flag("shuffle", self.shuffle)
        ranges.whole("samples", self.samples, *ranges.SAMPLES_RANGE)
        ranges.real("label-noise", self.label_noise, *ranges.LABEL_NOISE_RANGE)
        if self.reversible and self.orthogonal:
            raise UserError("reversible: steps onto orthogonal weights cannot be taken back; leave one of the two out")
        if self.reversible and self.momentum <= 0.0:
            raise UserError(
                f"reversible: momentum {self.momentum!r} keeps no velocity to walk back by; above 0 is right"
            )

    @property
    def levers(self) -> Levers:
        """Where the levers stand before the first step."""
        return Levers(
            learning_rate=float(self.learning_rate),
            batch_size=self.batch,
            gradient_noise=float(self.noise),
            weight_decay=float(self.weight_decay),
            dropout=float(self.dropout),
            orthogonal=self.orthogonal,
            clipping=float(self.clip),
            shuffle=self.shuffle,
            layers=self.layers,
            nonlinearity=self.activation,
        )

    def steered(self, levers: Levers) -> "VoyageConfig":
        """These settings with the levers where they stand now; what is no setting, the red tide, is left out."""
        return replace(
            self,
            learning_rate=levers.learning_rate,
            batch=levers.batch_size,
            noise=levers.gradient_noise,
            weight_decay=levers.weight_decay,
            dropout=levers.dropout,
            orthogonal=levers.orthogonal,
            clip=levers.clipping,
            shuffle=levers.shuffle,
            layers=levers.layers,
        )

    def to_record(self) -> dict[str, Any]:
        """A JSON-ready dict with a key a field."""
        return {**asdict(self), "layers": list(self.layers)}

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> "VoyageConfig":
        """What `to_record` wrote.

        Raises:
            UserError: an unknown key, or a value that does not fit.
        """
        unknown = sorted(set(record) - set(cls.__dataclass_fields__))
        if unknown:
            raise UserError(f"unknown setting {unknown[0]!r}")
        fields = dict(record)
        if "layers" in fields:
            if not isinstance(fields["layers"], list | tuple):
                raise UserError(f"layers: {fields['layers']!r} is not a list of whole numbers")
            fields["layers"] = tuple(fields["layers"])
        for name in ("task", "activation", "init"):
            if name in fields and not isinstance(fields[name], str):
                raise UserError(f"{name}: {fields[name]!r} is not a text")
        for name in ("orthogonal", "reversible", "shuffle"):
            if not isinstance(fields.get(name, False), bool):
                raise UserError(f"{name}: {fields[name]!r} is not true or false")
        return cls(**fields)
