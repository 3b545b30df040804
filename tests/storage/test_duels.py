"""What goes into the logbook comes out of it; best scores are the best."""

import sqlite3

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seaspirits_game.core.errors import UserError
from seaspirits_game.quicksort.game import replayed
from seaspirits_game.storage.database import connect
from seaspirits_game.storage.duels import add_duel, best_scores, duel, duel_numbers, player_steps
from tests.storage.entries import a_duel, a_round


@pytest.fixture
def connection(tmp_path):
    opened = connect(tmp_path / "logbook.sqlite")
    yield opened
    opened.close()


def test_a_duel_comes_back_as_it_was_and_its_replays_sort(connection):
    entry = a_duel(seed=2**62 + 1, scores=(0.9, 0.1, 0.4))
    number = add_duel(connection, entry)
    found = duel(connection, number)
    for name in ("played_at", "mode", "n", "murk", "clock", "seed", "winner"):
        assert getattr(found, name) == getattr(entry, name)
    for kept, played in zip(found.rounds, entry.rounds, strict=True):
        assert np.array_equal(kept.values, played.values)
        assert kept.player_steps == played.player_steps
        assert kept.rival_steps == played.rival_steps
        assert replayed(kept.values, kept.player_steps).comparisons == kept.player == played.player
        assert (kept.score, kept.seconds) == (played.score, played.seconds)


def test_a_duel_that_is_not_there_is_named(connection):
    with pytest.raises(UserError, match="duel 7"):
        duel(connection, 7)


def test_a_replay_that_cannot_be_read_is_named(connection):
    number = add_duel(connection, a_duel())
    connection.execute("UPDATE rounds SET replay = '{\"values\": [1' WHERE number = 1")
    with pytest.raises(UserError, match=f"duel {number}, round 1"):
        duel(connection, number)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(
    games=st.lists(
        st.tuples(st.sampled_from(("duel", "sea")), st.sampled_from((12, 24)), st.floats(0, 1)), min_size=1, max_size=12
    )
)
def test_best_scores_are_the_greatest_per_mode_and_n(tmp_path, games):
    path = tmp_path / "best.sqlite"
    path.unlink(missing_ok=True)
    connection = connect(path)
    for seed, (mode, n, score) in enumerate(games):
        add_duel(connection, a_duel(seed, mode, n, scores=(score, score / 2)))
    expected = {}
    for mode, n, score in games:
        expected[mode, n] = max(score, expected.get((mode, n), -1.0))
    assert {(best.mode, best.n): best.score for best in best_scores(connection)} == expected
    assert [(best.mode, best.n) for best in best_scores(connection)] == sorted(expected)
    assert {best.mode for best in best_scores(connection, "sea")} <= {"sea"}
    connection.close()


def test_a_duel_that_breaks_off_leaves_nothing(connection):
    entry = a_duel(scores=(0.5,))
    twice = type(entry)(
        **{**{name: getattr(entry, name) for name in entry.__slots__}, "rounds": (a_round(), a_round())}
    )
    with pytest.raises(sqlite3.IntegrityError):
        add_duel(connection, twice)
    assert duel_numbers(connection) == []
    assert best_scores(connection) == []
    assert not connection.in_transaction


def test_steps_of_the_newest_rounds_come_first(connection):
    for seed in range(3):
        add_duel(connection, a_duel(seed, scores=(0.5,)))
    newest = duel(connection, duel_numbers(connection)[-1]).rounds[0]
    assert player_steps(connection, 1) == list(newest.player_steps)
    assert len(player_steps(connection, 50)) > 2 * len(newest.player_steps)
    assert duel_numbers(connection, "sea") == []
