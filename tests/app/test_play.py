"""The window's loop: headless runs with a real trainer, and what it does with events, facts and trouble."""

import json
import os
import signal
import time
from pathlib import Path

import pygame
import pytest

from seaspirits_game.app import play
from seaspirits_game.app.options import PlayOptions
from seaspirits_game.app.play import Play, run
from seaspirits_game.app.window import Window
from seaspirits_game.core.commands import Command, Tempo
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.facts import Fact, Refused, Started
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.learning import worker
from seaspirits_game.link.process import ProcessLink
from seaspirits_game.link.protocol import LinkState
from seaspirits_game.scenes.trainer_status import Phase
from tests.scenes.voyages import sheet, snapshots

MOONS = VoyageConfig(task="moons", layers=(12, 12))


class StillLink:
    """A trainer that stands at one step."""

    state = LinkState.RUNNING
    journal: tuple[tuple[int, Command], ...] = ()

    def __init__(self, facts: list[Fact] | None = None) -> None:
        self.sent: list[Command] = []
        self._facts = facts if facts is not None else [Started(VoyageConfig(), sheet(), 0, 1)]

    def send(self, command: Command) -> None:
        self.sent.append(command)

    def latest(self) -> Snapshot | None:
        return snapshots()[3]

    def snapshot_age(self) -> float:
        return 0.1

    def facts(self) -> list[Fact]:
        told, self._facts = self._facts, []
        return told

    def close(self) -> None:
        pass


@pytest.fixture
def window():
    opened = Window((1280, 720), fullscreen=False)
    yield opened
    opened.close()


def playing(window: Window, link: StillLink | None = None, **options: object) -> Play:
    return Play(window, link or StillLink(), PlayOptions(**options))  # type: ignore[arg-type]


def test_a_headless_run_draws_saves_and_counts(tmp_path: Path) -> None:
    picture, stats = tmp_path / "sea.png", tmp_path / "stats.json"
    options = PlayOptions(
        config=MOONS, size=(800, 600), frames=12, screenshot=picture, stats=stats, scene="layers", tempo=Tempo.UNBOUNDED
    )
    assert run(options) == 0
    told = json.loads(stats.read_text())
    assert told["frames"] == 12
    assert set(told["frame_ms"]) == {"p50", "p95", "p99", "max"}
    assert told["spirits"] % 2 == 0
    assert told["spirits"] > 0
    assert told["snapshots"] >= 1
    assert told["first_frame_s"] > 0
    assert told["size"] == [800, 600]
    assert pygame.image.load(picture).get_size() == (800, 600)


def test_a_held_step_gives_the_same_picture_twice(tmp_path: Path) -> None:
    paths = [tmp_path / "one.png", tmp_path / "two.png"]
    for path in paths:
        run(PlayOptions(config=MOONS, size=(640, 480), frames=2, screenshot=path, scene="sea", at_step=40))
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_killed_trainer_never_stops_the_window_and_comes_back(window: Window, tmp_path: Path) -> None:
    link = ProcessLink(worker.run, MOONS, checkpoints=tmp_path, tempo=Tempo.X16, save_seconds=0.2)
    try:
        shown = Play(window, link, PlayOptions(config=MOONS, scene="sea"))
        frames, slowest = 0, 0.0

        def until(condition, seconds: float = 60.0) -> None:
            nonlocal frames, slowest
            end = time.monotonic() + seconds
            while not condition():
                assert time.monotonic() < end, "it took too long"
                slowest = max(slowest, shown.frame(1 / 60))
                frames += 1

        until(lambda: shown.stage.snapshot is not None and shown.stage.snapshot.step > 20)
        assert link.pid is not None
        os.kill(link.pid, signal.SIGKILL)
        until(lambda: shown.stage.status.phase is Phase.RESTING)
        before = frames
        until(lambda: shown.stage.status.phase is Phase.TRAINING)
        step = shown.stage.snapshot.step
        until(lambda: shown.stage.snapshot.step > step)
        assert frames > before + 5  # it drew while the trainer was away
        assert slowest < 1.0  # and never waited for it, even on a busy machine
    finally:
        link.close()


def test_what_a_trainer_refuses_ends_a_headless_run_in_one_line(window: Window) -> None:
    shown = playing(window, StillLink([Refused("table.csv, line 3: 'x' is not a number")]), frames=3)
    with pytest.raises(UserError, match="line 3"):
        shown.frame(0.0)


def test_a_key_saves_a_picture_under_a_new_name(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(play, "picture_folder", lambda: tmp_path)
    shown = playing(window, scene="sea")
    for _ in range(2):
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_F12, mod=0, unicode=""))
        shown.frame(1 / 60)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sea-of-spirits-001.png", "sea-of-spirits-002.png"]
    assert "sea-of-spirits-002.png" in shown.stage.message


def test_a_picture_that_cannot_be_saved_is_said_and_play_goes_on(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wall = tmp_path / "wall"
    wall.write_text("not a folder")
    monkeypatch.setattr(play, "picture_folder", lambda: wall)
    shown = playing(window, scene="sea")
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_F12, mod=0, unicode=""))
    shown.frame(1 / 60)
    shown.frame(1 / 60)
    assert "cannot be written" in shown.stage.message


def test_closing_the_window_ends_the_loop(window: Window) -> None:
    shown = playing(window, scene="title")
    pygame.event.post(pygame.event.Event(pygame.QUIT))
    assert shown.run() == 0


def test_escape_leaves_the_sea_for_the_title_and_the_title_for_good(window: Window) -> None:
    shown = playing(window, scene="sea")
    for wanted in ("title", None):
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE, mod=0, unicode=""))
        shown.frame(1 / 60)
        if wanted:
            assert shown.company.name == wanted
    assert shown.run() == 0


def test_a_resized_window_is_laid_out_anew(window: Window) -> None:
    shown = playing(window, scene="sea")
    shown.frame(1 / 60)
    window.surface = pygame.display.set_mode((1080, 1920))
    pygame.event.post(pygame.event.Event(pygame.VIDEORESIZE, w=1080, h=1920, size=(1080, 1920)))
    shown.frame(1 / 60)
    assert shown.stage.kit.screen.portrait
    assert shown.window.size == (1080, 1920)


def test_full_screen_and_back_keeps_the_windowed_size(window: Window) -> None:
    shown = playing(window, scene="sea")
    for _ in range(2):
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_F11, mod=0, unicode=""))
        shown.frame(1 / 60)
    assert not window.fullscreen
    assert window.size == (1280, 720)


def test_files_that_cannot_be_written_are_refused_before_anything_opens(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="there is no folder"):
        run(PlayOptions(config=MOONS, frames=1, stats=tmp_path / "nowhere" / "stats.json"))
