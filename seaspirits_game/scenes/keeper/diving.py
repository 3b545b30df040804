"""A dive under way: its voyage, and the rules that judge it. What the scene shows of it is in `dive_page`."""

from seaspirits_game.core.commands import Command, Fork, RestoreCheckpoint, Rewind, SaveCheckpoint, SetTempo, Tempo
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.facts import Fact, Forked, Torn
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.keeper.dive import Dive, KrakenDuel
from seaspirits_game.keeper.light import cost
from seaspirits_game.keeper.state import (
    SAVE_EVERY,
    DiveState,
    Outcome,
    advance,
    attended,
    begin,
    continued,
    duel_ended,
    hinted,
    lit,
    paid,
    refusal,
    retried,
    torn,
)
from seaspirits_game.scenes.keeper.voyages import Afloat, Voyages, begun, twinned
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.texts.numbers import decimal

_FINEST = 5
"""Most steps between two snapshots."""
_SECONDS = 100.0
"""About what a whole dive takes at the tempo with which it begins."""
_TELL_S = 9.0
"""How long the sea's word stays."""


def snapshot_every(dive: Dive) -> int:
    """Steps between two snapshots: few enough for smooth motion, and so that every judged step is one of them."""
    return next(every for every in range(min(_FINEST, dive.every), 0, -1) if dive.every % every == 0)


def first_tempo(dive: Dive) -> Tempo:
    """The tempo with which a dive begins."""
    fitting = [tempo for tempo in (Tempo.X1, Tempo.X4) if dive.steps / tempo.steps_per_second <= _SECONDS]
    return fitting[0] if fitting else Tempo.X4


class Diving:
    """Owns the state of one dive and sends what the sea and the Keeper do."""

    def __init__(self, dive: Dive, seed: int, voyage: Afloat, host: Stage, voyages: Voyages, every: int | None) -> None:
        self.voyage = voyage
        self.twin: Afloat | None = None
        """A second voyage from the same state, while there is one."""
        self.twin_asked = False
        self._voyages, self._every = voyages, every
        self.seed = seed
        self.state: DiveState = begin(dive, seed)
        self.seconds = 0.0
        """How long it has taken, pauses apart."""
        self.told = ""
        """What the sea says with what it does; empty after a while."""
        self.hint = ""
        self.mended: Torn | None = None
        """The tear that was undone last."""
        self.used: set[str] = set()
        """Names of the commands that the Keeper has given, for the tutorial."""
        self._host = host
        self._tell_left = 0.0
        self._judged = 0
        self._resumed = first_tempo(dive)
        self._attend()
        voyage.link.send(SetTempo(self._resumed))

    @classmethod
    def begun(cls, dive: Dive, seed: int, voyages: Voyages, host: Stage, *, free: bool = False) -> "Diving | None":
        """A dive with a voyage of its own, by the clock where it is `free`; None after saying why there is none."""
        every = None if free else snapshot_every(dive)
        voyage = begun(voyages, host, dive.config(seed), Tempo.PAUSE, every)
        return cls(dive, seed, voyage, host, voyages, every) if voyage is not None else None

    def bring(self, light: float) -> None:
        """Begin with light from elsewhere on top."""
        self.state = lit(self.state, light)

    @property
    def dive(self) -> Dive:
        """With the variant that the seed drew."""
        return self.state.dive

    @property
    def duel(self) -> KrakenDuel | None:
        """To be fought now."""
        return self.state.duel

    @property
    def over(self) -> bool:
        """Whether it is won or lost."""
        return self.state.outcome is not Outcome.UNDER_WAY

    def hear(self) -> Snapshot | None:
        """What the trainer has to say, judged; the newest snapshot, when there is one."""
        snapshot = self.voyage.hear(self._note)
        if snapshot is None:
            return None
        before = self.state
        self.state = advance(before, snapshot)
        if self.state is not before:
            self._judged += 1
            if self._judged % SAVE_EVERY == 0 and not self.over:
                self.voyage.link.send(SaveCheckpoint())
        self._attend()
        if self.over and before.outcome is Outcome.UNDER_WAY:
            self.voyage.link.send(SetTempo(Tempo.PAUSE))
        return snapshot

    def advance(self, dt: float, resting: bool) -> None:
        """One tick."""
        if not resting and not self.over:
            self.seconds += dt
        self._tell_left -= dt
        if self._tell_left <= 0.0:
            self.told = ""

    def _note(self, fact: Fact) -> None:
        if isinstance(fact, Torn):
            self.state = torn(self.state, fact)
        elif isinstance(fact, Forked) and self.twin_asked:
            self.twin_asked = False
            try:
                self.twin = twinned(self._voyages, self.voyage, self._host, fact, Tempo.PAUSE, self._every)
            except (UserError, OSError) as error:
                self._host.say(str(error))

    def ask_twin(self) -> None:
        """Let a twin begin from here."""
        if self.twin is None and not self.twin_asked:
            self.twin_asked = True
            self.voyage.link.send(Fork())

    def end_twin(self) -> None:
        """Let the twin go."""
        self.twin_asked = False
        if self.twin is not None:
            self.twin.close()
            self.twin = None

    def close(self) -> None:
        """End its voyages."""
        self.end_twin()
        self.voyage.close()

    def mend(self) -> None:
        """Undo a tear: back to the last good checkpoint."""
        if self.state.torn is not None:
            self.mended = self.state.torn
            self.voyage.link.send(RestoreCheckpoint())

    # what the Keeper does

    def price(self, command: Command) -> float:
        """What it costs in light."""
        return cost(self.dive.light, command, self.state.layers)

    def send(self, command: Command) -> bool:
        """Pass the Keeper's command on, when the dive has that hand and there is light for it; whether it was."""
        t = self._host.texts.t
        match refusal(self.state, command):
            case "lever":
                self._host.say(t("This dive has no such lever."))
                return False
            case "light":
                told = t("That costs {price} light; {light} is left.")
                price, light = decimal(self.price(command), 1), decimal(self.state.light, 1)
                self._host.say(told.format(price=price, light=light))
                return False
            case _:
                pass
        try:
            self.voyage.stage.send(command)
        except UserError as error:
            self._host.say(str(error))
            return False
        self.state = paid(self.state, command)
        self.used.add(command.name)
        return True

    def rewind(self, step: int) -> bool:
        """Go back to a step for light; whether that was possible."""
        if not self.send(Rewind(step)):
            return False
        self.voyage.stage.return_to_now()
        return True

    def ask_hint(self) -> None:
        """One more hint."""
        self.state, self.hint = hinted(self.state)

    def end_duel(self, won: bool) -> None:
        """The duel of the Kraken is over."""
        self.state = duel_ended(self.state, won)
        self._attend()

    def try_again(self) -> None:
        """Take a lost dive up where it turned."""
        turning = self.state.turning
        self.state = retried(self.state)
        self.voyage.link.send(Rewind(turning))
        self._resume()

    def go_on(self) -> None:
        """Go on in an endless sea."""
        self.state = continued(self.state)
        self._resume()

    def _resume(self) -> None:
        self.hint = ""
        self.voyage.link.send(SetTempo(self._resumed))

    def _attend(self) -> None:
        if self.state.told:
            self.told, self._tell_left = self.state.told, _TELL_S
        for command in self.state.due:
            self.voyage.link.send(command)
        self.state = attended(self.state)
