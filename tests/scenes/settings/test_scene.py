"""The settings by hand: everything applies at once, is asked to be kept, and can be reached by keys alone."""

import pygame
import pytest

from seaspirits_game.render.palette import PALETTES_BY_NAME
from seaspirits_game.scenes.asks import GoTo, Keep
from seaspirits_game.scenes.company import Company
from seaspirits_game.scenes.events import KeyPress, PointerDown, PointerMove, PointerUp, Wheel
from seaspirits_game.scenes.keys import ACTIONS, BUTTONS_BY_DEED
from seaspirits_game.scenes.preferences import Preferences
from seaspirits_game.scenes.settings.layout import HINT_LINES
from seaspirits_game.scenes.settings.rows import SECTIONS, TEXT_SCALES
from seaspirits_game.scenes.settings.scene import SettingsScene
from seaspirits_game.scenes.stage import Display
from seaspirits_game.texts.catalogue import PSEUDO
from tests.render.golden import assert_matches_golden
from tests.scenes.voyages import drawn, staged

STILL = Preferences(still_water=True, reduced_motion=True, quality="auto")


def settings(section: str = "picture", **likes: object) -> tuple[Company, SettingsScene]:
    company = staged(600, "settings", seconds=0.1, preferences=Preferences(**likes))  # type: ignore[arg-type]
    scene = company.scene
    assert isinstance(scene, SettingsScene)
    scene.open(section)
    drawn(company)
    return company, scene


def focus(company: Company, name: str) -> None:
    """Reach a row by keys alone."""
    for _ in range(80):
        company.handle(KeyPress("down"))
        if company.scene.controls.focused == f"row {name}":
            return
    raise AssertionError(f"{name} cannot be reached")


def kept(company: Company) -> dict[str, object]:
    """What was asked to be kept since the last call."""
    changes: dict[str, object] = {}
    for ask in company.stage.take_asks():
        if isinstance(ask, Keep):
            changes |= ask.changes
    return changes


def test_every_row_of_every_section_is_reached_by_keys_and_stays_in_view() -> None:
    company, scene = settings()
    for section in SECTIONS:
        scene.open(section)
        scene.controls.focused = None
        layout, rows = scene._lay_out()
        for row in rows:
            focus(company, row.name)
            drawn(company)
            assert company.focused() is not None  # drawn, with its ring
            assert layout.view.contains(company.focused().rect) or row.share is not None


def test_tabs_are_reached_by_keys() -> None:
    company, scene = settings()
    for _ in range(2):
        company.handle(KeyPress("tab"))
    for section in SECTIONS:
        assert scene.controls.focused == f"tab {section}"
        company.handle(KeyPress("return"))
        assert scene.section == section
        drawn(company)
        company.handle(KeyPress("right"))


def test_text_grows_at_once() -> None:
    company, _ = settings("words")
    focus(company, "text_scale")
    before = company.stage.kit.type.line_height("body")
    company.handle(KeyPress("right"))
    assert company.stage.preferences.text_scale == TEXT_SCALES[3]
    assert company.stage.kit.type.line_height("body") > before
    assert kept(company) == {"text_scale": TEXT_SCALES[3]}


def test_palettes_turn_round_and_monochrome_comes_with_signs() -> None:
    company, _ = settings()
    focus(company, "palette")
    seen = []
    for _ in PALETTES_BY_NAME:
        company.handle(KeyPress("return"))
        seen.append(company.stage.preferences.palette)
        if seen[-1] == "monochrome":
            assert company.stage.preferences.glyphs
    assert sorted(seen) == sorted(PALETTES_BY_NAME)
    assert kept(company)["palette"] == "default"


@pytest.mark.parametrize(
    ("section", "name"),
    [
        ("picture", "glyphs"),
        ("picture", "still_water"),
        ("picture", "reduced_motion"),
        ("sound", "muted"),
        ("sound", "captions"),
        ("words", "high_contrast"),
    ],
)
def test_switches_switch(section: str, name: str) -> None:
    company, _ = settings(section)
    focus(company, name)
    company.handle(KeyPress("return"))
    assert getattr(company.stage.preferences, name) is True
    assert kept(company) == {name: True}
    company.handle(KeyPress("right"))  # on already
    assert kept(company) == {}
    company.handle(KeyPress("left"))
    assert kept(company) == {name: False}


