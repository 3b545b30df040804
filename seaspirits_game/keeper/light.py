"""What a Keeper may do in a dive, and what it costs in light. Pure functions of commands and rules."""

from seaspirits_game.core.commands import Command, GrowDeeper, GrowWider, Rewind
from seaspirits_game.keeper.dive import Dive, LightRules

FREE = ("set_tempo", "single_step", "save_checkpoint", "restore_checkpoint", "hop_branch", "fork")
"""Commands that every dive allows and that cost nothing."""
LEVERS = (
    "learning_rate",
    "batch_size",
    "gradient_noise",
    "weight_decay",
    "dropout",
    "orthogonal",
    "clipping",
    "shuffle",
    "grow_wider",
    "grow_deeper",
    "prune_dead",
    "rewind",
)
"""Every lever by its name: that of its command, without `set_`."""


SEA_DUEL, MOST_GIFT = 1.0, 3.0
"""Light that a duel won on real spirits brings to the next dive, and the most that it may begin with on top."""


def gift(won: int) -> float:
    """Light that a dive begins with on top, after so many sea duels won since the last one.

    >>> gift(2), gift(9)
    (2.0, 3.0)
    """
    return min(SEA_DUEL * won, MOST_GIFT)


def lever_of(command: Command) -> str:
    """The lever that `command` moves.

    >>> from seaspirits_game.core.commands import SetLearningRate
    >>> lever_of(SetLearningRate(0.1))
    'learning_rate'
    """
    return command.name.removeprefix("set_")


def cost(rules: LightRules, command: Command, layers: tuple[int, ...]) -> float:
    """Light that `command` costs in a network of these hidden widths; 0 for most."""
    match command:
        case Rewind():
            return rules.rewind
        case GrowWider(layer, width):
            now = _width(layers, layer)
            return rules.unit * max(0, width - now) if now else 0.0
        case GrowDeeper(layer):
            return rules.deeper + rules.unit * _width(layers, layer)
        case _:
            return 0.0


def _width(layers: tuple[int, ...], layer: int) -> int:
    """Units of hidden layer `layer`, counted from 1; 0 where there is none, which the trainer will refuse."""
    return layers[layer - 1] if 1 <= layer <= len(layers) else 0


def allowed(dive: Dive, command: Command) -> bool:
    """Whether this dive gives the Keeper a hand for `command`."""
    return command.name in FREE or lever_of(command) in dive.levers
