"""The map of keys: what is moved is found at its new place and nowhere else, and nobody can lock themselves out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.scenes.events import KeyPress
from seaspirits_game.scenes.keys import (
    ACTIONS,
    ACTIONS_BY_NAME,
    BUTTONS_BY_DEED,
    EVERYWHERE,
    FIXED,
    KEYS_BY_DEED,
    KeyMap,
)
from seaspirits_game.texts.catalogue import Texts
from tests.scenes.voyages import drawn, staged
from tests.scenes.words import watched

NAMES = st.sampled_from([action.name for action in ACTIONS])
KEYS = st.sampled_from(["a", "b", "j", "q", "z", "f5", "space", "h", "t", "l", "s", "n", "home", "f9", ";"])


def test_names_keys_and_words_are_distinct() -> None:
    assert len(ACTIONS_BY_NAME) == len(ACTIONS)
    groups = {action.group for action in ACTIONS} - {EVERYWHERE}
    for group in groups:
        keys = [action.key for action in ACTIONS if action.group in (EVERYWHERE, group)]
        assert len(set(keys)) == len(keys)
        assert not FIXED & set(keys)
    assert all(action.words(Texts()) for action in ACTIONS)
    assert set(KEYS_BY_DEED) == set(BUTTONS_BY_DEED)


def test_at_first_every_press_passes() -> None:
    for key in ("space", "x", "f12", "left", "strange"):
        assert KeyMap().translated(KeyPress(key, shift=True), "sea") == KeyPress(key, shift=True)


def test_a_moved_action_answers_to_its_new_key_only() -> None:
    keys = KeyMap().with_key("tour", "j")
    assert keys.translated(KeyPress("j"), "sea") == KeyPress("t")
    assert keys.translated(KeyPress("t"), "sea") is None
    assert keys.translated(KeyPress("t"), "duel") == KeyPress("t")  # there it is nobody's
    assert keys.translated(KeyPress("left"), "sea") == KeyPress("left")


def test_whoever_had_the_key_takes_the_free_one() -> None:
    keys = KeyMap().with_key("tour", "g")
    assert (keys.key_of("tour"), keys.key_of("signs")) == ("g", "t")
    assert keys.with_key("tour", "t") == KeyMap()


def test_other_scenes_keys_do_not_meet() -> None:
    keys = KeyMap().with_key("tour", "n")  # a key of the duel's
    assert keys.key_of("hint") == "n"


@pytest.mark.parametrize("key", sorted(FIXED))
def test_what_everybody_needs_stays(key: str) -> None:
    with pytest.raises(ValueError):
        KeyMap().with_key("tour", key)


@given(st.lists(st.tuples(NAMES, KEYS), max_size=12))
def test_however_keys_are_moved_each_action_can_be_reached_in_its_scene(moves: list[tuple[str, str]]) -> None:
    keys = KeyMap()
    for name, key in moves:
        keys = keys.with_key(name, key)
    for action in ACTIONS:
        if action.group == EVERYWHERE:
            continue
        heard = keys.translated(KeyPress(keys.key_of(action.name)), action.group)
        assert heard == KeyPress(action.key), (action.name, keys)


@given(st.lists(st.tuples(st.sampled_from(sorted(BUTTONS_BY_DEED)), st.integers(0, 12)), max_size=10))
def test_however_buttons_are_moved_each_deed_has_its_own(moves: list[tuple[str, int]]) -> None:
    keys = KeyMap()
    for deed, button in moves:
        keys = keys.with_button(deed, button)
    buttons = [keys.button_of(deed) for deed in BUTTONS_BY_DEED]
    assert len(set(buttons)) == len(buttons)
    assert all(keys.deed_of(keys.button_of(deed)) == deed for deed in BUTTONS_BY_DEED)


def test_a_hint_names_the_key_that_an_action_has_now() -> None:
    keys = KeyMap().with_key("tour", "f5")
    assert keys.in_words("grand tour through further coordinates  (T)", "sea").endswith("(F5)")
    assert keys.in_words("one single step  (.)", "sea").endswith("(.)")
    assert keys.in_words("no key here", "sea") == "no key here"
    assert KeyMap().in_words("grand tour  (T)", "sea") == "grand tour  (T)"


def test_scenes_hear_keys_through_the_map() -> None:
    company = staged(600, "sea")
    company.stage.prefer(keys=KeyMap().with_key("tour", "j"))
    company.handle(KeyPress("t"))
    assert not company.stage.world.tour.touring
    company.handle(KeyPress("j"))
    assert company.stage.world.tour.touring
    company.handle(KeyPress("t", by_pad=True))  # a gamepad's deeds are not the keyboard's
    assert not company.stage.world.tour.touring


def test_bubbles_name_the_key_that_an_action_has_now() -> None:
    company = staged(600, "sea")
    company.stage.prefer(keys=KeyMap().with_key("tour", "j"))
    drawn(company)
    company.scene.controls.focused = "tour"
    with watched() as lines:
        drawn(company)
    assert any(line.text.endswith("(J)") for line in lines)
