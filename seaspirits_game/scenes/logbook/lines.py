"""What the logbook says, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass

from seaspirits_game.storage.dives import MOST_STARS, StarEntry
from seaspirits_game.storage.duels import BestScore
from seaspirits_game.storage.logbook import Logbook
from seaspirits_game.storage.voyages import VoyageEntry
from seaspirits_game.texts.catalogue import Texts
from seaspirits_game.texts.numbers import decimal, percent, whole

PARTS = ("voyages", "duels", "dives")
SCENES_BY_PART = {"voyages": "sea", "duels": "duel", "dives": "keeper"}
"""Where an empty page leads."""
MOST = 200
"""Lines of a part."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: what it was, and how it went."""

    what: str
    how: str


def lines_of(part: str, logbook: Logbook | None, texts: Texts) -> list[Line]:
    """The lines of a part, newest or best first; none where nothing is kept."""
    if logbook is None:
        return []
    if part == "voyages":
        return voyage_lines(list(reversed(logbook.voyages()))[:MOST], texts)
    if part == "duels":
        return duel_lines(logbook.best_scores()[:MOST], texts)
    return dive_lines(logbook.best_stars()[:MOST], texts)


def voyage_lines(entries: Sequence[VoyageEntry], texts: Texts) -> list[Line]:
    """A line for each voyage."""
    t = texts.t
    lines = []
    for entry in entries:
        task = entry.config.task.replace("\\", "/").rpartition("/")[2]
        what = t("{day}   {task}, seed {seed}").format(day=_day(entry.begun_at), task=task, seed=entry.config.seed)
        how = t("{steps} steps").format(steps=whole(entry.steps))
        if entry.val_accuracy is not None:
            how += t(", {accuracy} of the unseen told right").format(accuracy=percent(entry.val_accuracy, 0))
        lines.append(Line(what, how))
    return lines


def duel_lines(entries: Sequence[BestScore], texts: Texts) -> list[Line]:
    """A line for the best round of each kind of duel."""
    t = texts.t
    kinds = {
        "duel": t("duel"),
        "sea": t("sea duel"),
        "habits": t("against your habits"),
        "kraken": t("as the Kraken"),
    }
    lines = []
    for entry in entries:
        what = t("{kind}, {count} pens, murk {murk}").format(
            kind=kinds.get(entry.mode, entry.mode), count=whole(entry.n), murk=decimal(entry.murk, 2)
        )
        how = t("{count} comparisons   {day}").format(count=whole(entry.comparisons), day=_day(entry.played_at))
        lines.append(Line(what, how))
    return lines


def dive_lines(entries: Sequence[StarEntry], texts: Texts) -> list[Line]:
    """A line for each dive."""
    t = texts.t
    lines = []
    for entry in entries:
        name = entry.dive.replace("-", " ").capitalize()
        stars = t("{stars} of {most} stars").format(stars=entry.stars, most=MOST_STARS)
        times = texts.n("{count} dive", "{count} dives", entry.played).format(count=whole(entry.played))
        lines.append(Line(t(name), f"{stars}, {times}"))
    return lines


def part_name(part: str, texts: Texts) -> str:
    """What a part is called."""
    t = texts.t
    return {"voyages": t("Voyages"), "duels": t("Duels"), "dives": t("Dives")}[part]


def invitation(part: str, texts: Texts) -> tuple[str, str]:
    """What an empty page says, and what its door is called."""
    t = texts.t
    return {
        "voyages": (
            t("No voyage is written here yet. Yours will be, once you leave the sea: how far it went, and how well."),
            t("dive into the sea"),
        ),
        "duels": (
            t("No pivot was chosen yet. The coin is waiting for somebody who knows better."),
            t("to the duel"),
        ),
        "dives": (
            t("No dive was dared yet. Each one has three stars, and each star a reason."),
            t("to the dives"),
        ),
    }[part]


def _day(iso: str) -> str:
    return iso[:10]
