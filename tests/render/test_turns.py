"""Turns: two parts alternate, and nothing old is shown after a gap."""

import itertools
from dataclasses import replace

import numpy as np
import pygame

from seaspirits_game.render.painter import Painter
from seaspirits_game.render.picture import WHOLE, Parts
from seaspirits_game.render.turns import Turns
from tests.render.seas import decorated, sea, shoal
from tests.render.test_painter import SMALL, painted


def test_each_part_is_drawn_in_every_second_frame():
    turns = Turns()
    taken = [turns.take(number / 60) for number in range(9)]
    assert taken[0] == WHOLE
    for before, after in itertools.pairwise(taken[1:]):
        assert before.light != after.light
        assert before.lines != before.light


def test_a_gap_or_a_new_picture_is_drawn_whole():
    turns = Turns()
    turns.take(0.0)
    assert turns.take(0.02) != WHOLE
    assert turns.take(0.5) == WHOLE
    assert turns.take(0.51) != WHOLE
    turns.restart()
    assert turns.take(0.52) == WHOLE


def test_of_one_still_picture_all_turns_are_alike():
    picture = decorated(shoal(300, SMALL), SMALL)
    painter = Painter(SMALL)
    whole = painted(picture, painter=painter)
    for parts in (Parts(lines=False), Parts(light=False), Parts(light=False, lines=False)):
        again = replace(picture, parts=parts, lines=picture.lines if parts.lines else ())
        np.testing.assert_array_equal(painted(again, painter=painter), whole)


def test_another_number_of_spirits_is_lit_at_once():
    painter = Painter(SMALL)
    painted(sea(shoal(300, SMALL)), painter=painter)
    other = sea(shoal(120, SMALL, clan=2))
    hurried = painted(replace(other, parts=Parts(light=False, lines=False)), painter=painter)
    np.testing.assert_array_equal(hurried, painted(other))


def test_a_thrifty_painter_rests_in_every_second_frame():
    turns = Turns()
    taken = [turns.take(number / 60, thrifty=True) for number in range(9)]
    assert taken[0] == WHOLE
    assert taken[1::2] == [None] * 4
    assert [parts.lines for parts in taken[2::2] if parts] == [False, True, False, True]


def test_a_painting_shown_again_is_the_same_and_readies_the_next():
    painter, surface = Painter(SMALL, "low"), pygame.Surface(SMALL, 0, 32)
    assert not painter.paint_again(surface)
    picture = sea(shoal(300, SMALL))
    first = painted(picture, painter=painter)
    surface.fill(0)
    assert painter.paint_again(surface)
    np.testing.assert_array_equal(pygame.surfarray.array3d(surface), first)
    unlit = replace(picture, parts=Parts(light=False, lines=False))
    np.testing.assert_array_equal(painted(unlit, painter=painter), first)
    painter.resize((320, 200))
    assert not painter.paint_again(surface)
    assert not Painter(SMALL).thrifty
