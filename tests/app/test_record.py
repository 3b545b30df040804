"""`record` films a voyage that is the network's own: the same frames every time, whole or not there at all."""

import os
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pygame
import pytest

from seaspirits_game.app.record import RecordOptions, Shooting, default_size, text_scale_of
from seaspirits_game.cli import run_command
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.learning.torn import TornError
from seaspirits_game.learning.trainer import Trainer
from seaspirits_game.scenes.film import FilmScene

TINY = ("record", "--task", "moons", "--layers", "8,6", "--size", "320x180")
TEARING = ("--steps", "600", "--lr", "10", "--activation", "relu", "--layers", "40,40,40")


def film(out: Path, *words: str, steps: int = 120, seconds: float = 1.0) -> int:
    return run_command([*TINY, "--steps", str(steps), "--seconds", str(seconds), "--out", str(out), *words])


def read(path: Path) -> list[np.ndarray]:
    """(H, W, 3) of each frame, as a player shows it."""
    with av.open(str(path)) as container:
        return [
            frame.reformat(format="rgb24", src_colorspace="ITU709").to_ndarray().astype(int)
            for frame in container.decode(video=0)
        ]


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    path = tmp_path_factory.mktemp("plain") / "voyage.mp4"
    assert film(path) == 0
    return path


def test_a_film_has_its_length_and_size_and_moves(plain):
    frames = read(plain)
    assert [frame.shape for frame in frames] == [(180, 320, 3)] * 30
    assert np.abs(frames[0] - frames[-1]).max() > 60
    with av.open(str(plain)) as container:
        assert container.streams.video[0].average_rate == 30


def test_the_same_command_makes_the_same_film(plain, tmp_path):
    assert film(tmp_path / "again.mp4") == 0
    assert (tmp_path / "again.mp4").read_bytes() == plain.read_bytes()


def test_it_does_not_depend_on_the_machines_threads(tmp_path):
    for count in ("1", "4"):
        words = [*TINY, "--steps", "60", "--seconds", "0.5", "--batch", "512", "--out", str(tmp_path / f"{count}.gif")]
        environment = {**os.environ, **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), count)}
        environment["SDL_VIDEODRIVER"] = "there is no display of that kind"
        told = subprocess.run(
            [sys.executable, "-m", "seaspirits_game", *words],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        assert told.stdout == f"{tmp_path / count}.gif: 8 frames, 0.5 s, 60 steps; {told.stdout.split('; ')[1]}"
        assert told.stderr == ""
    assert (tmp_path / "1.gif").read_bytes() == (tmp_path / "4.gif").read_bytes()


def test_another_seed_makes_another_film(plain, tmp_path):
    assert film(tmp_path / "other.mp4", "--seed", "1") == 0
    assert (tmp_path / "other.mp4").read_bytes() != plain.read_bytes()


def test_a_picture_is_the_films_last_frame(plain, tmp_path, capsys):
    assert film(tmp_path / "voyage.png") == 0
    told = capsys.readouterr().out
    assert told.startswith(f"{tmp_path / 'voyage.png'}: a picture, 120 steps; validation accuracy ")
    picture = pygame.surfarray.array3d(pygame.image.load(tmp_path / "voyage.png")).swapaxes(0, 1).astype(int)
    assert np.abs(picture - read(plain)[-1]).mean() < 3.0
    assert np.abs(picture - read(plain)[5]).mean() > 3.5


def test_what_is_told_is_what_a_training_without_a_film_comes_to(plain, tmp_path, capsys):
    assert film(tmp_path / "voyage.png") == 0
    told = float(capsys.readouterr().out.split("accuracy ")[1])
    trainer = Trainer(VoyageConfig(task="moons", layers=(8, 6)))
    for _ in range(120):
        trainer.step()
    assert told == pytest.approx(trainer.snapshot().val_accuracy, abs=5e-5)


def shooting(out: str, steps: int, seconds: float = 1.0) -> Shooting:
    pygame.font.init()
    config = VoyageConfig(task="moons", layers=(8, 6))
    return Shooting(RecordOptions(config=config, steps=steps, seconds=seconds, size=(320, 180), out=Path(out)))


def test_every_frame_shows_the_snapshot_of_its_step():
    shot = shooting("a.mp4", steps=50)
    seen = []
    for frame in shot.moments():
        snapshot = shot.stage.snapshot
        assert snapshot is not None
        seen.append(snapshot.step)
        assert snapshot.step == shot._script.step(frame / 30, 50)
    assert (seen[0], seen[-1], len(seen)) == (0, 50, 30)
    shot.close()


@pytest.mark.parametrize("name", ["a.mp4", "a.gif"])
@pytest.mark.parametrize("seconds", [0.5, 0.56, 1.03, 2.0])
def test_even_the_shortest_film_comes_to_its_last_step(name, seconds):
    shot = shooting(name, steps=3, seconds=seconds)
    for _ in shot.moments():
        pass
    assert shot.stage.snapshot is not None
    assert shot.stage.snapshot.step == 3
    assert shot.stage.time_s == pytest.approx(shot.frames / shot._fps - 1 / shot._fps)
    shot.close()


def test_a_film_of_no_steps_shows_the_untrained_sea(tmp_path, capsys):
    assert film(tmp_path / "still.mp4", steps=0, seconds=0.5) == 0
    assert ", 0 steps; " in capsys.readouterr().out
    assert len(read(tmp_path / "still.mp4")) == 15


@pytest.mark.parametrize("name", ["torn.mp4", "torn.gif", "torn.png"])
def test_a_torn_voyage_ends_its_film_early(name, tmp_path, capsys):
    assert film(tmp_path / name, *TEARING) == 3
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "torn at step" in told.err
    assert "a smaller --lr may help" in told.err
    if name != "torn.png":
        assert 0 < len(read(tmp_path / name)) < (30 if name == "torn.mp4" else 15)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_sea_that_cannot_be_seen_at_all_is_said_so(tmp_path, capsys, monkeypatch):
    def overflow(self: Trainer, *about: object) -> None:
        raise TornError(0, "layer1")

    monkeypatch.setattr(Trainer, "snapshot", overflow)
    assert film(tmp_path / "none.mp4") == 3
    assert "there is nothing to show" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a.mp4", "a.gif", "a.png"])
def test_ctrl_c_leaves_the_folder_as_it_was(name, tmp_path, monkeypatch):
    (tmp_path / name).write_bytes(b"an older film")
    ticks = []

    def interrupt(self: FilmScene, dt: float) -> None:
        ticks.append(dt)
        if len(ticks) > 20:
            raise KeyboardInterrupt

    monkeypatch.setattr(FilmScene, "advance", interrupt)
    assert film(tmp_path / name) == 130
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_bytes() == b"an older film"


WRONG = [
    ("--seconds 0.4", "--seconds: 0.4 is not a number from 0.5 to 600"),
    ("--seconds 601", "--seconds: 601"),
    ("--seconds nan", "--seconds: nan"),
    ("--seconds soon", "--seconds: 'soon' is not a number"),
    ("--steps -1", "--steps: -1 is not a whole number from 0"),
    ("--steps 10000001", "--steps: 10000001"),
    ("--size 321x180", "--size: 321x180 is odd, and an .mp4 needs even numbers; 322x180 would do"),
    ("--size 319x180", "320x180 to 3840x3840"),
    ("--size 3842x180", "320x180 to 3840x3840"),
    ("--size big", "--size: 'big' is not WIDTHxHEIGHT"),
    ("--out {tmp}/film.avi", "is not the name of a .mp4, .gif, .png file"),
    ("--out {tmp}/film", "is not the name of a .mp4, .gif, .png file"),
    ("--out {tmp}/nowhere/film.mp4", "--out: there is no folder"),
    ("--out {tmp}", "is a folder, not a file"),
    ("--task mons", "did you mean moons?"),
    ("--lr 0", "--lr: "),
]


@pytest.mark.parametrize(("words", "told"), WRONG)
def test_wrong_input_is_one_line_and_no_film(words, told, tmp_path, capsys):
    assert film(tmp_path / "a.mp4", *words.format(tmp=tmp_path).split()) == 2
    captured = capsys.readouterr()
    assert told in captured.err
    assert captured.err.count("\n") == 1
    assert captured.out == ""
    assert list(tmp_path.iterdir()) == []


def test_a_table_that_cannot_be_learnt_is_refused(tmp_path, capsys):
    (tmp_path / "empty.csv").write_text("a,b,label\n")
    assert film(tmp_path / "a.mp4", "--task", str(tmp_path / "empty.csv")) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "a.mp4").exists()


