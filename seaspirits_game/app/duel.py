"""The body of the command `duel`: two rules sort the same rows, headless.

Results go to stdout, progress to stderr and only on a terminal.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.progress import Progress

from seaspirits_game.core.arrays import F64
from seaspirits_game.core.config import SEED_RANGE
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.files import replace_atomically
from seaspirits_game.quicksort.costs import mean_comparisons, variance_comparisons
from seaspirits_game.quicksort.duel import (
    INPUT_NAMES,
    KILLER,
    DuelResult,
    Round,
    RowOfRound,
    duel_rounds,
    killer_row,
    killer_target,
    row_maker,
    transcript_record,
)
from seaspirits_game.quicksort.inputs import SIZE_RANGE, read_values
from seaspirits_game.quicksort.rules import PivotRule, rule_named
from seaspirits_game.quicksort.sorting import Step

DEFAULT_SIZE = 24
"""Elements of a row when neither `--n` nor a file says otherwise: a minute's game."""
DEFAULT_MURK = 0.2
"""Where a careful eye beats the coin about seven times in ten."""
ROUNDS_RANGE = (1, 1_000_000)
MURK_RANGE = (0.0, 10.0)
KILLER_LIMIT = 10_000
"""Longest row built by the adversary: it suffers the n²/2 comparisons that it provokes, some four seconds here."""
PATIENCE_S = 2.0
"""A progress bar appears when a duel takes longer."""


@dataclass(frozen=True, slots=True)
class _Duel:
    n: int
    rows: RowOfRound
    source: str
    """What the rows are, for the record."""


def run_duel(
    *,
    n: str | int | None = None,
    seed: int = 0,
    rounds: int = 1,
    player: str = "random",
    rival: str = "random",
    input: str = "random",
    murk: float = DEFAULT_MURK,
    as_json: bool = False,
    transcript_path: Path | None = None,
) -> int:
    """0, after the duels were played and their results printed.

    `n` is one size or several with commas (`16,32,64`; the JSON object then holds a list `duels`); None means 24, or
    the whole of a file. `input` names an arrangement, `killer`, or a file of numbers, of which the first n are taken.

    Raises:
        UserError: a value out of range, an unknown rule or input, a file that is not a row of finite numbers, or a
            transcript that cannot be written; names the option.
    """
    _check_whole("--seed", seed, *SEED_RANGE)
    _check_whole("--rounds", rounds, *ROUNDS_RANGE)
    if not MURK_RANGE[0] <= murk <= MURK_RANGE[1]:
        raise UserError(f"--murk: {murk!r} is not a number from {MURK_RANGE[0]:g} to {MURK_RANGE[1]:g}")
    rules = (rule_named(player, "--player"), rule_named(rival, "--rival"))
    duels = _duels(sizes_of(n), input, rules, seed)
    results = _play(duels, rules, seed, rounds, murk, transcript_path)
    settings = [{"seed": seed, "murk": murk, "input": duel.source} for duel in duels]
    records = [{**result.to_record(), **extra} for result, extra in zip(results, settings, strict=True)]
    if as_json:
        print(json.dumps(records[0] if len(records) == 1 else {"duels": records}))
    else:
        print("\n\n".join(_told(result, duel.source) for result, duel in zip(results, duels, strict=True)))
    return 0


def sizes_of(n: str | int | None) -> tuple[int, ...]:
    """The sizes that `--n` names; empty for None.

    Raises:
        UserError: not whole numbers from 2 to 100,000.

    >>> sizes_of("16,32,64")
    (16, 32, 64)
    """
    if n is None:
        return ()
    sizes = []
    for word in str(n).split(","):
        if not (word.strip().isascii() and word.strip().isdigit()):
            raise UserError(f"--n: {word.strip()!r} is not a whole number from {SIZE_RANGE[0]} to {SIZE_RANGE[1]}")
        _check_whole("--n", int(word), *SIZE_RANGE)
        sizes.append(int(word))
    return tuple(sizes)


