"""What a film shows when: the script is checked as a function of time, the scene over the kept voyage of digits."""

import itertools

import numpy as np
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.facts import Started
from seaspirits_game.core.snapshot import VALIDATION
from seaspirits_game.geometry.stages import Stage as VoyageStage
from seaspirits_game.scenes.film import FilmScene, Script, caption, stage_caption, stage_of
from seaspirits_game.scenes.preferences import Preferences
from seaspirits_game.scenes.sea_picture import show
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.texts.numbers import THIN
from tests.scenes.voyages import sheet, snapshots

SIZES = [(640, 360), (1080, 1920), (1920, 1080), (320, 180)]
lengths = st.floats(0.5, 600.0)


@given(lengths, st.integers(0, 10_000_000))
def test_steps_only_rise_from_the_first_to_the_last(seconds, steps):
    script = Script(seconds)
    shown = [script.step(time_s, steps) for time_s in np.linspace(0.0, seconds, 60)]
    assert shown == sorted(shown)
    assert (shown[0], shown[-1]) == (0, steps)
    assert script.step(seconds - min(0.12 * seconds, 1.99), steps) == steps


@pytest.mark.parametrize("seconds", [9.0, 60.0, 600.0])
def test_each_doubling_takes_about_the_same_time(seconds):
    script, times = Script(seconds), np.linspace(0.0, seconds, 2_000)
    shown = np.array([script.step(time_s, 6 * 1023) for time_s in times])
    # steps 6, 18, 42, ...: where 1 + step / 6 has doubled once more; the ends are eased, so they are left out
    reached = times[np.searchsorted(shown, [6 * (2**doubling - 1) for doubling in range(2, 9)])]
    waits = np.diff(reached)
    assert waits.max() < 1.3 * waits.min()


def test_half_of_the_film_is_over_long_before_half_of_the_steps():
    assert 50 < Script(9.0).step(4.5, 2000) < 200


@given(lengths)
def test_the_title_comes_and_goes_softly(seconds):
    script = Script(seconds)
    opacity = np.array([script.title(frame / 30) for frame in range(round(30 * min(seconds, 20.0)))])
    assert opacity.min() >= 0.0
    assert opacity.max() <= 1.0
    assert opacity[0] == 0.0
    assert np.abs(np.diff(opacity)).max() < 0.25
    if seconds >= 2.0:
        assert opacity.max() > 0.95
        assert script.title(script.title_s) == script.title(seconds) == 0.0
    else:
        assert opacity.max() == 0.0


@pytest.mark.parametrize(("seconds", "course"), [(3.0, [False]), (8.0, [False, True]), (9.0, [False, True, False])])
def test_all_shoals_are_visited_where_there_is_time(seconds, course):
    script = Script(seconds)
    seen = [script.all_bands(frame / 30) for frame in range(round(30 * seconds))]
    assert [value for value, _ in itertools.groupby(seen)] == course


@given(lengths, st.integers(0, 100_000))
def test_a_film_that_walks_back_is_its_own_mirror(seconds, steps):
    script = Script(seconds, backward=True)
    shown = [script.step(time_s, steps) for time_s in np.linspace(0.0, seconds, 81)]
    assert shown == shown[::-1]
    assert (shown[0], shown[40], shown[-1]) == (0, steps, 0)
    assert not script.goes_back(seconds * 0.4)
    assert script.goes_back(seconds * 0.9)
    assert not Script(seconds).goes_back(seconds)


def filmed(size: tuple[int, int], seconds: float = 9.0) -> FilmScene:
    stage = Stage(size, Preferences(), send=lambda command: None, seed=0)
    stage.hear(Started(VoyageConfig(), sheet(), 0, 1))
    stage.receive(snapshots()[0])
    scene = FilmScene(stage, Script(seconds))
    scene.begin()
    return scene


def advance(scene: FilmScene, until: float) -> None:
    """Let sea time pass, with the snapshots that are due."""
    stage, ahead = scene.stage, list(snapshots()[1:])
    while stage.time_s < until:
        due = scene.script.step(stage.time_s, 1500)
        for snapshot in ahead:
            if stage.snapshot is not None and stage.snapshot.step < snapshot.step <= due:
                stage.receive(snapshot)
        stage.advance(1 / 60)
        scene.advance(1 / 60)


def drawn(scene: FilmScene) -> pygame.Surface:
    surface = pygame.Surface((scene.stage.kit.screen.width, scene.stage.kit.screen.height), depth=32)
    scene.draw(surface)
    return surface


