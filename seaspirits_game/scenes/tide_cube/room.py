"""Where everything of the Tide Cube stands, on every shape of screen; pure, so that tests can prove it."""

from dataclasses import dataclass

import pygame

from seaspirits_game.render.ui.layout import TOUCH, Screen, columns

BUTTONS = 4
_PANEL_WIDTH, _BETWEEN = 430, 84
_LINES = 3
"""Of small text below a cube's name and determinant."""


@dataclass(frozen=True, slots=True)
class Room:
    """Rects in pixels."""

    back: pygame.Rect
    heading: pygame.Rect
    cells: tuple[pygame.Rect, ...]
    """One a cube, with what is written below it."""
    glasses: tuple[pygame.Rect, ...]
    """Where in its cell each cube is drawn."""
    names: tuple[pygame.Rect, ...]
    """Below it, as large as a finger needs."""
    arrows: tuple[pygame.Rect, ...]
    """Before each cube but the first: by what its volume was multiplied."""
    panel: pygame.Rect
    matrix: pygame.Rect
    told: pygame.Rect
    """Where the cube that is looked at is explained."""
    buttons: tuple[pygame.Rect, ...]

    def solid(self) -> list[pygame.Rect]:
        """All rects that must not share a pixel."""
        return [self.back, self.heading, *self.cells, *self.arrows, self.matrix, self.told, *self.buttons]


def lay_out(screen: Screen, cubes: int, name: int, reading: int, small: int) -> Room:
    """The layout for so many cubes; heights are of lines of those kinds of text, in pixels."""
    px, safe = screen.px, screen.safe
    side, gap = px(TOUCH + 6), px(16)
    back = pygame.Rect(safe.left, safe.top, side, side)
    heading = pygame.Rect(back.right + px(16), safe.top, safe.right - back.right - px(16), side)
    body = pygame.Rect(safe.left, back.bottom + px(18), safe.width, safe.bottom - back.bottom - px(18))
    grid = 3 * reading + px(24)
    button = px(TOUCH + (14 if screen.portrait else 4))
    if screen.portrait:
        height = name + grid + 6 * small + 2 * button + px(120)
        panel = pygame.Rect(body.left, body.bottom - height, body.width, height)
        sea = pygame.Rect(body.left, body.top, body.width, panel.top - gap - body.top)
        inner = panel.inflate(-2 * px(30), -2 * px(24))
        rows = [pygame.Rect(inner.left, inner.bottom - 2 * button - px(12) + line * (button + px(12)), inner.width,
                            button) for line in (0, 1)]  # fmt: skip
        buttons = (*columns(rows[0], 2, px(16)), *columns(rows[1], 2, px(16)))
    else:
        panel = pygame.Rect(0, body.top, min(px(_PANEL_WIDTH), body.width * 2 // 5), body.height)
        panel.right = body.right
        sea = pygame.Rect(body.left, body.top, panel.left - gap - body.left, body.height)
        inner = panel.inflate(-2 * px(26), -2 * px(22))
        tops = [inner.bottom - (BUTTONS - line) * (button + px(10)) + px(10) for line in range(BUTTONS)]
        buttons = tuple(pygame.Rect(inner.left, top, inner.width, button) for top in tops)
    matrix = pygame.Rect(inner.left, inner.top + name + px(14), inner.width, grid)
    told = pygame.Rect(
        inner.left, matrix.bottom + px(14), inner.width, buttons[0].top - px(14) - matrix.bottom - px(14)
    )
    label = max(px(TOUCH), name + px(12))
    words = label + reading + _LINES * small
    cells, arrows = _cells(sea, cubes, words, px(_BETWEEN))
    glasses = tuple(pygame.Rect(cell.left, cell.top, cell.width, cell.height - words) for cell in cells)
    names = tuple(
        pygame.Rect(cell.left, glass.bottom, cell.width, label) for cell, glass in zip(cells, glasses, strict=True)
    )
    return Room(back, heading, cells, glasses, names, arrows, panel, matrix, told, buttons)


def _cells(
    sea: pygame.Rect, cubes: int, words: int, between: int
) -> tuple[tuple[pygame.Rect, ...], tuple[pygame.Rect, ...]]:
    """As many columns as make the cubes largest; arrows stand before the cubes of a row but the very first one."""

    def side(across: int) -> int:
        lines = -(-cubes // across)
        wide = sea.width // across - between
        return min(wide, sea.height // lines - words)

    across = max(range(1, cubes + 1), key=lambda count: (side(count), -count))
    lines = -(-cubes // across)
    pitch_x, pitch_y = sea.width // across, sea.height // lines
    cells, arrows = [], []
    for index in range(cubes):
        line, place = divmod(index, across)
        left, top = sea.left + place * pitch_x, sea.top + line * pitch_y
        shift = between if cubes > 1 else 0
        cells.append(pygame.Rect(left + shift, top, pitch_x - shift, pitch_y))
        if index:
            arrows.append(pygame.Rect(left, top, shift, pitch_y - words))
    return tuple(cells), tuple(arrows)
