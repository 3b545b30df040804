"""What was measured beside what was hoped for, as a table to read or a record to keep; measures nothing itself."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

_TESTS = {
    "<=": lambda value, limit: value <= limit,
    "<": lambda value, limit: value < limit,
    ">=": lambda value, limit: value >= limit,
    "is": lambda value, limit: value == limit,
}
Answers = Mapping[str, float | str]
_HEADINGS = ("", "measured", "goal", "met")
NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Goal:
    """A limit, and on which side of it a figure should lie."""

    relation: Literal["<=", "<", ">=", "is"]
    limit: float

    def met_by(self, value: float) -> bool:
        """Whether `value` lies on the right side.

        >>> Goal("<=", 9.0).met_by(9.0), Goal("<", 2.0).met_by(2.0), Goal("is", False).met_by(False)
        (True, False, True)
        """
        return bool(_TESTS[self.relation](value, self.limit))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measurement; `value` is None when there is none, and `note` says why."""

    key: str
    what: str
    value: float | None = None
    unit: str = ""
    places: int = 1
    """Decimals in the table; the record holds all of them."""
    goal: Goal | None = None
    judged: bool = True
    """False where the goal is told for comparison only: the measurement was too short for it."""
    note: str = ""

    @property
    def met(self) -> bool | None:
        """None without a goal, or without a finite value to judge."""
        if self.goal is None or not self.judged or self.value is None or not math.isfinite(self.value):
            return None
        return self.goal.met_by(self.value)

    def to_record(self) -> dict[str, Any]:
        """A JSON-ready dict; what is not finite is null."""
        known = self.value is not None and math.isfinite(self.value)
        return {
            "what": self.what,
            "value": self.value if known else None,
            "unit": self.unit,
            "goal": None if self.goal is None else {"relation": self.goal.relation, "limit": self.goal.limit},
            "met": self.met,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Section:
    """Figures that belong together."""

    title: str
    figures: tuple[Figure, ...]


def filled(section: Section, answers: Answers) -> Section:
    """`section` with the values in `answers`; a text instead of a number says why there is none.

    Raises:
        KeyError: an answer is missing.
    """
    figures = []
    for figure in section.figures:
        answer = answers[figure.key]
        if isinstance(answer, str):
            figures.append(replace(figure, value=None, note=answer))
        else:
            figures.append(replace(figure, value=answer))
    return Section(section.title, tuple(figures))


def table(sections: Sequence[Section]) -> str:
    """Lines with aligned columns: what, measured, goal, whether it is met, and a note where one is due.

    Plain ASCII: a pipe on some systems carries nothing else.
    """
    rows = {figure.key: _cells(figure) for section in sections for figure in section.figures}
    widths = [max(len(cells[column]) for cells in (*rows.values(), _HEADINGS)) for column in range(len(_HEADINGS))]
    lines = [_line(_HEADINGS, widths)]
    for section in sections:
        lines += ["", section.title]
        told = ""
        for figure in section.figures:
            # one reason for many figures in a row is told once
            note = "" if figure.note == told else figure.note
            plain = note.encode("ascii", "replace").decode()
            lines.append(f"{_line(rows[figure.key], widths)}  {plain}".rstrip())
            told = figure.note
    return "\n".join(lines)


def _cells(figure: Figure) -> tuple[str, str, str, str]:
    unit = f" {figure.unit}" if figure.unit else ""
    goal = "" if figure.goal is None else f"{figure.goal.relation} {_plain(figure.goal.limit)}{unit}"
    met = "" if figure.met is None else ("yes" if figure.met else "NO")
    return f"  {figure.what}", _value(figure), goal, met


def _value(figure: Figure) -> str:
    if figure.value is None or not math.isfinite(figure.value):
        return NOTHING
    if isinstance(figure.value, bool):
        return _plain(figure.value)
    unit = f" {figure.unit}" if figure.unit else ""
    return f"{figure.value:,.{figure.places}f}{unit}"


def _plain(limit: float) -> str:
    return ("yes" if limit else "no") if isinstance(limit, bool) else f"{limit:g}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    what, measured, goal, met = cells
    return f"{what:{widths[0]}}  {measured:>{widths[1]}}  {goal:>{widths[2]}}  {met:{widths[3]}}"
