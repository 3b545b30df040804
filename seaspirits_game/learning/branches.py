"""The tree of a voyage's branches: where the voyage stands in it, and what happened on every way.

On a way steps follow each other, and between two steps commands are applied and pictures taken; a picture counts as an
event because the next one is compared with it. To stand in the past, and to look around there, changes nothing; the
first step or command from there begins a new branch. Knows no torch.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from seaspirits_game.core.commands import Command
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.facts import Branch

MOST_PICTURES = 2**20
"""Of a branch; what was seen longer ago than that is forgotten, what was done is not."""


@dataclass(frozen=True, slots=True)
class Place:
    """A moment of a branch: its step, and how many of the branch's events have happened."""

    branch: int
    step: int
    commands: int
    pictures: int


@dataclass(slots=True)
class _Way:
    fork: Place | None
    """Where it leaves its parent; None for the first."""
    tip: int
    """Its last step."""
    commands: list[tuple[int, int, Command]] = field(default_factory=list)
    """(step, pictures of this branch before, command)."""
    pictures: "array[int]" = field(default_factory=lambda: array("q"))
    """The steps at which a picture was taken."""
    forgotten: int = 0
    """Pictures before the first of `pictures`."""

    @property
    def seen(self) -> int:
        return self.forgotten + len(self.pictures)

    def note_picture(self, step: int) -> None:
        self.pictures.append(step)
        if len(self.pictures) > MOST_PICTURES:
            half = MOST_PICTURES // 2
            del self.pictures[:half]
            self.forgotten += half


Event = tuple[int, Command | None]
"""A step and what was done when so many were made; None is a picture."""


class Branches:
    """See the module's docstring.

    It begins at step `begin` of the branch `current`, of which nothing earlier is known; `count` branches have been
    begun before, and what they were is not known either.
    """

    def __init__(self, begin: int = 0, current: int = 0, count: int = 1) -> None:
        self._begin = begin
        self._ways = {current: _Way(None, begin)}
        self.count = max(count, current + 1)
        """Branches that were ever begun."""
        self._here = Place(current, begin, 0, 0)
        self._at_tip = True
        self._looked = False
        """A picture was taken here that the branch does not know of."""

    @property
    def here(self) -> Place:
        """Where the voyage stands."""
        return self._here

    @property
    def current(self) -> int:
        """The branch that the voyage stands on."""
        return self._here.branch

    @property
    def tree(self) -> tuple[Branch, ...]:
        """All known branches by id."""
        return tuple(
            Branch(number, None, self._begin, way.tip)
            if way.fork is None
            else Branch(number, way.fork.branch, way.fork.step, way.tip)
            for number, way in self._ways.items()
        )

    # going on

    def step(self) -> bool:
        """One step more was made from here; whether that began a new branch."""
        fresh = self._go_on()
        here = self._here
        self._ways[here.branch].tip = here.step + 1
        self._here = Place(here.branch, here.step + 1, here.commands, here.pictures)
        return fresh

    def command(self, command: Command) -> bool:
        """`command` was applied here; whether that began a new branch."""
        fresh = self._go_on()
        here = self._here
        self._ways[here.branch].commands.append((here.step, here.pictures, command))
        self._here = Place(here.branch, here.step, here.commands + 1, here.pictures)
        return fresh

    def picture(self) -> None:
        """A picture was taken here."""
        here, way = self._here, self._ways[self._here.branch]
        if self._at_tip:
            way.note_picture(here.step)
        elif next(self._events(here, self._tip(here.branch)), None) != (here.step, None):
            self._looked = True
            return
        self._here = Place(here.branch, here.step, here.commands, here.pictures + 1)
        self._at_tip = self._here == self._tip(here.branch)

    def _go_on(self) -> bool:
        if self._at_tip:
            return False
        here = self._here
        self._ways[self.count] = _Way(here, here.step)
        self._here = Place(self.count, here.step, 0, 0)
        self.count += 1
        self._at_tip = True
        if self._looked:
            self._looked = False
            self.picture()
        return True

    # going elsewhere

    def stand(self, place: Place) -> None:
        """The voyage stands at `place` now."""
        self._here, self._looked = place, False
        self._at_tip = place == self._tip(place.branch)

    def at_step(self, step: int) -> Place:
        """The moment at which the branch of here, or the one it came from, had just made `step`.

        Raises:
            UserError: that is before the voyage's memory, or after the branch's last step.
        """
        branch = self._here.branch
        if step > self._ways[branch].tip:
            raise UserError(f"step {step} has not been made yet; this branch goes up to step {self._ways[branch].tip}")
        if step < self._begin:
            raise UserError(f"step {step} is before step {self._begin}, where the memory of this voyage begins")
        fork = self._ways[branch].fork
        while fork is not None and step <= fork.step:
            branch, fork = fork.branch, self._ways[fork.branch].fork
        way = self._ways[branch]
        commands = bisect_left(way.commands, step, key=lambda entry: entry[0])
        return Place(branch, step, commands, way.forgotten + bisect_left(way.pictures, step))

    def tip(self, branch: int) -> Place:
        """The last moment of `branch`; a picture that was taken there last of all can be taken again.

        Raises:
            UserError: there is no such branch.
        """
        if branch not in self._ways:
            raise UserError(f"branch {branch} is not known; known are {', '.join(map(str, self._ways))}")
        tip, way = self._tip(branch), self._ways[branch]
        last_was_picture = len(way.pictures) > 0 and way.pictures[-1] == tip.step
        if last_was_picture and (not way.commands or way.commands[-1][1] < tip.pictures):
            return Place(branch, tip.step, tip.commands, tip.pictures - 1)
        return tip

    def on_the_way(self, early: Place, late: Place) -> bool:
        """Whether `late` comes after `early` on one way, or is it."""
        there: Place | None = late
        while there is not None and there.branch != early.branch:
            there = self._ways[there.branch].fork
        return there is not None and (
            early.step <= there.step and early.commands <= there.commands and early.pictures <= there.pictures
        )

    def between(self, early: Place, late: Place) -> Iterator[Event]:
        """What happened from `early` to `late`, in order; `late` must be `on_the_way` from `early`."""
        legs, there = [], late
        while there.branch != early.branch:
            legs.append((Place(there.branch, there.step, 0, 0), there))
            fork = self._ways[there.branch].fork
            assert fork is not None, "there is no way from one to the other"
            there = fork
        legs.append((early, there))
        for start, end in reversed(legs):
            yield from self._events(start, end)

    def _events(self, start: Place, end: Place) -> Iterator[Event]:
        """Of one branch; pictures that are forgotten are left out."""
        way = self._ways[start.branch]
        commands, pictures = start.commands, max(start.pictures, way.forgotten)
        while commands < end.commands or pictures < end.pictures:
            if commands < end.commands:
                step, before, command = way.commands[commands]
                if before <= pictures or pictures >= end.pictures:
                    commands += 1
                    yield step, command
                    continue
            yield way.pictures[pictures - way.forgotten], None
            pictures += 1

    def _tip(self, branch: int) -> Place:
        way = self._ways[branch]
        return Place(branch, way.tip, len(way.commands), way.seen)
