"""Checkpoints are whole or refused, whatever happened to the file."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import load_file, save_file

from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.levers import Levers
from seaspirits_game.learning.checkpoint import CheckpointFolder, TrainingState, read_checkpoint, write_checkpoint


def some_state(step: int = 7) -> TrainingState:
    random = np.random.default_rng(step)
    arrays = {
        "W1": random.normal(size=(3, 2)).astype(np.float32),
        "b1": random.normal(size=3).astype(np.float32),
        "rotation.layer1": random.normal(size=(5, 8)),
    }
    return TrainingState(
        config=VoyageConfig(task="moons", layers=(3,), dropout=0.25),
        task_fingerprint="ab" * 32,
        step=step,
        samples_seen=64 * step,
        levers=Levers(learning_rate=0.1 / 3, layers=(3,), dropout=0.25, input_shift=0.1),
        easing=(12,),
        branch=2,
        branches=4,
        arrays=arrays,
    )


def same(one: TrainingState, other: TrainingState) -> bool:
    def contents(state: TrainingState) -> dict[str, tuple[str, tuple[int, ...], bytes]]:
        return {name: (array.dtype.str, array.shape, array.tobytes()) for name, array in state.arrays.items()}

    return replace(one, arrays={}) == replace(other, arrays={}) and contents(one) == contents(other)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("checkpoint") / "state.safetensors"
    write_checkpoint(path, some_state())
    return path


def test_what_is_read_is_what_was_written(written: Path) -> None:
    state = read_checkpoint(written)
    assert same(state, some_state())
    assert all(array.flags.writeable for array in state.arrays.values())


def test_the_summary_beside_it_can_be_read_by_people(written: Path) -> None:
    summary = json.loads(written.with_suffix(".json").read_text())
    assert summary["step"] == 7
    assert summary["config"]["task"] == "moons"
    assert summary["arrays"]["W1"] == [3, 2]


def damaged_reads_as_nothing_else(path: Path, content: bytes) -> bool:
    """Whether `content` was refused in one line; if it was not, it must be the exact state."""
    path.write_bytes(content)
    try:
        state = read_checkpoint(path)
    except UserError as error:
        assert len(str(error).splitlines()) == 1  # noqa: PT017  # both outcomes are right
        assert str(path) in str(error)  # noqa: PT017
        return True
    assert same(state, some_state())
    return False


def test_no_truncation_is_taken_for_a_checkpoint(written: Path) -> None:
    content = written.read_bytes()
    path = written.with_name("truncated.safetensors")
    for length in range(0, len(content), 3):
        assert damaged_reads_as_nothing_else(path, content[:length])


def test_no_flipped_byte_changes_what_is_read(written: Path) -> None:
    content = bytearray(written.read_bytes())
    path = written.with_name("flipped.safetensors")
    refused = 0
    for position in range(len(content)):
        for mask in (0x01, 0xFF):
            content[position] ^= mask
            refused += damaged_reads_as_nothing_else(path, bytes(content))
            content[position] ^= mask
    assert refused > 1.9 * len(content)  # all but blanks that fill up the header


@settings(max_examples=200)
@given(st.data())
def test_no_overwritten_stretch_changes_what_is_read(written: Path, data: st.DataObject) -> None:
    content = bytearray(written.read_bytes())
    start = data.draw(st.integers(0, len(content) - 1))
    junk = data.draw(st.binary(min_size=1, max_size=64))
    content[start : start + len(junk)] = junk
    damaged_reads_as_nothing_else(written.with_name("junk.safetensors"), bytes(content))


@settings(max_examples=60)
@given(st.binary(max_size=400))
def test_arbitrary_bytes_are_refused(written: Path, content: bytes) -> None:
    assert damaged_reads_as_nothing_else(written.with_name("noise.safetensors"), content)


def test_a_strange_safetensors_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "strange.safetensors"
    save_file({"W1": np.ones(3, np.float32)}, path)
    with pytest.raises(UserError, match="not a checkpoint of this program"):
        read_checkpoint(path)
    with pytest.raises(UserError, match="cannot be read"):
        read_checkpoint(tmp_path / "missing.safetensors")


def test_settings_of_one_file_with_arrays_of_another_are_refused(written: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.safetensors"
    write_checkpoint(other, some_state(step=8))
    first, second = written.read_bytes(), other.read_bytes()
    data = sum(array.nbytes for array in load_file(written).values())
    assert len(first) == len(second)
    mixed = first[:-data] + second[-data:]
    other.write_bytes(mixed)
    with pytest.raises(UserError, match="checksum"):
        read_checkpoint(other)


@pytest.mark.parametrize(
    "change",
    [
        {"step": -1},
        {"samples_seen": -64},
        {"branch": -1},
        {"easing": (1, 2)},
        {"reef_left": -1},
        {"arrays": {"W1": np.array([np.nan], np.float32)}},
    ],
)
def test_a_right_checksum_does_not_excuse_wrong_values(tmp_path: Path, change: dict[str, object]) -> None:
    path = tmp_path / "forged.safetensors"
    write_checkpoint(path, replace(some_state(), **change))  # type: ignore[arg-type]
    with pytest.raises(UserError):
        read_checkpoint(path)


def test_a_folder_keeps_three_and_gives_the_latest(tmp_path: Path) -> None:
    folder = CheckpointFolder(tmp_path / "run")
    assert folder.latest_good() is None
    for step in (10, 20, 900, 30):  # back from 900: the latest written counts, not the highest
        assert folder.save(some_state(step)) == step
    state = folder.latest_good()
    assert state is not None
    assert same(state, some_state(30))
    names = sorted(path.name for path in (tmp_path / "run").iterdir())
    assert names == [
        f"0000000{number}-step{step}.{kind}"
        for number, step in ((2, 20), (3, 900), (4, 30))
        for kind in ("json", "safetensors")
    ]


def test_a_folder_falls_back_to_an_older_one(tmp_path: Path) -> None:
    folder = CheckpointFolder(tmp_path)
    for step in (1, 2, 3):
        folder.save(some_state(step))
    newest_first = sorted(tmp_path.glob("*.safetensors"), reverse=True)
    for expected, path in zip((2, 1), newest_first, strict=False):
        path.write_bytes(path.read_bytes()[:100])
        state = folder.latest_good()
        assert state is not None
        assert state.step == expected
    newest_first[-1].unlink()
    assert folder.latest_good() is None
    folder.save(some_state(4))  # the numbering goes on
    assert (tmp_path / "00000004-step4.safetensors").exists()


def test_foreign_files_in_the_folder_do_not_disturb(tmp_path: Path) -> None:
    (tmp_path / "notes-step.safetensors").write_text("not ours")
    folder = CheckpointFolder(tmp_path)
    assert folder.latest_good() is None
    folder.save(some_state())
    assert folder.latest_good() is not None
    assert (tmp_path / "notes-step.safetensors").exists()


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(OSError, match=r"exists|directory"):
        CheckpointFolder(blocked).save(some_state())
