"""The collector rests during frames, works between them, and is as before afterwards."""

import gc
import weakref

from seaspirits_game.app.garbage import collected_between_frames


class Knot:
    """Refers to itself: only the collector can undo it."""

    def __init__(self) -> None:
        self.me = self


def test_knots_are_undone_between_frames() -> None:
    with collected_between_frames() as tidy:
        assert not gc.isenabled()
        knot = Knot()
        alive = weakref.ref(knot)
        del knot
        for frame in range(1, 60):
            tidy(frame)
        assert alive() is not None
        tidy(60)
        assert alive() is None
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_what_grew_old_is_undone_within_a_minute() -> None:
    with collected_between_frames() as tidy:
        knot = Knot()
        alive = weakref.ref(knot)
        tidy(60)
        tidy(120)
        del knot
        tidy(180)
        assert alive() is not None  # it is among the old
        tidy(3600)
        assert alive() is None
