"""The shelf of the free sea: settings known to work or to fail, each with the reason and what it came to when tried."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.paths import assets
from seaspirits_game.keeper.entry import Entry, read_toml

MOST_STEPS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One entry of the shelf. Texts are English and the keys of their translations, as those of a dive."""

    key: str
    title: str
    why: str
    voyage: Mapping[str, object]
    """Settings by the names of `VoyageConfig`, without the seed."""
    steps: int
    """After so many the accuracy was looked at."""
    at_least: float | None = None
    """Validation accuracy that it reached; None for one that fails."""
    at_most: float | None = None
    """Validation accuracy above which it did not come; None for one that works."""

    @property
    def works(self) -> bool:
        """Whether it is there to be followed, or to be seen failing."""
        return self.at_least is not None

    def config(self, seed: int) -> VoyageConfig:
        """The voyage that it describes."""
        return VoyageConfig.from_record({**self.voyage, "seed": seed})

    def holds(self, val_accuracy: float) -> bool:
        """Whether an accuracy after `steps` steps is what the recipe says."""
        low = self.at_least is None or val_accuracy >= self.at_least
        return low and (self.at_most is None or val_accuracy <= self.at_most)


def load_recipes(path: Path | None = None) -> tuple[Recipe, ...]:
    """All recipes of a file in its order, by default those of the program.

    Raises:
        UserError: something in it is wrong; says what and where.
    """
    entry = read_toml(path or assets() / "recipes.toml")
    recipes = tuple(_recipe(one) for one in entry.tables("recipes"))
    entry.done()
    keys = [recipe.key for recipe in recipes]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise UserError(f"{entry.path}: key {twice!r} stands there twice")
    return recipes


def _recipe(entry: Entry) -> Recipe:
    voyage = entry.table("voyage").rest()
    bound = {name: entry.real(name, 0.0, 1.0) if entry.has(name) else None for name in ("at_least", "at_most")}
    recipe = Recipe(
        key=entry.text("key"),
        title=entry.text("title"),
        why=entry.text("why"),
        voyage=voyage,
        steps=entry.whole("steps", 1, MOST_STEPS),
        **bound,
    )
    if (recipe.at_least is None) == (recipe.at_most is None):
        raise entry.wrong("at_least", "or at_most: exactly one of them says what the recipe comes to")
    entry.done()
    if "seed" in voyage:
        raise entry.wrong("voyage", "has a seed; each voyage brings its own")
    try:
        recipe.config(0)
    except UserError as error:
        raise UserError(f"{entry.path}: recipe {recipe.key!r}: {error}") from None
    return recipe
