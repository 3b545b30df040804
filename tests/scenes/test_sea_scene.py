"""What a person does on the sea, by mouse, finger and keys, and what comes of it."""

import numpy as np
import pytest

from seaspirits_game.core.commands import Command, RestoreCheckpoint, SetLearningRate, SetTempo, SingleStep, Tempo
from seaspirits_game.core.facts import Restored, Torn
from seaspirits_game.scenes.asks import GoTo, Leave, TakePicture, ToggleFullscreen
from seaspirits_game.scenes.company import Company
from seaspirits_game.scenes.events import KeyPress, PointerDown, PointerMove, PointerUp, Wheel
from seaspirits_game.scenes.gestures import HOLD_SECONDS
from seaspirits_game.scenes.sea_scene import SeaScene
from seaspirits_game.scenes.world import Spirit
from tests.scenes.voyages import advance, drawn, staged


class Visit:
    """A sea at step 600 with all that was sent and asked."""

    def __init__(self, scene: str = "sea", size: tuple[int, int] = (1280, 720)) -> None:
        self.sent: list[Command] = []
        self.company: Company = staged(600, scene, size, sent=self.sent)
        drawn(self.company)

    @property
    def sea(self) -> SeaScene:
        scene = self.company.scene
        assert isinstance(scene, SeaScene)
        return scene

    @property
    def world(self):
        return self.company.stage.world

    def press(self, *keys: str, shift: bool = False) -> None:
        for key in keys:
            self.company.handle(KeyPress(key, shift))

    def asked(self) -> list[object]:
        asks = self.company.stage.take_asks()
        for ask in asks:
            if isinstance(ask, GoTo):
                self.company.go(ask.scene)
        drawn(self.company)
        return list(asks)

    def touch(self, x: float, y: float, pointer: int = 0, seconds: float = 0.1) -> None:
        self.company.handle(PointerDown(x, y, pointer))
        advance(self.company, seconds)
        self.company.handle(PointerUp(x, y, pointer))
        drawn(self.company)

    def click(self, name: str) -> None:
        rect = next(item.rect for item in self.sea.controls.items if item.name == name)
        self.touch(*rect.center)

    def place_of(self, spirit: Spirit) -> tuple[float, float]:
        drawn(self.company)
        shown = self.sea._shown
        x, y = shown.screen.xy[shown.row(spirit)].tolist()
        return x, y


@pytest.fixture
def visit() -> Visit:
    return Visit()


def test_keys_steer_the_training(visit: Visit) -> None:
    visit.press("space", "space", "3", ".", "]", "[", "r")
    assert visit.sent == [
        SetTempo(Tempo.PAUSE),
        SetTempo(Tempo.X4),
        SetTempo(Tempo.X16),
        SetTempo(Tempo.PAUSE),  # a single step holds the sea
        SingleStep(),
        SetLearningRate(0.0625),
        SetLearningRate(0.05),
        RestoreCheckpoint(),
    ]


def test_every_button_does_what_its_hint_says(visit: Visit) -> None:
    names = [item.name for item in visit.sea.controls.items]
    assert all(item.hint for item in visit.sea.controls.items)
    expected = {
        "pause": SetTempo(Tempo.PAUSE),
        "step": SingleStep(),
        "tempo 1x": SetTempo(Tempo.X1),
        "tempo unbounded": SetTempo(Tempo.UNBOUNDED),
    }
    for name, command in expected.items():
        visit.click(name)
        assert visit.sent[-1] == command, name
    for name, ask in (("camera", TakePicture()), ("fullscreen", ToggleFullscreen()), ("bands", GoTo("layers"))):
        visit.click(name)
        assert visit.asked() == [ask], name
    assert set(names) >= {"tour", "glyphs", "still", "home", "help", "previous", "next", "warmth"}


def test_the_lever_of_warmth_follows_the_finger(visit: Visit) -> None:
    rect = next(item.rect for item in visit.sea.controls.items if item.name == "warmth")
    visit.company.handle(PointerDown(rect.left, rect.centery, 0))
    visit.company.handle(PointerMove(rect.right, rect.centery, 0, True))
    visit.company.handle(PointerUp(rect.right, rect.centery, 0))
    assert [command.value for command in visit.sent] == pytest.approx([0.001, 3.0])
    assert visit.world.camera.goal.yaw == pytest.approx(visit.world.camera.pose.yaw)  # the sea did not turn


def test_a_lever_stays_where_it_was_put_until_the_trainer_agrees(visit: Visit) -> None:
    visit.press("]")
    advance(visit.company, 1.0)
    assert visit.sea.helm.learning_rate == pytest.approx(0.0625)
    assert visit.sea.helm.tempo is Tempo.X4


def test_a_touched_spirit_is_looked_at_and_let_go(visit: Visit) -> None:
    spirit = Spirit(1, 42)
    visit.touch(*visit.place_of(spirit))
    assert visit.world.selected is not None
    assert visit.world.selected.layer == 1
    assert {"close", "measure"} <= {item.name for item in visit.sea.controls.items}
    visit.press("escape")
    assert visit.world.selected is None
    assert visit.asked() == []
    visit.press("escape")
    assert visit.asked() == [GoTo("title")]


