"""Which voyages are made for each task and seed: the default network, each lever pulled, and runs built to go wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

TASKS = ("digits", "moons", "spirals")
"""Asked by default: many inputs, two that are easy, two that are hard."""
PIVOTS = "pivots"
"""Not a voyage: rows sorted by several pivot rules."""
STEPS = 1500


@dataclass(frozen=True, slots=True)
class Recipe:
    """A way to make a voyage of any task."""

    description: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Fields of `VoyageConfig` that differ from the default."""
    memorising: bool = False
    """Learn a few samples of which some have a false label."""
    dear: bool = False
    """Also read curvature on the way, which takes its time."""


RECIPES: dict[str, Recipe] = {
    "standard": Recipe("default settings", dear=True),
    "small": Recipe("initial weights times 0.2", {"init": "small"}),
    "weight_decay": Recipe("weight decay 0.005", {"weight_decay": 0.005}, dear=True),
    "dropout": Recipe("dropout 0.3", {"dropout": 0.3}),
    "orthogonal": Recipe("hidden weights kept orthogonal", {"orthogonal": True}),
    "slow": Recipe("learning rate 0.005", {"learning_rate": 0.005}),
    "fast": Recipe("learning rate 0.2", {"learning_rate": 0.2}),
    "relu": Recipe("relu instead of tanh", {"activation": "relu"}),
    "small_batch": Recipe("batches of 8", {"batch": 8}),
    "hot": Recipe("learning rate 0.6", {"learning_rate": 0.6}),
    "drowned": Recipe("weight decay 0.3", {"weight_decay": 0.3}),
    "stormy": Recipe("gradient noise 10", {"noise": 10.0}),
    "memorising": Recipe("150 samples, three in ten with a random label", memorising=True),
    "stuck": Recipe("eight hidden layers, initial weights times 0.2", {"layers": (48,) * 8, "init": "small"}),
}

MEMORISED, FALSE_SHARE = 150, 0.3

HEALTHY, LEARNED = ("standard", "small", "weight_decay", "dropout", "orthogonal", "slow", "fast", "relu"), 0.9
"""Voyages that no alarm should disturb, if they end with this share of validation samples right."""
PROVOKED = {"drowned": "collapse", "stormy": "chaos", "memorising": "overfitting", "stuck": "stagnation"}
"""Runs built to show a danger, and which."""
LEVERS = ("standard", "small", "weight_decay", "dropout", "orthogonal", "slow", "fast", "relu", "small_batch", "hot")
"""One task learned in ten ways, good and bad: what goes with good learning is asked across these."""


def glanced(step: int) -> bool:
    """Whether a snapshot is taken after `step` steps: often at first, when most happens, then every 25 steps.

    >>> [step for step in range(61, 85) if glanced(step)]
    [61, 62, 63, 64, 65, 70, 75, 80]
    """
    return step <= 64 or step % (5 if step <= 250 else 25) == 0


def compared(step: int) -> bool:
    """Whether coherence with the layer 25 steps before is read after `step` steps."""
    return step % COHERENCE_STEPS == 0


COHERENCE_STEPS = 25
CURVED = (500, 600, 700, 850, 1000, 1200, 1500)
"""Steps after which curvature is read: even in the logarithm, from where the fit is done."""
