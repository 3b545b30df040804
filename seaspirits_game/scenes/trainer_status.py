"""How the trainer is, as far as its facts tell; and how the sea says it, calmly."""

from dataclasses import dataclass, replace
from enum import Enum

from seaspirits_game.core.facts import (
    Fact,
    Failed,
    Lost,
    NotSaved,
    Refused,
    Restored,
    Rewound,
    Saved,
    Started,
    Stopped,
    Torn,
)
from seaspirits_game.texts.catalogue import Texts


class Phase(Enum):
    """What a person needs to know about the trainer."""

    WAKING = "waking"
    TRAINING = "training"
    RESTING = "resting"
    """It died and is on its way back; the sea keeps its last picture."""
    TORN = "torn"
    """Non-finite numbers: it stands still until the last good checkpoint is restored."""
    REFUSED = "refused"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class TrainerStatus:
    """Folded from the facts by `after`."""

    phase: Phase = Phase.WAKING
    torn: Torn | None = None
    refusal: str = ""
    restarts: int = 0
    saved_step: int | None = None
    disk_trouble: str = ""
    """Why the last checkpoint could not be written; empty when it was."""
    last_traceback: str = ""


def after(status: TrainerStatus, fact: Fact) -> TrainerStatus:
    """The status once `fact` is known.

    >>> after(TrainerStatus(), Refused("no such task")).phase.value
    'refused'
    """
    match fact:
        case Started():
            return replace(status, phase=Phase.TRAINING, torn=None)
        case Saved(step):
            return replace(status, saved_step=step, disk_trouble="")
        case NotSaved(_, reason):
            return replace(status, disk_trouble=reason)
        case Restored() | Rewound():
            return replace(status, phase=Phase.TRAINING, torn=None)
        case Torn():
            return replace(status, phase=Phase.TORN, torn=fact)
        case Refused(message):
            return replace(status, phase=Phase.REFUSED, refusal=message)
        case Failed(traceback):
            return replace(status, phase=Phase.RESTING, last_traceback=traceback)
        case Lost():
            return replace(status, phase=Phase.RESTING, restarts=status.restarts + 1)
        case Stopped():
            return replace(status, phase=Phase.STOPPED)
        case _:  # of the voyage, not of the trainer's health
            return status


def banner(status: TrainerStatus, texts: Texts) -> str:
    """One calm sentence about what is out of the ordinary; empty when nothing is."""
    t = texts.t
    match status.phase:
        case Phase.WAKING:
            return t("The trainer is waking beneath you …")
        case Phase.RESTING:
            return t("The trainer has fallen silent; it will be back in a moment.")
        case Phase.TORN:
            assert status.torn is not None
            torn = t("The current tore the sea at step {step}: {where} is no longer a number.")
            return torn.format(step=status.torn.step, where=status.torn.where)
        case Phase.REFUSED:
            return t("The trainer cannot begin: {reason}").format(reason=status.refusal)
        case Phase.STOPPED:
            return t("The trainer has stopped.")
        case Phase.TRAINING if status.disk_trouble:
            return t("This voyage is not being saved: {reason}").format(reason=status.disk_trouble)
        case _:
            return ""
