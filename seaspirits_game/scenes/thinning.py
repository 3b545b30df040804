"""Which rows of a growing record to keep when it is full; pure."""

import numpy as np

from seaspirits_game.core.arrays import F64, I64


def kept(steps: F64, most: int) -> I64:
    """Indices of at most `most` (at least 2) of rising `steps`: those whose loss would be seen most, in their order.

    A row is missed as much as the gap that it leaves is wide, in shares of the whole record, on a linear and on a
    logarithmic axis of steps together: so the early steps and the late ones keep their grain, whatever the length of
    the voyage, and dropping one row at a time comes to the same as dropping many. The first and the last always stay.

    >>> kept(np.array([0.0, 1.0, 2.0, 1000.0, 1001.0, 2000.0]), 4).tolist()
    [0, 2, 3, 5]
    """
    chosen = np.arange(len(steps))
    if len(steps) <= most:
        return chosen
    place = _share(steps - steps[0]) + _share(np.log1p(steps - steps[0]))
    while len(chosen) > most:
        gaps = place[chosen[2:]] - place[chosen[:-2]]
        surplus = len(chosen) - most
        going = np.zeros(len(chosen), dtype=bool)
        # the neighbours of what goes stay for this round, since their own gaps have just grown; so does the wider half
        for inner in np.argsort(gaps, kind="stable")[: max(len(gaps) // 2, 1)].tolist():
            if surplus and not going[inner : inner + 3].any():
                going[inner + 1] = True
                surplus -= 1
        chosen = chosen[~going]
    return chosen


def _share(rising: F64) -> F64:
    return np.asarray(rising / rising[-1], dtype=np.float64)
