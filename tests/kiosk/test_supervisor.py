"""The supervisor with real processes: crashes, hangs, exits, and a service that is stopped."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from seaspirits_game.kiosk.config import Supervision
from seaspirits_game.kiosk.supervisor import BEAT_FD, LEFT, SAFE, Heart, Supervisor, figures_of

RULES = Supervision(hung_after=1.0, start_within=20.0, failures=3, healthy_after=600.0, nightly=None)
BEATING = f"""
import os, time
pipe = int(os.environ[{BEAT_FD!r}])
while True:
    os.write(pipe, b"alone=1 memory_mb=50 safe=%d\\n" % ({SAFE!r} in os.environ))
    time.sleep(0.05)
"""


@pytest.fixture
def supervised() -> Iterator[Callable[..., Supervisor]]:
    made: list[Supervisor] = []

    def make(code: str, rules: Supervision = RULES) -> Supervisor:
        supervisor = Supervisor([sys.executable, "-c", code], rules, said.append, heard.append)
        made.append(supervisor)
        return supervisor

    said: list[str] = []
    heard: list[dict[str, float]] = []
    make.said, make.heard = said, heard  # type: ignore[attr-defined]
    yield make
    for supervisor in made:
        supervisor._end_gently()


def until(supervisor: Supervisor, holds: Callable[[], bool], seconds: float = 20.0) -> float:
    begun = time.monotonic()
    while not holds():
        supervisor.step()
        assert time.monotonic() - begun < seconds, "waited in vain"
    return time.monotonic() - begun


def test_a_killed_window_is_back_within_five_seconds(supervised: Callable[..., Supervisor]) -> None:
    supervisor, heard = supervised(BEATING), supervised.heard  # type: ignore[attr-defined]
    until(supervisor, lambda: len(heard) > 1)
    first = supervisor._process
    assert first is not None
    first.kill()
    took = until(supervisor, lambda: supervisor.watch.restarts == 1)
    heard.clear()
    took += until(supervisor, lambda: bool(heard))
    assert supervisor._process is not first
    assert took < 5.0
    assert supervisor.watch.restarts == 1


def test_a_window_that_hangs_is_replaced(supervised: Callable[..., Supervisor]) -> None:
    supervisor, heard = supervised(BEATING), supervised.heard  # type: ignore[attr-defined]
    until(supervisor, lambda: bool(heard))
    assert supervisor._process is not None
    os.kill(supervisor._process.pid, 19)  # SIGSTOP: alive, and silent
    took = until(supervisor, lambda: supervisor.watch.restarts == 1)
    assert took < 5.0
    assert any("hangs" in line for line in supervised.said)  # type: ignore[attr-defined]


def test_repeated_failure_leads_to_the_safe_mode(supervised: Callable[..., Supervisor]) -> None:
    code = f"import os, sys\nif {SAFE!r} not in os.environ: sys.exit(3)\n" + BEATING
    supervisor, heard = supervised(code), supervised.heard  # type: ignore[attr-defined]
    until(supervisor, lambda: bool(heard))
    assert heard[-1]["safe"] == 1.0
    assert supervisor.watch.failures == 3


def test_the_operator_ends_it_and_a_program_that_is_not_there_does_not(supervised: Callable[..., Supervisor]) -> None:
    supervisor = supervised(f"import sys; sys.exit({LEFT})")
    assert supervisor.run() == LEFT, "and systemd is told not to bring it back"
    assert supervisor.watch.restarts == 0
    missing = Supervisor(["/nowhere/at/all"], RULES, lambda _: None, lambda _: None)
    until(missing, lambda: missing.watch.failures >= 2)


def test_a_heart_beats_for_its_supervisor_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(BEAT_FD, raising=False)
    assert not Heart().due(0.0)
    end, own = os.pipe()
    monkeypatch.setenv(BEAT_FD, str(own))
    heart = Heart()
    assert heart.due(1.0)
    heart.beat(1.0, alone=1.0, frame_ms=9.25)
    assert not heart.due(1.1)
    assert heart.due(1.3)
    assert figures_of(os.read(end, 4096).strip()) == {"alone": 1.0, "frame_ms": 9.25}
    assert not os.get_inheritable(own), "a trainer must not hold the pipe open"
    for number in range(20_000):
        heart.beat(float(number), alone=1.0)  # nobody reads: nothing blocks
    os.close(end)
    with pytest.raises(SystemExit):
        heart.beat(1e6, alone=1.0)
    os.close(own)


@pytest.mark.parametrize("line", [b"", b"\xff\xfe=1", b"a=b c", b"alone=1e999"])
def test_nonsense_from_a_window_harms_nobody(line: bytes) -> None:
    assert all(isinstance(value, float) for value in figures_of(line).values())


def test_the_supervisor_stays_small() -> None:
    code = "import sys, seaspirits_game.kiosk.supervisor as s; print({'pygame', 'torch', 'numpy'} & set(sys.modules))"
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert out.stdout.strip() == "set()"
