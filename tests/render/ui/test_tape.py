"""Tapes: what is laid down again is what was drawn, and nothing that matters is late."""

import pygame

from seaspirits_game.render.ui.ink import BRASS, FOAM
from seaspirits_game.render.ui.shapes import Shapes, disc, glass_panel, ring
from seaspirits_game.render.ui.tape import Tape, Tapes
from tests.render.ui.pixels import canvas, pixels


def test_a_tape_lays_down_what_was_drawn_at_each_opacity():
    shapes = Shapes()

    def draw(surface: pygame.Surface) -> None:
        glass_panel(shapes, surface, pygame.Rect(10, 10, 90, 60), 12, 0.8)
        disc(shapes, surface, (50, 40), 9, FOAM, 0.3)
        disc(shapes, surface, (80, 40), 9, FOAM, 0.9)  # the same picture, more opaque
        ring(shapes, surface, (150, 50), 14, BRASS, 2.0)

    direct, played = canvas(), canvas()
    draw(direct)
    tape = Tape(played.get_size())
    draw(tape)
    assert not (pixels(played) != pixels(canvas())).any()
    tape.play(played)
    assert (pixels(played) == pixels(direct)).all()
    assert tape.get_size() == played.get_size()


def test_drawings_take_turns_and_keys_are_heeded_at_once():
    drawn: list[str] = []
    tapes, surface = Tapes(), canvas()

    def drawings(keys: str) -> list[tuple[str, object]]:
        return [(key, lambda _, name=name: drawn.append(name)) for key, name in zip(keys, "abc", strict=True)]

    def frame(time_s: float, keys: str = "xxx") -> list[str]:
        drawn.clear()
        tapes.draw(surface, time_s, drawings(keys))
        return sorted(drawn)

    assert frame(0.0) == ["a", "b", "c"]
    turns = [frame(number / 60) for number in range(1, 7)]
    assert all(len(turn) == 1 for turn in turns)
    assert sorted(turns[0] + turns[1] + turns[2]) == ["a", "b", "c"]
    assert turns[:3] == turns[3:]
    assert set(frame(0.12, "xyx")) >= {"b"}
    assert frame(2.0, "xyx") == ["a", "b", "c"]
    assert frame(1.0, "xyx") == ["a", "b", "c"]
