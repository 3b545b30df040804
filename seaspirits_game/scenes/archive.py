"""The voyage's recorded snapshots, thinned: what the sea goes back to. Bounded, whatever the length of the voyage."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from seaspirits_game.core.arrays import F32
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.scenes.thinning import kept
from seaspirits_game.sea.history import KEPT, History

MOST = 160
"""Snapshots."""
MOST_BYTES = 64 << 20
_FEWEST = 8
"""However large they are: a large table keeps fewer, but not none."""
_ROOM = 8
"""Snapshots that a full archive makes room for at once."""
_TOP = np.iinfo(np.int16).max

I16 = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class _Packed:
    """A snapshot at half its size, as 16-bit whole numbers.

    Coordinates are shares of the largest one along their axis: wrong by at most 1/65,534 of it, a sixtieth of a pixel
    for a shoal that fills a screen of 2,160 pixels. Probabilities are wrong by at most 1/65,534, 0.0015 %. Floats of
    half precision, which take as much room, would be wrong by up to 1/4,096 of the largest coordinate, and by 0.024 %
    of probability, which shows in the inspector's figures. Readings, losses and shares of variance are kept exactly.
    """

    plain: Snapshot
    """Without its large arrays."""
    coords: tuple[I16, ...]
    spans: tuple[F32, ...]
    """L arrays (8,): the largest absolute coordinate along each axis."""
    probs: I16

    @classmethod
    def of(cls, snapshot: Snapshot) -> "_Packed":
        spans = tuple(np.abs(coords).max(axis=0, initial=0.0).astype(np.float32) for coords in snapshot.coords)
        return cls(
            plain=replace(snapshot, coords=(), probs=np.zeros((0, 0), np.float32)),
            coords=tuple(_whole(coords / _nonzero(span)) for coords, span in zip(snapshot.coords, spans, strict=True)),
            spans=spans,
            probs=_whole(snapshot.probs),
        )

    def unpacked(self) -> Snapshot:
        probs = self.probs.astype(np.float32)
        return replace(
            self.plain,
            coords=tuple(
                coords * (span / np.float32(_TOP)) for coords, span in zip(self.coords, self.spans, strict=True)
            ),
            probs=probs / probs.sum(axis=1, keepdims=True),
        )

    @property
    def weight(self) -> int:
        """Bytes of its arrays."""
        return self.probs.nbytes + sum(each.nbytes for each in self.coords) + sum(each.nbytes for each in self.spans)


class Archive:
    """At most `MOST` snapshots of at most `MOST_BYTES`, spread over the whole voyage, oldest first."""

    def __init__(self) -> None:
        self._packed: list[_Packed] = []

    def __len__(self) -> int:
        return len(self._packed)

    @property
    def weight(self) -> int:
        """Bytes that the recorded arrays take."""
        return sum(packed.weight for packed in self._packed)

    def add(self, snapshot: Snapshot) -> None:
        """Record a snapshot; one that goes back in time (a restored checkpoint) cuts the future that lies after it."""
        while self._packed and self._packed[-1].plain.step >= snapshot.step:
            self._packed.pop()
        self._packed.append(_Packed.of(snapshot))
        most = min(MOST, max(MOST_BYTES // max(self._packed[-1].weight, 1), _FEWEST))
        if len(self._packed) > most:
            steps = np.array(self.steps(), np.float64)
            self._packed = [self._packed[index] for index in kept(steps, most - min(_ROOM, most // 4)).tolist()]

    def cut(self, step: int) -> None:
        """Forget what lies after `step`: it was another branch's."""
        while self._packed and self._packed[-1].plain.step > step:
            self._packed.pop()

    def steps(self) -> list[int]:
        """The recorded steps, rising."""
        return [packed.plain.step for packed in self._packed]

    def nearest(self, step: float) -> int | None:
        """The recorded step nearest to `step`; None while there is none."""
        return min(self.steps(), key=lambda recorded: abs(recorded - step), default=None)

    def at(self, step: int) -> Snapshot:
        """What was recorded of a step.

        Raises:
            KeyError: nothing was.
        """
        for packed in self._packed:
            if packed.plain.step == step:
                return packed.unpacked()
        raise KeyError(step)

    def until(self, step: int) -> History:
        """The last recorded snapshots up to a step, as the inspector looks back from there."""
        history = History()
        for packed in [packed for packed in self._packed if packed.plain.step <= step][-KEPT:]:
            history.add(packed.unpacked())
        return history


def _whole(shares: F32) -> I16:
    """Shares of −1 to 1 as whole numbers."""
    return np.asarray(np.rint(shares * np.float32(_TOP)), dtype=np.int16)


def _nonzero(spans: F32) -> F32:
    return np.where(spans > 0.0, spans, np.float32(1.0)).astype(np.float32)
