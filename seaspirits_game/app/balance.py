"""The body of `dive all`: every bot in every dive over seeds, and the table that says whether the dives are fair.

Every finished dive is kept at once, in a file of JSON lines under the user's state folder, stamped with what decides it
(the dive's file and the program's own sources): the same command goes on where it was interrupted, and a changed dive
is dived again.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_state_path

from seaspirits_game.app import arguments, dive
from seaspirits_game.app.arguments import one_of
from seaspirits_game.app.dive import dive_once
from seaspirits_game.app.progress import progress
from seaspirits_game.core.commands import to_record
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.files import replace_bytes
from seaspirits_game.core.paths import assets
from seaspirits_game.keeper.bots import BOTS, Bot, Constant, constants
from seaspirits_game.keeper.dive import Dive
from seaspirits_game.keeper.written import load_dives
from seaspirits_game.learning.threads import limit_torch

ALL = "all"
"""The NAME that stands for all dives."""
IDLE_MOST, RANDOM_MOST, TEXTBOOK_LEAST, LEVER_MOST = 0.10, 0.30, 0.85, 0.30
"""Shares of dives won that a fair dive keeps to."""
OPENING = 2
"""The first dives, which even an idle Keeper may win."""
LEVER_SEEDS = 5
"""Seeds for each place of a single lever: there are some thirty places a dive."""
NICE = 10
_PACKAGE = Path(__file__).resolve().parents[1]
_DECIDING = ("core", "geometry", "keeper", "learning", "link", "quicksort")
"""Packages whose sources decide how a dive ends."""


@dataclass(frozen=True, slots=True)
class Result:
    """One dive of one bot, as it is kept."""

    won: bool
    stars: int
    step: int


@dataclass(frozen=True, slots=True)
class Alone:
    """The best that a single lever did in a dive."""

    lever: str
    place: str
    """Its command, in short."""
    wins: int
    tries: int

    @property
    def share(self) -> float:
        """Of dives won."""
        return self.wins / self.tries if self.tries else 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """A dive's line in the table."""

    dive: Dive
    results: Mapping[str, tuple[Result, ...]]
    """Of each bot, in the order of the seeds."""
    alone: tuple[Alone, ...]
    """The best place of each lever, in the order of the dive's levers."""

    def share(self, bot: str) -> float:
        """Of dives that `bot` won."""
        return sum(result.won for result in self.results[bot]) / len(self.results[bot])

    @property
    def faults(self) -> tuple[str, ...]:
        """What is not fair about it; empty for a fair dive."""
        told = []
        if "idle" in self.results and self.dive.order > OPENING and self.share("idle") > IDLE_MOST:
            told.append(f"idle wins more than {IDLE_MOST:.0%}")
        if "random" in self.results and self.share("random") > RANDOM_MOST:
            told.append(f"random wins more than {RANDOM_MOST:.0%}")
        if "textbook" in self.results and self.share("textbook") < TEXTBOOK_LEAST:
            told.append(f"textbook wins less than {TEXTBOOK_LEAST:.0%}")
        told += [
            f"{alone.lever} alone wins {alone.share:.0%}"
            for alone in self.alone
            if alone.share > LEVER_MOST and alone.lever != self.dive.lesson_lever and self.dive.order > OPENING
        ]
        return tuple(told)


def dive_or_all(name: str, *, seeds: tuple[int, ...], bot: str | None, out: Path | None, as_json: bool) -> int:
    """What the command `dive` does: one dive, or the table of all.

    Raises:
        UserError: as `run` and `dive.run`, or a file for the result of one dive.
    """
    if name == ALL:
        arguments.target("--out", out)
        return run(seeds=seeds, bot=bot, out=out, as_json=as_json)
    if out is not None:
        raise UserError(f"--out: only the table of all dives is written to a file, not that of {name!r}")
    return dive.run(name=name, bot=bot, seeds=seeds, as_json=as_json)


def run(*, seeds: tuple[int, ...], bot: str | None, out: Path | None, as_json: bool) -> int:
    """0 when every dive is fair, 1 when one is not; the table goes to `out`, the record or the table to stdout.

    Raises:
        UserError: no such bot, or a dive whose file is wrong.
    """
    limit_torch(1)
    os.nice(NICE)
    bots = tuple(BOTS) if bot is None else (one_of("--bot", bot, BOTS),)
    dives = load_dives()
    kept = Kept(user_state_path("sea-of-spirits") / "balance")
    rows = table(dives, bots, seeds, kept, levers=bot is None)
    words = f"python main.py dive {ALL} --seeds {seeds[0]}-{seeds[-1]}{'' if bot is None else f' --bot {bot}'}"
    page = document(rows, seeds, words)
    if out is not None:
        replace_bytes(out, page.encode())
    print(json.dumps({"dives": [_record(row) for row in rows]}) if as_json else page)
    return 1 if any(row.faults for row in rows) else 0


