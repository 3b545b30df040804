"""Berths come and go with their process; those of the dead are swept, those of the living are not."""

import os
import subprocess
import sys
from pathlib import Path

from seaspirits_game.app.berth import Berth


def test_a_berth_is_there_inside_and_gone_after(tmp_path: Path) -> None:
    with Berth(tmp_path) as berth:
        assert berth.folder.is_dir()
        (berth.folder / "checkpoint").write_text("x")
    assert not berth.folder.exists()


def test_the_dead_are_swept_and_the_living_and_strangers_are_not(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    for name in (f"voyage-of-{dead.pid}", f"voyage-of-{os.getppid()}", "voyage-of-abc", "pictures"):
        (tmp_path / name).mkdir()
    with Berth(tmp_path):
        left = {path.name for path in tmp_path.iterdir()}
    assert left == {f"voyage-of-{os.getppid()}", "voyage-of-abc", "pictures", f"voyage-of-{os.getpid()}"}


def test_without_a_writable_home_there_is_still_a_berth(tmp_path: Path) -> None:
    wall = tmp_path / "wall"
    wall.write_text("not a folder")
    with Berth(wall / "berths") as berth:
        assert berth.folder.is_dir()
    assert not berth.folder.exists()
