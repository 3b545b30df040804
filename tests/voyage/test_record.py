"""voyage.json comes back as it was written, or is refused in one line."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.core.commands import (
    HopBranch,
    RestoreCheckpoint,
    Rewind,
    SaveCheckpoint,
    SetLearningRate,
    SetTempo,
    SingleStep,
    StepBack,
    Tempo,
)
from seaspirits_game.core.config import Measures, VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.facts import Branch
from seaspirits_game.voyage.record import (
    Status,
    Voyage,
    current_versions,
    difference,
    out_of_order,
    read_voyage,
    table_digest,
    write_voyage,
)

COMMANDS = st.one_of(
    st.sampled_from([SingleStep(), SaveCheckpoint(), RestoreCheckpoint(), Rewind(7), StepBack(3), HopBranch(1)]),
    st.sampled_from(Tempo).map(SetTempo),
    st.floats(1e-5, 10.0).map(SetLearningRate),
)
VOYAGES = st.builds(
    Voyage,
    config=st.builds(
        VoyageConfig,
        seed=st.integers(0, 2**32 - 1),
        layers=st.lists(st.integers(1, 512), min_size=1, max_size=8).map(tuple),
        learning_rate=st.floats(1e-5, 10.0),
    ),
    steps=st.integers(0, 10**7),
    every=st.integers(1, 10**7),
    commands=st.lists(st.tuples(st.integers(0, 100), COMMANDS)).map(tuple),
    save_state=st.booleans(),
    measures=st.sampled_from(Measures),
    table_sha256=st.none() | st.text(),
    versions=st.dictionaries(st.text(), st.text()),
    status=st.sampled_from(Status),
    step=st.integers(0, 10**7),
    torn_in=st.none() | st.text(),
    branches=st.lists(
        st.builds(Branch, st.integers(0, 99), st.none() | st.integers(0, 99), st.integers(0, 999), st.integers(0, 999)),
        max_size=3,
    ).map(tuple),
)
VOYAGE = Voyage(config=VoyageConfig(), steps=10, every=2, versions={"numpy": "2"})


@given(VOYAGES)
def test_a_voyage_survives_its_file(voyage):
    assert Voyage.from_record(json.loads(json.dumps(voyage.to_record()))) == voyage


@given(VOYAGES)
def test_how_far_it_came_makes_no_other_voyage(voyage):
    assert difference(voyage, replace(voyage, status=Status.TORN, step=3, torn_in="W1")) is None


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (replace(VOYAGE, steps=11), "steps 10 there, 11 now"),
        (replace(VOYAGE, every=1), "every 2 there, 1 now"),
        (replace(VOYAGE, config=VoyageConfig(seed=3)), "seed 0 there, 3 now"),
        (replace(VOYAGE, commands=((1, SingleStep()),)), "other commands"),
        (replace(VOYAGE, versions={"numpy": "3"}), "version of numpy '2' there, '3' now"),
        (replace(VOYAGE, measures=Measures.NONE), "measures 'all' there, 'none' now"),
        (replace(VOYAGE, table_sha256="ab"), "digits holds another table now"),
    ],
)
def test_another_undertaking_is_told_apart(other, told):
    assert told in (difference(VOYAGE, other) or "")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"format": 2}, "format 2"),
        ({"status": "sunk"}, "status: 'sunk'"),
        ({"steps": -1}, "steps: -1"),
        ({"steps": True}, "steps: True"),
        ({"every": 0}, "every: 0"),
        ({"more": 1}, "more: is unknown"),
        ({"config": 3}, "config"),
        ({"config": {"momentum": 7}}, "momentum: 7"),
        ({"commands": {}}, "commands"),
        ({"commands": [3]}, "3 is not an object"),
        ({"commands": [{"step": 1, "command": "sing"}]}, "unknown command 'sing'"),
        ({"versions": {"numpy": 2}}, "versions"),
        ({"save_state": 1}, "save_state: 1"),
        ({"measures": "some"}, "measures: 'some'"),
        ({"measures": []}, "measures: []"),
        ({"torn_in": 1}, "torn_in: 1"),
    ],
)
def test_a_wrong_record_is_refused(change, told, tmp_path):
    path = tmp_path / "voyage.json"
    path.write_text(json.dumps({**VOYAGE.to_record(), **change}))
    with pytest.raises(UserError) as caught:
        read_voyage(path)
    assert str(path) in str(caught.value)
    assert told in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"3", b"[" * 100_000, b"{}"])
def test_a_file_that_is_no_voyage_is_refused(content, tmp_path):
    path = tmp_path / "voyage.json"
    path.write_bytes(content)
    with pytest.raises(UserError, match=r"voyage\.json"):
        read_voyage(path)


def test_a_voyage_of_a_time_before_measures_has_none():
    record = VOYAGE.to_record()
    del record["measures"]
    assert Voyage.from_record(record) == replace(VOYAGE, measures=Measures.NONE)


def test_a_cut_file_is_refused(tmp_path):
    path = tmp_path / "voyage.json"
    write_voyage(path, VOYAGE)
    content = path.read_bytes().rstrip()
    for length in range(len(content)):
        path.write_bytes(content[:length])
        with pytest.raises(UserError, match=r"voyage\.json.*not JSON"):
            read_voyage(path)


def test_writing_is_repeatable(tmp_path):
    for name in ("a", "b"):
        write_voyage(tmp_path / name, VOYAGE)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert read_voyage(tmp_path / "a") == VOYAGE


def test_a_table_is_known_by_its_bytes(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("1,2,a\n")
    first = table_digest(str(path))
    path.write_text("1,2,b\n")
    assert first != table_digest(str(path))
    assert table_digest("moons") is None
    with pytest.raises(UserError, match="cannot be read"):
        table_digest(str(tmp_path / "none.csv"))


def test_versions_name_what_decides_bits():
    assert {"seaspirits", "python", "numpy", "torch"} <= set(current_versions())


def test_steps_may_decrease_only_after_going_back():
    assert out_of_order([(1, SingleStep()), (1, SingleStep()), (5, RestoreCheckpoint()), (2, SingleStep())]) is None
    assert out_of_order([(1, SingleStep()), (5, SingleStep()), (2, SingleStep())]) == 2


def test_branches_of_another_form_are_refused_and_older_files_have_none():
    record = VOYAGE.to_record()
    for wrong in ("x", [1], [{"id": 0}], [{"id": 0, "parent": -1, "fork_step": 0, "last_step": 1}]):
        with pytest.raises(UserError, match=r"branches|parent"):
            Voyage.from_record({**record, "branches": wrong})
    del record["branches"]
    assert Voyage.from_record(record) == VOYAGE