def _duels(sizes: tuple[int, ...], source: str, rules: tuple[PivotRule, PivotRule], seed: int) -> list[_Duel]:
    if source == KILLER:
        for size in sizes:
            if size > KILLER_LIMIT:
                raise UserError(f"--n: {size} is too long for --input {KILLER}; it is built for up to {KILLER_LIMIT}")
        name = f"{KILLER} of {killer_target(*rules).name}"
        return [_Duel(size, _always(killer_row(*rules, size)), name) for size in sizes or (DEFAULT_SIZE,)]
    if source in INPUT_NAMES:
        return [_Duel(size, row_maker(source, size, seed), source) for size in sizes or (DEFAULT_SIZE,)]
    path = Path(source)
    if not path.is_file():
        raise UserError(f"--input: {source!r} is neither a file nor one of {', '.join(INPUT_NAMES)}")
    values = read_values(path)
    for size in sizes:
        if size > len(values):
            raise UserError(f"--n: {size} is more than the {len(values)} numbers of {path}")
    return [_Duel(size, _always(values[:size]), source) for size in sizes or (len(values),)]


def _always(row: F64) -> RowOfRound:
    return lambda number: row


def _play(
    duels: list[_Duel],
    rules: tuple[PivotRule, PivotRule],
    seed: int,
    rounds: int,
    murk: float,
    transcript_path: Path | None,
) -> list[DuelResult]:
    results: list[DuelResult] = []

    def play(transcript: TextIO | None) -> None:
        with _progress(rounds * len(duels)) as advance:
            for duel in duels:
                size = {"n": duel.n} if len(duels) > 1 else {}

                def write(number: int, side: str, step: Step, size: dict[str, int] = size) -> None:
                    if transcript is not None:
                        transcript.write(json.dumps({**size, **transcript_record(number, side, step)}) + "\n")

                played: list[Round] = []
                for a_round in duel_rounds(
                    duel.rows,
                    *rules,
                    seed=seed,
                    rounds=rounds,
                    murk=murk,
                    on_step=None if transcript is None else write,
                ):
                    played.append(a_round)
                    advance()
                results.append(DuelResult(duel.n, *rules, tuple(played)))

    if transcript_path is None:
        play(None)
        return results
    try:
        if transcript_path.exists() and not transcript_path.is_file():
            _write_text(transcript_path, play)  # a pipe or a device takes lines, but cannot be replaced
        else:
            replace_atomically(transcript_path, lambda temporary: _write_text(temporary, play))
    except OSError as error:
        raise UserError(f"--transcript: {str(transcript_path)!r} cannot be written ({error.strerror})") from error
    return results


def _write_text(path: Path, play: Callable[[TextIO], None]) -> None:
    with path.open("w", encoding="utf-8") as lines:
        play(lines)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """A function to call after each round; a bar appears once patience is over."""
    started = time.monotonic()
    done = 0
    with ExitStack() as stack:
        bar: Progress | None = None

        def advance() -> None:
            nonlocal bar, done
            done += 1
            if bar is None and sys.stderr.isatty() and time.monotonic() - started > PATIENCE_S:
                shown: AbstractContextManager[Progress] = Progress(console=Console(stderr=True), transient=True)
                bar = stack.enter_context(shown)
                bar.add_task("rounds", total=total)
            if bar is not None:
                bar.update(bar.task_ids[0], completed=done)

        yield advance


def _told(result: DuelResult, source: str) -> str:
    rounds = len(result.rounds)
    lines = [f"{rounds} round{'s' if rounds > 1 else ''} on {result.n} elements ({source})"]
    for side, record in (("player", result.to_record()["player"]), ("rival", result.to_record()["rival"])):
        costs = record["comparisons"]
        lines.append(
            f"  {side:6}  {record['rule']:12}  mean {record['mean']:.1f} comparisons"
            f"  (fewest {min(costs)}, most {max(costs)})"
        )
    rival_wins = rounds - result.player_wins - result.ties
    lines.append(f"  player wins {result.player_wins}, rival wins {rival_wins}, ties {result.ties}")
    spread = variance_comparisons(result.n) ** 0.5
    lines.append(f"  random pivots on distinct values expect {mean_comparisons(result.n):.1f} ± {spread:.1f}")
    return "\n".join(lines)


def _check_whole(name: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise UserError(f"{name}: {value} is not a whole number from {low} to {high}")
