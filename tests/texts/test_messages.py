"""Translators find every message: the template is what the source says, and no catalogue strays from it."""

import string
from collections.abc import Sequence

import pytest
from babel.messages.pofile import read_po

from seaspirits_game.keeper.written import load_dives
from seaspirits_game.scenes.codex.articles import load_articles
from tests.texts.messages import LOCALES, TEMPLATE, extracted, in_words, template

CATALOGUES = sorted(LOCALES.glob("*/LC_MESSAGES/seaspirits.po"))


def fields_of(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}


def test_the_template_is_what_the_source_says():
    assert TEMPLATE.read_bytes() == in_words(template()), "run: python -m tests.texts.messages"


@pytest.mark.parametrize(
    "message",
    [
        "Chart room",  # t("...")
        ("{count} dive", "{count} dives"),  # n(...)
        "first",  # t(ORDINALS[layer])
        "Clear sight",  # t(dial.name)
        "How surprised the network is by the truth. Nothing surprises one that knows.",  # t(page.visitor)
        "Volume grows",  # t(article.title)
        "The moons have parted.",  # t(dive.won)
        "Moons, part readily",  # t(recipe.title)
        "Set warmth to about 0.1.",  # a hint of a dive
    ],
    ids=str,
)
def test_each_kind_of_message_is_found(message):
    assert message in extracted()


def test_no_key_or_column_is_taken_for_a_message():
    assert {"log_volume", "val_accuracy", "seaspirits", "learning_rate"} & set(extracted()) == set()


def test_every_message_can_be_formatted():
    for message in extracted():
        for text in [message] if isinstance(message, str) else message:
            fields_of(text)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_a_catalogue_has_every_message_with_the_same_fields_and_no_other(path):
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.parent.parent.name)
    assert {message.id for message in catalog if message.id} == set(extracted())
    assert not catalog.obsolete
    for message in catalog:
        forms: Sequence[str] = [message.string] if isinstance(message.string, str) else list(message.string)
        source = message.id if isinstance(message.id, str) else message.id[1]
        if message.id:
            assert all(forms), f"no translation of {message.id!r}"
            assert all(fields_of(form) <= fields_of(source) for form in forms), message.id


def test_what_the_written_texts_say_when_read_is_in_the_template():
    found = set(extracted())
    articles, dives = load_articles(), load_dives()
    assert min(len(articles), len(dives)) > 10
    for article in articles:
        assert {article.title, article.idea, article.caveat} <= found, article.key
        assert {one.says for one in (*article.formulas, *article.runs)} <= found, article.key
    for dive in dives:
        assert {dive.title, dive.idea, dive.lesson, dive.won, dive.lost, *dive.hints} <= found, dive.key
