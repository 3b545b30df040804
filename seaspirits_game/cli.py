"""The commands and their options. Nothing heavy is imported before a command needs it: the first frame waits for this.

Wrong input becomes one line on stderr and exit code 2, whoever finds it: typer, a value's own check, or the file.
"""

import gc
import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from seaspirits_game import __version__
from seaspirits_game.app import arguments
from seaspirits_game.app.refusals import Usage, told
from seaspirits_game.app.voyage_options import (
    Activation,
    Batch,
    Dropout,
    Init,
    Layers,
    LearningRate,
    Momentum,
    Noise,
    Orthogonal,
    Reversible,
    Seed,
    Task,
    WeightDecay,
    coded,
    voyage_config,
)
from seaspirits_game.core.commands import Tempo
from seaspirits_game.core.errors import UserError

PROGRAM, DEFAULT_COMMAND = "seaspirits", "play"
USER_ERROR, INTERRUPTED = 2, 130
MOST_FRAMES, MOST_STEPS, MOST_MINUTES, MOST_JOBS = 10_000_000, 10_000_000, 1440.0, 1024

app = typer.Typer(
    name=PROGRAM,
    help="Sea of Spirits: watch, steer and understand a neural network as it learns, under water. Without a command: "
    "play.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]


def _version(asked: bool) -> None:
    if asked:
        print(f"{PROGRAM} {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


@app.command()
def play(
    task: Task = "digits",
    seed: Seed = 0,
    size: Annotated[str | None, typer.Option(help="WIDTHxHEIGHT in pixels, 640x480 to 7680x4320.")] = None,
    fullscreen: Annotated[bool | None, typer.Option(help="Fill the display.")] = None,
    frames: Annotated[int | None, typer.Option(help="Stop after so many frames.")] = None,
    screenshot: Annotated[Path | None, typer.Option(help="Save the last frame as this .png or .jpg file.")] = None,
    stats: Annotated[Path | None, typer.Option(help="Write frame statistics to this file, as JSON.")] = None,
    scene: Annotated[
        str, typer.Option(help="title, sea, layers, charts, duel, keeper, codex, tide, settings or logbook.")
    ] = "title",
    tempo: Annotated[str, typer.Option(help="pause, 1x, 4x, 16x or unbounded.")] = Tempo.X1.value,
    at_step: Annotated[int | None, typer.Option(help="Train unseen to this step and hold it there.")] = None,
    compare: Annotated[Path | None, typer.Option(help="Folder of a finished run to show beside this one.")] = None,
    still_water: Annotated[bool | None, typer.Option(help="No cosmetic drift.")] = None,
    reduced_motion: Annotated[bool | None, typer.Option(help="No drift, flights or moving light.")] = None,
    palette: Annotated[str | None, typer.Option(help="Colours of the clans.")] = None,
    glyphs: Annotated[bool | None, typer.Option(help="A sign for each class beside its colour.")] = None,
    text_scale: Annotated[float | None, typer.Option(help="Size of the text, 0.8 to 2; 1 by default.")] = None,
    quality: Annotated[
        str | None, typer.Option(help="low, medium, high, or auto (by default): as high as frames come in time.")
    ] = None,
    threads: Annotated[int | None, typer.Option(help="Threads of the trainer; 1 by default.")] = None,
    layers: Layers = None,
    activation: Activation = "tanh",
    lr: LearningRate = 0.05,
    momentum: Momentum = 0.9,
    weight_decay: WeightDecay = 0.0,
    dropout: Dropout = 0.0,
    noise: Noise = 0.0,
    batch: Batch = 64,
    init: Init = "standard",
    orthogonal: Orthogonal = False,
    reversible: Reversible = False,
    code: Annotated[
        str | None, typer.Option(help="Sail the voyage of this code, from `share`, command by command.")
    ] = None,
) -> int:
    """Open the window on a living sea (also what happens without a command).

    What is not given here comes from the environment (SEASPIRITS_PALETTE, ...) or from the file of settings.
    """
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")  # whoever imports pygame first: stdout carries results
    gc.disable()  # what a start makes is no garbage: a tenth of the time to the first frame; the loop tidies up later
    from seaspirits_game.app.compared import compared
    from seaspirits_game.app.options import SCENES, PlayOptions
    from seaspirits_game.app.settings import settings_file, settle

    if screenshot is not None and screenshot.suffix.lower() not in (".png", ".jpg", ".jpeg"):
        raise UserError(f"--screenshot: {str(screenshot)!r} is not the name of a .png or .jpg file")
    for option, path in (("--screenshot", screenshot), ("--stats", stats)):
        arguments.target(option, path)
    settings, complaints = settle(
        settings_file(),
        os.environ,
        {
            "size": size,
            "fullscreen": fullscreen,
            "still_water": still_water,
            "reduced_motion": reduced_motion,
            "palette": palette,
            "glyphs": glyphs,
            "text_scale": text_scale,
            "quality": quality,
            "threads": threads,
        },
    )
    config = voyage_config(
        task, seed, layers, activation, lr, momentum, weight_decay, dropout, noise, batch, init, orthogonal, reversible
    )
    config, course = coded(code, config)
    options = PlayOptions(
        config=config,
        course=course,
        preferences=settings.preferences(),
        settings_file=settings_file(),
        complaints=complaints,
        size=settings.size,
        fullscreen=settings.fullscreen,
        display=settings.display,
        frames=None if frames is None else arguments.whole("--frames", frames, 1, MOST_FRAMES),
        screenshot=screenshot,
        stats=stats,
        scene=arguments.one_of("--scene", scene, SCENES),
        compared=None if compare is None else compared(compare),
        tempo=Tempo(arguments.one_of("--tempo", tempo, [member.value for member in Tempo])),
        at_step=None if at_step is None else arguments.whole("--at-step", at_step, 0, MOST_STEPS),
        threads=settings.threads,
    )
    from seaspirits_game.app.play import run

    for complaint in complaints:
        _say(f"{complaint}; left out")
    return run(options)


@app.command()
def simulate(
    out: Annotated[Path, typer.Option(help="Folder of the run; the same command again resumes it.")],
    steps: Annotated[int, typer.Option(help="Optimiser steps.")],
    task: Task = "digits",
    seed: Seed = 0,
    every: Annotated[int, typer.Option(help="Steps between two rows of metrics.csv.")] = 25,
    layers: Layers = None,
    activation: Activation = "tanh",
    lr: LearningRate = 0.05,
    momentum: Momentum = 0.9,
    weight_decay: WeightDecay = 0.0,
    dropout: Dropout = 0.0,
    noise: Noise = 0.0,
    batch: Batch = 64,
    init: Init = "standard",
    orthogonal: Orthogonal = False,
    reversible: Reversible = False,
    commands: Annotated[
        Path | None, typer.Option(help='JSON list or lines of {"step": N, "command": ...} to apply on the way.')
    ] = None,
    save_state: Annotated[bool, typer.Option("--save-state", help="Write state.npz at the last step.")] = False,
    measures: Annotated[str, typer.Option(help="What metrics.csv holds besides losses: none, cheap or all.")] = "all",
    tensorboard: Annotated[
        bool, typer.Option("--tensorboard", help="Write every column for TensorBoard as well, in OUT/tensorboard.")
    ] = False,
    as_json: Json = False,
) -> int:
    """Train without a window and write voyage.json and metrics.csv."""
    from seaspirits_game.learning.threads import announce_threads

    announce_threads(1)  # before NumPy is imported, which reads it then
    from seaspirits_game.app.simulate import SimulateOptions, run
    from seaspirits_game.core.config import Measures

    return run(
        SimulateOptions(
            config=voyage_config(
                task,
                seed,
                layers,
                activation,
                lr,
                momentum,
                weight_decay,
                dropout,
                noise,
                batch,
                init,
                orthogonal,
                reversible,
            ),
            steps=arguments.whole("--steps", steps, 0, MOST_STEPS),
            every=arguments.whole("--every", every, 1, MOST_STEPS),
            out=out,
            commands=commands,
            save_state=save_state,
            measures=Measures(arguments.one_of("--measures", measures, [member.value for member in Measures])),
            as_json=as_json,
            tensorboard=tensorboard,
        )
    )


@app.command()
def record(
    out: Annotated[Path, typer.Option(help="The film, .mp4 or .gif, or its last frame, .png.")],
    steps: Annotated[int, typer.Option(help="Optimiser steps that the film spans.")],
    seconds: Annotated[float, typer.Option(help="Length of the film, 0.5 to 600.")],
    task: Task = "digits",
    seed: Seed = 0,
    size: Annotated[
        str | None, typer.Option(help="WIDTHxHEIGHT in pixels; 1280x720, and 640x360 of a .gif, by default.")
    ] = None,
    layers: Layers = None,
    activation: Activation = "tanh",
    lr: LearningRate = 0.05,
    momentum: Momentum = 0.9,
    weight_decay: WeightDecay = 0.0,
    dropout: Dropout = 0.0,
    noise: Noise = 0.0,
    batch: Batch = 64,
    init: Init = "standard",
    orthogonal: Orthogonal = False,
    reversible: Reversible = False,
    backward: Annotated[bool, typer.Option("--backward", help="Then walk back to the very first step.")] = False,
) -> int:
    """Film a voyage without a window. Time is given to steps by their logarithm: most of learning happens early."""
    from seaspirits_game.learning.threads import announce_threads

    announce_threads(1)  # before NumPy is imported, which reads it then
    from seaspirits_game.app.record import LARGEST, LONGEST, SHORTEST, SMALLEST, RecordOptions, default_size, run

    arguments.target("--out", out)
    return run(
        RecordOptions(
            config=voyage_config(
                task,
                seed,
                layers,
                activation,
                lr,
                momentum,
                weight_decay,
                dropout,
                noise,
                batch,
                init,
                orthogonal,
                reversible,
            ),
            steps=arguments.whole("--steps", steps, 0, MOST_STEPS),
            seconds=arguments.real("--seconds", seconds, SHORTEST, LONGEST),
            size=default_size(out) if size is None else arguments.size("--size", size, SMALLEST, LARGEST),
            out=out,
            backward=backward,
        )
    )


@app.command()
def replay(
    out: Annotated[Path, typer.Option(help="Folder of the repetition; the same command again resumes it.")],
    voyage: Annotated[Path | None, typer.Argument(help="The voyage.json of a run.")] = None,
    code: Annotated[str | None, typer.Option(help="A code from `share`, instead of the file.")] = None,
    as_json: Json = False,
) -> int:
    """Sail a voyage again and say whether its measures agree: exit code 0 if they do, 1 if not."""
    from seaspirits_game.learning.threads import announce_threads

    announce_threads(1)  # before NumPy is imported, which reads it then
    from seaspirits_game.app.replay import run

    return run(voyage, out, as_json, code)


@app.command()
def share(voyage: Annotated[Path, typer.Argument(help="The voyage.json of a run.")]) -> int:
    """Print a voyage as a short code, which `replay --code` sails on another machine."""
    from seaspirits_game.app.share import run

    return run(voyage)


@app.command()
def logbook(
    file: Annotated[Path | None, typer.Option(help="The logbook; by default your own.")] = None,
    export: Annotated[Path | None, typer.Option(help="Write all of it into this one file.")] = None,
    bring: Annotated[Path | None, typer.Option("--import", help="Add what this exported logbook holds.")] = None,
    as_json: Json = False,
) -> int:
    """Tell what was played: best scores of each mode and size, stars, counts; export or import it as one file."""
    from seaspirits_game.app.logbook import run

    arguments.target("--export", export)
    return run(file, export=export, bring=bring, as_json=as_json)


@app.command()
def report(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The --out folder of a simulate run.")],
    out: Annotated[Path | None, typer.Option(help="The .html file; DIR/report.html by default.")] = None,
) -> int:
    """Write a run as one HTML page with plots, figures, stages and pictures, that opens without a network."""
    from seaspirits_game.learning.threads import announce_threads

    announce_threads(1)  # before NumPy is imported, which reads it then
    from seaspirits_game.app.report import run

    arguments.target("--out", out)
    return run(folder, out)


@app.command()
def duel(
    n: Annotated[str | None, typer.Option("--n", help="Elements of a row, or several sizes with commas.")] = None,
    seed: Seed = 0,
    rounds: Annotated[int, typer.Option(help="Rows to sort.")] = 1,
    player: Annotated[str, typer.Option(help="Pivot rule of the player.")] = "random",
    rival: Annotated[str, typer.Option(help="Pivot rule of the rival.")] = "random",
    rows: Annotated[str, typer.Option("--input", help="An arrangement, killer, or a file of numbers.")] = "random",
    murk: Annotated[float, typer.Option(help="How blurred the values look to a rule that looks.")] = 0.2,
    as_json: Json = False,
    transcript: Annotated[Path | None, typer.Option(help="Write a JSON line for each partition to this file.")] = None,
) -> int:
    """Let two pivot rules of quicksort sort the same rows."""
    from seaspirits_game.app.duel import run_duel

    return run_duel(
        n=n,
        seed=seed,
        rounds=rounds,
        player=player,
        rival=rival,
        input=rows,
        murk=murk,
        as_json=as_json,
        transcript_path=transcript,
    )


@app.command()
def dive(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A dive of assets/dives, or all, for the table of balance.")
    ],
    seeds: Annotated[str, typer.Option(help="A-B: one dive for each seed.")],
    bot: Annotated[str | None, typer.Option(help="idle, random or textbook.")] = None,
    as_json: Json = False,
    out: Annotated[Path | None, typer.Option(help="With all: the table's .md file; interrupted, it resumes.")] = None,
) -> int:
    """Let a bot dive without a window."""
    from seaspirits_game.learning.threads import announce_threads

    announce_threads(1)  # before NumPy is imported, which reads it then
    from seaspirits_game.app.balance import dive_or_all

    return dive_or_all(name, seeds=arguments.seeds("--seeds", seeds), bot=bot, out=out, as_json=as_json)


@app.command()
def kiosk(
    config: Annotated[Path | None, typer.Option(metavar="FILE", help="The operator's TOML file.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Print the effective settings, or what is wrong.")] = False,
    visitors: Annotated[bool, typer.Option("--visitors", help="Print the counts of visitors as CSV.")] = False,
) -> int:
    """Stand alone as an exhibit: the sea invites, visitors come and go, and what fails is started anew."""
    from seaspirits_game.app import kiosk as body

    return body.check(config) if check else body.export(config) if visitors else body.run(config)


@app.command()
def claims(
    seeds: Annotated[str, typer.Option(help="A-B: one more draw of everything for each seed.")],
    tasks: Annotated[str | None, typer.Option(help="Names with commas; digits, moons and spirals by default.")] = None,
    only: Annotated[
        str | None, typer.Option(help="Claims to judge, by their keys with commas; all by default.")
    ] = None,
    steps: Annotated[int | None, typer.Option(help="Optimiser steps of a voyage; 1500 by default.")] = None,
    jobs: Annotated[int, typer.Option(help="Processes at a time; -1 is one a core.")] = -1,
    as_json: Json = False,
    out: Annotated[
        Path | None, typer.Option(help="Folder of outcomes, claims.json and claims.md; the same command resumes.")
    ] = None,
) -> int:
    """Test the essay's claims on many voyages and say what the evidence says.

    Runs on any joblib backend: call app.claims.run within joblib.parallel_config for a cluster.
    """
    from seaspirits_game.learning.threads import announce_threads

    announce_threads(1)  # before NumPy is imported, here and in the workers
    from platformdirs import user_state_path

    from seaspirits_game.app.claims import ClaimsOptions, run
    from seaspirits_game.claims.recipes import STEPS, TASKS
    from seaspirits_game.claims.registry import CLAIMS_BY_KEY
    from seaspirits_game.core.config import TASK_NAMES

    if jobs != -1:
        arguments.whole("--jobs", jobs, 1, MOST_JOBS)
    keys = tuple(CLAIMS_BY_KEY) if only is None else arguments.several("--only", only, CLAIMS_BY_KEY)
    given = {"--seeds": seeds, "--tasks": tasks, "--only": only, "--steps": steps}
    words = [f"{name} {value}" for name, value in given.items() if value is not None]
    return run(
        ClaimsOptions(
            claims=tuple(CLAIMS_BY_KEY[key] for key in keys),
            tasks=TASKS if tasks is None else arguments.several("--tasks", tasks, TASK_NAMES),
            seeds=arguments.seeds("--seeds", seeds, least=2),
            steps=STEPS if steps is None else arguments.whole("--steps", steps, 1, MOST_STEPS),
            jobs=jobs,
            out=out or user_state_path("sea-of-spirits") / "claims",
            command=f"python main.py claims {' '.join(words)}",
            as_json=as_json,
        )
    )


@app.command()
def bench(
    as_json: Json = False,
    quick: Annotated[bool, typer.Option("--quick", help="A rough answer in a few seconds.")] = False,
    minutes: Annotated[float | None, typer.Option(help="Play for so long and look for leaks.")] = None,
) -> int:
    """Measure how fast this machine draws and trains."""
    if minutes is not None:
        arguments.real("--minutes", minutes, 0.01, MOST_MINUTES)
    from seaspirits_game.app.bench import run

    return int(run(as_json=as_json, quick=quick, minutes=minutes))


def main() -> NoReturn:
    """The program; exits with its code."""
    sys.exit(run_command(sys.argv[1:]))


def run_command(words: list[str]) -> int:
    """The exit code of the command line `words` (without the program's name)."""
    try:
        result = app(args=_with_default_command(words), prog_name=PROGRAM, standalone_mode=False)
        sys.stdout.flush()
    except UserError as error:
        return _refuse(str(error))
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        # whoever read us has heard enough; the interpreter must not stumble over the closed pipe when it leaves
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        return _refuse(f"{place}{error.strerror or error}")
    except Exception as error:
        if isinstance(error, Usage):
            return _refuse(told(error, words))
        raise
    return int(result or 0)


def _refuse(message: str) -> int:
    _say(message)
    return USER_ERROR


def _say(message: str) -> None:
    print(f"{PROGRAM}: {' '.join(message.split())}", file=sys.stderr)


def _with_default_command(words: list[str]) -> list[str]:
    if not words or (words[0].startswith("-") and words[0] not in ("--help", "-h", "--version")):
        return [DEFAULT_COMMAND, *words]
    return words
