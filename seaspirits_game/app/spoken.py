"""What has the focus, spoken through speech-dispatcher where it is installed; elsewhere nothing is missed.

Each line is a short process of its own that nobody waits for. Lines have the priority `text`, of which a new one ends
the one before.
"""

import contextlib
import shutil
import subprocess
from collections.abc import Callable, Sequence

from seaspirits_game.scenes.buttons import Control
from seaspirits_game.scenes.company import Company
from seaspirits_game.texts.catalogue import Texts

PROGRAM = "spd-say"
_LONGEST = 300
Run = Callable[[Sequence[str]], None]


def installed() -> bool:
    """Whether this machine can speak."""
    return shutil.which(PROGRAM) is not None


class Unwatched:
    """Starts programs and waits for none; what cannot be started is not missed."""

    def __init__(self) -> None:
        self._running: list[subprocess.Popen[bytes]] = []

    def __call__(self, words: Sequence[str]) -> None:
        self._running = [process for process in self._running if process.poll() is None]
        with contextlib.suppress(OSError):
            self._running.append(
                subprocess.Popen(
                    list(words), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
            )


class Spoken:
    """Follows focus, scene and messages; says what is new."""

    def __init__(self, company: Company, run: Run | None = None) -> None:
        self._company = company
        self._run = run or Unwatched()
        self._last: tuple[str, ...] = ()

    def follow(self) -> None:
        """Once a frame."""
        stage = self._company.stage
        if not stage.preferences.speech:
            self._last = ()
            return
        company = self._company
        sight, word = company.pointing.sight, company.guide.word
        now = (
            place_of("menu" if company.menu.is_open else company.name, stage.texts),
            label_of(company.focused()),
            sight.words if sight is not None else "",
            word.words(stage.texts) if word is not None and company.name in ("sea", "layers") else "",
            stage.message,
        )
        new = [
            said for said, before in zip(now, self._last or ("",) * len(now), strict=True) if said and said != before
        ]
        self._last = now
        if new:
            self.say(". ".join(new))

    def say(self, line: str) -> None:
        """Speak a line instead of what is spoken now."""
        language = self._company.stage.preferences.language.partition("_")[0]
        self._run([PROGRAM, "--priority", "text", "--language", language, "--", line[:_LONGEST]])


def place_of(name: str, texts: Texts) -> str:
    """What a scene is called; its own name where nobody has given it another."""
    t = texts.t
    return {
        "title": t("Sea of Spirits"),
        "sea": t("the sea"),
        "layers": t("the sea, all shoals"),
        "charts": t("chart room"),
        "duel": t("Pivot Duel"),
        "codex": t("Codex"),
        "tide": t("Tide Cube"),
        "settings": t("Settings"),
        "logbook": t("Logbook"),
        "keeper": t("the Keeper"),
        "menu": t("Everything rests"),
    }.get(name, name)


def label_of(control: Control | None) -> str:
    """What a control says of itself, with its state."""
    if control is None:
        return ""
    words = control.hint or control.name
    if control.set_share is not None:
        words += f", {round(100 * control.share)} %"
    return words if control.enabled else words + " –"
