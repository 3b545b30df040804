"""What every widget needs to draw itself, in one value."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from seaspirits_game.render.ui.layout import Screen
from seaspirits_game.render.ui.shapes import Shapes, fine_of
from seaspirits_game.render.ui.type import Type


@dataclass(frozen=True, slots=True)
class Kit:
    """The screen, its type and its store of shapes."""

    screen: Screen
    type: Type
    shapes: Shapes
    reworded: Callable[[str], str] = str
    """What is to be said instead of a hint, with the key that a person has given to what it tells of."""


def make_kit(fonts: Path, width: int, height: int, text_scale: float = 1.0, high_contrast: bool = False) -> Kit:
    """The kit for a window of that size; with `high_contrast` words are foam on dark glass."""
    screen = Screen(width, height, text_scale)
    return Kit(screen, Type(fonts, screen, high_contrast), Shapes(fine_of(screen.rect.size), high_contrast))
