"""Duels, voyages, dives, lessons and settings to keep in a logbook."""

import numpy as np

from seaspirits_game.core.commands import GrowWider, SetLearningRate
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.streams import stream
from seaspirits_game.quicksort.rules import RULES_BY_NAME
from seaspirits_game.quicksort.sorting import Step, play_out
from seaspirits_game.storage.dives import DiveEntry, LessonEntry, SettingEntry
from seaspirits_game.storage.duels import DuelEntry, RoundEntry
from seaspirits_game.storage.voyages import BranchEntry, VoyageEntry


def steps_on(values: np.ndarray, rule: str, seed: int) -> tuple[Step, ...]:
    steps: list[Step] = []
    play_out(values.tolist(), RULES_BY_NAME[rule], np.random.default_rng(seed), on_step=steps.append)
    return tuple(steps)


def a_round(number: int = 0, n: int = 16, seed: int = 0, score: float = 0.5) -> RoundEntry:
    values = stream(seed, "entry", number).permutation(n).astype(np.float64)
    player, rival = steps_on(values, "median3", seed), steps_on(values, "random", seed)
    return RoundEntry(
        number=number,
        player=sum(step.comparisons for step in player),
        rival=sum(step.comparisons for step in rival),
        score=score,
        seconds=41.5,
        values=values,
        player_steps=player,
        rival_steps=rival,
    )


def a_duel(seed: int = 0, mode: str = "duel", n: int = 16, scores: tuple[float, ...] = (0.5, 0.6)) -> DuelEntry:
    return DuelEntry(
        played_at=f"2025-01-02T03:04:{seed % 60:02d}+00:00",
        mode=mode,
        n=n,
        murk=0.2,
        clock=False,
        seed=seed,
        winner=1,
        rounds=tuple(a_round(number, n, seed, score) for number, score in enumerate(scores)),
    )


def at(number: int) -> str:
    """The time of the entry of that number."""
    return (
        f"2025-01-{1 + number // 86400:02d}T{number // 3600 % 24:02d}:{number // 60 % 60:02d}:{number % 60:02d}+00:00"
    )


def a_voyage(number: int = 0, steps: int = 500) -> VoyageEntry:
    return VoyageEntry(
        begun_at=at(number),
        config=VoyageConfig(task="moons", seed=number, layers=(8, 6)),
        commands=((100, SetLearningRate(0.2)), (200, GrowWider(1, 12))),
        steps=steps,
        ended="interrupted",
        val_accuracy=0.9375,
        branches=(
            BranchEntry(number=0, parent=None, forked_at=0, last_step=300),
            BranchEntry(number=1, parent=0, forked_at=250, last_step=steps),
        ),
    )


def a_dive(number: int = 0, name: str = "first-light", stars: int = 2, voyage: int | None = None) -> DiveEntry:
    return DiveEntry(
        played_at=at(number),
        name=name,
        seed=number,
        won=stars > 0,
        stars=stars,
        steps=400,
        light=12.5,
        seconds=301.0,
        voyage=voyage,
    )


def a_lesson(name: str = "pivot duel", number: int = 0) -> LessonEntry:
    return LessonEntry(name=name, completed_at=at(number))


def a_setting(name: str = "keeper.hints", value: object = True, number: int = 0) -> SettingEntry:
    return SettingEntry(name=name, value=value, changed_at=at(number))
