"""Which control the keys act on: moving among rects by Tab, arrow keys or a gamepad's cross; pure.

Left and right walk through all controls as one reads, row by row and round at the end, so that two keys reach every
one of them; up and down jump to the nearest control of the row above or below.
"""

from collections.abc import Sequence
from typing import Literal

import pygame

Move = Literal["next", "previous", "left", "right", "up", "down"]


def rows_of(rects: Sequence[pygame.Rect]) -> list[list[int]]:
    """Indices in rows from the top, each from the left: a row holds what begins above its first one's middle."""
    rows: list[list[int]] = []
    for index in sorted(range(len(rects)), key=lambda at: (rects[at].centery, rects[at].left, at)):
        rect = rects[index]
        if rows and rect.centery - rects[rows[-1][0]].centery <= rects[rows[-1][0]].height / 2:
            rows[-1].append(index)
        else:
            rows.append([index])
    return [sorted(row, key=lambda at: (rects[at].left, at)) for row in rows]


def reading_order(rects: Sequence[pygame.Rect]) -> list[int]:
    """Indices as one reads: row by row.

    >>> reading_order([pygame.Rect(50, 0, 9, 9), pygame.Rect(0, 90, 9, 9), pygame.Rect(0, 1, 9, 9)])
    [2, 0, 1]
    """
    return [index for row in rows_of(rects) for index in row]


def moved(rects: Sequence[pygame.Rect], current: int | None, move: Move, enabled: Sequence[bool] = ()) -> int | None:
    """The index that has the focus after `move`; None only when nothing is enabled.

    `enabled` is as long as `rects`, or empty when all are. From nowhere, the first control (or the last, backward).
    """
    open_to_keys = [index for index in range(len(rects)) if not enabled or enabled[index]]
    rows = [[open_to_keys[at] for at in row] for row in rows_of([rects[index] for index in open_to_keys])]
    order = [index for row in rows for index in row]
    if not order:
        return None
    if current not in order:
        return order[-1] if move in ("previous", "left", "up") else order[0]
    if move in ("next", "right"):
        return order[(order.index(current) + 1) % len(order)]
    if move in ("previous", "left"):
        return order[order.index(current) - 1]
    here = next(number for number, row in enumerate(rows) if current in row)
    there = here + (1 if move == "down" else -1)
    if not 0 <= there < len(rows):
        return current
    centre = rects[current].centerx
    return min(rows[there], key=lambda at: (max(rects[at].left - centre, 0, centre - rects[at].right), at))
