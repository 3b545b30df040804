"""How pens move when a segment is parted: pure functions of the share of the motion that has passed, all bounded."""

import numpy as np

from seaspirits_game.core.arrays import F64, I64
from seaspirits_game.render.ui.motion import ease

_STAGGER = 0.45
"""Those nearest to the pivot leave first; the last ones leave this share of the motion later."""
_FAR = 7.0
"""Places that a pen travels at full height above the ground."""
_LEFT_LIFT, _RIGHT_LIFT, _PIVOT_LIFT = 1.0, 0.62, 1.0
"""The current to the left runs above the one to the right, so that those that cross do not meet."""


def parting_seconds(length: int, n: int) -> float:
    """How long the partition of `length` of n elements is shown.

    >>> parting_seconds(24, 24), parting_seconds(2, 24)
    (1.25, 0.3)
    """
    return 0.3 if length == 2 else round(0.6 + 0.65 * (length / n) ** 0.5, 3)


def glided(start: F64, goal: F64, pivot: int, share: float) -> tuple[F64, F64]:
    """(m,) places and (m,) lifts, 0 to 1, on the way from places `start` to `goal`, both (m,); `pivot` is an index.

    At shares of 0 and 1 all stand on the ground at `start` and `goal`.
    """
    away = np.abs(start - start[pivot])
    delay = _STAGGER * away / max(float(away.max()), 1.0)
    own = np.clip((share - delay) / (1.0 - _STAGGER), 0.0, 1.0)
    own = own * own * (3.0 - 2.0 * own)
    height = np.where(goal < start, _LEFT_LIFT, _RIGHT_LIFT) * np.minimum(np.abs(goal - start) / _FAR, 1.0)
    height[pivot] = _PIVOT_LIFT
    lifts = height * np.sin(np.pi * own)
    lifts[pivot] = _PIVOT_LIFT * np.sin(np.pi * ease(share))
    places = start + (goal - start) * own
    places[pivot] = start[pivot] + (goal[pivot] - start[pivot]) * ease(share)
    return places, lifts


def places_by_identity(identities: I64) -> F64:
    """(n,) the place of each identity, from the identity at each place, (n,)."""
    places = np.empty(len(identities))
    places[identities] = np.arange(len(identities))
    return places
