"""Settings are written so that a person's own words stay, and so that they come back as they were."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.app.settings import Settings, settle
from seaspirits_game.app.settings_file import changed, keep, set_aside, written
from seaspirits_game.core.errors import UserError

MINE = """\
# how I like it
palette = "tritanopia"   # since I was told
glyphs = true

[keys]
tour = "y"
"""


def test_only_what_was_changed_is_touched():
    text = changed(MINE, {"palette": "default", "volume": 0.25})
    assert text.splitlines()[:2] == ["# how I like it", 'palette = "default"   # since I was told']
    assert tomllib.loads(text) == {"palette": "default", "glyphs": True, "volume": 0.25, "keys": {"tour": "y"}}


def test_tables_are_replaced_whole_and_go_when_they_are_empty():
    text = changed(MINE, {"keys": {"home": "h", "tour": '"'}})
    assert tomllib.loads(text)["keys"] == {"home": "h", "tour": '"'}
    assert "keys" not in tomllib.loads(changed(text, {"keys": {}}))
    assert changed(text, {"keys": {}}).startswith("# how I like it\n")


def test_a_setting_can_be_taken_out():
    assert "palette" not in tomllib.loads(changed(MINE, {"palette": None, "volume": None}))


@given(
    st.dictionaries(
        st.sampled_from(["volume", "palette", "glyphs", "threads"]),
        st.one_of(st.booleans(), st.integers(-5, 5), st.floats(0, 1), st.text(max_size=9)),
    ),
    st.dictionaries(st.text(min_size=1, max_size=5), st.text(max_size=5), max_size=3),
)
def test_whatever_is_written_reads_back(changes, table):
    twice = changed(changed(MINE, changes | {"keys": table}), changes)
    read = tomllib.loads(twice)
    assert {name: read[name] for name in changes} == changes
    assert read.get("keys", {}) == table
    assert twice.startswith("# how I like it\n")


def test_what_is_kept_is_what_settles(tmp_path):
    file = tmp_path / "sub" / "settings.toml"
    keep(file, {"size": (1600, 900), "volume": 0.5, "keys": {"tour": "y"}, "buttons": {"help": 9}, "text_scale": 1.5})
    settings, complaints = settle(file, {}, {})
    assert complaints == ()
    assert settings == Settings(size=(1600, 900), volume=0.5, keys={"tour": "y"}, buttons={"help": 9}, text_scale=1.5)
    likes = settings.preferences()
    assert likes.keys.key_of("tour") == "y"
    assert likes.keys.button_of("help") == 9
    assert (likes.volume, likes.text_scale, likes.quality) == (0.5, 1.5, "auto")


def test_a_damaged_file_is_set_aside_and_the_next_one_gets_another_name(tmp_path):
    file = tmp_path / "settings.toml"
    for number in (1, 2):
        file.write_text("volume = = 3")
        settings, (complaint,) = settle(file, {}, {})
        assert settings == Settings()
        aside = tmp_path / f"settings-damaged-00{number}.toml"
        assert aside.read_text() == "volume = = 3"
        assert aside.name in complaint
        assert not file.exists()
    keep(file, {"muted": True})
    assert settle(file, {}, {}) == (Settings(muted=True), ())


def test_what_cannot_be_moved_is_not_lost(tmp_path):
    assert set_aside(tmp_path / "not there.toml") is None


def test_a_file_that_cannot_be_written_is_refused_in_a_line(tmp_path):
    with pytest.raises(UserError, match="cannot be written"):
        keep(tmp_path, {"muted": True})


def test_what_is_no_value_is_a_mistake_of_ours():
    with pytest.raises(TypeError):
        written(object())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[keys]\ntour = "escape"', "keys.tour: 'escape' is not the name of a key that can be moved"),
        ('[keys]\ndance = "x"', "keys: 'dance' is not one of help"),
        ("[buttons]\nhelp = 99", "buttons.help: 99 is not a whole number from 0 to 63"),
        ("[buttons]\nhelp = true", "buttons.help: True is not the number of a button"),
        ('keys = "x"', "keys: 'x' is not a table"),
        ("volume = 2", "volume: 2 is not a number from 0 to 1"),
        ('language = "tlh"', "language: 'tlh' is not one of en"),
        ("display = 99", "display: 99 is not a whole number from 0 to 15"),
    ],
)
def test_wrong_values_of_the_new_settings_are_told(text, told, tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text(text)
    settings, (complaint,) = settle(file, {}, {})
    assert settings == Settings()
    assert told in complaint
