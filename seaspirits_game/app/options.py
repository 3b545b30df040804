"""What the command line asks of the window."""

from dataclasses import dataclass, field
from pathlib import Path

from seaspirits_game.core.commands import Command, Tempo
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.scenes.preferences import Preferences
from seaspirits_game.scenes.stage import Compared

SCENES = ("title", "sea", "layers", "charts", "duel", "keeper", "codex", "tide", "settings", "logbook")
"""Scenes that `--scene` can open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayOptions:
    """One run of the window; headless when SDL_VIDEODRIVER=dummy."""

    config: VoyageConfig = field(default_factory=VoyageConfig)
    course: tuple[tuple[int, Command], ...] = ()
    """Commands that are carried out by themselves, each before its step."""
    preferences: Preferences = field(default_factory=Preferences)
    size: tuple[int, int] | None = None
    """Pixels; None takes a comfortable share of the desktop."""
    fullscreen: bool = False
    display: int = 0
    """Number of the display that the window opens on."""
    settings_file: Path | None = None
    """Where changed settings are kept; None keeps none."""
    complaints: tuple[str, ...] = ()
    """What was wrong with the settings, to be said in the window, too."""
    frames: int | None = None
    """Stop after so many frames, counted from the first one that shows spirits."""
    screenshot: Path | None = None
    """Save the last frame there."""
    stats: Path | None = None
    """Write frame statistics there as JSON."""
    scene: str = "title"
    compared: Compared | None = None
    """A finished voyage whose curves are drawn beside this one's."""
    tempo: Tempo = Tempo.X1
    at_step: int | None = None
    """Let the trainer reach this step unseen and hold it there before frames are counted (for pictures)."""
    threads: int = 1
    """Threads of the trainer."""
    fps: float = 60.0
    """Frames a second at the most."""
