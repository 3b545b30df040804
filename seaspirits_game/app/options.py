"""What the command line asks of the window."""

from dataclasses import dataclass, field
from pathlib import Path

from seaspirits_game.core.config import VoyageConfig

SCENES = ("title", "sea", "layers")
"""Scenes that `--scene` can open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayOptions:
    """One run of the window; headless when SDL_VIDEODRIVER=dummy."""

    config: VoyageConfig = field(default_factory=VoyageConfig)
    size: tuple[int, int] | None = None
    """Pixels; None takes a comfortable share of the desktop."""
    fullscreen: bool = False
    frames: int | None = None
    """Stop after so many frames."""
    screenshot: Path | None = None
    """Save the last frame there."""
    stats: Path | None = None
    """Write frame statistics there as JSON."""
    scene: str = "title"
    at_step: int | None = None
    """Let the trainer reach this step, then hold it there before the frames are counted (pictures, golden images)."""
    started_at: float = 0.0
    """`time.perf_counter()` clock value at process start, for `first_frame_s`."""
