"""The logbook as scenes hold it: written in the background, complaints instead of errors, and no kill that hurts it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from seaspirits_game.storage.database import connect
from seaspirits_game.storage.duels import duel, duel_numbers
from seaspirits_game.storage.logbook import Logbook
from tests.storage.entries import a_duel

ROOT = Path(__file__).resolve().parents[2]


def test_what_is_added_can_be_read(tmp_path):
    book = Logbook(tmp_path / "logbook.sqlite")
    assert book.best_scores() == []
    for seed in range(5):
        book.add(a_duel(seed, scores=(seed / 10,)))
    assert book.settle()
    assert [best.score for best in book.best_scores("duel")] == [0.4]
    assert len(book.duel_numbers()) == 5
    assert book.duel(book.duel_numbers()[0]).seed == 0
    assert len(book.player_steps(2)) > 10
    assert book.take_complaints() == []
    book.close()


def test_closing_writes_what_waits(tmp_path):
    book = Logbook(tmp_path / "logbook.sqlite")
    for seed in range(8):
        book.add(a_duel(seed))
    book.close()
    connection = connect(tmp_path / "logbook.sqlite")
    assert len(duel_numbers(connection)) == 8
    connection.close()


def test_two_windows_share_a_logbook(tmp_path):
    first, second = Logbook(tmp_path / "logbook.sqlite"), Logbook(tmp_path / "logbook.sqlite")
    for seed in range(6):
        (first if seed % 2 else second).add(a_duel(seed))
    assert first.settle()
    assert second.settle()
    assert len(first.duel_numbers()) == len(second.duel_numbers()) == 6
    first.close()
    second.close()


def test_what_cannot_be_written_is_told_and_the_next_is_written(tmp_path):
    book = Logbook(tmp_path / "logbook.sqlite")
    bad = a_duel(1, n=16)
    object.__setattr__(bad, "n", 1)
    book.add(bad)
    book.add(a_duel(2))
    assert book.settle()
    (complaint,) = book.take_complaints()
    assert "not in the logbook" in complaint
    assert book.take_complaints() == []
    assert [book.duel(number).seed for number in book.duel_numbers()] == [2]
    book.close()


def test_damage_while_open_is_told_not_raised(tmp_path):
    book = Logbook(tmp_path / "logbook.sqlite")
    book.add(a_duel(1))
    assert book.settle()
    book._connection.execute("UPDATE rounds SET replay = 'nonsense'")
    assert book.player_steps(3) == []
    assert "cannot be read" in book.take_complaints()[0]
    book.close()


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a signal of other systems")
def test_a_killed_game_loses_nothing_that_was_written(tmp_path):
    path = tmp_path / "logbook.sqlite"
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from seaspirits_game.storage.database import connect\n"
        "from seaspirits_game.storage.duels import add_duel\n"
        "from tests.storage.entries import a_duel\n"
        "connection = connect(Path(sys.argv[1]))\n"
        "for seed in range(100000):\n"
        "    print(add_duel(connection, a_duel(seed, n=48, scores=(0.1, 0.2, 0.3))), flush=True)\n"
    )
    for _ in range(2):  # the second time over what the first one left
        game = subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert game.stdout is not None
        told = [int(game.stdout.readline()) for _ in range(20)]
        game.send_signal(signal.SIGKILL)
        told += [int(line) for line in game.stdout.read().splitlines() if line.strip()]
        game.wait()
        game.stdout.close()
        connection = connect(path)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        numbers = duel_numbers(connection)
        assert set(told) <= set(numbers)
        assert all(len(duel(connection, number).rounds) == 3 for number in numbers)
        connection.close()
