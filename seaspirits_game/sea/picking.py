"""Which spirit is under a pointer."""

import numpy as np

from seaspirits_game.core.arrays import F32
from seaspirits_game.sea.camera import Screen

_NEARNESS = 0.1
"""Share of the reach that a world unit of depth counts as much as."""


def nearest(screen: Screen, x: float, y: float, reach: float, weight: F32 | None = None) -> int | None:
    """Index of the spirit nearest to (x, y) within `reach` pixels, or None.

    Among those in reach, one in front is preferred over one behind it by up to a tenth of the reach per world unit.
    `weight` (M,): spirits with a weight of zero or less cannot be picked.
    """
    offset = screen.xy - np.array([x, y], np.float32)
    distance = np.sqrt(np.einsum("mk,mk->m", offset, offset))
    reachable = screen.visible & (distance <= reach)
    if weight is not None:
        reachable &= weight > 0
    candidates = np.flatnonzero(reachable)
    if len(candidates) == 0:
        return None
    cost = distance[candidates] + np.float32(_NEARNESS * reach) * screen.depth[candidates]
    return int(candidates[np.argmin(cost)])
