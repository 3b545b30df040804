"""A person's own table: what is read, and that whatever is wrong with it is one clear line."""

import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seaspirits_game.core.errors import UserError
from seaspirits_game.learning.tables import Table, read_table

GOOD = "a,b,kind\n" + "".join(f"{row},{row * row},{'xy'[row % 2]}\n" for row in range(8))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tables")


def csv_table(folder: Path, text: str | bytes) -> Table:
    path = folder / "table.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_table(path)


def npz_table(folder: Path, **arrays: Any) -> Table:
    path = folder / "table.npz"
    np.savez(path, **arrays)
    return read_table(path)


def refusal(read: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(UserError) as caught:
        read(*args, **kwargs)
    message = str(caught.value)
    assert len(message.splitlines()) == 1
    return message


def test_a_table_with_header(folder: Path) -> None:
    table = csv_table(folder, GOOD)
    assert table.feature_names == ("a", "b")
    assert table.class_names == ("x", "y")
    assert table.inputs.dtype == np.float32
    assert table.inputs[3].tolist() == [3.0, 9.0]
    assert table.labels.tolist() == [0, 1] * 4


def test_header_delimiter_and_byte_order_mark_are_optional(folder: Path) -> None:
    body = GOOD.partition("\n")[2]
    expected = csv_table(folder, GOOD)
    for text in (
        body,
        "\ufeff" + body,
        body.replace(",", ";"),
        body.replace(",", "\t"),
        body.replace("\n", "\r\n\r\n"),
    ):
        table = csv_table(folder, text)
        assert np.array_equal(table.inputs, expected.inputs)
        assert np.array_equal(table.labels, expected.labels)
        assert table.feature_names == ()


@pytest.mark.parametrize("name", ["label", "Class", "TARGET"])
def test_the_class_column_may_stand_anywhere(folder: Path, name: str) -> None:
    rows = "".join(f"{row % 2},{row},{row + 1}\n" for row in range(8))
    table = csv_table(folder, f"{name},u,v\n{rows}")
    assert table.labels.tolist() == [0, 1] * 4
    assert table.feature_names == ("u", "v")
    assert csv_table(folder, f"{name},0,1\n{rows}").feature_names == ("0", "1")


def test_a_class_called_target_makes_no_header(folder: Path) -> None:
    table = csv_table(folder, "".join(f"{row},{['target', 'noise'][row % 2]}\n" for row in range(8)))
    assert len(table.labels) == 8
    assert table.class_names == ("noise", "target")


def test_a_class_name_is_one_line(folder: Path) -> None:
    table = csv_table(folder, '0,"two\nlines"\n1,one\n' * 4)
    assert table.class_names == ("one", "two lines")


def test_classes_that_are_numbers_stand_in_their_order(folder: Path) -> None:
    table = csv_table(folder, "".join(f"{row},{[10, 9.0, 2][row % 3]}\n" for row in range(9)))
    assert table.class_names == ("2", "9", "10")
    assert table.labels.tolist() == [2, 1, 0] * 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "holds no rows"),
        ("a,b\n", "0 rows"),
        ("only\n", "line 1: needs at least one feature"),
        (GOOD + "1,2\n", "line 10: 2 values, line 1 has 3"),
        (GOOD + "1,two,x\n", "line 10: column 2 is 'two'"),
        (GOOD + "1,nan,x\n", "line 10: column 2 is 'nan'"),
        (GOOD + "-inf,1,x\n", "line 10: column 1 is '-inf'"),
        (GOOD + "1,1e39,x\n", "line 10: column 2 is '1e39'"),
        (GOOD + "1,,x\n", "line 10: column 2 is ''"),
        (GOOD + "1,2,\n", "line 10: column 3, the class, is empty"),
        (GOOD + "1,2,z\n", "class 'z' has 1 samples"),
        (GOOD.replace(",y", ",x"), "1 different classes"),
        ("".join(f"{row},class {row % 21}\n" for row in range(84)), "21 different classes"),
        (GOOD.encode() + b"\xff,2,x\n", "line 10: not UTF-8"),
        ("1,0\n2,1\n" * 10_000 + "3,0\n", "20001 rows"),
        ("1,0\n2,1\n" * 15_000, "more than 20000 rows"),
        (",".join(["1"] * 5000) + "\n", "4999 feature columns"),
        (GOOD + '"' + "9" * 200_000 + '",2,x\n', "line 10: field larger"),
    ],
)
def test_what_is_wrong_with_a_csv_is_told(folder: Path, text: str | bytes, told: str) -> None:
    assert told in refusal(csv_table, folder, text)


