"""The operator's file: defaults, every mistake with its line, and nothing that anybody can write makes a traceback."""

import random
from pathlib import Path

import pytest

from seaspirits_game import cli
from seaspirits_game.core.errors import UserError
from seaspirits_game.kiosk import pin
from seaspirits_game.kiosk.config import KioskConfig
from seaspirits_game.kiosk.written import MistakesError, parse, read, told

HERE = Path("kiosk.toml")
GOOD = """# an upright screen in the hall
[voyage]
task = "moons"
[display]
fullscreen = false
size = "1080x1920"
economy = true
[visits]
still_there_after = 60
countdown = 20
[operator]
pin = "2741"
corner = "bottom left"
[supervisor]
nightly = "04:15"
[health]
port = 0
"""


def test_defaults_and_effective_settings_read_back_the_same() -> None:
    assert read(None) == KioskConfig()
    assert parse(told(KioskConfig()).encode(), HERE) == KioskConfig()
    config = parse(GOOD.encode(), HERE)
    assert config.voyage.task == "moons"
    assert config.display.size == (1080, 1920)
    assert config.supervisor.nightly == 255
    assert "2741" not in told(config)
    assert pin.fits("2741", config.operator.pin)
    assert parse(told(config).encode(), HERE) == config


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("still_there_after = 60", "still_there_after = 3"), 10, "still_there_after"),
        (('task = "moons"', 'task = "moon"'), 4, "did you mean moons"),
        (("[visits]", "[visit]"), 9, "did you mean visits"),
        (("economy = true", "economi = true"), 8, "did you mean economy"),
        (('pin = "2741"', 'pin = "27"'), 13, "pin"),
        (("port = 0", "port = 0\nport = 1"), 19, "not TOML"),
        (('size = "1080x1920"', 'size = "huge"'), 7, "WIDTHxHEIGHT"),
    ],
)
def test_a_mistake_is_told_with_its_line(change: tuple[str, str], line: int, words: str) -> None:
    with pytest.raises(MistakesError) as error:
        parse(("\n" + GOOD.replace(*change)).encode(), HERE)
    assert len(error.value.lines) == 1
    assert words in error.value.lines[0]
    assert f"line {line}" in error.value.lines[0]


def test_check_prints_settings_or_mistakes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text(GOOD)
    assert cli.run_command(["kiosk", "--config", str(path), "--check"]) == 0
    assert 'size = "1080x1920"' in capsys.readouterr().out
    path.write_text(GOOD.replace("economy", "economi").replace("countdown = 20", "countdown = false"))
    assert cli.run_command(["kiosk", "--config", str(path), "--check"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 2
    assert cli.run_command(["kiosk", "--config", str(tmp_path / "none.toml"), "--check"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_five_hundred_mutated_files_are_read_or_refused() -> None:
    chance = random.Random(7)
    told_lines: list[list[str]] = []
    for _ in range(500):
        content = bytearray(GOOD.encode())
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(len(content))
            match chance.randrange(4):
                case 0:
                    content[place] = chance.randrange(256)
                case 1:
                    del content[place : place + chance.randint(1, 30)]
                case 2:
                    content[place:place] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 8)))
                case _:
                    content[place:place] = content[chance.randrange(len(content)) :][: chance.randint(1, 60)]
        try:
            parse(bytes(content), HERE)
        except UserError as error:
            told_lines.append(getattr(error, "lines", [str(error)]))
    assert 250 < len(told_lines) < 500
    assert all("\n" not in line for lines in told_lines for line in lines)
