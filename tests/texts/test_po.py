"""A translator's catalogue is read as gettext's own tools read it."""

import gettext
import io
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.core.errors import UserError
from seaspirits_game.texts.catalogue import Texts, languages
from seaspirits_game.texts.po import read_po

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]) | st.just("\n"), min_size=1)


def written(folder: Path, catalog: Catalog) -> Path:
    path = folder / "seaspirits.po"
    pile = io.BytesIO()
    write_po(pile, catalog, width=60)
    path.write_bytes(pile.getvalue())
    return path


@given(st.dictionaries(WORDS, WORDS, max_size=8))
def test_what_babel_writes_is_read_as_it_was_meant(tmp_path_factory, translations):
    catalog = Catalog(locale="de")
    for message, translation in translations.items():
        catalog.add(message, translation)
    found = read_po(written(tmp_path_factory.mktemp("po"), catalog))
    assert {message: found.message(message) for message in translations} == translations


@pytest.mark.parametrize("language", ["de", "fr", "ja", "ar", "pl"])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 11, 100, 102])
def test_a_count_takes_the_form_that_babels_plural_rule_says(tmp_path, language, count):
    catalog = Catalog(locale=language)
    forms = tuple(f"{{count}} form {number}" for number in range(catalog.num_plurals))
    catalog.add(("{count} dive", "{count} dives"), forms)
    found = read_po(written(tmp_path, catalog))

    told = found.counted("{count} dive", "{count} dives", count)
    assert told == forms[gettext.c2py(catalog.plural_expr)(count)]
    if language == "pl":
        assert (told == forms[1]) == (count in (2, 3, 102))


def test_a_fuzzy_or_empty_translation_is_not_shown(tmp_path):
    catalog = Catalog(locale="de")
    catalog.add("Sea", "Meer", flags=["fuzzy"])
    catalog.add("Shoal", "")
    found = read_po(written(tmp_path, catalog))
    assert (found.message("Sea"), found.message("Shoal")) == ("Sea", "Shoal")
    assert found.counted("one", "many", 2) == "many"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('msgid "a"\nmsgstr b', "line 2: 'b' is not a text"),
        ('masgid "a"', "line 1: 'masgid'"),
        ('"a"', "line 1: a text before"),
        ('msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n+;\\n"', "Plural-Forms"),
    ],
)
def test_a_wrong_catalogue_is_refused_in_a_line(tmp_path, text, told):
    path = tmp_path / "seaspirits.po"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=told) as caught:
        read_po(path)
    assert str(path) in str(caught.value)


def test_a_catalogue_in_the_folder_is_a_language_and_is_spoken(tmp_path):
    catalog = Catalog(locale="de")
    catalog.add("Begin", "Beginnen")
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    written(folder, catalog)
    assert languages(tmp_path)[:2] == ("en", "de")
    assert Texts("de", tmp_path).t("Begin") == "Beginnen"
    assert Texts("de", tmp_path).t("unknown") == "unknown"
    assert Texts("fr", tmp_path).t("Begin") == "Begin"