def test_touch_and_hold_measures_by_the_probabilities(visit: Visit) -> None:
    spirit = Spirit(1, 42)
    visit.touch(*visit.place_of(spirit), seconds=HOLD_SECONDS + 0.1)
    measured = visit.sea.inspector.measured
    assert sum(measured.counts.values()) == 1
    visit.world.selected = spirit
    for _ in range(300):
        visit.press("m")
    measured = visit.sea.inspector.measured
    assert measured.sample == 42
    probs = visit.company.stage.snapshot.probs[42]
    most = max(measured.counts, key=lambda clan: measured.counts[clan])
    assert most == int(np.argmax(probs))
    assert sum(measured.counts.values()) >= 300


def test_open_water_selects_nobody(visit: Visit) -> None:
    hud = visit.sea._hud()
    visit.touch(hud.safe.right - 3, hud.safe.bottom - 3)
    assert visit.world.selected is None


def test_the_mouse_marks_the_spirit_under_it(visit: Visit) -> None:
    x, y = visit.place_of(Spirit(1, 42))
    visit.company.handle(PointerMove(x, y))
    assert visit.world.hovered is not None
    rect = visit.sea.controls.items[0].rect
    visit.company.handle(PointerMove(*rect.center))
    assert visit.world.hovered is None
    assert visit.sea.controls.hovered == visit.sea.controls.items[0].name


def test_dragging_turns_and_the_wheel_comes_nearer(visit: Visit) -> None:
    before = visit.world.camera.goal
    visit.company.handle(PointerDown(640, 350, 0))
    visit.company.handle(PointerMove(760, 350, 0, True))
    visit.company.handle(PointerUp(760, 350, 0))
    assert visit.world.camera.goal.yaw < before.yaw - 0.1
    assert visit.world.selected is None
    visit.company.handle(Wheel(640, 350, 2.0))
    assert visit.world.camera.goal.distance < before.distance
    visit.press("home")
    assert visit.world.auto_frame


def test_looks_are_toggled_by_keys(visit: Visit) -> None:
    likes = visit.company.stage
    visit.press("g", "d", "t")
    assert (likes.preferences.glyphs, likes.preferences.still_water) == (True, True)
    assert visit.world.tour.touring
    visit.press("right")
    assert visit.world.choice.chosen == 2
    visit.press("right")
    assert visit.world.choice.chosen == 0
    visit.press("l")
    assert visit.asked() == [GoTo("layers")]
    assert visit.world.choice.all_bands
    visit.press("right")
    assert visit.asked() == [GoTo("sea")]


def test_every_control_is_reached_by_keys_alone(visit: Visit) -> None:
    names = {item.name for item in visit.sea.controls.items}
    seen = set()
    for _ in range(len(names) + 1):
        visit.press("tab")
        seen.add(visit.sea.controls.focused)
    assert seen == names


def test_the_first_key_or_touch_closes_the_help(visit: Visit) -> None:
    plain = visit.company
    visit.press("h")
    visit.press("space")
    assert visit.sent == []
    visit.press("space")
    assert visit.sent == [SetTempo(Tempo.PAUSE)]
    assert plain.name == "sea"


def test_a_torn_sea_offers_its_last_good_step() -> None:
    sent: list[Command] = []
    company = staged(600, "sea", sent=sent, facts=(Torn(601, "W2", 590),))
    drawn(company)
    sea = company.scene
    assert isinstance(sea, SeaScene)
    rect = next(item.rect for item in sea.controls.items if item.name == "restore")
    company.handle(PointerDown(*rect.center, 0))
    company.handle(PointerUp(*rect.center, 0))
    assert sent == [RestoreCheckpoint()]
    company.stage.hear(Restored(590))
    drawn(company)
    assert "restore" not in {item.name for item in sea.controls.items}


@pytest.mark.parametrize("key", ["space", "a", "return"])
def test_any_key_or_touch_dives_from_the_title(key: str) -> None:
    company = staged(0, "title")
    company.handle(KeyPress(key))
    assert company.stage.take_asks() == [GoTo("sea")]
    company.handle(PointerDown(100, 100, 0))
    company.handle(PointerUp(100, 100, 0))
    assert company.stage.take_asks() == [GoTo("sea")]
    company.handle(KeyPress("escape"))
    assert company.stage.take_asks() == [Leave()]


def test_before_the_first_snapshot_everything_already_draws_and_answers() -> None:
    sent: list[Command] = []
    company = staged(-1, "sea", sent=sent)
    drawn(company)
    for key in ("space", "t", "g", "d", "home", "l", "right", "m", "]", "f3", "escape"):
        company.handle(KeyPress(key))
    company.handle(PointerDown(600, 300, 0))
    company.handle(PointerUp(600, 300, 0))
    advance(company, 0.2)
    drawn(company)
    assert SetTempo(Tempo.PAUSE) in sent
