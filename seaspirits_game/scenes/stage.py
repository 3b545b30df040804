"""What all scenes share: the world and its voyage, the kit to draw with, the trainer's door, and calm messages."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from seaspirits_game.core.arrays import F64
from seaspirits_game.core.commands import Command, GrowDeeper
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.facts import Branches, Declined, Fact, Started
from seaspirits_game.core.paths import assets
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.render.painter import Painter, Quality
from seaspirits_game.render.palette import PALETTES_BY_NAME, Palette
from seaspirits_game.render.ui.kit import Kit, make_kit
from seaspirits_game.render.ui.motion import approach
from seaspirits_game.scenes.archive import Archive
from seaspirits_game.scenes.asks import Ask, Keep
from seaspirits_game.scenes.branches import common_step
from seaspirits_game.scenes.curves import Curves
from seaspirits_game.scenes.preferences import Preferences
from seaspirits_game.scenes.story import Story
from seaspirits_game.scenes.trainer_status import TrainerStatus, after
from seaspirits_game.scenes.world import World
from seaspirits_game.sea.history import History
from seaspirits_game.sea.sea import Sea
from seaspirits_game.texts.catalogue import Texts

if TYPE_CHECKING:
    from seaspirits_game.audio.sounds import Sound

_SAY_SECONDS = 5.0
_CAPTION_SECONDS = 3.0
_DEEP = 2000.0
"""The step at which the water is at its deepest."""


@dataclass(frozen=True, slots=True)
class Gauges:
    """What the debug overlay shows beside the picture; handed in by the loop."""

    frame_ms: F64 = field(default_factory=lambda: np.zeros(0))
    snapshot_age: float = float("inf")
    link_state: str = ""


@dataclass(frozen=True, slots=True)
class Display:
    """Where the window is; handed in by the loop."""

    size: tuple[int, int] = (1280, 720)
    fullscreen: bool = False
    number: int = 0
    names: tuple[str, ...] = ("",)
    """Of all displays that there are."""
    spoken: bool = False
    """Whether this machine can speak."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A finished voyage to hold beside this one."""

    name: str
    curves: Curves


