"""`bench`: what this machine makes of the game, each figure beside its goal.

It is a measurement, so that a goal that is missed is told and is no failure. Nothing heavy is imported here: each part
is a process of its own, one after another, so that none finds caches, threads or memory as another one left them.
"""

import json
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from seaspirits_game.app.bench.figures import Section, table
from seaspirits_game.app.bench.machine import Others, this_machine, told
from seaspirits_game.app.bench.parts import Part, Plan, planned
from seaspirits_game.app.progress import progress

_ROUGH = "Rough (--quick): few repeats; take no figure here for a fact."


def run(as_json: bool, quick: bool, minutes: float | None) -> int:
    """Measure and print; 0 whether goals are met or not."""
    plan = Plan(quick, minutes)
    here, others = this_machine(), Others()
    with _swept_when_terminated():
        sections = _measured(plan, planned(plan))
    share = others.share()
    if as_json:
        figures = {figure.key: figure.to_record() for section in sections for figure in section.figures}
        print(
            json.dumps({"quick": quick, "minutes": minutes, "machine": {**here, "others": share}, "figures": figures})
        )
        return 0
    print("\n".join(told(here, share)))
    if quick:
        print(_ROUGH)
    print(f"\n{table(sections)}")
    if minutes is None:
        print("\nGrowth of memory was not asked for: --minutes 10 looks for it.")
    return 0


def _measured(plan: Plan, todo: tuple[Part, ...]) -> list[Section]:
    sections = []
    done = 0.0
    with progress("seconds measured, about", round(sum(part.seconds for part in todo))) as show:
        for part in todo:
            sections.append(part.measure(plan, _pulse(show, done, part.seconds)))
            done += part.seconds
            show(round(done))
    return sections


def _pulse(show: Callable[[int], None], done: float, seconds: float) -> Callable[[], None]:
    """Moves the bar on with the clock, but never past what this part was thought to take."""
    start = time.monotonic()
    return lambda: show(round(done + min(time.monotonic() - start, seconds)))


@contextmanager
def _swept_when_terminated() -> Iterator[None]:
    """SIGTERM ends this process as Ctrl-C does, with what it started: no window plays on unseen."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def leave(number: int, frame: object) -> None:
        sys.exit(128 + number)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