def test_the_window_is_asked_for_what_is_its_own() -> None:
    company, _ = settings()
    focus(company, "size")
    company.handle(KeyPress("right"))
    assert kept(company) == {"size": (1600, 900), "fullscreen": False}
    focus(company, "fullscreen")
    company.handle(KeyPress("return"))
    assert kept(company) == {"fullscreen": True}
    company.stage.display = Display(names=("1: 800 × 600", "2: 1920 × 1080"))
    focus(company, "display")
    company.handle(KeyPress("right"))
    assert kept(company) == {"display": 1}


def test_speech_is_offered_where_the_machine_can_speak() -> None:
    company, scene = settings("sound")
    assert "speech" not in [row.name for row in scene._lay_out()[1]]
    company.stage.display = Display(spoken=True)
    focus(company, "speech")
    company.handle(KeyPress("return"))
    assert kept(company) == {"speech": True}


def test_the_lever_of_the_volume_is_drawn_along_and_nudged() -> None:
    company, scene = settings("sound")
    lever = next(item for item in scene.controls.items if item.name == "row volume")
    y = lever.rect.centery
    company.handle(PointerDown(lever.rect.left + 1, y, 0))
    company.handle(PointerMove(lever.rect.right, y, 0, True))
    company.handle(PointerUp(lever.rect.right, y, 0))
    assert company.stage.preferences.volume == 1.0
    focus(company, "volume")
    company.handle(KeyPress("left"))
    assert company.stage.preferences.volume == pytest.approx(0.97, abs=0.02)


def test_a_key_is_moved_by_pressing_it() -> None:
    company, scene = settings("keys")
    focus(company, "tour")
    company.handle(KeyPress("return"))
    assert scene.takes_raw_keys()
    company.handle(KeyPress("f11"))  # even one that does something everywhere
    assert company.stage.preferences.keys.key_of("tour") == "f11"
    assert company.stage.preferences.keys.key_of("fullscreen") == "t"
    assert kept(company) == {"keys": company.stage.preferences.keys}


def test_a_key_that_stays_is_refused_and_escape_leaves_all_as_it_is() -> None:
    company, scene = settings("keys")
    focus(company, "tour")
    company.handle(KeyPress("return"))
    company.handle(KeyPress("tab"))
    assert "stays what it is" in company.stage.message
    company.handle(KeyPress("return"))
    company.handle(KeyPress("escape"))
    assert not scene.takes_raw_keys()
    assert kept(company) == {}


def test_a_gamepads_button_is_moved_by_pressing_it() -> None:
    company, _ = settings("gamepad")
    assert company.hears_button() is None
    focus(company, "help")
    company.handle(KeyPress("return"))
    hear = company.hears_button()
    assert hear is not None
    hear(11)
    assert company.stage.preferences.keys.button_of("help") == 11
    assert company.hears_button() is None


def test_all_is_as_at_first_after_asking_twice() -> None:
    company, scene = settings("words", text_scale=1.5, palette="tritanopia", volume=0.1, language=PSEUDO)
    focus(company, "reset")
    company.handle(KeyPress("return"))
    assert company.stage.preferences.text_scale == 1.5
    company.handle(KeyPress("up"))
    company.handle(KeyPress("down"))  # looked elsewhere: not meant
    company.handle(KeyPress("return"))
    assert company.stage.preferences.text_scale == 1.5
    company.handle(KeyPress("return"))
    likes = company.stage.preferences
    assert (likes.text_scale, likes.palette, likes.volume) == (1.0, "default", 0.6)
    assert likes.language == PSEUDO  # whoever reads a language stays with it
    changes = kept(company)
    assert (changes["text_scale"], changes["display"]) == (1.0, 0)
    assert "guided" not in changes
    assert scene.first >= 0


def test_a_language_applies_at_once() -> None:
    company, _ = settings("words", language=PSEUDO)
    assert company.stage.texts.t("off") != "off"
    focus(company, "language")
    company.handle(KeyPress("right"))
    assert company.stage.texts.language == company.stage.preferences.language == "en"
    assert "language" in kept(company)


