"""Films, posters and loops: whole files with what was on screen; without PyAV a calm line; no frame waits."""

import time
from pathlib import Path

import numpy as np
import pygame
import pytest

from seaspirits_game.app import keepsakes
from seaspirits_game.app.filming import FPS, Filming
from seaspirits_game.app.keepsakes import LOOP_SIZE, POSTER, Keepsakes, poster_of
from seaspirits_game.core.errors import UserError
from seaspirits_game.scenes.asks import Film, TakePicture
from seaspirits_game.scenes.events import KeyPress
from seaspirits_game.scenes.preferences import Preferences
from tests.scenes.voyages import advance, drawn, staged

av = pytest.importorskip("av")


@pytest.fixture(autouse=True)
def fonts():
    pygame.font.init()


def coloured(size: tuple[int, int], colour: tuple[int, int, int]) -> pygame.Surface:
    surface = pygame.Surface(size, depth=32)
    surface.fill(colour)
    return surface


def frames_of(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def test_a_film_holds_what_was_shown_at_the_pace_of_the_clock(tmp_path: Path) -> None:
    film = Filming(tmp_path / "film.mp4", (321, 181))
    for index in range(60):
        film.feed(coloured((321, 181), (200, 40, 20) if index < 30 else (20, 40, 200)), 1 / 60)
        time.sleep(0.01)
    film.end()
    with av.open(str(film.path)) as container:
        stream = container.streams.video[0]
        assert (stream.width, stream.height) == (320, 180)
        assert float(stream.duration * stream.time_base) == pytest.approx(1.0, abs=0.2)
    frames = frames_of(film.path)
    assert len(frames) == film.pictures <= FPS + 1
    np.testing.assert_allclose(frames[1].mean(axis=(0, 1)), (200, 40, 20), atol=12)
    np.testing.assert_allclose(frames[-1].mean(axis=(0, 1)), (20, 40, 200), atol=12)
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]


def test_where_the_encoder_is_slow_pictures_are_left_out_and_no_frame_waits(tmp_path: Path) -> None:
    film = Filming(tmp_path / "film.mp4", (1920, 1080))
    picture = coloured((1920, 1080), (9, 99, 120))
    for _ in range(40):
        film.feed(picture, 1 / 30)  # much faster than the clock
    assert film.pictures < 40
    film.end()
    assert len(frames_of(film.path)) == film.pictures


def test_a_film_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    wall = tmp_path / "wall"
    wall.write_text("no folder")
    film = Filming(wall / "film.mp4", (64, 64))
    for _ in range(20):
        film.feed(coloured((64, 64), (1, 2, 3)), 1 / 30)
    with pytest.raises(UserError, match="cannot be written"):
        film.end()


def test_shift_f12_starts_and_stops(tmp_path: Path) -> None:
    company = staged(600, "sea")
    company.handle(KeyPress("f12", shift=True))
    assert company.stage.take_asks() == [Film()]
    company.handle(KeyPress("f12"))
    assert company.stage.take_asks() == [TakePicture()]
    kept = Keepsakes(company.stage, lambda: tmp_path)
    surface = drawn(company)
    kept.toggle_film(surface)
    assert kept.filming
    for _ in range(20):
        kept.follow(surface, 1 / 30)
    kept.toggle_film(surface)
    assert not kept.filming
    kept.close()
    assert len(frames_of(tmp_path / "sea-of-spirits-001.mp4")) > 0
    assert "sea-of-spirits-001.mp4" in company.stage.message


def test_another_size_of_the_window_ends_the_film(tmp_path: Path) -> None:
    company = staged(600, "sea")
    kept = Keepsakes(company.stage, lambda: tmp_path)
    kept.toggle_film(coloured((64, 64), (1, 2, 3)))
    kept.follow(coloured((64, 64), (1, 2, 3)), 0.1)
    kept.follow(coloured((80, 64), (1, 2, 3)), 0.1)
    assert not kept.filming
    kept.close()


def test_without_the_encoder_it_is_said_calmly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keepsakes, "available", lambda: False)
    company = staged(600, "sea")
    kept = Keepsakes(company.stage, lambda: tmp_path)
    kept.toggle_film(drawn(company))
    assert not kept.filming
    assert "[film]" in company.stage.message
    kept.loop()
    assert "A loop needs PyAV" in company.stage.message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("size", "expected"), [((1280, 720), POSTER), ((720, 1280), POSTER[::-1])])
def test_a_poster_is_the_sea_in_four_thousand_pixels(size: tuple[int, int], expected: tuple[int, int]) -> None:
    company = staged(600, "layers", size, Preferences(palette="tritanopia"))
    before = company.stage.world.camera
    poster = poster_of(company.stage)
    assert poster.get_size() == expected
    assert np.ptp(pygame.surfarray.array3d(poster).astype(int)) > 100
    assert company.stage.kit.screen.rect.size == size  # what is on screen stays
    assert company.stage.world.camera == before
    assert company.name == "layers"


def test_a_poster_is_saved_or_said_to_be_impossible(tmp_path: Path) -> None:
    company = staged(150, "sea")
    Keepsakes(company.stage, lambda: tmp_path).poster()
    (path,) = tmp_path.iterdir()
    assert path.name in company.stage.message
    empty = staged(-1, "sea")
    Keepsakes(empty.stage, lambda: tmp_path).poster()
    assert "no sea yet" in empty.stage.message
    Keepsakes(company.stage, lambda: path).poster()
    assert "cannot be written" in company.stage.message


def test_the_voyage_becomes_a_loop_that_goes_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keepsakes, "LOOP_PICTURES", 8)
    monkeypatch.setattr(keepsakes, "LOOP_BACK", 3)
    company = staged(1500, "sea")
    step = company.stage.snapshot.step
    kept = Keepsakes(company.stage, lambda: tmp_path)
    kept.loop()
    surface = drawn(company)
    end = time.monotonic() + 120
    while kept._loop is not None:
        assert time.monotonic() < end
        kept.follow(surface, 1 / 60)
        time.sleep(0.005)
    (path,) = tmp_path.iterdir()
    assert path.name in company.stage.message
    frames = frames_of(path)
    assert frames[0].shape == (LOOP_SIZE[1], LOOP_SIZE[0], 3)
    assert len(frames) > 15
    assert b"NETSCAPE2.0" in path.read_bytes()  # it loops
    assert company.stage.snapshot.step == step  # the voyage itself is where it was
    advance(company, 0.1)


def test_a_loop_that_is_not_painted_is_let_go(tmp_path: Path) -> None:
    company = staged(150, "sea")
    kept = Keepsakes(company.stage, lambda: tmp_path)
    kept.loop()
    kept.loop()
    assert "being painted" in company.stage.message
    for _ in range(9):
        kept.follow(drawn(company), 1 / 60)
    kept.close()
    assert list(tmp_path.iterdir()) == []


def test_a_voyage_of_one_moment_cannot_be_shared(tmp_path: Path) -> None:
    company = staged(0, "sea")
    Keepsakes(company.stage, lambda: tmp_path).loop()
    assert "no voyage yet" in company.stage.message
