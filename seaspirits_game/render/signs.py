"""A small drawn sign for each class, 0 to 19: the second cue beside its hue."""

import itertools
from collections.abc import Sequence

import numpy as np
import pygame

from seaspirits_game.core.arrays import F32

SIGNS = 20
_OVERSAMPLING = 4
Stroke = Sequence[tuple[float, float]]


def _polygon(corners: int, turn: float = 0.0, radius: float = 0.8) -> list[tuple[float, float]]:
    angles = turn - np.pi / 2 + np.arange(corners + 1) * (2 * np.pi / corners)
    return [(float(radius * np.cos(a)), float(radius * np.sin(a))) for a in angles]


def _star(points: int, inner: float) -> list[tuple[float, float]]:
    outline = zip(_polygon(points, 0.0, 0.95)[:-1], _polygon(points, np.pi / points, inner)[:-1], strict=True)
    corners = list(itertools.chain.from_iterable(outline))
    return [*corners, corners[0]]


def strokes_of(sign: int) -> list[Stroke]:
    """Polylines of a sign within −1 to 1, y down."""
    circle = _polygon(24)
    bar = [(-0.8, 0.0), (0.8, 0.0)]
    stem = [(0.0, -0.8), (0.0, 0.8)]
    slash, backslash = [(-0.65, 0.65), (0.65, -0.65)], [(-0.65, -0.65), (0.65, 0.65)]
    tip = [(-0.7, 0.3), (0.0, -0.5), (0.7, 0.3)]
    drawn: list[list[Stroke]] = [
        [circle],
        [stem],
        [bar, stem],
        [_polygon(3)],
        [_polygon(4, np.pi / 4)],
        [_star(5, 0.4)],
        [_polygon(6)],
        [slash, backslash],
        [_polygon(4)],
        [circle, _polygon(10, 0.0, 0.2)],
        [_polygon(3, np.pi)],
        [bar],
        [[(-0.8, -0.4), (0.8, -0.4)], [(-0.8, 0.4), (0.8, 0.4)]],
        [tip],
        [[(x, -y) for x, y in tip]],
        [circle, bar],
        [[(-0.6, -0.8), (0.6, -0.8), (-0.6, 0.8), (0.6, 0.8), (-0.6, -0.8)]],
        [[(0.0, 0.8), (0.0, 0.0), (-0.7, -0.7)], [(0.0, 0.0), (0.7, -0.7)]],
        [[(-0.9, 0.4), (-0.45, -0.4), (0.0, 0.4), (0.45, -0.4), (0.9, 0.4)]],
        [circle[:13]],
    ]
    return drawn[sign % SIGNS]


def sign_templates(size: float) -> tuple[F32, F32]:
    """Core and body (20, S, S) for a bank: `size` is the radius of a sign in pixels; the lines are core."""
    half = int(np.ceil(size)) + 2
    side = 2 * half + 1
    core = np.empty((SIGNS, side, side), np.float32)
    width = max(round(_OVERSAMPLING * max(size * 0.2, 1.0)), 1)
    for sign in range(SIGNS):
        large = pygame.Surface((side * _OVERSAMPLING, side * _OVERSAMPLING), 0, 32)
        middle = side * _OVERSAMPLING / 2.0
        for stroke in strokes_of(sign):
            points = [(middle + x * size * _OVERSAMPLING, middle + y * size * _OVERSAMPLING) for x, y in stroke]
            pygame.draw.lines(large, (255, 255, 255), False, points, width)
            for point in points:
                pygame.draw.circle(large, (255, 255, 255), point, width / 2)
        small = pygame.transform.smoothscale(large, (side, side))
        core[sign] = pygame.surfarray.array_green(small).T / np.float32(255.0)
    return core, np.zeros_like(core)
