"""A soak of the exhibit that anyone can run: `python tests/soak.py --minutes 10`.

The real supervisor runs the real exhibit without a screen, on SDL's dummy driver; within its window a monkey touches,
types and presses buttons fifty times a second. Now and then the trainer is killed, and the window. At the end a line
for each promise, kept or not; exit code 1 when one was not kept.
"""

import argparse
import os
import random
import re
import signal
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["SDL_VIDEODRIVER"] = os.environ["SDL_AUDIODRIVER"] = "dummy"

EVENTS_A_SECOND = 50.0
WINDOW_BACK_S, TRAINER_BACK_S = 5.0, 3.0
GROWTH = 0.02
_NAMED = (
    "escape",
    "return",
    "space",
    "tab",
    "left",
    "right",
    "up",
    "down",
    "f1",
    "f3",
    "f9",
    "f10",
    "f11",
    "f12",
    "pause",
)
_KEYS = (*_NAMED, *"qlpkoxcvtgd14[].,;?")


def window(folder: str, seed: int) -> int:
    """The exhibit with a monkey at its events; what the supervisor starts."""
    import pygame

    from seaspirits_game.app import exhibit
    from seaspirits_game.app.window import Window
    from seaspirits_game.kiosk.config import Display, KioskConfig, Visits

    chance = random.Random(seed)
    heard, due = Window.events, [time.monotonic()]

    def touch(kind: int) -> pygame.event.Event:
        place = {"x": chance.random(), "y": chance.random(), "dx": 0.0, "dy": 0.0}
        return pygame.event.Event(kind, finger_id=chance.randrange(5), touch_id=1, pressure=1.0, **place)

    def events(self: Window) -> list[object]:
        now = time.monotonic()
        while due[0] < now:
            due[0] = max(due[0] + 1.0 / EVENTS_A_SECOND, now - 1.0)
            roll = chance.random()
            if int(now) % 150 > 75 and chance.random() < 0.9995:
                continue  # the monkey sleeps, so that visits end as well
            if roll < 0.6:
                kinds = (pygame.FINGERDOWN, pygame.FINGERMOTION, pygame.FINGERUP)
                pygame.event.post(touch(chance.choice(kinds)))
            elif roll < 0.85:
                key = pygame.key.key_code(chance.choice(_KEYS)) if roll < 0.84 else chance.randrange(1, 1 << 30)
                kind = chance.choice((pygame.KEYDOWN, pygame.KEYUP))
                pygame.event.post(pygame.event.Event(kind, key=key, mod=0, unicode="", scancode=0))
            elif roll < 0.97:
                kind = chance.choice((pygame.JOYBUTTONDOWN, pygame.JOYBUTTONUP))
                pygame.event.post(pygame.event.Event(kind, instance_id=0, joy=0, button=chance.randrange(12)))
            else:
                pygame.event.post(pygame.event.Event(pygame.QUIT))
        return heard(self)  # type: ignore[return-value]

    Window.events = events  # type: ignore[method-assign, assignment]
    display = Display(fullscreen=False, size=(1280, 720), economy=True)
    return exhibit.run(KioskConfig(display=display, visits=Visits(still_there_after=10.0, countdown=5.0)), Path(folder))


def trainer_of(pid: int) -> int | None:
    """The process of the window `pid` that has torch loaded."""
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == pid and "spawn_main" in (entry / "cmdline").read_text():
                return int(entry.name)
        except (OSError, ValueError):
            continue
    return None


