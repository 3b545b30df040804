"""Dives as they are written: one TOML file each in `assets/dives`. A new dive needs only a new file."""

from pathlib import Path

from seaspirits_game.core.commands import Command, from_record
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.paths import assets
from seaspirits_game.keeper import quantities
from seaspirits_game.keeper.dive import Dive, Goal, Hazard, KrakenDuel, LightRules, Variant
from seaspirits_game.keeper.entry import Entry, read_toml
from seaspirits_game.keeper.light import LEVERS
from seaspirits_game.quicksort.rules import HEADLESS_RULES

REEFS = 3
MOST_DIVE_STEPS = 100_000


def load_dives(folder: Path | None = None) -> tuple[Dive, ...]:
    """All dives of `folder`, by default of `assets/dives`, by reef (those beside the reefs last) and order.

    Raises:
        UserError: there is none, a file is wrong, or two stand at one place; one line that names file, line and key.
    """
    place = folder or assets() / "dives"
    dives = [load_dive(path) for path in sorted(place.glob("*.toml"))]
    if not dives:
        raise UserError(f"{place}: there is no dive; files like first-light.toml are needed")
    owners: dict[int, str] = {}
    for dive in dives:
        if dive.order in owners:
            raise UserError(f"{place / dive.key}.toml: order {dive.order} is {owners[dive.order]}.toml's, too")
        owners[dive.order] = dive.key
    return tuple(sorted(dives, key=lambda dive: (dive.reef == 0, dive.reef, dive.order)))


def load_dive(path: Path) -> Dive:
    """The dive that `path` holds.

    Raises:
        UserError: as `load_dives`.
    """
    entry = read_toml(path)
    voyage = entry.table("voyage").rest()
    steps = entry.whole("steps", 1, MOST_DIVE_STEPS)
    levers = _levers(entry)
    dive = Dive(
        key=path.stem,
        order=entry.whole("order", 1, 10_000),
        reef=entry.whole("reef", 0, REEFS),
        title=entry.text("title"),
        idea=entry.text("idea"),
        lesson=entry.text("lesson"),
        won=entry.text("won"),
        lost=entry.text("lost"),
        hints=entry.texts("hints"),
        voyage=voyage,
        steps=steps,
        every=entry.whole("every", 1, steps),
        levers=levers,
        lesson_lever=entry.one_of("lesson_lever", levers, ""),
        light=_light(entry.table("light")),
        goals=tuple(_goal(one) for one in entry.tables("goals")),
        stars=tuple(_goal(one) for one in entry.tables("stars")),
        hazards=tuple(_hazard(one) for one in entry.tables("hazards")),
        duels=tuple(_duel(one) for one in entry.tables("duels")),
        variants=tuple(_variant(one, voyage) for one in entry.tables("variants")),
        endless=entry.flag("endless"),
    )
    entry.done()
    if not dive.variants:
        _checked_voyage(entry, voyage)
    if not dive.goals and not (dive.variants and all(variant.goals for variant in dive.variants)):
        raise entry.wrong("goals", "is missing: without an aim there is nothing to win")
    if len(dive.stars) > 2:
        raise entry.wrong("stars", f"has {len(dive.stars)} entries; winning is the first star, 2 more are possible")
    return dive


def _checked_voyage(entry: Entry, voyage: dict[str, object]) -> None:
    if "seed" in voyage:
        raise entry.table("voyage").wrong("seed", "does not belong here: each attempt brings its own")
    try:
        VoyageConfig.from_record({**voyage, "seed": 0})
    except UserError as error:
        raise UserError(f"{entry.path}: voyage: {error}") from None


def _levers(entry: Entry) -> tuple[str, ...]:
    levers = entry.texts("levers")
    for lever in levers:
        if lever not in LEVERS:
            raise entry.unfit("levers", lever, f"one of {', '.join(LEVERS)}")
    return levers


def _light(entry: Entry) -> LightRules:
    usual = LightRules()
    rules = LightRules(
        **{name: entry.real(name, 0.0, 1e4, getattr(usual, name)) for name in LightRules.__dataclass_fields__}
    )
    entry.done()
    return rules


def _goal(entry: Entry) -> Goal:
    quantity = entry.text("quantity")
    if not quantities.known(quantity):
        raise entry.unfit("quantity", quantity, f"one of {', '.join(quantities.names())}")
    goal = Goal(
        quantity=quantity,
        at_least=entry.real("at_least", -1e9, 1e9) if entry.has("at_least") else None,
        at_most=entry.real("at_most", -1e9, 1e9) if entry.has("at_most") else None,
        hold=entry.whole("hold", 1, 10_000, 1),
        since=entry.whole("since", 0, MOST_DIVE_STEPS, 0),
        once=entry.flag("once"),
        keep=entry.flag("keep"),
    )
    if goal.once and goal.keep:
        raise entry.wrong("once", "and keep exclude each other: a floor is kept to the end")
    if goal.at_least is None and goal.at_most is None:
        raise entry.wrong("at_least", "is missing, and so is at_most: a goal needs one of them")
    if goal.at_least is not None and goal.at_most is not None and goal.at_least > goal.at_most:
        raise entry.wrong("at_least", f"{goal.at_least:g} is above at_most {goal.at_most:g}")
    entry.done()
    return goal


def _hazard(entry: Entry) -> Hazard:
    at = entry.whole("at", 0, MOST_DIVE_STEPS)
    says = entry.text("says", "")
    every = entry.whole("every", 0, MOST_DIVE_STEPS, 0)
    return Hazard(at=at, command=_command(entry, entry.rest()), says=says, every=every)


def _duel(entry: Entry) -> KrakenDuel:
    usual = KrakenDuel(at=0, says="")
    duel = KrakenDuel(
        at=entry.whole("at", 0, MOST_DIVE_STEPS),
        says=entry.text("says"),
        n=entry.whole("n", 2, 200, usual.n),
        rival=entry.one_of("rival", HEADLESS_RULES, usual.rival),
        murk=entry.real("murk", 0.0, 10.0, usual.murk),
        light=entry.real("light", 0.0, 1e4, usual.light),
        on_win=tuple(_command(one, one.rest()) for one in entry.tables("on_win")),
        on_loss=tuple(_command(one, one.rest()) for one in entry.tables("on_loss")),
    )
    entry.done()
    return duel


def _variant(entry: Entry, voyage: dict[str, object]) -> Variant:
    goals = tuple(_goal(one) for one in entry.tables("goals"))
    says = entry.text("says", "")
    settings = entry.rest()
    _checked_voyage(entry, {**voyage, **settings})
    return Variant(voyage=settings, goals=goals, says=says)


def _command(entry: Entry, record: dict[str, object]) -> Command:
    try:
        return from_record(record)
    except UserError as error:
        raise entry.wrong("command", f"cannot be given: {error}") from None
