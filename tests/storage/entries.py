"""Duels to keep in a logbook."""

import numpy as np

from seaspirits_game.core.streams import stream
from seaspirits_game.quicksort.rules import RULES_BY_NAME
from seaspirits_game.quicksort.sorting import Step, play_out
from seaspirits_game.storage.duels import DuelEntry, RoundEntry


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