@pytest.mark.parametrize("number", range(len(snapshots())))
def test_the_caption_says_what_that_very_snapshot_is(number):
    scene, snapshot = filmed((640, 360)), snapshots()[number]
    world = scene.stage.world
    assert world is not None
    step, accuracy, variance = caption(scene.stage.texts, world, snapshot)
    assert step.replace(THIN, "") == f"step {snapshot.step}"
    rows = sheet().split == VALIDATION
    right = (snapshot.probs[rows].argmax(axis=1) == sheet().labels[rows]).mean()
    told = float(accuracy.removeprefix("validation accuracy ").removesuffix(f"{THIN}%"))
    assert told == pytest.approx(100 * right, abs=0.51)  # the kept probabilities have half precision
    assert told == pytest.approx(100 * snapshot.val_accuracy, abs=0.051)
    shares = [100 * float(share[:3].sum()) for share in snapshot.variance_share]
    assert variance == f"variance shown {shares[world.choice.chosen]:.0f}{THIN}%"
    world.choice.all_bands = True
    *_, variance = caption(scene.stage.texts, world, snapshot)
    assert variance == f"variance shown {min(shares):.0f}{THIN}% to {max(shares):.0f}{THIN}%"


@pytest.mark.parametrize("size", SIZES)
def test_no_line_of_the_caption_is_cut(size):
    kit = filmed(size).stage.kit
    free = kit.screen.width - 2 * kit.screen.margin
    for text in ("step 10 000 000", f"validation accuracy 100.0{THIN}%", f"variance shown 10{THIN}% to 100{THIN}%"):
        assert kit.type.size(text, "reading")[0] <= free
    assert 3 * kit.type.line_height("reading") + kit.screen.margin < kit.screen.height / 2


@pytest.mark.parametrize("size", SIZES)
def test_the_captions_of_the_stages_have_room(size):
    scene = filmed(size)
    kit, texts = scene.stage.kit, scene.stage.texts
    free = kit.screen.width - 2 * kit.screen.margin
    assert stage_caption(texts, VoyageStage.NONE) is None
    for present in set(VoyageStage) - {VoyageStage.NONE}:
        told = stage_caption(texts, present)
        assert told is not None
        assert told[0] == present.value.capitalize()
        assert kit.type.size(told[0], "heading")[0] <= free
        assert kit.type.size(told[1], "reading")[0] <= free
    lines = 4 * kit.type.line_height("reading") + kit.type.line_height("heading")
    assert lines + kit.screen.margin + kit.screen.px(10) < 0.72 * kit.screen.height


def test_the_stage_of_the_snapshot_shown_is_told_and_comes_softly():
    scene = filmed((640, 360))
    advance(scene, 8.5)
    stage = scene.stage
    assert stage.snapshot is not None
    here = stage.story.at(stage.snapshot.step)
    assert here is not None
    assert here.stage is not VoyageStage.NONE, "the kept voyage of digits ends in a stage"
    assert stage_of(stage) is here.stage
    bare = filmed((640, 360))
    area = pygame.Rect(stage.kit.screen.margin, 180, 300, 110)
    with_stage = pygame.surfarray.array3d(drawn(scene).subsurface(area)).max()
    assert with_stage > 200
    assert stage_of(bare.stage) is VoyageStage.NONE


@pytest.mark.parametrize("size", SIZES[:3])
def test_the_sea_is_in_the_frame_whenever_the_camera_rests(size):
    scene = filmed(size)
    for moment in (0.0, 2.0, 4.6, 6.8, 8.9):  # under the title, alone, all shoals, alone again
        advance(scene, moment)
        world = scene.stage.world
        assert world is not None
        seen = show(world, 1.0, scene.stage.time_s)
        places = seen.screen.xy[seen.weight > 0.9]
        inside = ((places >= 0) & (places < size)).all(axis=1)
        assert inside.mean() > 0.985, moment
        high = np.ptp(np.quantile(places[:, 1], [0.02, 0.98]))
        assert high > 0.15 * min(size), moment


def test_the_film_ends_at_the_deepest_shoal():
    scene = filmed((640, 360))
    world = scene.stage.world
    assert world is not None
    assert world.choice.chosen == 1
    advance(scene, 6.5)
    assert show(world, 1.0, scene.stage.time_s).first == 0  # all of them
    advance(scene, 8.9)
    assert show(world, 1.0, scene.stage.time_s).first == world.choice.chosen == len(sheet().layer_widths) - 1


def test_title_and_caption_are_where_they_belong():
    """Compared with the same sea without words."""
    for moment, titled in ((1.0, True), (8.0, False)):
        scene = filmed((640, 360))
        advance(scene, moment)
        words = pygame.surfarray.array3d(drawn(scene)).astype(int)
        world = scene.stage.world
        assert world is not None
        scene._title = scene._caption = lambda *about: None  # type: ignore[method-assign]
        bare = pygame.surfarray.array3d(drawn(scene)).astype(int)
        changed = np.abs(words - bare).max(axis=2) > 40  # (x, y)
        assert changed[:320, 270:345].sum() > 300
        assert bool(changed[:, :110].sum() > 300) is titled
        assert not changed[:, 345:].any()
        assert not changed[:, 130:200].any()
        assert bool(changed[:320, 200:265].sum() > 300) is (stage_of(scene.stage) is not VoyageStage.NONE)
