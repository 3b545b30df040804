"""`--compare` reads a finished voyage, or says in one line why it cannot."""

from pathlib import Path

import numpy as np
import pytest

from seaspirits_game import cli
from seaspirits_game.app.compared import compared
from seaspirits_game.app.play import Play
from seaspirits_game.app.window import Window
from seaspirits_game.core.errors import UserError
from seaspirits_game.voyage.metrics import row_of, write_metrics
from tests.app.test_play import StillLink
from tests.scenes.voyages import snapshots


@pytest.fixture
def voyage(tmp_path: Path) -> Path:
    folder = tmp_path / "calm"
    folder.mkdir()
    write_metrics(folder / "metrics.csv", [row_of(snapshot) for snapshot in snapshots()])
    return folder


def test_a_finished_voyage_is_read_to_the_last_bit(voyage: Path) -> None:
    found = compared(voyage)
    assert found.name == "calm"
    assert found.curves.column("step").tolist() == [snapshot.step for snapshot in snapshots()]
    assert found.curves.column("val_loss").tolist() == [snapshot.val_loss for snapshot in snapshots()]
    readings = [snapshot.readings["layer2.entropy"] for snapshot in snapshots()]
    np.testing.assert_array_equal(found.curves.column("layer2.entropy"), readings)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda text: "", "holds no rows"),
        (lambda text: text.splitlines()[0], "holds no rows"),
        (lambda text: text[: len(text) // 2], "line 4: not "),
        (lambda text: text.replace("step", "tide", 1), "line 1: the columns do not begin with step"),
        (lambda text: text.replace("\n150,", "\nsoon,", 1), "line 5: not "),
    ],
)
def test_a_damaged_file_is_refused_in_one_line(voyage: Path, damage, told: str, capsys) -> None:
    file = voyage / "metrics.csv"
    file.write_text(damage(file.read_text()))
    with pytest.raises(UserError, match=told):
        compared(voyage)
    assert cli.run_command(["play", "--compare", str(voyage), "--frames", "1"]) == 2
    words = capsys.readouterr().err
    assert words.startswith("seaspirits: --compare: ")
    assert words.count("\n") == 1


def test_what_is_no_voyage_is_refused(voyage: Path) -> None:
    for folder, told in (
        (voyage / "nowhere", "no such folder"),
        (voyage / "metrics.csv", "is a file"),
        (voyage.parent, "no metrics.csv"),
    ):
        with pytest.raises(UserError, match=told):
            compared(folder)


def test_the_played_stage_has_the_voyage_beside_it(voyage: Path) -> None:
    from seaspirits_game.app.options import PlayOptions

    window = Window((800, 600), fullscreen=False)
    try:
        play = Play(window, StillLink(), PlayOptions(compared=compared(voyage), scene="charts"))
        play.frame(1 / 60)
        play.frame(1 / 60)
        assert play.stage.compared.name == "calm"
        assert play.company.name == "charts"
    finally:
        window.close()