def test_a_picture_needs_no_pyav_and_a_film_says_how_to_get_it(tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "av", None)
    assert film(tmp_path / "a.gif") == 2
    assert 'pip install -e ".[film]"' in capsys.readouterr().err
    assert film(tmp_path / "a.png", steps=2, seconds=0.5) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def test_sizes_and_texts_suit_the_place_where_a_film_is_watched():
    assert default_size(Path("a.gif")) == (640, 360)
    assert default_size(Path("a.mp4")) == default_size(Path("a.png")) == (1280, 720)
    for size, pixels in (((640, 360), 16), ((1280, 720), 18), ((1920, 1080), 27), ((1080, 1920), 27)):
        units = max(min(size) / 1080, 0.72) * text_scale_of(size) * 20
        assert round(units) == pixels


def test_a_reversible_voyage_is_filmed_back_to_its_first_step(tmp_path, capsys):
    words = ("--reversible", "--backward")
    assert film(tmp_path / "back.mp4", *words, steps=80, seconds=2.0) == 0
    told = capsys.readouterr().out
    assert told == f"{tmp_path / 'back.mp4'}: 60 frames, 2 s, 80 steps and back to step 0: every bit is what it was\n"
    frames = read(tmp_path / "back.mp4")
    assert len(frames) == 60
    assert film(tmp_path / "plain.mp4", "--reversible", steps=80, seconds=2.0) == 0
    assert film(tmp_path / "again.mp4", *words, steps=80, seconds=2.0) == 0
    assert (tmp_path / "again.mp4").read_bytes() == (tmp_path / "back.mp4").read_bytes()


def test_the_way_back_shows_the_steps_of_the_way_forth():
    pygame.font.init()
    config = VoyageConfig(task="moons", layers=(8, 6), reversible=True)
    options = RecordOptions(config=config, steps=50, seconds=2.0, size=(320, 180), out=Path("a.mp4"), backward=True)
    shot = Shooting(options)
    seen = []
    losses = {}
    for _ in shot.moments():
        snapshot = shot.stage.snapshot
        assert snapshot is not None
        seen.append(snapshot.step)
        assert losses.setdefault(snapshot.step, snapshot.train_loss) == snapshot.train_loss, "to the last bit"
    assert max(seen) == 50
    assert seen[0] == seen[-1] == 0
    turn = seen.index(50)
    assert seen[:turn] == sorted(seen[:turn])
    assert seen[turn:] == sorted(seen[turn:], reverse=True)
    assert shot.returned is True
    shot.close()


def test_what_is_not_reversible_cannot_be_filmed_back(tmp_path, capsys):
    assert film(tmp_path / "back.mp4", "--backward") == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "--reversible" in told.err
    assert list(tmp_path.iterdir()) == []
