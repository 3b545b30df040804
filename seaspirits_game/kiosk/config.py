"""What an operator may set, with defaults that suit a museum. Each value is checked where it is read (`written.py`)."""

from dataclasses import dataclass, field
from pathlib import Path

LANGUAGES = ("en", "de", "fr", "es", "ar", "ja")
CORNERS = ("top left", "top right", "bottom left", "bottom right")
Span = tuple[int, int]
"""Minutes of the day from which until which; one that ends before it begins goes over midnight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voyages:
    """`[voyage]`: what is trained."""

    task: str = "digits"
    seed: int = 0
    minutes: float = 4.0
    """How long a voyage in attract lasts before the next one, with the next seed, begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Display:
    """`[display]`: how it is drawn."""

    fullscreen: bool = True
    size: tuple[int, int] | None = None
    """Pixels of a window that does not fill the screen."""
    economy: bool = False
    """30 instead of 60 frames a second."""
    quality: str = "auto"
    palette: str = "default"
    text_scale: float = 1.25
    reduced_motion: bool = False
    high_contrast: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """`[languages]`: which are offered; those without a catalogue are left out when the exhibit starts."""

    offered: tuple[str, ...] = LANGUAGES
    first: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visits:
    """`[visits]`: when a visitor counts as gone."""

    still_there_after: float = 45.0
    """Seconds without any input until the exhibit asks."""
    countdown: float = 15.0
    """Seconds more until it starts again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """`[sound]`."""

    volume: float = 0.6
    """The cap: no control passes it. 0 is silence."""
    quiet: tuple[Span, ...] = ()
    """Local times without any sound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """`[operator]`: the only way out."""

    chord: tuple[str, ...] = ("left ctrl", "left shift", "f10")
    """Keys that are held down together; empty for none."""
    corner: str = "top left"
    corner_seconds: float = 5.0
    """How long the corner is held; 0 leaves the chord only."""
    pin: str = ""
    """`scrypt:...`, or 4 to 8 figures; empty: nobody leaves from the screen, only by stopping the service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervision:
    """`[supervisor]`."""

    hung_after: float = 3.0
    """Seconds without a frame until a window that has shown one is replaced."""
    start_within: float = 60.0
    """Seconds that a window may take to its first frame."""
    failures: int = 4
    """So many failures in a row, each before `healthy_after`, lead to the safe mode."""
    healthy_after: float = 60.0
    """Seconds after which a window counts as sound."""
    safe_minutes: float = 30.0
    """How long the safe mode lasts before the trainer is tried again."""
    nightly: int | None = 3 * 60 + 30
    """Minute of the day at which the window is renewed, as soon as nobody is there; None for never."""
    memory_mb: int = 1500
    """A window that holds more is renewed as soon as nobody is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """`[health]`: http://address:port/healthz and /metrics; port 0 turns it off."""

    address: str = "127.0.0.1"
    port: int = 9464


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """`[files]`: the one folder that is written to."""

    folder: Path | None = None
    """None: where the system keeps a program's state."""
    log_mb: float = 8.0
    """Of all log files together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskConfig:
    """The operator's file, every value in range."""

    voyage: Voyages = field(default_factory=Voyages)
    display: Display = field(default_factory=Display)
    languages: Words = field(default_factory=Words)
    visits: Visits = field(default_factory=Visits)
    sound: Sound = field(default_factory=Sound)
    operator: Operator = field(default_factory=Operator)
    supervisor: Supervision = field(default_factory=Supervision)
    health: Health = field(default_factory=Health)
    files: Keeping = field(default_factory=Keeping)
