"""A reader sees the old file or the new one, never half."""

from pathlib import Path

import pytest

from seaspirits_game.core.files import replace_atomically, replace_bytes


def test_the_new_content_is_there_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "file.json"
    replace_bytes(target, b"one")
    replace_bytes(target, b"two")
    assert target.read_bytes() == b"two"
    assert [path.name for path in target.parent.iterdir()] == ["file.json"]


def test_a_writer_that_fails_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    target = tmp_path / "file.bin"
    replace_bytes(target, b"old")

    def half(path: Path) -> None:
        path.write_bytes(b"ha")
        raise OSError("no space left on device")

    with pytest.raises(OSError, match="no space"):
        replace_atomically(target, half)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["file.bin"]


def test_a_folder_that_cannot_be_made_is_an_os_error(tmp_path: Path) -> None:
    (tmp_path / "wall").write_text("")
    with pytest.raises(OSError, match="wall"):
        replace_bytes(tmp_path / "wall" / "file", b"")


def test_a_new_file_allows_what_new_files_allow_and_an_old_one_what_it_did(tmp_path: Path) -> None:
    fresh, ordinary = tmp_path / "fresh", tmp_path / "ordinary"
    replace_bytes(fresh, b"one")
    ordinary.write_bytes(b"two")
    assert fresh.stat().st_mode == ordinary.stat().st_mode
    fresh.chmod(0o640)
    replace_bytes(fresh, b"three")
    assert fresh.stat().st_mode & 0o777 == 0o640
