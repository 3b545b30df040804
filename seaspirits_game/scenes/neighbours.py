"""Which spirit is next for somebody who looks at them by keys; pure."""

import numpy as np

from seaspirits_game.scenes.sea_picture import Shown
from seaspirits_game.scenes.world import Spirit

_VISIBLE = 0.3
_WAYS = {"left": (-1.0, 0.0), "right": (1.0, 0.0), "up": (0.0, -1.0), "down": (0.0, 1.0)}
_ASIDE = 2.5
"""How much farther a spirit seems for each pixel that it lies aside of the way."""


def neighbour(shown: Shown, selected: Spirit | None, way: str, middle: tuple[int, int]) -> int | None:
    """Row of the nearest spirit in the direction `way` (an arrow key) from the selected one; round at the edge.

    From nowhere, or without a way, the one nearest to `middle`. None when there is nothing to see.
    """
    seen = np.flatnonzero(shown.weight > _VISIBLE)
    if len(seen) == 0:
        return None
    places = shown.screen.xy[seen]
    here = shown.row(selected) if selected is not None else None
    if here is None or way not in _WAYS:
        return int(seen[np.argmin(((places - np.array(middle)) ** 2).sum(axis=1))])
    dx, dy = _WAYS[way]
    offset = places - shown.screen.xy[here]
    along = offset[:, 0] * dx + offset[:, 1] * dy
    aside = np.abs(offset[:, 0] * dy) + np.abs(offset[:, 1] * dx)
    ahead = along > 0.5
    # from the last one on to the first in this way
    ahead |= not ahead.any()
    cost = np.where(ahead, along + _ASIDE * aside, np.inf)
    cost = np.where(seen == here, np.inf, cost)
    return int(seen[np.argmin(cost)]) if np.isfinite(cost).any() else None
