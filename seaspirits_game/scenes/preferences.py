"""What a person likes to see, hear and press; no effect on any measured number."""

from dataclasses import dataclass, field
from typing import Literal

from seaspirits_game.render.painter import Quality
from seaspirits_game.scenes.keys import KeyMap


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
    high_contrast: bool = False
    """Words in foam on dark glass, nothing faded."""
    volume: float = 0.6
    """0 to 1."""
    muted: bool = False
    captions: bool = False
    """Words for what is heard."""
    speech: bool = False
    """What has the focus is spoken, where speech-dispatcher is installed."""
    language: str = "en"
    guided: bool = True
    """Whether the first voyage's guide has been followed, or sent away."""
    keys: KeyMap = field(default_factory=KeyMap)
