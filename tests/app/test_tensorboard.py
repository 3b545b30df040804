"""The event file, read back by a reader of our own that shares no code with the writer."""

import math
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from seaspirits_game import cli
from seaspirits_game.app.simulate import METRICS, TENSORBOARD
from seaspirits_game.app.tensorboard import FILE, tag_of, write_events
from seaspirits_game.voyage.metrics import read_metrics

WORDS = ["simulate", "--task", "moons", "--layers", "8,8", "--steps", "60", "--every", "10", "--tensorboard", "--out"]


def crc32c(data: bytes) -> int:
    """Castagnoli's checksum, bit by bit. Source: RFC 3720, appendix B.4."""
    register = 0xFFFFFFFF
    for byte in data:
        register ^= byte
        for _ in range(8):
            register = (register >> 1) ^ (0x82F63B78 if register & 1 else 0)
    return register ^ 0xFFFFFFFF


def masked(data: bytes) -> int:
    checksum = crc32c(data)
    return ((checksum >> 15 | checksum << 17) + 0xA282EAD8) & 0xFFFFFFFF


def records(content: bytes) -> Iterator[bytes]:
    """TFRecord: length, its checksum, data, their checksum."""
    at = 0
    while at < len(content):
        (length,) = struct.unpack_from("<Q", content, at)
        data = content[at + 12 : at + 12 + length]
        assert struct.unpack_from("<I", content, at + 8)[0] == masked(content[at : at + 8])
        assert struct.unpack_from("<I", content, at + 12 + length)[0] == masked(data)
        yield data
        at += 16 + length


def fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """(number, value) of a protocol buffer's fields; fixed-width ones as their bytes."""

    def varint(at: int) -> tuple[int, int]:
        value = shift = 0
        while True:
            byte = message[at]
            value |= (byte & 0x7F) << shift
            at, shift = at + 1, shift + 7
            if not byte & 0x80:
                return value, at

    at = 0
    while at < len(message):
        key, at = varint(at)
        if key & 7 == 0:
            value, at = varint(at)
            yield key >> 3, value
            continue
        length, at = {1: (8, at), 5: (4, at)}.get(key & 7) or varint(at)
        yield key >> 3, message[at : at + length]
        at += length


def scalars(path: Path) -> dict[str, list[tuple[int, float, float]]]:
    """(step, wall time, value) by tag. Event: 1 time, 2 step, 3 version, 5 summary; Value: 1 tag, 2 simple_value."""
    found: dict[str, list[tuple[int, float, float]]] = {}
    for number, record in enumerate(records(path.read_bytes())):
        event = dict(fields(record))
        if number == 0:
            assert event[3] == b"brain.Event:2"
            continue
        time = struct.unpack("<d", event.get(1, bytes(8)))[0]
        for _, entry in fields(event[5]):
            value = dict(fields(entry))
            single = struct.unpack("<f", value.get(2, bytes(4)))[0]
            found.setdefault(value[1].decode(), []).append((event.get(2, 0), time, single))
    return found


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("events") / "run"
    assert cli.run_command([*WORDS, str(out)]) == 0
    return out


def test_the_checksum_is_the_one_of_the_standard() -> None:
    assert crc32c(bytes(32)) == 0x8A9136AA


def test_every_cell_is_a_scalar_at_its_step(run: Path) -> None:
    rows = read_metrics(run / METRICS)
    found = scalars(run / TENSORBOARD / FILE)
    assert len(found) == len(rows[0]) - 1
    assert {"train_loss", "layer1/entropy", "layer2/coherence", "sharpness"} <= set(found)
    for column in rows[0]:
        if column == "step":
            continue
        told = [(row["step"], np.float32(row[column])) for row in rows if column in row]
        read = [(step, np.float32(value)) for step, _, value in found[tag_of(column)]]
        assert [step for step, _ in read] == [step for step, _ in told]
        np.testing.assert_array_equal([value for _, value in read], [value for _, value in told])


def test_time_is_the_step(run: Path) -> None:
    assert all(time == step for step, time, _ in scalars(run / TENSORBOARD / FILE)["train_loss"])


def test_the_same_voyage_gives_the_same_bytes_and_no_other_file(run: Path, tmp_path: Path) -> None:
    assert cli.run_command([*WORDS, str(tmp_path / "again")]) == 0
    files = [path.name for path in (tmp_path / "again" / TENSORBOARD).iterdir()]
    assert files == [FILE]
    assert (tmp_path / "again" / TENSORBOARD / FILE).read_bytes() == (run / TENSORBOARD / FILE).read_bytes()


def test_a_finished_run_gets_its_events_later(tmp_path: Path) -> None:
    words = [word for word in WORDS if word != "--tensorboard"]
    assert cli.run_command([*words, str(tmp_path / "run")]) == 0
    assert not (tmp_path / "run" / TENSORBOARD).exists()
    assert cli.run_command([*WORDS, str(tmp_path / "run")]) == 0
    assert (tmp_path / "run" / TENSORBOARD / FILE).is_file()


def test_values_at_the_edges(tmp_path: Path) -> None:
    rows = [{"step": 0, "a": math.nan, "b": -math.inf, "c": 1e300}, {"step": 2**40, "a": 0.0, "b": -1e-3}]
    found = scalars(write_events(tmp_path, rows))
    assert math.isnan(found["a"][0][2])
    assert found["a"][1][0] == 2**40
    assert found["b"][0][2] == -math.inf
    assert [value for _, _, value in found["c"]] == [math.inf]


def test_without_the_library_one_line_and_no_training(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "tensorboardX", None)
    assert cli.run_command([*WORDS, str(tmp_path / "run")]) == 2
    told = capsys.readouterr().err
    assert 'pip install -e ".[tensorboard]"' in told
    assert told.count("\n") == 1
    assert not (tmp_path / "run").exists()