def test_a_npz_table(folder: Path) -> None:
    X = np.arange(24.0).reshape(8, 3)
    table = npz_table(folder, X=X, y=np.array(["b", "a"] * 4))
    assert np.array_equal(table.inputs, X)
    assert table.class_names == ("a", "b")
    assert table.labels.tolist() == [1, 0] * 4
    pictures = npz_table(folder, X=np.ones((8, 2, 3), np.uint8), y=np.arange(8) % 2 == 0)
    assert pictures.image_shape == (2, 3)
    assert pictures.inputs.shape == (8, 6)


X8, Y8 = np.ones((8, 2)), np.arange(8) % 2


@pytest.mark.parametrize(
    ("arrays", "told"),
    [
        ({"X": X8}, "no array 'y'"),
        ({"y": Y8}, "no array 'X'"),
        ({"X": X8, "y": Y8[:5]}, "array y has shape (5,)"),
        ({"X": X8[0], "y": Y8}, "array X is of shape (2,)"),
        ({"X": X8[:, :0], "y": Y8}, "array X is of shape (8, 0)"),
        ({"X": X8 * np.nan, "y": Y8}, "array X, sample 0, feature 0"),
        ({"X": X8 * 1e200, "y": Y8}, "array X, sample 0, feature 0"),
        ({"X": X8 * 1j, "y": Y8}, "type complex128"),
        ({"X": X8, "y": np.array(["a", None] * 4, object)}, "array y is of type object"),
        ({"X": X8, "y": np.where(Y8 == 0, np.inf, 1.0)}, "is not finite"),
        ({"X": np.ones((8, 5000)), "y": Y8}, "5000 features"),
        ({"X": np.ones((20_001, 1)), "y": np.arange(20_001) % 2}, "20001 rows"),
        ({"X": X8[:4], "y": Y8[:4]}, "4 rows"),
    ],
)
def test_what_is_wrong_with_a_npz_is_told(folder: Path, arrays: dict[str, Any], told: str) -> None:
    assert told in refusal(npz_table, folder, **arrays)


def test_a_header_that_promises_terabytes_is_refused_before_memory_is_asked_for(folder: Path) -> None:

    def header(shape: tuple[int, ...]) -> bytes:
        out = io.BytesIO()
        np.lib.format.write_array_header_1_0(out, {"descr": "<f8", "fortran_order": False, "shape": shape})
        return out.getvalue()

    path = folder / "huge.npz"
    for shape, told in (((10, 10**11), "larger than"), ((10**12, 2), "1000000000000 rows")):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("X.npy", header(shape))
            archive.writestr("y.npy", header((10,)))
        assert told in refusal(read_table, path)


def test_other_files_are_refused(folder: Path) -> None:
    assert "no such file" in refusal(read_table, folder / "missing.csv")
    (folder / "folder.csv").mkdir()
    assert "no such file" in refusal(read_table, folder / "folder.csv")
    assert ".csv or .npz" in refusal(read_table, folder / "table.xlsx")


def read_or_refuse(path: Path) -> None:
    """Anything but a table or a one-line UserError fails the test."""
    try:
        table = read_table(path)
    except UserError as error:
        assert len(str(error).splitlines()) == 1  # noqa: PT017  # both outcomes are right
    else:
        assert np.isfinite(table.inputs).all()
        assert table.inputs.shape[0] == len(table.labels)
        assert set(table.labels) == set(range(len(table.class_names)))


cells = st.one_of(st.sampled_from(["1", "2.5", "-3", "x", "y", "label", "", "nan", '"', "a b"]), st.text(max_size=6))


@settings(max_examples=300)
@given(st.lists(st.lists(cells, max_size=4), max_size=14), st.sampled_from([",", ";", "\t"]), st.booleans())
def test_any_text_gives_a_table_or_one_line(folder: Path, rows: list[list[str]], delimiter: str, doubled: bool) -> None:
    lines = [delimiter.join(row) for row in rows] * (3 if doubled else 1)
    path = folder / "fuzz.csv"
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
    read_or_refuse(path)


@settings(max_examples=200)
@given(st.binary(max_size=200), st.sampled_from([".csv", ".npz"]))
def test_any_bytes_give_a_table_or_one_line(folder: Path, content: bytes, suffix: str) -> None:
    path = folder / f"fuzz{suffix}"
    path.write_bytes(content)
    read_or_refuse(path)


@settings(max_examples=300)
@given(st.data())
def test_a_damaged_archive_gives_a_table_or_one_line(folder: Path, data: st.DataObject) -> None:
    buffer = io.BytesIO()
    save = np.savez_compressed if data.draw(st.booleans()) else np.savez
    save(buffer, X=np.arange(16.0).reshape(8, 2), y=np.arange(8) % 2)
    content = bytearray(buffer.getvalue())
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = folder / "damaged.npz"
    path.write_bytes(bytes(content[: data.draw(st.integers(0, len(content)))]) if data.draw(st.booleans()) else content)
    read_or_refuse(path)
