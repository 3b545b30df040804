"""Formulas: what the source means, what is refused, and that the picture holds all of it."""

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.render.ui.formula import Node, formula, parsed
from tests.render.ui.sheet import kit_for

ENTROPY = r"S(ρ) = −Σ_i p_i ln p_i , p_i = \frac{λ_i}{Σ_j λ_j}"
ALL = [
    ENTROPY,
    r"½ ln det C_3 = ½ ln(λ_1 λ_2 λ_3)",
    r"F(p, q) = (Σ_c \sqrt{p_c q_c})^2 = |⟨ψ|φ⟩|^2",
    r'"CKA"(Y, Z) = \frac{‖Y^T Z‖_F^2}{‖Z^T Z‖_F ‖Y^T Y‖_F}',
    r"M_l = P_{l+1}^T J_l P_l",
]


def kinds(node: Node) -> set[str]:
    return {node.kind}.union(*(kinds(part) for part in node.parts))


def test_a_formula_is_read_piece_by_piece() -> None:
    row = parsed(r"p_i^2 = \frac{1}{\sqrt{n}} log x")
    script, _, relation, _, fraction, _, log, _, x = row.parts
    assert (script.kind, [part.text for part in script.parts]) == ("script", ["p", "i", "2"])
    assert (relation.kind, fraction.kind) == ("relation", "fraction")
    assert (log.kind, log.text, x.kind, x.text) == ("upright", "log", "letter", "x")
    assert kinds(fraction) == {"fraction", "row", "figures", "root", "letter"}


def test_a_transpose_is_upright_and_words_are_words() -> None:
    assert parsed("P^T").parts[0].parts[2].kind == "upright"
    assert parsed('"two words"').parts[0].text == "two words"


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        (r"\frac{a}", "needs 2 parts"),
        (r"\sum_i", "unknown command at character 1"),
        ("a_{i", "not closed"),
        ("a}", "character 2"),
        ('"words', "quote at character 1"),
        ("a^", "ends where"),
    ],
)
def test_what_is_no_formula_is_refused_with_its_place(source: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        parsed(source)


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1080, 1920), (3840, 2160)], ids=str)
@pytest.mark.parametrize("source", ALL)
def test_a_formula_fits_its_place_and_nothing_is_cut(source: str, size: tuple[int, int]) -> None:
    kit = kit_for(size)
    for width in (kit.screen.px(900), kit.screen.px(300)):
        image = formula(kit, source, width)
        assert image.get_width() <= width
        inked = image.get_bounding_rect(min_alpha=40)
        assert inked.left >= 0
        assert inked.right < image.get_width() or image.get_width() == width
        assert 0 < inked.height <= image.get_height()


def test_a_formula_that_is_too_wide_is_broken_into_lines() -> None:
    kit = kit_for((1920, 1080))
    wide, narrow = formula(kit, ENTROPY, 900), formula(kit, ENTROPY, 200)
    assert narrow.get_height() > 1.5 * wide.get_height()


def test_a_subscript_hangs_below_and_an_exponent_stands_above() -> None:
    kit = kit_for((1920, 1080))
    plain = formula(kit, "x", 900)
    assert formula(kit, "x_i", 900).get_height() > plain.get_height()
    assert formula(kit, "x^2", 900).get_height() > plain.get_height()


def test_the_same_formula_is_made_once() -> None:
    kit = kit_for((1920, 1080))
    assert formula(kit, ENTROPY, 900) is formula(kit, ENTROPY, 900)


@given(st.text('abλΣ_^{}\\" ½=12+frac{}', max_size=24))
def test_any_source_is_set_or_refused(source: str) -> None:
    try:
        row = parsed(source)
    except ValueError:
        return
    assert row.kind == "row"
    image = formula(kit_for((1280, 720)), source, 400)
    assert isinstance(image, pygame.Surface)
