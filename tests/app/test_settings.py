"""The file of settings is overruled by the environment, and both by an option; what is wrong is told with its place."""

import math
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.app.settings import Settings, settings_file, settle
from seaspirits_game.core.errors import UserError

FILE = """
# how I like it
palette = "tritanopia"
size = "800x600"
text_scale = 1
threads = 2
glyphs = true
"""
LIKED = Settings(palette="tritanopia", size=(800, 600), text_scale=1.0, threads=2, glyphs=True)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text(FILE)
    return path


def test_without_a_file_all_is_by_default(tmp_path):
    assert settle(tmp_path / "none.toml", {}, {}) == (Settings(), ())


def test_the_file_is_read(file):
    settings, complaints = settle(file, {}, {})
    assert (settings, complaints) == (LIKED, ())
    assert type(settings.text_scale) is float


def test_the_environment_overrules_the_file_and_an_option_both(file):
    environment = {"SEASPIRITS_PALETTE": "protanopia", "SEASPIRITS_GLYPHS": "off", "SEASPIRITS_TEXT_SCALE": "1.5"}
    settings, _ = settle(file, environment, {"palette": None})
    assert settings == replace(LIKED, palette="protanopia", glyphs=False, text_scale=1.5)
    settings, _ = settle(file, environment, {"palette": "monochrome", "glyphs": True, "text_scale": None})
    assert settings == replace(LIKED, palette="monochrome", glyphs=True, text_scale=1.5)


@pytest.mark.parametrize("name", [field.name for field in fields(Settings) if field.name not in ("keys", "buttons")])
def test_each_setting_can_come_from_each_place(name, tmp_path):
    given = {
        "size": ("900x700", (900, 700)),
        "palette": ("monochrome", "monochrome"),
        "text_scale": (1.25, 1.25),
        "quality": ("low", "low"),
        "threads": (3, 3),
        "display": (1, 1),
        "volume": (0.25, 0.25),
        "language": ("xx", "xx"),
    }
    written, value = given.get(name, (True, True))
    file = tmp_path / "settings.toml"
    file.write_text(f"{name} = {repr(written).lower() if written is True else repr(written)}\n")
    expected = replace(Settings(), **{name: value})
    assert expected != Settings()
    assert settle(file, {}, {}) == (expected, ())
    file.unlink()
    assert settle(file, {f"SEASPIRITS_{name.upper()}": str(written)}, {}) == (expected, ())
    assert settle(file, {}, {name: written}) == (expected, ())


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('palette = "deuteranopa"', "palette: 'deuteranopa' is not one of default"),
        ('pallete = "default"', "pallete: there is no such setting"),
        ('quality = "best"', "quality: 'best' is not one of auto, low, medium, high"),
        ('size = "640"', "size: '640' is not WIDTHxHEIGHT"),
        ("size = [640, 480]", "size: [640, 480] is not a text in quotes"),
        ("fullscreen = 1", "fullscreen: 1 is not true or false"),
        ("threads = true", "threads: True is not a whole number"),
        ("threads = 0", "threads: 0 is not a whole number from 1 to 256"),
        ("text_scale = nan", "text_scale: nan is not a number from 0.8 to 2"),
        (f"text_scale = 1{'0' * 400}", "is not a number from 0.8 to 2"),
        ('[fonts]\nname = "x"', "fonts: there is no such setting"),
    ],
)
def test_a_wrong_line_is_told_and_left_out(line, told, tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text(f"still_water = true\n\n{line}\n")
    settings, complaints = settle(file, {}, {})
    assert settings == Settings(still_water=True), "the other lines still count"
    (complaint,) = complaints
    assert complaint.startswith(f"{file}, line 3: ")
    assert told in complaint
    assert "\n" not in complaint


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"glyphs = true\npalette\n", ", line 2: not TOML"),
        (b"glyphs = true\nglyphs = true", ", line 2: not TOML"),
        (b"glyphs = ", ", line 1: not TOML"),
        (b"threads = " + b"9" * 5000, "not TOML"),
        (b'palette = "\xe9"', "not UTF-8 text (byte 12)"),
        (b"a = " + b"[" * 100_000, "not TOML"),
    ],
)
def test_a_damaged_file_is_told_and_all_is_by_default(content, told, tmp_path):
    file = tmp_path / "settings.toml"
    file.write_bytes(content)
    settings, (complaint,) = settle(file, {}, {})
    assert settings == Settings()
    assert str(file) in complaint
    assert told in complaint
    assert "\n" not in complaint


def test_what_is_no_file_is_told(tmp_path):
    settings, (complaint,) = settle(tmp_path, {}, {})
    assert settings == Settings()
    assert complaint.startswith(f"{tmp_path}: cannot be read")


@given(st.binary(max_size=80))
def test_no_content_keeps_the_window_shut(tmp_path_factory, content):
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_bytes(content)
    settings, complaints = settle(file, {}, {})
    assert isinstance(settings, Settings)
    assert all(str(file) in complaint for complaint in complaints)


@pytest.mark.parametrize(
    ("variable", "text", "told"),
    [
        ("SEASPIRITS_THREADS", "two", "'two' is not a whole number"),
        ("SEASPIRITS_TEXT_SCALE", "big", "'big' is not a number"),
        ("SEASPIRITS_TEXT_SCALE", "inf", "inf is not a number from 0.8 to 2"),
        ("SEASPIRITS_GLYPHS", "maybe", "'maybe' is not one of 1, true"),
        ("SEASPIRITS_SIZE", "1x1", "'1x1' is not WIDTHxHEIGHT"),
    ],
)
def test_a_wrong_variable_is_refused(variable, text, told, tmp_path):
    with pytest.raises(UserError) as caught:
        settle(tmp_path / "none.toml", {variable: text}, {})
    assert str(caught.value).startswith(f"{variable}: {told}")


def test_an_empty_variable_and_a_strange_one_say_nothing(tmp_path):
    environment = {"SEASPIRITS_PALETTE": " ", "SEASPIRITS_RECORD_GOLDEN": "1"}
    assert settle(tmp_path / "none.toml", environment, {}) == (Settings(), ())


def test_a_wrong_option_is_refused_by_its_name(tmp_path):
    with pytest.raises(UserError, match=r"^--text-scale: nan"):
        settle(tmp_path / "none.toml", {}, {"text_scale": math.nan})


def test_the_settings_of_a_person_lie_in_their_folder():
    assert settings_file().parts[-2:] == ("sea-of-spirits", "settings.toml")