class Kept:
    """Results by what decides them, one JSON line each, appended as they come."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "results.jsonl"
        self._sources = _digest(path for name in _DECIDING for path in sorted((_PACKAGE / name).glob("**/*.py")))
        self._known = {}
        if self._path.is_file():
            for line in self._path.read_text("utf-8", errors="replace").splitlines():
                try:
                    key, won, stars, step = json.loads(line)
                except ValueError:  # the line that an interrupted run was writing
                    continue
                self._known[key] = Result(won, stars, step)

    def result(self, dive: Dive, bot: str, make_bot: Callable[[int], Bot], seed: int) -> Result:
        """What is known of this dive, or what it comes to now."""
        deciding = repr((self._sources, _digest([assets() / "dives" / f"{dive.key}.toml"]), bot, seed))
        key = hashlib.sha256(deciding.encode()).hexdigest()[:24]
        if key not in self._known:
            end = dive_once(dive, make_bot, seed)
            self._known[key] = Result(end.won, end.stars, end.step)
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps([key, end.won, end.stars, end.step]) + "\n")
        return self._known[key]


def table(
    dives: Sequence[Dive], bots: Sequence[str], seeds: Sequence[int], kept: Kept, *, levers: bool = True
) -> list[Row]:
    """A row a dive; with `levers`, also what each lever does alone, over the first `LEVER_SEEDS` seeds."""
    grids = {dive.key: list(_grid(dive)) if levers else [] for dive in dives}
    some = seeds[:LEVER_SEEDS]
    rows = []
    with progress("dives", sum(len(bots) * len(seeds) + len(grids[dive.key]) * len(some) for dive in dives)) as show:
        done = 0

        def result(dive: Dive, bot: str, make_bot: Callable[[int], Bot], seed: int) -> Result:
            nonlocal done
            found = kept.result(dive, bot, make_bot, seed)
            done += 1
            show(done)
            return found

        for dive in dives:
            results = {bot: tuple(result(dive, bot, BOTS[bot], seed) for seed in seeds) for bot in bots}
            alone = []
            for lever, place, player in grids[dive.key]:
                made = [result(dive, f"{lever} {place}", _always(player), seed) for seed in some]
                alone.append(Alone(lever, place, sum(one.won for one in made), len(made)))
            rows.append(Row(dive, results, tuple(_best(alone))))
    return rows


def document(rows: Sequence[Row], seeds: Sequence[int], words: str) -> str:
    """docs/balance.md, in Markdown."""
    lines = [
        "# Balance of the dives",
        "",
        f"Written by the program, by\n\n    {words} --out docs/balance.md\n",
        f"over seeds {seeds[0]} to {seeds[-1]}. A dive is fair when *idle* (touches nothing) wins at most "
        f"{IDLE_MOST:.0%} (the first {OPENING} apart), *random* (moves a random lever to a random place at every look) "
        f"at most {RANDOM_MOST:.0%}, *textbook* (the rules in `keeper/textbook.py`, from the screen alone) at least "
        f"{TEXTBOOK_LEAST:.0%}, and no lever set once at the beginning to any place of a grid (`keeper/bots.py`, "
        f"{min(LEVER_SEEDS, len(seeds))} seeds each) wins more than {LEVER_MOST:.0%}, unless it is the dive's lesson. "
        "Stars and steps are means over the dives that textbook won.",
        "",
        "| dive | idle | random | textbook | stars | steps | best lever alone | lesson | fair |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [_line(row) for row in rows]
    faults = [f"- {row.dive.title}: {', '.join(row.faults)}." for row in rows if row.faults]
    fair = len(rows) - len(faults)
    lines += ["", f"{fair} of {len(rows)} dives are fair{'.' if not faults else ':'}", "", *faults]
    return "\n".join(lines).rstrip() + "\n"


def _line(row: Row) -> str:
    won = [result for result in row.results.get("textbook", ()) if result.won]
    stars = f"{sum(result.stars for result in won) / len(won):.1f}" if won else "–"
    steps = f"{sum(result.step for result in won) / len(won):.0f}" if won else "–"
    shares = [f"{row.share(bot):.0%}" if bot in row.results else "–" for bot in BOTS]
    others = [alone for alone in row.alone if alone.lever != row.dive.lesson_lever]
    best = max(others, key=lambda alone: alone.share, default=None)
    alone = f"{best.place}: {best.wins}/{best.tries}" if best else "–"
    lesson = row.dive.lesson_lever or "several"
    fair = "no" if row.faults else "yes"
    return f"| {' | '.join([row.dive.title, *shares, stars, steps, alone, lesson, fair])} |"


def _record(row: Row) -> dict[str, Any]:
    return {
        "dive": row.dive.key,
        **{bot: row.share(bot) for bot in row.results},
        "alone": [asdict(alone) for alone in row.alone],
        "faults": list(row.faults),
    }


def _grid(dive: Dive) -> Iterator[tuple[str, str, Constant]]:
    for lever in dive.levers:
        for player in constants(lever, dive.config(0).layers):
            yield lever, " + ".join(_short(to_record(command)) for command in player.commands), player


def _short(record: dict[str, Any]) -> str:
    name = record["command"].removeprefix("set_")
    values = " ".join(f"{value:g}" if isinstance(value, float) else str(value) for value in list(record.values())[1:])
    return f"{name} {values}"


def _best(alone: Sequence[Alone]) -> Iterator[Alone]:
    for lever in dict.fromkeys(one.lever for one in alone):
        yield max((one for one in alone if one.lever == lever), key=lambda one: one.share)


def _always(player: Constant) -> Callable[[int], Bot]:
    return lambda seed: player


def _digest(paths: Iterator[Path] | Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
