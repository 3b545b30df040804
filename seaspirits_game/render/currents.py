"""Two currents that part from a pivot: fine threads of light that run to both ends of its segment."""

import numpy as np

from seaspirits_game.render.picture import RGB, Line

_THREADS, _PIECES, _POINTS = 7, 4, 7
_LENGTH = 0.62
"""Share of its way that a thread covers."""
_PIECE = np.arange(_PIECES)[None, :, None]
_ALONG = np.linspace(0.0, 1.0, _POINTS)[None, None, :]
SMALLER: RGB = (0.30, 0.62, 1.0)
LARGER: RGB = (0.62, 1.0, 0.78)


def current_lines(
    pivot: tuple[float, float], ends: tuple[float, float], height: float, share: float, opacity: float
) -> list[Line]:
    """The threads at a share of the motion, 0 to 1; at both ends there are none.

    `pivot` is where they part, `ends` the x of both ends of the segment, `height` how far they spread up and down.
    """
    fade = float(np.sin(np.pi * min(max(share, 0.0), 1.0))) ** 0.7 * opacity
    lines: list[Line] = []
    for side, (end, tint) in enumerate(zip(ends, (SMALLER, LARGER), strict=True)):
        reach = end - pivot[0]
        if abs(reach) < 4.0 or fade <= 0.01:
            continue
        own = (np.arange(_THREADS)[:, None, None] * 0.618 + side * 0.37) % 1.0
        head = (share * (1.2 + 0.35 * own) - 0.15 * own) * (1.0 + _LENGTH)
        # each piece nearer to the tail is fainter
        at = np.clip(head - _LENGTH * (_PIECE + 1.0 - _ALONG) / _PIECES, 0.0, 1.0)
        tall = min(height, 0.5 * abs(reach))
        level = (np.arange(_THREADS)[:, None, None] / (_THREADS - 1) - 0.5) * 2.0
        drop = tall * level * np.sin((0.5 * np.pi) * at) ** 0.7 * (1.0 - 0.35 * at)
        drop += tall * (0.10 + 0.10 * own) * np.sin((5.0 + 4.0 * own) * at + 6.0 * own - 2.0 * share) * at
        points = np.stack([pivot[0] + reach * at, pivot[1] + drop], axis=-1).astype(np.float32)
        strength = (fade * (0.5 + 0.5 * own[:, 0, 0])).tolist()
        seen = (at[..., -1] - at[..., 0] > 0.005).tolist()
        for thread in range(_THREADS):
            for piece in range(_PIECES):
                if seen[thread][piece]:
                    faint = 1.0 - piece / _PIECES
                    lines.append(Line(points[thread, piece], tint, strength[thread] * faint**1.5, 1.0 + 0.6 * faint))
    return lines
