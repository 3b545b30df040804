"""Dives as they are written: a new one needs only a new file, and every mistake is told in one line."""

import pytest

from seaspirits_game.core.commands import SetShuffle
from seaspirits_game.core.errors import UserError
from seaspirits_game.keeper.bots import BOTS
from seaspirits_game.keeper.light import LEVERS
from seaspirits_game.keeper.state import Outcome, begin
from seaspirits_game.keeper.written import load_dive, load_dives

WHOLE = """
order = 99
reef = 3
title = "A new dive"
idea = "An idea."
lesson = "A lesson."
won = "Won."
lost = "Lost."
hints = ["Look."]
steps = 100
every = 10
levers = ["learning_rate", "shuffle"]

[voyage]
task = "moons"
layers = [8, 8]

[light]
start = 3.5

[[goals]]
quantity = "val_accuracy"
at_least = 0.9

[[goals]]
quantity = "deepest.entropy"
at_most = 1.5
hold = 2

[[hazards]]
at = 0
command = "set_shuffle"
on = false

[[duels]]
at = 50
says = "It rises."
rival = "median3"
[[duels.on_loss]]
command = "set_shuffle"
on = false
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "new.toml").write_text(WHOLE, "utf-8")
    return tmp_path


def test_a_new_dive_needs_only_a_new_file(folder):
    (dive,) = load_dives(folder)
    assert (dive.key, dive.title, dive.light.start, dive.light.rewind) == ("new", "A new dive", 3.5, 2.0)
    assert dive.hazards[0].command == SetShuffle(False)
    assert dive.duels[0].on_loss == (SetShuffle(False),)
    assert dive.config(7).seed == 7
    assert begin(dive, 7).due == (SetShuffle(False),)
    assert begin(dive, 7).outcome is Outcome.UNDER_WAY
    assert all(make(7).decide for make in BOTS.values())


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('title = "A new dive"', "", "new.toml: title is missing"),
        ('title = "A new dive"', "title = 3", "line 4: title 3 is not a text"),
        ("steps = 100", "steps = 0", "line 10: steps 0 is not a whole number from 1 to"),
        ("steps = 100", "stepps = 100", "steps is missing"),
        ("every = 10", "every = 10\nbudget = 3", "line 12: budget is no such setting"),
        ('"shuffle"]', '"shufle"]', "line 12: levers 'shufle' is not one of learning_rate"),
        ('task = "moons"', 'task = "moons"\nwarmth = 3', "voyage: unknown setting 'warmth'"),
        ('task = "moons"', 'task = "moons"\nseed = 3', "voyage: seed does not belong here"),
        ("layers = [8, 8]", "layers = [0]", "voyage: layers: width"),
        ("start = 3.5", "start = -1", "line 19: light: start -1 is not a number from 0"),
        ("start = 3.5", "begin = 1", "line 19: light: begin is no such setting"),
        ("at_least = 0.9", "", "line 21: goals 1: at_least is missing, and so is at_most"),
        ("at_least = 0.9", 'at_least = "much"', "line 23: goals 1: at_least 'much' is not a number"),
        ("at_least = 0.9", "at_least = 0.9\nat_most = 0.1", "at_least 0.9 is above at_most 0.1"),
        ('"deepest.entropy"', '"deepest.beauty"', "line 26: goals 2: quantity 'deepest.beauty' is not one of"),
        ("hold = 2", "hold = 2.5", "line 28: goals 2: hold 2.5 is not a whole number"),
        ('command = "set_shuffle"\non = false\n\n', 'command = "set_shufle"\n\n', "hazards 1: command cannot be given"),
        ('rival = "median3"', 'rival = "human"', "line 38: duels 1: rival 'human' is not one of"),
        ("order = 99", "order = ", "is not TOML"),
    ],
)
def test_every_mistake_is_told_in_one_line_with_file_and_place(folder, old, new, told):
    text = (folder / "new.toml").read_text("utf-8")
    assert old in text
    (folder / "new.toml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(UserError) as raised:
        load_dives(folder)
    assert told in str(raised.value)
    assert "new.toml" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_two_dives_cannot_stand_at_one_place(folder):
    (folder / "other.toml").write_text(WHOLE, "utf-8")
    with pytest.raises(UserError, match=r"other\.toml: order 99 is new\.toml's, too"):
        load_dives(folder)


def test_a_folder_without_dives_and_a_missing_file_are_refused(tmp_path):
    with pytest.raises(UserError, match="there is no dive"):
        load_dives(tmp_path)
    with pytest.raises(UserError, match="cannot be read"):
        load_dive(tmp_path / "none.toml")


def test_the_dives_that_are_there_are_whole():
    dives = load_dives()
    assert len({dive.title for dive in dives}) == len(dives)
    for dive in dives:
        assert dive.config(3).seed == 3
        assert set(dive.levers) <= set(LEVERS)
        assert dive.endless or dive.steps // dive.every <= 200, (
            f"{dive.key}: more looks than five minutes have room for"
        )
        assert len(dive.hints) >= 2
        for text in (dive.title, dive.idea, dive.lesson, dive.won, dive.lost, *dive.hints):
            assert "{" not in text
            assert "\n" not in text.strip() or "\n\n" in text
