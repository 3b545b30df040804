"""Every message that the program can ask for: `python -m tests.texts.messages` writes the template for translators.

Messages stand in the source as `t("...")` and `n("...", "...", count)`; in tables of the modules, which scenes reach as
`t(TABLE[key])` or `t(row.title)`; and in the texts of codex, dives and recipes. Babel's own extraction sees the first
kind only, so one walk over the syntax tree finds all of them; Babel writes and merges the catalogues.
"""

import ast
import importlib
import io
import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "seaspirits_game"
LOCALES = ROOT / "assets" / "locales"
TEMPLATE = LOCALES / "seaspirits.pot"
WRITTEN = ("codex/*.toml", "dives/*.toml", "recipes.toml")
IN_TEXTS = {"hints", "question"}
"""Fields of written texts that a scene reaches under another name."""

Message = str | tuple[str, str]


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            found = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
            if found == name:
                yield node


def constants(node: ast.AST) -> Iterator[str]:
    """Texts that the expression may be: a constant, or either branch of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from constants(node.body)
        yield from constants(node.orelse)


def texts_in(value: object) -> Iterator[str]:
    """The texts of a table: of a mapping its values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from texts_in(each)


def rows_in(value: object, depth: int = 0) -> Iterator[object]:
    """Dataclass instances in a module's constant, and those inside them."""
    if is_dataclass(value) and not isinstance(value, type):
        yield value
        inner: object = tuple(getattr(value, field.name, None) for field in fields(value))
    elif isinstance(value, Mapping):
        inner = tuple(value.values())
    else:
        inner = value
    if isinstance(inner, tuple | list | frozenset) and depth < 4:
        for each in inner:
            yield from rows_in(each, depth + 1)


@cache
def extracted() -> dict[Message, set[str]]:
    """Each message with the files that it comes from, relative to the root."""
    found: dict[Message, set[str]] = {}
    attributes: set[str] = set()
    trees = {path: ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}

    def add(message: Message, path: Path) -> None:
        if all(
            re.search(r"[^\W\d_]", text) and not re.fullmatch(r"[a-z]+(_[a-z0-9]+)+", text)
            for text in ([message] if isinstance(message, str) else message)
        ):
            found.setdefault(message, set()).add(path.relative_to(ROOT).as_posix())

    for path, tree in trees.items():
        for call in calls(tree, "n"):
            words = [arg.value for arg in call.args[:2] if isinstance(arg, ast.Constant)]
            if len(call.args) == 3 and len(words) == 2:
                add((str(words[0]), str(words[1])), path)
        for call in calls(tree, "t"):
            asked = call.args[0] if call.args else ast.Constant(None)
            for text in constants(asked):
                add(text, path)
            if isinstance(asked, ast.Attribute):
                attributes.add(asked.attr)
            table = asked.value if isinstance(asked, ast.Subscript) else getattr(asked, "func", None)
            name = getattr(getattr(table, "value", table), "id", "") or getattr(table, "id", "")
            for text in texts_in(getattr(module_of(path), name, None) if name.lstrip("_").isupper() else None):
                add(text, path)
    for path in trees:
        if path.parent.name in ("learning", "app") or path.stem == "__main__":
            continue
        for value in vars(module_of(path)).values():
            for row in rows_in(value):
                for name in attributes & {field.name for field in fields(row)}:  # type: ignore[arg-type]
                    for text in texts_in(getattr(row, name)):
                        add(text, path_of(row))
    for pattern in WRITTEN:
        for path in sorted((ROOT / "assets").glob(pattern)):
            for text in written_texts(tomllib.loads(path.read_text("utf-8")), attributes | IN_TEXTS):
                add(text, path)
    claims = ROOT / "assets" / "data" / "claims.json"
    for text in written_texts(json.loads(claims.read_text("utf-8")), {"statement", "statistic"}):
        add(text, claims)
    return found


def module_of(path: Path) -> object:
    return importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))


def path_of(row: object) -> Path:
    """Of the module that makes rows of this kind: one place for a message, wherever its table is imported."""
    return Path(str(sys.modules[type(row).__module__].__file__))


def written_texts(value: object, names: set[str], wanted: bool = False) -> Iterator[str]:
    if isinstance(value, str):
        if wanted:
            yield value.strip()
    elif isinstance(value, list):
        for each in value:
            yield from written_texts(each, names, wanted)
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from written_texts(each, names, name in names)


def template() -> Catalog:
    """The catalogue without translations, in the order of its files."""
    catalog = Catalog(project="Sea of Spirits", version="", charset="utf-8", fuzzy=False)
    messages = extracted()
    for message in sorted(messages, key=lambda each: (min(messages[each]), str(each))):
        catalog.add(message, locations=[(path, 0) for path in sorted(messages[message])])
    return catalog


def in_words(catalog: Catalog) -> bytes:
    pile = io.BytesIO()
    write_po(pile, catalog, width=120, ignore_obsolete=True, include_lineno=False, omit_header=False)
    told = (b"-Date:", b"Generated-By", b"Bugs-To", b"FIRST AUTHOR", b"FULL NAME", b"<LL@", b"Copyright (C)")
    return b"".join(line for line in pile.getvalue().splitlines(True) if not any(word in line for word in told))


def main() -> None:
    """Write the template, bring every catalogue up to it, and say what is missing."""
    fresh = template()
    LOCALES.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(in_words(fresh))
    print(f"{TEMPLATE.relative_to(ROOT)}: {len(fresh)} messages")
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/seaspirits.po")):
        with path.open("rb") as file:
            catalog = read_po(file, locale=path.parent.parent.name)
        catalog.update(fresh, no_fuzzy_matching=True)
        path.write_bytes(in_words(catalog))
        missing = [message.id for message in catalog if message.id and not any(message.string or ())]
        print(f"{path.relative_to(ROOT)}: {len(missing)} without a translation")
        for message in missing:
            print(f"  {message!r}")


if __name__ == "__main__":
    main()
