"""Recursion trees as roots: every partition is a fork below the place where its pivot came to rest."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pygame

from seaspirits_game.render.picture import RGB, Line
from seaspirits_game.render.strokes import Strokes
from seaspirits_game.render.ui.kept import Kept
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.shapes import bytes_of, lamp

_POINTS, _STRANDS, _HAIRS = 11, 4, 3
_ALONG = np.linspace(0.0, 1.0, _POINTS)
_LEAST_LEVELS = 5
"""A tree is drawn as if it were at least so deep: early forks stay where they are while it grows a little."""
ROOT_TINT: RGB = (0.42, 0.80, 0.82)
_BEAD = (158, 214, 208)
_DEEP_TINT: RGB = (0.28, 0.46, 0.86)


@dataclass(frozen=True, slots=True)
class Fork:
    """A node of a recursion tree."""

    place: float
    """Where its pivot came to rest, in places of the row."""
    depth: int
    """Forks above it."""
    parent: int
    """Index of the fork that it grew from; below 0 for the first."""
    weight: float
    """Share of the row that it parted, 0 to 1."""
    tint: RGB | None = None
    """A colour of its own, 0 to 1."""


def levels_of(forks: Sequence[Fork]) -> int:
    """How many levels of forks there is room for in the picture.

    >>> levels_of([])
    5
    """
    return max(_LEAST_LEVELS, 1 + max((fork.depth for fork in forks), default=0))


def root_lines(
    forks: Sequence[Fork], x: Sequence[float], y: float, stem: float, room: float, levels: int, share: float = 1.0
) -> list[Line]:
    """Lines from parent to child; `x` (one for each fork) and `y` of the ground in pixels; the first `stem` pixels are
    free of forks, `room` pixels below are for them.

    Of the last fork the first `share` is drawn: it grows. Where stem and room are negative, roots grow upward.
    """
    count = len(forks)
    lines = []
    for number in range(count):
        grown = share if number == count - 1 else 1.0
        lines += _fork_lines(forks, number, x, y, stem, room / (levels + 0.2), grown)
    return lines


def _fork_lines(
    forks: Sequence[Fork], number: int, x: Sequence[float], y: float, stem: float, pitch: float, share: float
) -> list[Line]:
    """The root that leads to one fork, and the hairs below it."""
    fork = forks[number]
    parent = fork.parent
    top = (x[parent], y + stem + pitch * (forks[parent].depth + 0.5)) if parent >= 0 else (x[number], y)
    low = (x[number], y + stem + pitch * (fork.depth + 0.5))
    deep = min(fork.depth / 9.0, 1.0)
    tint = fork.tint or tuple(a + (b - a) * deep for a, b in zip(ROOT_TINT, _DEEP_TINT, strict=True))
    rgb = (tint[0], tint[1], tint[2])
    reach = _ALONG * share
    bow = np.sin(np.pi * reach)
    lines = []
    for strand in range(1 + (round(_STRANDS * fork.weight**0.5) if parent >= 0 else 0)):
        # strands leave a fork together, stray, and meet again at the next
        own = ((strand + 1) * 0.618 + number * 0.377) % 1.0
        points = np.empty((_POINTS, 2), np.float32)
        points[:, 0] = top[0] + (low[0] - top[0]) * reach ** (0.45 + 0.4 * own)  # sideways first, as roots go
        points[:, 0] += bow * np.sin(9.0 * reach + 11.0 * own) * (0.07 * abs(pitch))
        points[:, 1] = top[1] + (low[1] - top[1]) * reach ** (1.05 + 0.7 * own)
        points[:, 1] += bow * ((own - 0.5) * 0.5 * abs(pitch))
        lead = strand == 0
        width = 1.0 + (2.6 if lead else 0.8) * fork.weight**0.6
        lines.append(Line(points, rgb, (0.62 if lead else 0.30) + 0.2 * fork.weight, width))
    return lines if share < 1.0 else lines + _hairs(low, pitch, number, rgb)


def _hairs(at: tuple[float, float], pitch: float, number: int, rgb: RGB) -> list[Line]:
    """A few fine hairs below a fork."""
    hairs = []
    for hair in range(_HAIRS):
        own = ((hair + 1) * 0.618 + number * 0.271) % 1.0
        reach = np.linspace(0.0, 1.0, 4)
        side = (own - 0.5) * 1.3 * abs(pitch)
        points = np.stack([at[0] + side * reach**1.5, at[1] + pitch * (0.35 + 0.35 * own) * reach], axis=1)
        hairs.append(Line(points.astype(np.float32), rgb, 0.22, 1.0))
    return hairs


class Roots:
    """Draws trees; what has grown is kept as one picture until another fork appears."""

    def __init__(self, kit: Kit, strokes: Strokes) -> None:
        """`strokes` are those of the surface that is drawn on."""
        self._kit = kit
        self._strokes = strokes
        self._kept: Kept[pygame.Surface] = Kept(8, bytes_of, 48 << 20)

    def draw(
        self,
        surface: pygame.Surface,
        rect: pygame.Rect,
        forks: Sequence[Fork],
        x: Sequence[float],
        stem: int,
        share: float = 1.0,
        upward: bool = False,
    ) -> None:
        """Add the tree that hangs from the upper edge of `rect` (or stands on its lower edge) to `surface`.

        The first `stem` pixels are left free of forks.
        """
        if not forks or rect.width < 2 or rect.height <= stem + 2:
            return
        levels = levels_of(forks)
        grown = len(forks) if share >= 1.0 else len(forks) - 1
        way = -1 if upward else 1
        ground = rect.bottom if upward else rect.top
        room = rect.height - stem
        pitch = way * room / (levels + 0.2)

        def make() -> pygame.Surface:
            image = pygame.Surface(rect.size, 0, 32)
            inside, top = [at - rect.left for at in x], ground - rect.top
            lines = root_lines(forks[:grown], inside, top, way * stem, way * room, levels)
            Strokes(rect.size, self._kit.screen.u).draw(image, lines)
            for at, fork in zip(inside, forks[:grown], strict=False):
                size = max(round(self._kit.screen.u * (1.6 + 2.2 * fork.weight**0.5)), 1)
                bead = _BEAD if fork.tint is None else _whole(fork.tint)
                place = (at, top + way * stem + pitch * (fork.depth + 0.5))
                lamp(self._kit.shapes, image, place, size, bead, 0.85)
            return image

        name = (tuple(forks[:grown]), tuple(x[:grown]), stem, levels, tuple(rect), upward)
        surface.blit(self._kept.get(name, make), rect.topleft, special_flags=pygame.BLEND_RGB_ADD)
        if share < 1.0:
            young = _fork_lines(forks, len(forks) - 1, x, ground, way * stem, pitch, share)
            self._strokes.draw(surface, young)


def _whole(rgb: RGB) -> tuple[int, int, int]:
    return round(255 * rgb[0]), round(255 * rgb[1]), round(255 * rgb[2])
