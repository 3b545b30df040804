"""Every article is set within its column, at every size, with the evidence that there is and none that there is not."""

import json
from pathlib import Path

import pygame
import pytest

from seaspirits_game.claims.findings import study
from seaspirits_game.claims.registry import CLAIMS
from seaspirits_game.core.paths import assets
from seaspirits_game.render.ui.kit import Kit, make_kit
from seaspirits_game.scenes.codex.articles import load_articles
from seaspirits_game.scenes.codex.evidence import Evidence, load_evidence
from seaspirits_game.scenes.codex.page import Page, page_of, verdict_of
from seaspirits_game.texts.catalogue import PSEUDO, Texts

ARTICLES = load_articles()
SIZES = [(1280, 720), (1920, 1080), (1080, 1920), (3840, 2160)]


def kit_for(size: tuple[int, int], text_scale: float = 1.0) -> Kit:
    return make_kit(assets() / "fonts", *size, text_scale)


def evidence_in(folder: Path) -> Evidence:
    record = study(CLAIMS, ("digits", "moons"), (0, 1), 50, lambda task, recipe, seed: {}).to_record()
    for claim in record["claims"]:
        for hypothesis in claim["hypotheses"]:
            for found in hypothesis["tasks"].values():
                found |= {"mean": -1234.5, "low": -2345.0, "high": -0.000123}
    path = folder / "claims.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    found = load_evidence(path)
    assert found is not None
    return found


def check(page: Page, width: int) -> None:
    assert page.height > 100
    for piece in page.pieces:
        assert 0 <= piece.top <= page.height - piece.height
        assert piece.width <= width
    tops = [piece.top for piece in page.pieces]
    assert tops == sorted(tops)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.key)
def test_everything_fits_the_column(article, size, tmp_path) -> None:
    kit = kit_for(size)
    for found in (None, evidence_in(tmp_path)):
        check(page_of(kit, Texts(), article, found, kit.screen.px(620)), kit.screen.px(620))


def test_longer_words_and_larger_type_fit_too(tmp_path) -> None:
    kit = kit_for((1280, 720), 1.6)
    for article in ARTICLES:
        check(page_of(kit, Texts(PSEUDO), article, evidence_in(tmp_path), 460), 460)


def test_what_lies_out_of_view_is_not_drawn_and_what_is_in_view_is() -> None:
    kit = kit_for((1280, 720))
    page = page_of(kit, Texts(), ARTICLES[1], None, 600)
    view = pygame.Surface((600, 300), pygame.SRCALPHA)
    for offset in (0, page.height - 300):
        view.fill((0, 0, 0, 0))
        page.draw(view, offset)
        assert view.get_bounding_rect().height > 200
    view.fill((0, 0, 0, 0))
    page.draw(view, page.height + 10)
    assert view.get_bounding_rect().height == 0


def test_without_figures_a_page_says_so() -> None:
    kit = kit_for((1920, 1080))
    kinship = next(article for article in ARTICLES if article.key == "kinship")
    assert not kinship.runs
    assert not kinship.claims
    assert verdict_of(kinship, None) == ""
    words = _words(page_of(kit, Texts(), kinship, None, 800))
    assert "No figures yet" in words


def test_the_verdict_of_two_claims_that_disagree_is_partly(tmp_path) -> None:
    volume = next(article for article in ARTICLES if article.key == "volume")
    assert verdict_of(volume, None) == ""
    assert verdict_of(volume, evidence_in(tmp_path)) in ("supported", "partly", "not")


def _words(page: Page) -> str:
    """All lines that are drawn."""
    heard: list[str] = []
    for piece in page.pieces:
        cells = dict(zip(piece.paint.__code__.co_freevars, piece.paint.__closure__ or (), strict=True))
        if "line" in cells:
            heard.append(cells["line"].cell_contents)
    return " ".join(heard)