class Stage:
    """One voyage on show. The loop calls `receive`, `hear`, `advance`; scenes read and `send`.

    The newest snapshot is `snapshot`; the one that scenes show, and that stands in the sea, is `shown`: the same,
    unless a person looks back.
    """

    def __init__(
        self,
        size: tuple[int, int],
        preferences: Preferences,
        send: Callable[[Command], None],
        seed: int,
        texts: Texts | None = None,
        beside: "Stage | None" = None,
    ) -> None:
        """`beside` is the stage whose kit and painter this one shares: two voyages take turns on one screen."""
        self.preferences = preferences
        self.texts = texts or _texts_of(preferences.language)
        self.kit: Kit = beside.kit if beside else self._made_kit(size)
        quality: Quality = "high" if preferences.quality == "auto" else preferences.quality
        self.painter: Painter = beside.painter if beside else Painter(size, quality)
        self.scene = "title"
        """Name of the one that is shown."""
        self.gauges = Gauges()
        self.display = Display(size)
        self.world: World | None = None
        self.snapshot: Snapshot | None = None
        """The newest: what the trainer is at. Scenes draw `shown`."""
        self.status = TrainerStatus()
        self.curves = Curves()
        self.archive = Archive()
        self.story = Story()
        self.reversible = False
        """Whether each step of this voyage can be taken back."""
        self.branches: Branches | None = None
        """The ways that this voyage took, once there is more than one."""
        self._inserted: int | None = None
        """Number, from 0, of the last layer that was asked for."""
        self.compared: Compared | None = None
        self.wanted_article = ""
        """Key of the article that the codex opens next time; empty leaves it where it was."""
        self._history = History()
        self._past: Snapshot | None = None
        """A recorded moment that is looked at while training goes on."""
        self._past_history: History | None = None
        self.time_s = 0.0
        """Seconds of sea time, for cosmetic motion only."""
        self.depth01 = 0.0
        self.message = ""
        self._message_left = 0.0
        self.caption = ""
        """What was heard last, in words; empty unless captions are wanted."""
        self._caption_left = 0.0
        self._sounds: list[Sound] = []
        self.seed = seed
        self._send = send
        self._asks: list[Ask] = []

    @property
    def palette(self) -> Palette:
        """The clans' colours."""
        return PALETTES_BY_NAME[self.preferences.palette]

    @property
    def sea(self) -> Sea | None:
        """The sea, once the trainer has told what is in it."""
        return self.world.sea if self.world is not None else None

    @property
    def shown(self) -> Snapshot | None:
        """The snapshot that is looked at: the newest, or a recorded one."""
        return self._past or self.snapshot

    @property
    def history(self) -> History:
        """The last snapshots up to the one that is shown."""
        if self._past is None:
            return self._history
        if self._past_history is None:
            self._past_history = self.archive.until(self._past.step)
        return self._past_history

    @property
    def in_past(self) -> bool:
        """Whether a recorded moment is looked at."""
        return self._past is not None

    def look_back(self, step: float) -> None:
        """Show the recorded moment nearest to `step`, while training goes on; the newest one is the present."""
        found, shown = self.archive.nearest(step), self.shown
        if found is None or self.world is None or self.snapshot is None or shown is None or found == shown.step:
            return
        if found >= self.snapshot.step:
            self.return_to_now()
            return
        self._past, self._past_history = self.archive.at(found), None
        self._show(self.world, self._past)

    def return_to_now(self) -> None:
        """Show the newest snapshot again."""
        if self._past is not None and self.world is not None and self.snapshot is not None:
            self._past = self._past_history = None
            self._show(self.world, self.snapshot)

    def _show(self, world: World, snapshot: Snapshot) -> None:
        widths = snapshot.levers.layers
        if len(widths) == len(snapshot.coords):
            world.regrow(widths, self._inserted)
        world.sea.receive(snapshot)

    def send(self, command: Command) -> None:
        """Pass a command to the trainer; one that is out of range is said, not raised."""
        try:
            self._send(command)
            if isinstance(command, GrowDeeper):
                self._inserted = command.layer
        except UserError as error:
            self.say(str(error))

    def ask(self, ask: Ask) -> None:
        """Ask something of the window."""
        self._asks.append(ask)

    def take_asks(self) -> list[Ask]:
        """What was asked since the last call."""
        asks, self._asks = self._asks, []
        return asks

    def say(self, message: str) -> None:
        """Show a short message for a few seconds."""
        self.message, self._message_left = message, _SAY_SECONDS

    def sound(self, sound: "Sound") -> None:
        """Let something be heard, and read where captions are wanted."""
        self._sounds.append(sound)
        if self.preferences.captions:
            from seaspirits_game.audio.captions import caption  # the first frame waits for nothing that is heard later

            self.caption, self._caption_left = caption(sound, self.texts), _CAPTION_SECONDS

    def take_sounds(self) -> "list[Sound]":
        """What was to be heard since the last call."""
        sounds, self._sounds = self._sounds, []
        return sounds

    def choose(self, **changes: object) -> None:
        """Change preferences for good."""
        self.prefer(**changes)
        self.ask(Keep(changes))

    def prefer(self, **changes: object) -> None:
        """Change preferences by field name."""
        before = self.preferences
        self.preferences = replace(before, **changes)  # type: ignore[arg-type]  # checked by the dataclass
        after = self.preferences
        if before.language != after.language:
            self.texts = _texts_of(after.language)
        if (before.text_scale, before.high_contrast) != (after.text_scale, after.high_contrast):
            self.kit = self._made_kit(self.kit.screen.rect.size)
        if self.world is not None:
            self.world.preferences = self.preferences
        if self.preferences.quality != "auto":
            self.paint_at(self.preferences.quality)

    def paint_at(self, quality: Quality) -> None:
        """Paint with another grain from now on."""
        if quality != self.painter.quality:
            self.painter.quality = quality
            self.painter.resize(self.painter.size)

    def hear(self, fact: Fact) -> None:
        """Take note of what happened to the trainer."""
        self.status = after(self.status, fact)
        if isinstance(fact, Started):
            self.reversible = fact.config.reversible
        match fact:
            case Started() if self.world is None:
                self.world = World(fact.sheet, self.seed, self.preferences)
            case Branches():
                if self.branches is not None and fact.current != self.branches.current:
                    common = common_step(fact, self.branches.current, fact.current)
                    self.archive.cut(common)
                    self.curves.cut(common)
                self.branches = fact
            case Declined(_, _, reason):
                self.say(reason)
            case _:
                pass

    def receive(self, snapshot: Snapshot) -> None:
        """Take a new snapshot; the sheet must be known."""
        assert self.world is not None
        first = self.snapshot is None
        self.snapshot = snapshot
        self.curves.add(snapshot)
        self.archive.add(snapshot)
        self.story.add(snapshot)
        self._history.add(snapshot)
        if self._past is not None and self._past.step >= snapshot.step:
            self._past = self._past_history = None  # a restored checkpoint has undone what was looked at
        if self._past is None:
            self._show(self.world, snapshot)
        if first:
            self.world.reframe(at_once=True)

    def advance(self, dt: float) -> None:
        """One tick of everything that moves by itself."""
        self.time_s += dt
        self._message_left -= dt
        self._caption_left -= dt
        if self._caption_left <= 0.0:
            self.caption = ""
        if self._message_left <= 0.0:
            self.message = ""
        if self.shown is not None:
            goal = min(self.shown.step / _DEEP, 1.0) ** 0.5
            self.depth01 = approach(self.depth01, goal, dt, 2.0)
        if self.world is not None:
            self.world.advance(dt)

    def resize(self, size: tuple[int, int]) -> None:
        """The window has another size."""
        self.kit = self._made_kit(size)
        self.painter.resize(size)

    def _made_kit(self, size: tuple[int, int]) -> Kit:
        likes = self.preferences
        kit = make_kit(assets() / "fonts", *size, likes.text_scale, likes.high_contrast)
        return replace(kit, reworded=self.reworded)

    def reworded(self, hint: str) -> str:
        """A control's hint with the key that its action has now."""
        return self.preferences.keys.in_words(hint, self.scene)


def _texts_of(language: str) -> Texts:
    return Texts(language, assets() / "locales")
