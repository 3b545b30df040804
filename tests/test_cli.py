"""Every wrong input is one line and exit code 2, and the three ways to start are one program."""

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from seaspirits_game import __version__, cli
from seaspirits_game.app import arguments
from seaspirits_game.app.voyage_options import voyage_config
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.errors import UserError

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = ["play", "simulate", "record", "duel", "claims", "bench"]
OUT = ("simulate", "--steps", "5", "--out", "{tmp}/run")


def start(*words: str, **settings: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, cwd=ROOT, timeout=60, **settings)


@pytest.fixture(autouse=True)
def nobodys_settings(monkeypatch, tmp_path_factory):
    """Whoever runs the tests may have settings of their own."""
    path = tmp_path_factory.mktemp("settings") / "settings.toml"
    monkeypatch.setattr("seaspirits_game.app.settings.settings_file", lambda: path)
    for name in [name for name in os.environ if name.startswith("SEASPIRITS_")]:
        monkeypatch.delenv(name)
    return path


@pytest.fixture
def heard(monkeypatch):
    """What reaches the window, which is not opened."""
    options = []
    window = ModuleType("seaspirits_game.app.play")
    window.run = lambda asked: options.append(asked) or 0  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "seaspirits_game.app.play", window)
    return options


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command, capsys):
    assert cli.run_command([command, "--help"]) == 0
    told = capsys.readouterr()
    assert f"Usage: seaspirits {command}" in told.out
    assert told.err == ""


def test_the_program_lists_its_commands(capsys):
    assert cli.run_command(["--help"]) == 0
    told = capsys.readouterr().out
    assert all(f"\n  {command} " in told for command in COMMANDS)


WRONG = [
    ("simulat", "did you mean simulate?"),
    ("--taks moons", "--taks: there is no such option of play; did you mean --task"),
    ("play extra", "extra"),
    ("--seed", "--seed: needs a value"),
    ("--seed abc", "--seed: 'abc' is not a whole number"),
    ("--seed=-1", "--seed: -1 is not a whole number from 0"),
    ("--seed 4294967296", "--seed: 4294967296 is not"),
    ("--task mons", "did you mean moons?"),
    ("--task nowhere.csv", "--task: there is no file 'nowhere.csv'"),
    ("--size 640", "--size: '640' is not WIDTHxHEIGHT"),
    ("--size 639x480", "640x480 to 7680x4320"),
    ("--size 7681x4320", "640x480 to 7680x4320"),
    ("--size ²x3", "--size"),
    ("--frames 0", "--frames: 0 is not a whole number from 1"),
    ("--at-step -1", "--at-step: -1"),
    ("--threads 0", "--threads: 0"),
    ("--scene harbour", "--scene: 'harbour' is not one of title, sea, layers"),
    ("--tempo 2x", "--tempo: '2x' is not one of pause, 1x"),
    ("--palette deuteranopa", "did you mean deuteranopia"),
    ("--quality best", "--quality: 'best' is not one of auto, low, medium, high"),
    ("--text-scale nan", "--text-scale: nan is not a number from 0.8 to 2"),
    ("--text-scale 3", "--text-scale: 3.0"),
    ("--screenshot {tmp}/a.gif", "a.gif' is not the name of a .png"),
    ("--screenshot {tmp}/none/a.png", "--screenshot: there is no folder"),
    ("--stats {tmp}", "is a folder"),
    ("--layers 8,,8", "--layers: '8,,8' is not a list of whole numbers"),
    ("--layers 0", "--layers: 0 is not a whole number from 1 to 512"),
    ("--layers 1,1,1,1,1,1,1,1,1", "--layers: 9 hidden layers"),
    ("--lr 0", "--lr: 0.0 is not a number from 1e-05 to 10"),
    ("--lr inf", "--lr: inf"),
    ("--momentum 1", "--momentum: 1.0"),
    ("--weight-decay -1", "--weight-decay: -1.0"),
    ("--dropout 1", "--dropout: 1.0"),
    ("--noise x", "--noise: 'x' is not a number"),
    ("--batch 0", "--batch: 0"),
    ("--init large", "--init: 'large' is not one of standard, small"),
    ("--activation gelu", "--activation: 'gelu' is not one of tanh, relu"),
    ("--glyphs=3", "--glyphs"),
    ("simulate --steps 5", "--out: is missing"),
    ("simulate --out {tmp}/run", "--steps: is missing"),
    ("simulate --steps -1 --out {tmp}/run", "--steps: -1"),
    (f"{' '.join(OUT)} --every 0", "--every: 0"),
    (f"{' '.join(OUT)} --task {{tmp}}/bad.csv", "bad.csv, line 2"),
    (f"{' '.join(OUT)} --commands {{tmp}}/none.json", "--commands: "),
    (f"{' '.join(OUT)} --commands {{tmp}}/bad.json", "bad.json, line 3: set_learning_rate: value: 99"),
    ("duel --n 1", "--n: 1 is not"),
    ("duel --n x", "--n: 'x' is not"),
    ("duel --player median", "--player"),
    ("duel --input nothing", "--input: 'nothing'"),
    ("bench --minutes 0", "--minutes: 0.0"),
]


