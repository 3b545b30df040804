"""Made-up seas for the tests of the painter."""

import numpy as np

from seaspirits_game.core.arrays import F32
from seaspirits_game.render.palette import PALETTES_BY_NAME
from seaspirits_game.render.picture import Line, Ring, SeaPicture, SpiritFrame

DEFAULT = PALETTES_BY_NAME["default"]


def shoal(
    count: int,
    size: tuple[int, int],
    clan: int | None = None,
    spread: float = 0.3,
    flicker: float = 0.0,
    glyphs: bool = False,
    trails: int = 5,
) -> SpiritFrame:
    """`count` spirits about the middle, of one clan or of all ten, swimming to the right."""
    rng = np.random.default_rng(5)
    unit = min(size)
    middle = np.array(size) / 2.0
    clans = np.full(count, clan) if clan is not None else np.arange(count) % 10
    xy = (middle + rng.normal(0.0, spread * unit / 2, (count, 2))).astype(np.float32)
    back = np.arange(1, trails + 1, dtype=np.float32)[:, None, None] * np.array([-0.004 * unit, 0.0], np.float32)
    return SpiritFrame(
        xy=xy,
        scale=rng.uniform(0.7, 1.4, count).astype(np.float32),
        depth01=rng.random(count).astype(np.float32),
        rgb=DEFAULT.colours[clans],
        brightness=np.ones(count, np.float32),
        trail_xy=(xy[None] + back).astype(np.float32),
        flicker=np.full(count, flicker, np.float32),
        glyph=clans.astype(np.int64) if glyphs else None,
    )


def sea(spirits: SpiritFrame, time_s: float = 3.0, still: bool = False, depth01: float = 0.4) -> SeaPicture:
    """A picture of spirits alone."""
    return SeaPicture(spirits, (), (), depth01, time_s, still)


def decorated(spirits: SpiritFrame, size: tuple[int, int]) -> SeaPicture:
    """A picture with circles, a current and a ring."""
    angle = np.linspace(0.0, 2 * np.pi, 49)
    unit = min(size)
    middle = np.array(size) / 2.0

    def circle(share: float) -> F32:
        around = np.stack([np.cos(angle), 0.5 * np.sin(angle)], axis=1)
        return (middle + share * unit * around).astype(np.float32)

    lines = tuple(Line(circle(0.1 + 0.03 * k), (0.4, 0.9, 0.8), 0.2, 1.0) for k in range(10))
    current = Line(np.array([[0, 0], list(middle), list(size)], np.float32), (0.9, 0.5, 0.3), 0.3, 2.0)
    ring = Ring(float(middle[0]), float(middle[1]), 0.02 * unit, (0.95, 0.7, 0.35), 0.8)
    return SeaPicture(spirits, (*lines, current), (ring,), 0.4, 3.0, False)
