"""Recipes come to what they say, and a shelf that is written wrongly is told in a line."""

from pathlib import Path

import pytest

from seaspirits_game.core.config import TASK_NAMES, Measures
from seaspirits_game.core.errors import UserError
from seaspirits_game.keeper.recipes import Recipe, load_recipes
from seaspirits_game.learning.trainer import Trainer

RECIPES = load_recipes()
LONG = 1000
"""Steps from which on one seed has to do."""

ONE = """
[[recipes]]
key = "one"
title = "One"
why = "Because."
steps = 10
at_least = 0.5
[recipes.voyage]
task = "moons"
"""


def test_every_task_has_one_that_works_and_one_that_fails() -> None:
    assert {recipe.voyage["task"] for recipe in RECIPES if recipe.works} == set(TASK_NAMES)
    assert {recipe.voyage["task"] for recipe in RECIPES if not recipe.works} == set(TASK_NAMES)


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.key)
def test_a_recipe_comes_to_what_it_says(recipe: Recipe) -> None:
    for seed in range(1 if recipe.steps > LONG else 3):
        trainer = Trainer(recipe.config(seed), Measures.NONE)
        for _ in range(recipe.steps):
            trainer.step()
        reached = trainer.snapshot().val_accuracy
        assert recipe.holds(reached), f"seed {seed}: {reached}"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("at_least = 0.5", ""), "at_least"),
        (("at_least = 0.5", "at_least = 0.5\nat_most = 0.6"), "at_least"),
        (("at_least = 0.5", "at_least = 1.5"), "at_least"),
        (("steps = 10", "steps = 0"), "steps"),
        (("steps = 10", "steps = 10\nwhither = 3"), "whither"),
        (('task = "moons"', 'task = "moons"\nlearning_rate = -1'), "learning rate"),
        (('task = "moons"', 'task = "moons"\nseed = 3'), "seed"),
        (('why = "Because."', ""), "why"),
    ],
)
def test_what_is_written_wrongly_is_told(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    path = tmp_path / "recipes.toml"
    path.write_text(ONE)
    assert load_recipes(path)[0].works
    path.write_text(ONE.replace(*change))
    with pytest.raises(UserError, match=told) as error:
        load_recipes(path)
    assert "\n" not in str(error.value)
    path.write_text(ONE + ONE)
    with pytest.raises(UserError, match="twice"):
        load_recipes(path)
