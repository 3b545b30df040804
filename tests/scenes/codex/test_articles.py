"""The articles that the program brings along are whole and true to the catalogue; a wrong one is refused in a line."""

import re
import shlex
from pathlib import Path

import pytest

from seaspirits_game.claims.registry import CLAIMS
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.paths import assets
from seaspirits_game.scenes.codex.articles import Article, load_article, load_articles
from seaspirits_game.scenes.codex.live import measure_of

ARTICLES = load_articles()
GOOD = """
order = 3
title = "Tides"
idea = "Water rises."
caveat = "It falls, too."
readings = ["shoal.entropy"]
[[formulas]]
formula = "x_i = 2"
says = "two"
[[runs]]
says = "2 m"
command = "python main.py bench"
[see]
scene = "sea"
words = "look"
layer = -1
tour = true
"""


def written(folder: Path, text: str = GOOD, name: str = "tides") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_claim_and_every_promised_page_has_its_article() -> None:
    assert {key for article in ARTICLES for key in article.claims} == {claim.key for claim in CLAIMS}
    assert {"spirit", "superposition", "kinship", "picture"} <= {article.key for article in ARTICLES}
    assert [article.order for article in ARTICLES] == list(range(1, len(ARTICLES) + 1))


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.key)
def test_an_article_is_whole(article: Article) -> None:
    for name in article.readings:
        assert measure_of(name).title
    assert len(article.readings) <= 3
    assert article.formulas or article.key == "dangers"
    assert len(article.idea) > 200
    assert 40 < len(article.caveat) < 500
    assert not re.search(r"TODO|lorem", article.idea + article.caveat, re.IGNORECASE)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.key)
def test_figures_come_with_the_command_that_repeats_them(article: Article) -> None:
    for run in article.runs:
        assert shlex.split(run.command)[:2] == ["python", "main.py"]
        assert re.search(r"\d", run.says)
    prose = re.sub(r"\b(3×3|key T)\b", "", article.idea + article.caveat)
    assert not re.search(r"\d[.,]\d", prose), "a figure in the prose has no command beside it"


def test_a_good_article_is_read_as_it_is_written(tmp_path: Path) -> None:
    article = load_article(written(tmp_path))
    assert (article.key, article.order, article.title, article.readings) == ("tides", 3, "Tides", ("shoal.entropy",))
    assert (article.formulas[0].source, article.runs[0].command) == ("x_i = 2", "python main.py bench")
    assert (article.see.scene, article.see.layer, article.see.tour, article.see.select) == ("sea", -1, True, "")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('title = "Tides"\n', "", "title is missing"),
        ('title = "Tides"', "title = 3", "title: 3 is not a text"),
        ('title = "Tides"', 'title = " "', "title: ' ' is not a text"),
        ("order = 3", "order = true", "order: True is not a whole number"),
        ('readings = ["shoal.entropy"]', 'readings = "entropy"', "readings: 'entropy' is not a list of texts"),
        ('formula = "x_i = 2"', 'formula = "x_{i"', "formulas 1: formula: a brace is not closed"),
        ('says = "two"', 'sais = "two"', "formulas 1: sais: an article has no such field"),
        ('scene = "sea"', 'scene = "moon"', "see.scene: 'moon' is not one of sea, layers"),
        ("layer = -1", 'layer = "last"', "see.layer: 'last' is not a whole number"),
        ("tour = true", 'select = "best"', "see.select: 'best' is not one of"),
        ("[see]", "[sea]", "see is missing"),
        ("order = 3", "order 3", "is not TOML"),
    ],
)
def test_a_wrong_article_is_refused_in_one_line(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    path = written(tmp_path, GOOD.replace(old, new))
    with pytest.raises(UserError) as refusal:
        load_articles(tmp_path)
    line = str(refusal.value)
    assert complaint in line
    assert str(path) in line
    assert "\n" not in line


def test_two_articles_of_one_place_and_an_empty_shelf_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="there is no article"):
        load_articles(tmp_path)
    written(tmp_path)
    written(tmp_path, name="waves")
    with pytest.raises(UserError, match=r"order 3 is tides\.toml's"):
        load_articles(tmp_path)


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(UserError, match="cannot be read"):
        load_articles(tmp_path)
    (tmp_path / "folder.toml").rmdir()
    (tmp_path / "latin.toml").write_bytes(b"title = '\xff'")
    with pytest.raises(UserError, match="is not TOML"):
        load_articles(tmp_path)


def test_they_lie_among_the_assets() -> None:
    assert {path.stem for path in (assets() / "codex").glob("*.toml")} == {article.key for article in ARTICLES}
