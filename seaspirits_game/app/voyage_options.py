"""The options that make a voyage, the same for every command that sails one."""

from typing import TYPE_CHECKING, Annotated

import typer

from seaspirits_game.app import arguments

if TYPE_CHECKING:
    from seaspirits_game.core.commands import Command
    from seaspirits_game.core.config import VoyageConfig

Task = Annotated[str, typer.Option(help="digits, moons, circles, spirals, blobs, or the path of a .csv or .npz table.")]
Seed = Annotated[int, typer.Option(help="Where every random choice comes from.")]
Layers = Annotated[
    str | None, typer.Option(help="Units of each hidden layer, as 48,48,32; by default what suits the task.")
]
Activation = Annotated[str, typer.Option(help="tanh or relu.")]
LearningRate = Annotated[float, typer.Option("--lr", help="Learning rate: the warmth of the water.")]
Momentum = Annotated[float, typer.Option(help="Heavy-ball factor, 0 is plain SGD.")]
WeightDecay = Annotated[float, typer.Option(help="L2 coefficient on the weights.")]
Dropout = Annotated[float, typer.Option(help="Probability that a hidden unit is silenced in a step.")]
Noise = Annotated[float, typer.Option(help="Gradient noise, in units of the gradient's root-mean-square.")]
Batch = Annotated[int, typer.Option(help="Samples in a batch.")]
Init = Annotated[str, typer.Option(help="Initial weights, standard or small.")]
Orthogonal = Annotated[bool, typer.Option("--orthogonal", help="Keep the hidden weights orthogonal.")]
Reversible = Annotated[bool, typer.Option("--reversible", help="Descend so that each step can be taken back exactly.")]


def coded(code: str | None, config: "VoyageConfig") -> "tuple[VoyageConfig, tuple[tuple[int, Command], ...]]":
    """The settings and the commands, each with its step, of the voyage of `code`; without one, `config` and none.

    Raises:
        UserError: it is no code of a voyage.
    """
    if code is None:
        return config, ()
    from seaspirits_game.voyage.code import voyage_of

    voyage = voyage_of(code)
    return voyage.config, voyage.commands


def voyage_config(
    task: str,
    seed: int,
    layers: str | None,
    activation: str,
    lr: float,
    momentum: float,
    weight_decay: float,
    dropout: float,
    noise: float,
    batch: int,
    init: str,
    orthogonal: bool,
    reversible: bool,
) -> "VoyageConfig":
    """The settings that these options ask for.

    Raises:
        UserError: a value out of range; names the option.
    """
    arguments.task("--task", task)
    if layers is None:
        from seaspirits_game.learning.tasks import default_layers

        widths = default_layers(task)
    else:
        widths = arguments.layers("--layers", layers)
    return arguments.config(
        task=task,
        seed=seed,
        layers=widths,
        activation=activation,
        learning_rate=lr,
        momentum=momentum,
        weight_decay=weight_decay,
        dropout=dropout,
        noise=noise,
        batch=batch,
        init=init,
        orthogonal=orthogonal,
        reversible=reversible,
    )
