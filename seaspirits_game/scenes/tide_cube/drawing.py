"""What is written round the cubes: their names, determinants and log-volumes, the matrix, and what a person can do."""

import math

import pygame

from seaspirits_game.core.arrays import F64
from seaspirits_game.render.ui.controls import choice_button, icon_button, text_button
from seaspirits_game.render.ui.ink import BRASS_LIGHT, FOAM, LAMP, MIST, RGB
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.shapes import disc, glass_panel, hairline, ring
from seaspirits_game.scenes.buttons import Controls
from seaspirits_game.scenes.tide_cube.cube import determinant, handedness, log_volume
from seaspirits_game.scenes.tide_cube.glass import VECTORS, Placed, colour_of
from seaspirits_game.scenes.tide_cube.room import Room
from seaspirits_game.texts.catalogue import Texts
from seaspirits_game.texts.numbers import MINUS, decimal, significant

NAMES = ("a", "b", "c")
"""Of the three vectors."""
HANDLE = "handle "
CELL = "cube "
"""How the names of those controls begin."""


def told_volume(value: float) -> str:
    """A determinant, to three significant digits.

    >>> told_volume(-0.5), told_volume(0.0)
    ('−0.5', '0')
    """
    return significant(value) if value else "0"


def told_log(value: float) -> str:
    """A log-volume; −∞ when flat."""
    return f"{MINUS}∞" if math.isinf(value) else decimal(value, 2)


def hand_word(texts: Texts, hand: int) -> str:
    """Which way round, in a word."""
    return {1: texts.t("right-handed"), -1: texts.t("left-handed"), 0: texts.t("flat")}[hand]


def draw_cell(
    surface: pygame.Surface, kit: Kit, texts: Texts, cell: pygame.Rect, top: int, cube: F64, lens: float
) -> None:
    """Determinant, log-volume and handedness below a cube, from `top` on."""
    t, hand, width = texts.t, handedness(cube), cell.width
    det = f"det = {told_volume(determinant(cube))}"
    kit.type.draw(surface, det, (cell.centerx, top), "reading", colour_of(hand), "midtop", width=width)
    y, small = top + kit.type.line_height("reading"), kit.type.line_height("small")
    log = f"ln |det| = {told_log(log_volume(cube))}"
    kit.type.draw(surface, log, (cell.centerx, y), "small", FOAM, "midtop", width=width)
    word = hand_word(texts, hand)
    kit.type.draw(surface, word, (cell.centerx, y + small), "small", colour_of(hand), "midtop", width=width)
    if lens > 1.05:
        words = t("drawn {times}× larger").format(times=significant(lens, 2))
        kit.type.draw(surface, words, (cell.centerx, y + 2 * small), "small", MIST, "midtop", width=width)


def draw_arrow(surface: pygame.Surface, kit: Kit, rect: pygame.Rect, factor: float) -> None:
    """By what a layer multiplies the signed volume, over an arrow."""
    px = kit.screen.px
    middle, half = rect.centery, min(rect.width // 2 - px(8), px(26))
    text = f"×\N{THIN SPACE}{told_volume(factor)}"
    kit.type.draw(surface, text, (rect.centerx, middle - px(8)), "small", FOAM, "midbottom", width=rect.width)
    right = rect.centerx + half
    hairline(surface, (rect.centerx - half, middle), (right, middle), BRASS_LIGHT, 0.8, kit.shapes.fine)
    for rise in (-1, 1):
        hairline(surface, (right - px(7), middle + rise * px(5)), (right, middle), BRASS_LIGHT, 0.8, kit.shapes.fine)


def draw_handles(surface: pygame.Surface, kit: Kit, cube: Placed, controls: Controls, free: bool) -> None:
    """Lamps at the ends of the vectors that can be taken, with their letters."""
    px = kit.screen.px
    for axis, (name, colour) in enumerate(zip(NAMES, VECTORS, strict=True)):
        place = cube.tip(axis)
        control = controls.named(HANDLE + name)
        look = controls.look(control) if control is not None else None
        warm = look is not None and (look.hover or look.focused or look.pressed)
        disc(kit.shapes, surface, place, px(6), colour)
        ring(kit.shapes, surface, place, px(13 if warm else 11), LAMP, max(px(2 if warm else 1.6), 1))
        if look is not None and look.focused:
            ring(kit.shapes, surface, place, px(19), FOAM, max(px(2), 1))
        letter = (place[0] + px(18), place[1] - px(18))
        kit.type.draw(surface, name, letter, "name", colour, "center")


def draw_panel(
    surface: pygame.Surface, kit: Kit, room: Room, title: str, matrix: F64, columns: tuple[RGB, RGB, RGB],
    lines: list[tuple[str, RGB]],
) -> None:  # fmt: skip
    """The matrix in brackets, and what is said of it."""
    px = kit.screen.px
    top = room.matrix.top - px(14) - kit.type.line_height("name")
    width = room.matrix.width
    kit.type.draw(surface, title, (room.matrix.left, top), "name", FOAM, width=width, shadow=False)
    _brackets(surface, kit, room.matrix)
    line = kit.type.line_height("reading")
    pitch = (room.matrix.width - px(40)) / 3
    for row in range(3):
        y = room.matrix.top + px(12) + row * line
        for column in range(3):
            entry = float(matrix[row, column])
            text = decimal(entry, 3) if abs(entry) < 100.0 else significant(entry)
            right = room.matrix.left + px(12) + (column + 1) * pitch
            kit.type.draw(
                surface, text, (right, y), "reading", columns[column], "topright", width=round(pitch), shadow=False
            )
    y = room.told.top
    for text, colour in lines:
        for words in kit.type.wrapped(text, "small", room.told.width):
            if y + kit.type.line_height("small") > room.told.bottom:
                return
            kit.type.draw(surface, words, (room.told.left, y), "small", colour, shadow=False)
            y += kit.type.line_height("small")
        y += px(6)


def _brackets(surface: pygame.Surface, kit: Kit, rect: pygame.Rect) -> None:
    short, fine = kit.screen.px(9), kit.shapes.fine
    for x, inward in ((rect.left, 1), (rect.right - fine, -1)):
        hairline(surface, (x, rect.top), (x, rect.bottom), BRASS_LIGHT, 0.8, fine)
        for y in (rect.top, rect.bottom - fine):
            hairline(surface, (x, y), (x + inward * short, y), BRASS_LIGHT, 0.8, fine)


def draw_controls(
    surface: pygame.Surface, kit: Kit, texts: Texts, room: Room, controls: Controls, words: dict[str, str], step: str
) -> None:
    """The heading, the way back, the buttons, and the mark of a cube in focus."""
    px = kit.screen.px
    title = kit.type.draw(
        surface, texts.t("Tide Cube"), room.heading.midleft, "title", FOAM, "midleft", width=room.heading.width
    )
    left = title.right + px(20)
    place = (left, room.heading.centery + px(6))
    kit.type.draw(surface, step, place, "reading", MIST, "midleft", width=max(room.heading.right - left, 0))
    for control in controls.items:
        look = controls.look(control)
        if control.name == "back":
            icon_button(kit, surface, control.rect, "previous", look)
        elif control.name.startswith(CELL):
            choice_button(kit, surface, control.rect, words[control.name], look)
        elif control.name in words:
            text_button(kit, surface, control.rect, words[control.name], look)


def draw_glass(surface: pygame.Surface, kit: Kit, room: Room) -> None:
    """The pane of the panel."""
    glass_panel(kit.shapes, surface, room.panel, kit.screen.px(16))
