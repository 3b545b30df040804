"""The past is kept truly, and never more of it than promised."""

import numpy as np

from seaspirits_game.sea.history import KEPT, History
from tests.sea.seas import shoals, snapshot


def test_paths_and_probabilities_are_what_the_snapshots_said() -> None:
    history, given = History(), [snapshot(shoals(9, step), seed=step, step=step) for step in range(5)]
    for one in given:
        history.add(one)
    assert history.steps() == [0, 1, 2, 3, 4]
    assert np.array_equal(history.path(1, 7), [one.coords[1][7] for one in given])
    assert np.array_equal(history.probabilities(7), [one.probs[7] for one in given])


def test_memory_is_bounded() -> None:
    history = History()
    for step in range(100):
        history.add(snapshot(shoals(4, step), step=step))
    assert len(history) == KEPT
    assert history.steps() == list(range(100 - KEPT, 100))
    assert history.path(0, 0).shape == (KEPT, 8)


def test_going_back_to_a_checkpoint_forgets_what_will_not_have_been() -> None:
    history = History()
    for step in (0, 10, 20, 30, 20, 40):
        history.add(snapshot(shoals(4, step), step=step))
    assert history.steps() == [0, 10, 20, 40]


def test_without_a_past_paths_are_empty() -> None:
    assert len(History().path(0, 0)) == 0
    assert len(History().probabilities(0)) == 0
