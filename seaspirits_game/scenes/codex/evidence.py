"""The table of claims as the codex reads it: what `python main.py claims` found, hypothesis by hypothesis."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seaspirits_game.core.errors import UserError
from seaspirits_game.core.paths import assets

VERDICTS = ("supported", "partly", "not")


@dataclass(frozen=True, slots=True)
class Effect:
    """One hypothesis in one task: the mean effect over the seeds and its interval, NaN where there is none."""

    task: str
    verdict: str
    opposite: bool
    """Whether the whole interval lies on the other side."""
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What would have to be so, and what was found."""

    statement: str
    statistic: str
    verdict: str
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class ClaimFound:
    """One of the essay's claims, judged."""

    title: str
    verdict: str
    hypotheses: tuple[Hypothesis, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """All of the table."""

    tasks: tuple[str, ...]
    seeds: tuple[int, ...]
    steps: int
    claims: Mapping[str, ClaimFound]
    """By key."""


def load_evidence(path: Path | None = None) -> Evidence | None:
    """The table in `path`, by default in `assets/data/claims.json`; None when nobody has made one yet.

    Raises:
        UserError: the file is there, but is not what the command writes.
    """
    place = path or assets() / "data" / "claims.json"
    try:
        text = place.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{place}: cannot be read ({getattr(error, 'strerror', None) or error})") from error
    try:
        return _evidence(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(f"{place}: is not a table that `python main.py claims` wrote ({error!r})") from error


def _evidence(record: dict[str, Any]) -> Evidence:
    return Evidence(
        tasks=tuple(str(task) for task in record["tasks"]),
        seeds=tuple(int(seed) for seed in record["seeds"]),
        steps=int(record["steps"]),
        claims={str(claim["key"]): _claim(claim) for claim in record["claims"]},
    )


def _claim(record: dict[str, Any]) -> ClaimFound:
    return ClaimFound(
        title=str(record["title"]),
        verdict=_verdict(record["verdict"]),
        hypotheses=tuple(
            Hypothesis(
                statement=str(one["statement"]),
                statistic=str(one["statistic"]),
                verdict=_verdict(one["verdict"]),
                effects=tuple(
                    Effect(
                        task=str(task),
                        verdict=_verdict(found["verdict"]),
                        opposite=bool(found["opposite"]),
                        mean=_number(found["mean"]),
                        low=_number(found["low"]),
                        high=_number(found["high"]),
                    )
                    for task, found in one["tasks"].items()
                ),
            )
            for one in record["hypotheses"]
        ),
    )


def _verdict(value: object) -> str:
    if value not in VERDICTS:
        raise ValueError(f"verdict {value!r} is not one of {', '.join(VERDICTS)}")
    return str(value)


def _number(value: object) -> float:
    if value is None:
        return float("nan")
    if not isinstance(value, int | float):
        raise ValueError(f"{value!r} is not a number")
    return float(value)
