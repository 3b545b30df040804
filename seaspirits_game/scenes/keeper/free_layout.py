"""Where the free sea's settings and its shelf stand; pure."""

from dataclasses import dataclass

import pygame

from seaspirits_game.core.ranges import DEPTH_RANGE
from seaspirits_game.render.ui.layout import TOUCH, Screen, columns

MOST_LAYERS = DEPTH_RANGE[1]
TASKS = 5
MOST_RECIPES = 5


@dataclass(frozen=True, slots=True)
class FreeLayout:
    """Rects in pixels."""

    heading: pygame.Rect
    leave: pygame.Rect
    tasks: tuple[pygame.Rect, ...]
    shelf: pygame.Rect
    """The panel of recipes."""
    shelf_heading: pygame.Rect
    recipes: tuple[pygame.Rect, ...]
    recipe_words: tuple[pygame.Rect, ...]
    settings: pygame.Rect
    """The panel of layers."""
    settings_heading: pygame.Rect
    layer_words: tuple[pygame.Rect, ...]
    layers: tuple[pygame.Rect, ...]
    less: pygame.Rect
    more: pygame.Rect
    bends: tuple[pygame.Rect, ...]
    """The two nonlinearities."""
    summary: pygame.Rect
    begin: pygame.Rect

    def solid(self) -> list[pygame.Rect]:
        """All rects that must not share a pixel."""
        return [
            self.heading,
            self.leave,
            *self.tasks,
            self.shelf_heading,
            *self.recipes,
            *self.recipe_words,
            self.settings_heading,
            *self.layer_words,
            *self.layers,
            self.less,
            self.more,
            *self.bends,
            self.summary,
            self.begin,
        ]


def lay_out_free(screen: Screen, title: int, name: int, body: int, small: int) -> FreeLayout:
    """The layout for this screen; heights are of a line of each role, in pixels."""
    px, safe = screen.px, screen.safe
    icon, button = px(TOUCH + 6), px(TOUCH)
    leave = pygame.Rect(safe.right - icon, safe.top, icon, icon)
    heading = pygame.Rect(safe.left, safe.top, leave.left - px(20) - safe.left, title)
    top = max(heading.bottom, leave.bottom) + px(14)
    tasks = tuple(columns(pygame.Rect(safe.left, top, safe.width, button), TASKS, px(10)))
    area = pygame.Rect(safe.left, top + button + px(16), safe.width, safe.bottom - top - button - px(16))
    if screen.portrait:
        shelf = pygame.Rect(area.left, area.top, area.width, int(area.height * 0.47))
        settings = pygame.Rect(area.left, shelf.bottom + px(18), area.width, area.bottom - shelf.bottom - px(18))
    else:
        shelf, settings = columns(area, 2, px(20))
    inner = shelf.inflate(-2 * px(24), -2 * px(18))
    shelf_heading = pygame.Rect(inner.left, inner.top, inner.width, name)
    pitch = (inner.bottom - shelf_heading.bottom - px(8)) // MOST_RECIPES
    recipes, recipe_words = [], []
    for index in range(MOST_RECIPES):
        y = shelf_heading.bottom + px(8) + index * pitch
        high = min(button, max(pitch - 2 * small - px(8), px(30)))
        recipes.append(pygame.Rect(inner.left, y, inner.width, high))
        recipe_words.append(pygame.Rect(inner.left + px(8), y + high + px(2), inner.width - px(16), 2 * small))
    inner = settings.inflate(-2 * px(24), -2 * px(18))
    settings_heading = pygame.Rect(inner.left, inner.top, inner.width, name)
    begin = pygame.Rect(inner.left, inner.bottom - px(TOUCH + 4), inner.width, px(TOUCH + 4))
    summary = pygame.Rect(inner.left, begin.top - px(8) - 2 * small, inner.width, 2 * small)
    row = pygame.Rect(inner.left, summary.top - px(8) - button, inner.width, button)
    less, more, *bends = columns(row, 4, px(10))
    room = row.top - px(10) - settings_heading.bottom - px(6)
    pitch = min(room // MOST_LAYERS, px(56))
    layer_words, layers = [], []
    for index in range(MOST_LAYERS):
        y = settings_heading.bottom + px(6) + index * pitch
        words = pygame.Rect(inner.left, y + (pitch - small) // 2, px(210), small)
        layer_words.append(words)
        layers.append(pygame.Rect(words.right + px(20), y, inner.right - px(10) - words.right - px(20), pitch))
    return FreeLayout(
        heading, leave, tasks, shelf, shelf_heading, tuple(recipes), tuple(recipe_words), settings, settings_heading,
        tuple(layer_words), tuple(layers), less, more, tuple(bends), summary, begin,
    )  # fmt: skip