def soak(minutes: float, kills: float, seed: int) -> bool:
    """Run it; whether every promise was kept. `kills` is how many a minute."""
    from seaspirits_game.kiosk.config import Supervision
    from seaspirits_game.kiosk.supervisor import Supervisor
    from seaspirits_game.kiosk.visitors import Visitors

    chance = random.Random(seed)
    said: list[str] = []
    beats: list[tuple[float, dict[str, float]]] = []
    with tempfile.TemporaryDirectory(prefix="sea-of-spirits-soak-") as folder:
        errors = Path(folder) / "stderr"
        command = [sys.executable, str(Path(__file__).resolve()), "--window", folder, "--seed", str(seed)]
        supervisor = Supervisor(
            command, Supervision(failures=1000), said.append, lambda one: beats.append((time.monotonic(), one))
        )
        kept_stderr = os.dup(2)
        os.dup2(os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
        ends = time.monotonic() + 60.0 * minutes
        killed: dict[str, list[float]] = {"window": [], "trainer": []}

        def murder() -> None:
            time.sleep(15.0)
            while time.monotonic() < ends - 20.0:
                time.sleep(60.0 / kills)
                process = supervisor._process
                if process is None:
                    continue
                trainer = trainer_of(process.pid)
                kind = "window" if chance.random() < 0.3 or trainer is None else "trainer"
                os.kill(process.pid if kind == "window" or trainer is None else trainer, signal.SIGKILL)
                killed[kind].append(time.monotonic())

        if kills > 0:
            threading.Thread(target=murder, daemon=True).start()
        while time.monotonic() < ends and not supervisor._stopping:
            supervisor.step()
        left, restarts = supervisor._stopping, supervisor.watch.restarts
        supervisor._end_gently()
        os.dup2(kept_stderr, 2)
        traces = len(re.findall(r"^Traceback", errors.read_text(errors="replace"), re.MULTILINE))
        visitors = Visitors(Path(folder) / "visitors.sqlite", said.append)
        counted = sum(count for _, choice, count in visitors.rows() if choice == "arrived")
        visitors.close()
    return told(beats, killed, restarts, left, traces, counted, said)


def told(
    beats: list[tuple[float, dict[str, float]]],
    killed: dict[str, list[float]],
    restarts: int,
    left: bool,
    traces: int,
    counted: int,
    said: list[str],
) -> bool:
    """Print a line for each promise; whether all were kept."""
    back = [next((at for at, _ in beats if at > when + 0.3), float("inf")) - when for when in killed["window"]]
    fresh = [
        next((at for at, one in beats if at > when + 0.3 and one["snapshot_age"] < at - when), float("inf")) - when
        for when in killed["trainer"]
        if not any(when < other < when + TRAINER_BACK_S for other in killed["window"])
    ]
    arrived = visits_of(beats)
    memory = [one["memory_mb"] for _, one in beats]
    # each new window begins small: growth is looked for within the longest life of one
    life = longest_life(memory)
    warm = life[len(life) // 3 :]
    grown = statistics.median(warm[-20:]) / statistics.median(warm[:20]) - 1.0 if len(warm) >= 200 else 0.0
    hangs = sum("hangs" in line for line in said)
    checks = [
        ("nobody left", not left, ""),
        ("no traceback", traces == 0, f"{traces}"),
        ("no hang", hangs == 0, f"{hangs}"),
        ("only killed windows were replaced", restarts == len(killed["window"]), f"{restarts} for {len(back)}"),
        (
            f"window back within {WINDOW_BACK_S:g} s",
            max(back, default=0.0) <= WINDOW_BACK_S,
            f"{max(back, default=0.0):.1f} s",
        ),
        (
            f"trainer back within {TRAINER_BACK_S:g} s",
            max(fresh, default=0.0) <= TRAINER_BACK_S,
            f"{max(fresh, default=0.0):.1f} s, {len(fresh)} times",
        ),
        ("no visit lost", counted >= arrived, f"{counted} counted, {arrived} told"),
        (f"memory grows by less than {GROWTH:.0%}", grown < GROWTH, f"{grown:+.1%} over {len(warm) / 4:.0f} s"),
    ]
    for name, kept, figure in checks:
        print(f"{'kept  ' if kept else 'BROKEN'}  {name}  {figure}")
    return all(kept for _, kept, _ in checks)


def visits_of(beats: list[tuple[float, dict[str, float]]]) -> int:
    """Visits that windows told of; each counts anew."""
    total, last = 0.0, 0.0
    for _, one in beats:
        if one["visits"] < last:
            total += last
        last = one["visits"]
    return int(total + last)


def longest_life(memory: list[float]) -> list[float]:
    """The longest run of readings of one window: a new one begins with far less."""
    lives: list[list[float]] = [[]]
    for reading in memory:
        if lives[-1] and reading < 0.8 * lives[-1][-1]:
            lives.append([])
        lives[-1].append(reading)
    return max(lives, key=len)


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    words.add_argument("--minutes", type=float, default=10.0)
    words.add_argument("--kills", type=float, default=2.0, help="processes killed a minute; 0 for none")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--window", help=argparse.SUPPRESS)
    asked = words.parse_args()
    if asked.window:
        return window(asked.window, asked.seed)
    return 0 if soak(asked.minutes, asked.kills, asked.seed) else 1


if __name__ == "__main__":  # the trainer's process imports this file as well
    sys.exit(main())
