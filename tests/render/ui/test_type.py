"""Words fit where they are put, figures stand still, nothing that a person types can hurt, and memory is bounded."""

import numpy as np
import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seaspirits_game.render.ui.ink import CORAL, FOAM, LAMP, MIST
from seaspirits_game.render.ui.type import Type, printable
from tests.render.ui.pixels import LIGHTEST_WATER, canvas, changed, contrast, pixels
from tests.render.ui.sheet import kit_for

ROLES = ("display", "title", "heading", "name", "body", "reading", "label", "small")
LARGE = ("display", "title", "heading")

words = st.text(st.characters(), max_size=80)
roles = st.sampled_from(ROLES)


@pytest.fixture(scope="module")
def type_() -> Type:
    return kit_for((1920, 1080)).type


@given(words, roles, st.integers(0, 700))
def test_fitted_is_never_wider_than_its_room(type_: Type, text: str, role, width: int) -> None:
    cut = type_.fitted(text, role, width)
    assert type_.size(cut, role)[0] <= width
    if type_.size(text, role)[0] <= width:
        assert cut == printable(text)


@given(words, roles, st.integers(0, 700), st.one_of(st.none(), st.integers(0, 4)))
def test_lines_are_never_wider_than_their_room_nor_more_than_asked(type_: Type, text: str, role, width, most) -> None:
    lines = type_.wrapped(text, role, width, most)
    assert all(type_.size(line, role)[0] <= width for line in lines)
    assert most is None or len(lines) <= most


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=1, max_size=30), st.integers(140, 700))
def test_wrapping_loses_no_word(type_: Type, several: list[str], width: int) -> None:
    assert " ".join(type_.wrapped(" ".join(several), "body", width)).split() == several


def test_a_word_that_is_wider_than_a_line_is_broken_and_whole(type_: Type) -> None:
    word = "a" * 300
    lines = type_.wrapped(word, "body", 200)
    assert len(lines) > 5
    assert "".join(lines) == word