@pytest.mark.parametrize(("line", "expected"), WRONG, ids=[line for line, _ in WRONG])
def test_wrong_input_is_one_line(line, expected, tmp_path, capsys):
    (tmp_path / "bad.csv").write_text("x,y,label\n1,oops,a\n" + 3 * "1,2,a\n1,2,b\n")
    (tmp_path / "bad.json").write_text(
        '[\n {"step": 1, "command": "single_step"},\n {"step": 2, "command": "set_learning_rate", "value": 99}]\n'
    )
    assert cli.run_command([word.format(tmp=tmp_path) for word in line.split()]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("seaspirits: ")
    assert told.err.count("\n") == 1
    assert expected in told.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.csv", "bad.json"]


@pytest.mark.parametrize("way", [["main.py"], ["-m", "seaspirits_game"]], ids=" ".join)
def test_the_ways_to_start_are_one_program(way):
    told = start(*way, "--version")
    assert (told.returncode, told.stdout, told.stderr) == (0, f"seaspirits {__version__}\n", "")
    told = start(*way, "simulat")
    assert (told.returncode, told.stdout, told.stderr.count("\n")) == (2, "", 1)


def test_the_installed_script_is_the_same_program():
    import tomllib

    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]
    assert scripts == {"seaspirits": "seaspirits_game.cli:main"}


@pytest.mark.parametrize("words", [[], ["--task", "moons", "--frames", "10"]])
def test_without_a_command_it_plays(words, monkeypatch):
    heard = []
    monkeypatch.setattr("typer.main.get_command", lambda app: lambda args, **rest: heard.append(args))
    cli.run_command(words)
    assert heard == [["play", *words]]


def test_the_options_of_play_reach_the_window(heard, tmp_path):
    line = (
        "--task moons --seed 7 --size 800x600 --frames 3 --scene layers --tempo 16x --at-step 40 --still-water "
        "--glyphs --reduced-motion --palette tritanopia --text-scale 1.5 --quality low --threads 2 --lr 0.1 "
        "--init small"
    )
    assert cli.run_command([*line.split(), "--screenshot", str(tmp_path / "a.png")]) == 0
    (options,) = heard
    assert options.config == VoyageConfig(task="moons", seed=7, layers=(32, 32, 16), learning_rate=0.1, init="small")
    assert (options.size, options.frames, options.scene, options.at_step) == ((800, 600), 3, "layers", 40)
    assert (options.tempo.value, options.threads, options.screenshot) == ("16x", 2, tmp_path / "a.png")
    likes = options.preferences
    assert (likes.still_water, likes.reduced_motion, likes.glyphs) == (True, True, True)
    assert (likes.palette, likes.text_scale, likes.quality) == ("tritanopia", 1.5, "low")


def test_settings_reach_the_window_and_options_overrule_them(heard, nobodys_settings, monkeypatch, capsys):
    nobodys_settings.write_text('fullscreen = true\nstill_water = true\npalette = "none"\nsize = "900x700"\n')
    monkeypatch.setenv("SEASPIRITS_QUALITY", "low")
    assert cli.run_command(["--no-still-water", "--threads", "2"]) == 0
    (options,) = heard
    assert (options.fullscreen, options.size, options.threads) == (True, (900, 700), 2)
    likes = options.preferences
    assert (likes.still_water, likes.palette, likes.quality) == (False, "default", "low")
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"seaspirits: {nobodys_settings}, line 3: palette: 'none' is not one of")
    assert told.err.count("\n") == 1


def test_a_wrong_variable_of_the_environment_is_one_line(heard, monkeypatch, capsys):
    monkeypatch.setenv("SEASPIRITS_THREADS", "many")
    assert cli.run_command([]) == 2
    assert capsys.readouterr().err == "seaspirits: SEASPIRITS_THREADS: 'many' is not a whole number\n"
    assert heard == []


def test_pygame_keeps_quiet_on_stdout_whoever_imports_it_first():
    code = (
        "import sys, types\n"
        "import seaspirits_game.app\n"
        "window = types.ModuleType('seaspirits_game.app.play')\n"
        "def run(options):\n"
        "    import pygame\n"
        "    return 0\n"
        "window.run = run\n"
        "sys.modules['seaspirits_game.app.play'] = window\n"
        "from seaspirits_game.cli import run_command\n"
        "sys.exit(run_command([]))\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != "PYGAME_HIDE_SUPPORT_PROMPT"}
    told = start("-c", code, env=environment)
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")


def test_ctrl_c_is_quiet(monkeypatch, capsys):
    def interrupted(**_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("seaspirits_game.app.duel.run_duel", interrupted)
    assert cli.run_command(["duel"]) == 130
    assert capsys.readouterr().err == ""


def test_a_reader_that_leaves_early_is_no_error_to_tell():
    read, write = os.pipe()
    os.close(read)
    program = subprocess.run(
        [sys.executable, "main.py", "duel", "--json"], stdout=write, stderr=subprocess.PIPE, cwd=ROOT
    )
    os.close(write)
    assert (program.returncode, program.stderr) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no device that is always full")
def test_a_full_disk_behind_stdout_is_one_line():
    with open("/dev/full", "w") as full:
        told = subprocess.run(
            [sys.executable, "main.py", "duel"], stdout=full, stderr=subprocess.PIPE, cwd=ROOT, text=True
        )
    assert told.returncode == 2
    assert told.stderr.count("\n") == 1


def test_layers_by_default_suit_the_task(tmp_path):
    table = tmp_path / "table.npz"
    np.savez(table, X=np.eye(6), y=np.arange(6) % 2)
    for task, layers in (("moons", (32, 32, 16)), ("digits", (48, 48, 32)), (str(table), (48, 48, 32))):
        config = voyage_config(task, 0, None, "tanh", 0.05, 0.9, 0.0, 0.0, 0.0, 64, "standard", False, False)
        assert config.layers == layers


def test_nothing_near_is_not_guessed():
    with pytest.raises(UserError) as caught:
        arguments.one_of("--scene", "xyzzy", ("title", "sea"))
    assert "did you mean" not in str(caught.value)
