"""What a dive is: a training problem with something wrong about it, levers, goals, dangers, and a lesson.

Texts are English and are the keys of their own translations, as in the codex: whoever draws one passes it through
`stage.texts.t`. So a new dive needs one file and no line of code, and a translator finds every sentence in one place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from seaspirits_game.core.commands import Command
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.streams import stream


@dataclass(frozen=True, slots=True)
class Goal:
    """A measured quantity between two bounds; a quantity without a value meets no bound."""

    quantity: str
    """A name that `quantities.known` knows, as `val_accuracy`, `deepest.entropy` or `light`."""
    at_least: float | None = None
    at_most: float | None = None
    hold: int = 1
    """Judged snapshots in a row in which it must have held."""
    since: int = 0
    """Snapshots of earlier steps do not count."""
    once: bool = False
    """Once it has held, it stays met: a station on the way."""
    keep: bool = False
    """A floor or ceiling rather than an aim: from `since` on, the first snapshot that breaks it ends the dive."""

    def met_by(self, value: float) -> bool:
        """Whether `value` lies within the bounds (NaN does not)."""
        low = self.at_least is None or value >= self.at_least
        high = self.at_most is None or value <= self.at_most
        return value == value and low and high


@dataclass(frozen=True, slots=True)
class LightRules:
    """What light is earned with and spent on; all in the same unit, lumens of the Keeper's lamp."""

    start: float = 6.0
    accuracy: float = 20.0
    """For raising the best validation accuracy so far from 0 to 1; pro rata."""
    calm: float = 0.05
    """For each judged snapshot without an alarm."""
    drain: float = 0.0
    """Burnt with each judged snapshot. Where it is above 0, a dive ends when the lamp goes out."""
    unit: float = 0.25
    """Price of each unit grown."""
    deeper: float = 4.0
    """Price of a new layer, besides its units."""
    rewind: float = 2.0
    sonar: float = 1.0
    tear: float = 1.0
    """What a torn sea costs, as far as there is light."""


@dataclass(frozen=True, slots=True)
class Hazard:
    """A command that the sea gives, not the Keeper: red tide, a storm's noise, an unshuffled current."""

    at: int
    """Comes with the first judged snapshot of this step or a later one; 0 is before the first step."""
    command: Command
    says: str = ""
    """What a person is told, if anything."""
    every: int = 0
    """Comes again each so many steps; 0 is once."""


@dataclass(frozen=True, slots=True)
class KrakenDuel:
    """A pivot duel that interrupts the dive; training goes on meanwhile."""

    at: int
    says: str
    n: int = 24
    rival: str = "random"
    """Name of a pivot rule."""
    murk: float = 0.2
    light: float = 4.0
    """Won with the duel."""
    on_win: tuple[Command, ...] = ()
    on_loss: tuple[Command, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """One of several problems that a dive draws by its seed."""

    voyage: Mapping[str, object]
    """Settings that replace those of the dive."""
    goals: tuple[Goal, ...]
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dive:
    """One level, as its file describes it."""

    key: str
    """The file's name."""
    order: int
    reef: int
    """1 to 3; 0 for what stands beside the reefs (endless, daily)."""
    title: str
    idea: str
    """Before the dive: what is wrong and what is asked for."""
    lesson: str
    """After it, won or lost: what it showed, and where the evidence stands."""
    won: str
    lost: str
    hints: tuple[str, ...]
    """To be asked for one after another, each plainer than the last."""
    voyage: Mapping[str, object]
    """Settings of the voyage by the names of `VoyageConfig`, without the seed."""
    steps: int
    """The budget: at this step the dive is over."""
    every: int
    """Steps between two judged snapshots."""
    levers: tuple[str, ...]
    """Which hands the Keeper has here: names of `light.LEVERS`."""
    goals: tuple[Goal, ...]
    """All of them at once win the dive."""
    stars: tuple[Goal, ...] = ()
    """One star for winning, and one for each of these (at most two) that holds at that moment."""
    lesson_lever: str = ""
    """The one lever that is the lesson, and may therefore win alone; empty where none may."""
    light: LightRules = field(default_factory=LightRules)
    hazards: tuple[Hazard, ...] = ()
    duels: tuple[KrakenDuel, ...] = ()
    variants: tuple[Variant, ...] = ()
    endless: bool = False
    """Goes on after it is won, until the lamp goes out."""

    def drawn(self, seed: int) -> "Dive":
        """The dive with the variant that `seed` draws; itself where there is none to draw."""
        if not self.variants:
            return self
        variant = self.variants[int(stream(seed, "dive variant").integers(len(self.variants)))]
        return replace(
            self,
            voyage={**self.voyage, **variant.voyage},
            goals=variant.goals or self.goals,
            idea=variant.says or self.idea,
            variants=(),
        )

    def config(self, seed: int) -> VoyageConfig:
        """The voyage that `seed` makes of it.

        Raises:
            UserError: a setting out of range; `written.load_dive` has made sure of that.
        """
        return VoyageConfig.from_record({**self.drawn(seed).voyage, "seed": seed})


def daily_seed(year: int, month: int, day: int) -> int:
    """The seed of the daily dive: the date itself, so that everyone dives into the same sea that day.

    >>> daily_seed(2026, 3, 9)
    20260309
    """
    return 10_000 * year + 100 * month + day