def test_wheel_and_page_keys_scroll_and_never_past_the_end() -> None:
    company, scene = settings("keys")
    company.handle(Wheel(600, 400, -3.0))
    assert scene.first == 3
    company.handle(Wheel(600, 400, -300.0))
    end = scene.first
    company.handle(KeyPress("page down"))
    assert scene.first == end
    company.handle(KeyPress("page up"))
    assert scene.first < end
    company.handle(Wheel(600, 400, 300.0))
    assert scene.first == 0


@pytest.mark.parametrize("before", ["title", "sea", "layers", "codex"])
def test_escape_leads_back_to_where_one_came_from(before: str) -> None:
    company = staged(600, before, seconds=0.1)
    company.handle(KeyPress("f10"))
    assert company.stage.take_asks() == [GoTo("settings")]
    company.go("settings")
    company.handle(KeyPress("escape"))
    assert company.stage.take_asks() == [GoTo(before)]


def test_all_actions_and_deeds_have_rows() -> None:
    _, scene = settings("keys")
    assert [row.name for row in scene._lay_out()[1]] == [*(action.name for action in ACTIONS), "reset"]
    scene.open("gamepad")
    assert [row.name for row in scene._lay_out()[1]] == [*BUTTONS_BY_DEED, "reset"]


SIZES = [(1280, 720), (1920, 1080), (1080, 1920), (3840, 2160)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text_scale", [0.8, 1.0, 1.5, 2.0])
@pytest.mark.parametrize("language", ["en", PSEUDO])
def test_nothing_overlaps_or_is_cut_on_any_screen(
    size: tuple[int, int], text_scale: float, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = staged(-1, "settings", size, Preferences(text_scale=text_scale, language=language), seconds=0.0)
    scene = company.scene
    assert isinstance(scene, SettingsScene)
    company.stage.display = Display(size, names=("1: 1920 × 1080", "2: 3840 × 2160"), spoken=True)
    kit = company.stage.kit
    cut: list[str] = []
    fitted = type(kit.type).fitted

    def watched(self: object, text: str, role: str, width: int) -> str:
        shown = fitted(self, text, role, width)  # type: ignore[arg-type]
        if shown != text:
            cut.append(text)
        return shown

    monkeypatch.setattr(type(kit.type), "fitted", watched)
    surface = pygame.Surface(size, 0, 32)
    for section in SECTIONS:
        scene.open(section)
        for row in scene._lay_out()[1]:
            scene.controls.focused = f"row {row.name}"
            company.handle(KeyPress("down"))
            layout, rows = scene._lay_out()
            solid = layout.solid()
            assert all(kit.screen.rect.contains(rect) for rect in solid)
            assert not [(a, b) for i, a in enumerate(solid) for b in solid[i + 1 :] if a.colliderect(b)]
            lines = kit.type.wrapped(row.hint, "small", layout.hint.width)
            assert len(lines) <= HINT_LINES, row.hint
            for shown, two in zip(rows, layout.tall, strict=True):
                widths = [kit.type.size(words, "body")[0] for words in (shown.label, shown.value)]
                assert (max(widths) if two else sum(widths)) <= layout.view.width
        company.draw(surface, 1.0)
    assert cut == []


@pytest.mark.parametrize(
    ("name", "section", "size", "scale"),
    [
        ("settings", "picture", (1280, 720), 1.0),
        ("settings_keys", "keys", (1280, 720), 1.0),
        ("settings_large", "words", (1280, 720), 2.0),
        ("settings_portrait", "sound", (1080, 1920), 1.25),
    ],
)
def test_it_looks_as_it_did(name: str, section: str, size: tuple[int, int], scale: float) -> None:
    likes = Preferences(still_water=True, reduced_motion=True, quality="auto", text_scale=scale)
    company = staged(1500, "settings", size, likes)
    company.scene.open(section)
    company.handle(KeyPress("down"))
    company.handle(KeyPress("down"))
    assert_matches_golden(drawn(company), f"scene_{name}")
