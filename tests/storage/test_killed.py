"""kill -9 at two hundred random moments: the logbook opens, is whole, and nothing that was acknowledged is lost."""

import os
import random
import select
import signal
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from seaspirits_game.storage import dives, duels, voyages
from seaspirits_game.storage.database import connect
from tests.storage.entries import a_dive, a_duel, a_lesson, a_setting, a_voyage

KILLS = 200
BOOKS = 10
"""Every so many kills a new file, so that the first opening is hit as well."""
DUEL = a_duel(0, n=16, scores=(0.1, 0.2))


def write_for_ever(path: Path, told: int, first: int) -> None:
    """Write entries of all kinds one after another, and acknowledge each after it was committed."""
    with closing(connect(path)) as book:
        number = first
        while True:
            kind = number % 5
            if kind == 0:
                object.__setattr__(DUEL, "seed", number)
                duels.add_duel(book, DUEL)
            elif kind == 1:
                voyages.add_voyage(book, a_voyage(number))
            elif kind == 2:
                dives.add_dive(book, a_dive(number, name=f"dive {number % 3}", stars=number % 4))
            elif kind == 3:
                dives.add_lesson(book, a_lesson(f"lesson {number}", number))
            else:
                dives.put_setting(book, a_setting(f"setting {number}", number, number))
            os.write(told, number.to_bytes(4, "big"))
            number += 1


def acknowledged(path: Path, first: int, wait_s: float) -> list[int]:
    """What a game that was killed after about `wait_s` seconds had told of as written."""
    read, write = os.pipe()
    game = os.fork()
    if game == 0:
        try:
            os.close(read)
            write_for_ever(path, write, first)
        finally:
            os._exit(1)
    os.close(write)
    time.sleep(wait_s)
    os.kill(game, signal.SIGKILL)
    content = b""
    while select.select([read], [], [], 5.0)[0] and (part := os.read(read, 65536)):
        content += part
    os.close(read)
    os.waitpid(game, 0)
    return [int.from_bytes(content[place : place + 4], "big") for place in range(0, len(content) - 3, 4)]


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal of other systems")
def test_two_hundred_kills_lose_nothing_that_was_acknowledged(tmp_path):
    moments = random.Random(200)
    told: dict[Path, list[int]] = {}
    for kill in range(KILLS):
        path = tmp_path / f"{kill // (KILLS // BOOKS)}.sqlite"
        written = told.setdefault(path, [])
        written += acknowledged(path, 1_000 * (kill + 1), moments.uniform(0.0, 0.03))
        with closing(connect(path)) as book:
            assert book.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert book.execute("PRAGMA foreign_key_check").fetchall() == []
            there = {
                0: {seed for (seed,) in book.execute("SELECT seed FROM duels")},
                1: {seed for (seed,) in book.execute("SELECT seed FROM voyages")},
                2: {dive.seed for dive in dives.dives(book)},
                3: {int(lesson.name.split()[1]) for lesson in dives.lessons(book)},
                4: {setting.value for setting in dives.settings(book)},
            }
            assert all(number in there[number % 5] for number in written)
            # what belongs together is there together
            assert all(len(voyages.voyage(book, number).branches) == 2 for number in voyages.voyage_numbers(book))
            assert book.execute("SELECT duel FROM rounds GROUP BY duel HAVING count(*) != 2").fetchall() == []
            counted = dict(book.execute("SELECT name, count(*) FROM dives GROUP BY name"))
            assert {star.dive: star.played for star in dives.best_stars(book)} == counted
    print(sum(map(len, told.values())), "acknowledged")
    assert sum(map(len, told.values())) > KILLS, "the games were killed before they wrote anything"