def test_more_lines_than_asked_end_in_an_ellipsis(type_: Type) -> None:
    lines = type_.wrapped("one two three four five six seven " * 9, "body", 220, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")


def test_own_line_ends_are_kept(type_: Type) -> None:
    assert type_.wrapped("one\n\ntwo", "body", 500) == ["one", "", "two"]


@given(st.integers(0, 99999), st.integers(0, 99999))
def test_as_many_figures_are_as_wide(type_: Type, first: int, second: int) -> None:
    one, other = f"−{first:05d}.{second % 100:02d}", f"+{second:05d}.{first % 100:02d}"
    assert type_.size(one, "reading") == type_.size(other, "reading")


def test_figures_stand_in_the_same_places(type_: Type) -> None:
    """Whatever figure is before it, the last one is drawn at the same pixels."""
    drawn = []
    for text in ("1114", "0004", "8884"):
        surface = canvas((200, 60))
        rect = type_.draw(surface, text, (20, 10), "reading", shadow=False)
        cell = type_.size("4", "reading")[0]
        drawn.append(pixels(surface)[rect.right - cell : rect.right].tobytes())
    assert len(set(drawn)) == 1


@given(words, roles, st.booleans())
@settings(max_examples=150)
def test_nothing_that_is_typed_can_hurt(type_: Type, text: str, role, shadow: bool) -> None:
    rect = type_.draw(canvas((300, 200)), text, (5, 5), role, shadow=shadow)
    assert rect.size == type_.size(printable(text), role)


@pytest.mark.parametrize(
    "text", ["\x00", "\ud800", "\udfff!", "a\tb\r\n", "\u2028", "\U0010ffff", "\ufffe", "\u202e", "e\u0301"]
)
@pytest.mark.parametrize("role", ["body", "reading"])
def test_odd_characters_draw(type_: Type, text: str, role) -> None:
    type_.draw(canvas(), text, (9, 9), role, width=200)
    assert type_.wrapped(text, role, 100) is not None


def test_endless_words_are_cut_before_they_are_set(type_: Type) -> None:
    assert len(printable("m" * 10**6)) == 600
    assert type_.draw(canvas(), "m" * 10**6, (0, 0)).width < 600 * 40


@pytest.mark.parametrize("role", ROLES)
def test_what_is_clear_draws_nothing(type_: Type, role) -> None:
    surface = canvas()
    rect = type_.draw(surface, "0.5 abc", (20, 20), role, opacity=0.0)
    assert rect.width > 0
    assert changed(surface).size == (0, 0)


@pytest.mark.parametrize("role", ROLES)
def test_less_opacity_is_less_light(type_: Type, role) -> None:
    light = []
    for opacity in (0.2, 0.6, 1.0):
        surface = canvas((1400, 200))
        type_.draw(surface, "Sea 0.5", (20, 20), role, FOAM, opacity=opacity)
        light.append(int(pixels(surface).max()))
    assert light == sorted(light)
    assert light[0] < 0.35 * light[2]
    assert light[2] > 200


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("anchor", ["topleft", "center", "midright", "midbottom"])
def test_words_lie_in_their_rect(type_: Type, role, anchor) -> None:
    surface = canvas((900, 400))
    rect = type_.draw(surface, "Hxg 0.5", (450, 200), role, FOAM, anchor, shadow=False)
    assert getattr(rect, anchor) == (450, 200)
    assert rect.contains(changed(surface))


def test_lines_follow_each_other(type_: Type) -> None:
    surface = canvas()
    low = type_.draw_lines(surface, ["one", "two", "three"], (10, 10), "body")
    assert low == 10 + 3 * type_.line_height("body")
    assert type_.line_height("body") >= type_.size("x", "body")[1]


def test_memory_is_bounded_in_count() -> None:
    type_ = kit_for((1280, 720)).type
    surface = canvas((64, 64))
    for number in range(600):
        type_.draw(surface, f"word {number}", (0, 0), "small")
        type_.draw(surface, chr(0x100 + number), (0, 0), "reading")
        assert type_.kept <= 512 + 2 * 512
    assert type_.kept == 512 + 2 * 512


def test_memory_is_bounded_in_bytes() -> None:
    type_ = kit_for((3840, 2160), 2.0).type
    for number in range(60):
        type_.draw(canvas((64, 64)), f"{number} large words", (0, 0), "display")
        assert type_.weight <= 4 * (12 + 8) << 20  # four times the pixels of 1920×1080
    assert 1 <= type_.kept < 60


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_larger_text_is_larger(scale: float) -> None:
    plain, large = kit_for((1920, 1080)).type, kit_for((1920, 1080), scale).type
    for role in ROLES:
        assert large.size("words", role)[1] == pytest.approx(scale * plain.size("words", role)[1], rel=0.06)


SMALL_ON_WATER = [(role, tone) for role in ROLES if role not in LARGE for tone in (FOAM, MIST, LAMP, CORAL)]


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (3840, 2160)], ids=["720", "1080", "2160"])
@pytest.mark.parametrize(("role", "colour"), [*SMALL_ON_WATER, *((role, FOAM) for role in LARGE)])
def test_words_can_be_read_on_the_lightest_water(role, size: tuple[int, int], colour) -> None:
    """Of the pixels right beside a stroke the median has a contrast of 4.5 to it.

    Large words: 3, and in foam, the only colour they are set in. Source: WCAG 2.2, success criterion 1.4.3.
    """
    type_ = kit_for(size).type
    water, bare = canvas((1600, 500), LIGHTEST_WATER), canvas((1600, 500))
    type_.draw(water, "Hambone 0.5", (100, 100), role, colour)
    type_.draw(bare, "Hambone 0.5", (100, 100), role, (255, 255, 255), shadow=False)
    stroke = pixels(bare)[..., 0] > 0
    beside = np.zeros_like(stroke)
    for axis, step in ((0, 1), (0, -1), (1, 1), (1, -1)):
        beside |= np.roll(stroke, step, axis)
    beside &= ~stroke
    ratio = contrast(np.array(colour), pixels(water)[beside])
    assert np.median(ratio) >= (3.0 if role in LARGE else 4.5)


def test_the_darkness_round_words_is_soft() -> None:
    """From the stroke outward it fades without an edge: no two neighbouring pixels differ by an eighth of the way."""
    type_ = kit_for((1920, 1080)).type
    surface = canvas((300, 100), LIGHTEST_WATER)
    rect = type_.draw(surface, "l", (150, 40), "body", MIST)
    line = pixels(surface)[rect.right + 1 : rect.right + 14, rect.centery, 1].astype(int)
    assert (np.diff(line) >= 0).all()
    assert np.diff(line).max() < 175 / 5
    assert line[-1] > 165


def test_words_look_the_same_with_and_without_a_display() -> None:
    def drawn() -> bytes:
        surface = canvas()
        kit_for((1920, 1080)).type.draw(surface, "Second shoal 0.5", (20, 20), "body", MIST)
        return pixels(surface).tobytes()

    pygame.display.quit()
    without = drawn()
    pygame.display.init()
    pygame.display.set_mode((320, 240))
    try:
        assert drawn() == without
    finally:
        pygame.display.quit()
