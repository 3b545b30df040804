"""What a person likes, as far as the picture is concerned; no effect on any measured number."""

from dataclasses import dataclass
from typing import Literal

from seaspirits_game.render.painter import Quality


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """Changed only by `dataclasses.replace`."""

    still_water: bool = False
    """No cosmetic drift: a spirit stands exactly at its eased, measured place."""
    reduced_motion: bool = False
    """No drift, no camera flight, no moving rays, no breathing; changes cross-fade."""
    palette: str = "default"
    """A name of `render.palette`."""
    glyphs: bool = False
    """A drawn sign for each class beside its colour."""
    text_scale: float = 1.0
    """0.8 to 2.0."""
    quality: Quality | Literal["auto"] = "high"
    """The grain of the glow; at `low` the sea moves at half the frame rate. `auto`: as high as frames come in time."""
