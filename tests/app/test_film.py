"""A film can be read back: as many frames as were drawn, in their size and colours; and a broken one leaves nothing."""

import sys
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pygame
import pytest

from seaspirits_game.app import film
from seaspirits_game.app.film import check_film, fps_of, is_still, write_film
from seaspirits_game.core.errors import UserError

SIZE = (96, 64)
TEAL = (14, 106, 120)


def swimming(count: int, size: tuple[int, int] = SIZE) -> Iterator[pygame.Surface]:
    """A white square that goes to the right over teal; always the same surface, as a film draws it."""
    surface = pygame.Surface(size, depth=32)
    for index in range(count):
        surface.fill(TEAL)
        surface.fill((255, 255, 255), (index % (size[0] - 16), 24, 16, 16))
        yield surface


def read(path: Path) -> list[av.VideoFrame]:
    with av.open(str(path)) as container:
        return list(container.decode(video=0))


def seen(frame: av.VideoFrame) -> np.ndarray:
    """(H, W, 3) as a player shows it."""
    return frame.reformat(format="rgb24", src_colorspace="ITU709").to_ndarray().astype(int)


def test_an_mp4_holds_every_frame_in_its_size_and_colours(tmp_path):
    write_film(tmp_path / "a.mp4", swimming(40), SIZE)
    with av.open(str(tmp_path / "a.mp4")) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert (stream.average_rate, stream.frames) == (30, 40)
        assert float(stream.duration * stream.time_base) == pytest.approx(40 / 30)
    frames = read(tmp_path / "a.mp4")
    assert [(frame.width, frame.height) for frame in frames] == [SIZE] * 40
    for index in (0, 20, 39):
        picture = seen(frames[index])
        np.testing.assert_allclose(picture[:12], np.broadcast_to(TEAL, (12, *picture.shape[1:])), atol=4)
        middle = picture[28:36, index + 4 : index + 12]
        np.testing.assert_allclose(middle, np.full(middle.shape, 255), atol=4)


def test_a_browser_can_begin_before_the_end(tmp_path):
    write_film(tmp_path / "a.mp4", swimming(40), SIZE)
    content = (tmp_path / "a.mp4").read_bytes()
    assert 0 < content.index(b"moov") < content.index(b"mdat")


@pytest.mark.parametrize("name", ["a.mp4", "a.gif"])
def test_the_same_frames_are_the_same_bytes(name, tmp_path):
    for folder in ("first", "second"):
        (tmp_path / folder).mkdir()
        write_film(tmp_path / folder / name, swimming(12), SIZE)
    assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes()


def test_where_h264_is_missing_every_player_still_plays(tmp_path, monkeypatch):
    monkeypatch.setattr(film, "_CODECS", ("an encoder that nobody has", "mpeg4"))
    write_film(tmp_path / "a.mp4", swimming(10), SIZE)
    frames = read(tmp_path / "a.mp4")
    assert len(frames) == 10
    np.testing.assert_allclose(seen(frames[-1])[:12], np.broadcast_to(TEAL, (12, 96, 3)), atol=6)


@pytest.mark.parametrize("name", ["a.mp4", "a.gif"])
@pytest.mark.parametrize("trouble", [KeyboardInterrupt, RuntimeError])
def test_what_is_interrupted_leaves_the_folder_as_it_was(name, trouble, tmp_path):
    (tmp_path / name).write_bytes(b"an older film")

    def interrupted() -> Iterator[pygame.Surface]:
        yield from swimming(9)
        raise trouble

    with pytest.raises(trouble):
        write_film(tmp_path / name, interrupted(), SIZE)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_bytes() == b"an older film"


@pytest.mark.parametrize(("name", "count"), [("a.mp4", 90), ("a.gif", 48)])  # x264 looks some 40 frames ahead
def test_frames_are_encoded_as_they_come(name, count, tmp_path):
    """While the last ones are drawn, the first ones are on their way to the disk: memory is bounded."""
    weights = []

    def noisy() -> Iterator[pygame.Surface]:
        rng = np.random.default_rng(1)
        for _ in range(count):
            surface = pygame.Surface((160, 96), depth=32)
            pygame.surfarray.blit_array(surface, rng.integers(0, 256, (160, 96, 3)))
            yield surface
            weights.append(sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()))

    write_film(tmp_path / name, noisy(), (160, 96))
    assert weights[-1] > 200_000
    assert weights[len(weights) // 2] < 0.8 * weights[-1]


def test_what_cannot_be_written_is_one_line(tmp_path):
    (tmp_path / "wall").write_text("")
    with pytest.raises(UserError, match=r"--out: .*a\.mp4' cannot be written"):
        write_film(tmp_path / "wall" / "a.mp4", swimming(3), SIZE)


def test_names_tell_what_is_wanted():
    assert [fps_of(Path(name)) for name in ("a.mp4", "a.GIF", "a.png")] == [30, 15, 30]
    assert [is_still(Path(name)) for name in ("a.mp4", "a.PNG")] == [False, True]


@pytest.mark.parametrize(
    ("name", "size", "told"),
    [
        ("a.avi", (640, 360), r"--out: 'a\.avi' is not the name of a \.mp4, \.gif, \.png file"),
        ("film", (640, 360), "--out: 'film' is not"),
        ("a.mp4", (641, 360), "--size: 641x360 is odd.* 642x360 would do"),
        ("a.mp4", (640, 361), "640x362 would do"),
    ],
)
def test_what_cannot_become_a_film_is_refused_before_it_is_made(name, size, told):
    with pytest.raises(UserError, match=told):
        check_film(Path(name), size)


def test_only_mp4_needs_even_sizes():
    for name in ("a.gif", "a.png"):
        check_film(Path(name), (641, 361))


def test_without_pyav_one_line_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "av", None)
    for name in ("a.mp4", "a.gif"):
        with pytest.raises(UserError, match=r'pip install -e "\.\[film\]"'):
            check_film(Path(name), SIZE)
    check_film(Path("a.png"), SIZE)
