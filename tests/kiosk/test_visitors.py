"""Visitors are counted by the hour, survive a kill, and never stop an exhibit."""

import io
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from seaspirits_game.kiosk.visitors import Visitors

MORNING, NOON = datetime(2026, 5, 1, 9, 59), datetime(2026, 5, 1, 12, 0)


def test_counts_by_hour_and_choice(tmp_path: Path) -> None:
    said: list[str] = []
    visitors = Visitors(tmp_path / "deep" / "visitors.sqlite", said.append)
    for moment, choice in ((MORNING, "arrived"), (MORNING, "arrived"), (MORNING, "duel"), (NOON, "arrived")):
        visitors.count(choice, moment)
    visitors.close()
    again = Visitors(tmp_path / "deep" / "visitors.sqlite", said.append)
    out = io.StringIO()
    again.export(out)
    again.close()
    assert out.getvalue() == (
        "hour,choice,count\n2026-05-01T09:00,arrived,2\n2026-05-01T09:00,duel,1\n2026-05-01T12:00,arrived,1\n"
    )
    assert said == []


def test_what_was_counted_survives_a_kill(tmp_path: Path) -> None:
    code = (
        "import os, sys, datetime\nfrom pathlib import Path\nfrom seaspirits_game.kiosk.visitors import Visitors\n"
        "v = Visitors(Path(sys.argv[1]), print)\n"
        "for n in range(25): v.count('arrived', datetime.datetime(2026, 5, 1, 9))\nos.kill(os.getpid(), 9)"
    )
    path = tmp_path / "visitors.sqlite"
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    visitors = Visitors(path, print)
    assert visitors.rows() == [("2026-05-01T09:00", "arrived", 25)]
    visitors.close()


def test_a_damaged_file_is_set_aside_and_a_missing_place_is_said_once(tmp_path: Path) -> None:
    said: list[str] = []
    path = tmp_path / "visitors.sqlite"
    path.write_bytes(b"no database at all, but long enough to look at" * 40)
    visitors = Visitors(path, said.append)
    visitors.count("arrived", NOON)
    assert len(visitors.rows()) == 1
    visitors.close()
    assert (tmp_path / "visitors.sqlite.damaged").exists()
    assert len(said) == 1
    (tmp_path / "file").write_text("")
    nowhere = Visitors(tmp_path / "file" / "visitors.sqlite", said.append)
    nowhere.count("arrived", NOON)
    assert nowhere.rows() == []
    assert len(said) == 2
