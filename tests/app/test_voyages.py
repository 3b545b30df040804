"""Trainers for dives, in processes of their own: a twin begins where it was forked, and nothing is left behind."""

import time
from collections.abc import Callable

import numpy as np

from seaspirits_game.app.voyages import OwnVoyages
from seaspirits_game.core.commands import Fork, SetTempo, SingleStep, Tempo
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.facts import Forked
from seaspirits_game.link.process import ProcessLink

PATIENCE = 120.0
CONFIG = VoyageConfig(task="moons", layers=(8, 8), seed=3)


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.02)


def at_step(link: ProcessLink, step: int) -> None:
    until(lambda: (seen := link.latest()) is not None and seen.step >= step)


def test_a_twin_begins_where_it_was_forked_and_goes_the_same_way() -> None:
    voyages = OwnVoyages()
    facts = []
    try:
        first = voyages.begin(CONFIG, Tempo.PAUSE, None)
        for _ in range(5):
            first.send(SingleStep())
        at_step(first, 5)
        first.send(Fork())
        until(lambda: bool(facts.extend(first.facts())) or any(isinstance(fact, Forked) for fact in facts))
        forked = next(fact for fact in facts if isinstance(fact, Forked))
        twin = voyages.twin(CONFIG, forked, Tempo.PAUSE, None)
        at_step(twin, 5)
        for link in (first, twin):
            for _ in range(4):
                link.send(SingleStep())
            at_step(link, 9)
        here, there = first.latest(), twin.latest()
        assert (here.step, there.step) == (9, 9)
        assert np.array_equal(here.probs, there.probs)
        assert here.train_loss == there.train_loss
        home = voyages._home
        assert home.is_dir()
    finally:
        voyages.close()
    assert not home.exists()


def test_closing_before_anything_began_is_no_trouble() -> None:
    OwnVoyages().close()


def test_a_tempo_is_kept() -> None:
    voyages = OwnVoyages()
    try:
        link = voyages.begin(CONFIG, Tempo.PAUSE, 5)
        at_step(link, 0)
        link.send(SetTempo(Tempo.X16))
        at_step(link, 10)
        assert link.latest().step % 5 == 0
    finally:
        voyages.close()
