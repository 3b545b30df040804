"""The codex's articles as they are written: one TOML file each, read when the codex is first opened."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from seaspirits_game.core.errors import UserError
from seaspirits_game.core.paths import assets
from seaspirits_game.render.ui.formula import parsed

SCENES = ("sea", "layers", "charts", "tide", "duel")
"""Where an article's button can lead."""
SELECTIONS = ("", "undecided", "decided")
"""Which spirit is looked at there: none, or the one whose probabilities are the most or the least spread."""


@dataclass(frozen=True, slots=True)
class Formula:
    """One line of mathematics and what its letters are."""

    source: str
    """In the notation of `render.ui.formula`."""
    says: str


@dataclass(frozen=True, slots=True)
class Run:
    """A figure of our own, and the command that repeats it."""

    says: str
    command: str


@dataclass(frozen=True, slots=True)
class See:
    """Where in the program an idea can be seen."""

    scene: str
    words: str
    """On the button."""
    layer: int | None = None
    """The shoal to look at, from 0; −1 is the deepest. None leaves it as it is."""
    select: str = ""
    tour: bool = False
    """Whether the grand tour begins."""


@dataclass(frozen=True, slots=True)
class Article:
    """One page of the codex."""

    key: str
    """The file's name."""
    order: int
    title: str
    idea: str
    """Paragraphs between empty lines."""
    caveat: str
    see: See
    readings: tuple[str, ...] = ()
    """Columns of metrics.csv; those that begin with `shoal.` are of the shoal that is looked at."""
    formulas: tuple[Formula, ...] = ()
    claims: tuple[str, ...] = ()
    """Keys of the table of claims."""
    runs: tuple[Run, ...] = field(default=())


def load_articles(folder: Path | None = None) -> tuple[Article, ...]:
    """All articles of `folder`, by default of `assets/codex`, in their order.

    Raises:
        UserError: a file is missing, cannot be read, or does not hold what an article needs; names file and field.
    """
    place = folder or assets() / "codex"
    articles = [load_article(path) for path in sorted(place.glob("*.toml"))]
    if not articles:
        raise UserError(f"{place}: there is no article; files like volume.toml are needed")
    owners: dict[int, str] = {}
    for article in articles:
        if article.order in owners:
            raise UserError(f"{place / article.key}.toml: order {article.order} is {owners[article.order]}.toml's, too")
        owners[article.order] = article.key
    return tuple(sorted(articles, key=lambda article: article.order))


def load_article(path: Path) -> Article:
    """The article that `path` holds.

    Raises:
        UserError: as `load_articles`.
    """
    try:
        record = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror or error})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: is not TOML: {error}") from error
    entry = _Entry(path, "", record)
    article = Article(
        key=path.stem,
        order=entry.whole("order"),
        title=entry.text("title"),
        idea=entry.text("idea"),
        caveat=entry.text("caveat"),
        see=_see(entry),
        readings=entry.texts("readings"),
        formulas=entry.entries("formulas", lambda one: Formula(one.formula("formula"), one.text("says", needed=False))),
        claims=entry.texts("claims"),
        runs=entry.entries("runs", lambda one: Run(one.text("says"), one.text("command"))),
    )
    entry.done()
    return article


def _see(article: "_Entry") -> See:
    entry = article.entry("see")
    see = See(
        scene=entry.one_of("scene", SCENES),
        words=entry.text("words"),
        layer=entry.whole("layer") if entry.has("layer") else None,
        select=entry.one_of("select", SELECTIONS) if entry.has("select") else "",
        tour=entry.flag("tour"),
    )
    entry.done()
    return see


_Made = TypeVar("_Made")


class _Entry:
    """A table of a file, asked field by field; what was not asked for is superfluous."""

    def __init__(self, path: Path, name: str, record: Mapping[str, Any]) -> None:
        self._path = path
        self._name = name
        self._record = record
        self._asked: set[str] = set()

    def has(self, field_name: str) -> bool:
        return field_name in self._record

    def text(self, field_name: str, needed: bool = True) -> str:
        value = self._get(field_name) if needed or self.has(field_name) else ""
        self._asked.add(field_name)
        if not isinstance(value, str) or (needed and not value.strip()):
            raise self._wrong(field_name, value, "a text")
        return value.strip()

    def formula(self, field_name: str) -> str:
        source = self.text(field_name)
        try:
            parsed(source)
        except ValueError as error:
            raise UserError(f"{self._path}: {self._name}{field_name}: {error}") from error
        return source

    def whole(self, field_name: str) -> int:
        value = self._get(field_name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._wrong(field_name, value, "a whole number")
        return value

    def flag(self, field_name: str) -> bool:
        value = self._get(field_name) if self.has(field_name) else False
        if not isinstance(value, bool):
            raise self._wrong(field_name, value, "true or false")
        return value

    def one_of(self, field_name: str, known: tuple[str, ...]) -> str:
        value = self._get(field_name)
        if value not in known:
            raise self._wrong(field_name, value, f"one of {', '.join(name or '(nothing)' for name in known)}")
        return str(value)

    def texts(self, field_name: str) -> tuple[str, ...]:
        values = self._get(field_name) if self.has(field_name) else []
        if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
            raise self._wrong(field_name, values, "a list of texts")
        return tuple(values)

    def entry(self, field_name: str) -> "_Entry":
        value = self._get(field_name)
        if not isinstance(value, dict):
            raise self._wrong(field_name, value, f"a table [{field_name}]")
        return _Entry(self._path, f"{field_name}.", value)

    def entries(self, field_name: str, make: "Callable[[_Entry], _Made]") -> tuple[_Made, ...]:
        values = self._get(field_name) if self.has(field_name) else []
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self._wrong(field_name, values, f"tables [[{field_name}]]")
        made = []
        for number, value in enumerate(values, start=1):
            entry = _Entry(self._path, f"{field_name} {number}: ", value)
            made.append(make(entry))
            entry.done()
        return tuple(made)

    def done(self) -> None:
        """Nothing else may stand there: a misspelt field would go unread."""
        odd = sorted(set(self._record) - self._asked)
        if odd:
            raise UserError(f"{self._path}: {self._name}{odd[0]}: an article has no such field")

    def _get(self, field_name: str) -> Any:
        self._asked.add(field_name)
        if field_name not in self._record:
            raise UserError(f"{self._path}: {self._name}{field_name} is missing")
        return self._record[field_name]

    def _wrong(self, field_name: str, value: object, right: str) -> UserError:
        told = repr(value)
        short = told if len(told) <= 40 else told[:39] + "…"
        return UserError(f"{self._path}: {self._name}{field_name}: {short} is not {right}")
