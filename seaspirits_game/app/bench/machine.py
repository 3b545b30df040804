"""The machine at hand: what it is, how busy it is, and how much memory a process holds."""

import os
import platform
import time
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from seaspirits_game import __version__

_LIBRARIES = ("pygame-ce", "numpy", "torch")
_BUSY = 0.05
_FINE = 1e-4  # seconds
_PROC = Path("/proc")


def this_machine() -> dict[str, Any]:
    """System, processor, how many of them this process may use, versions, and the load before anything is measured."""
    return {
        "seaspirits": __version__,
        "system": f"{platform.system()} {platform.release()} {platform.machine()}".strip(),
        "processor": _processor(),
        "cpus": cpus(),
        "python": platform.python_version(),
        **{name.replace("-", "_"): _version(name) for name in _LIBRARIES},
        "load": load(),
    }


def told(record: dict[str, Any], others: float | None) -> list[str]:
    """A machine's record as lines; the last one warns when other programs had a share of it, see `Others`."""
    versions = f"Python {record['python']}, pygame-ce {record['pygame_ce']}, NumPy {record['numpy']}"
    count = record["cpus"]
    lines = [
        f"Sea of Spirits {record['seaspirits']}; {versions}, torch {record['torch']}",
        f"{record['system']}, {count} CPU{'s' if count != 1 else ''}"
        + (f" ({record['processor']})" if record["processor"] else ""),
    ]
    if others is not None and others > _BUSY:
        lines.append(
            f"Other programs took {others:.0%} of the processors meanwhile: expect better figures without them."
        )
    return lines


def cpus() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def load() -> float | None:
    """Processes that wanted to run in the last minute, on average; None where the system does not say."""
    try:
        return round(os.getloadavg()[0], 2)
    except (AttributeError, OSError):
        return None


class Others:
    """What the machine does besides this process and the children that it has waited for. Linux only."""

    def __init__(self) -> None:
        self._before = _ticks()

    def share(self) -> float | None:
        """Share of all processors' time since the beginning that others took, 0 to 1; None where nobody says."""
        now = _ticks()
        if self._before is None or now is None:
            return None
        whole, busy, own = (after - before for before, after in zip(self._before, now, strict=True))
        return min(max((busy - own) / whole, 0.0), 1.0) if whole > 0.0 else None


def _ticks() -> tuple[float, float, float] | None:
    """Processor time so far: all there was, what was used by anybody, what was used by us; seconds."""
    try:
        first = (_PROC / "stat").read_text(encoding="ascii").splitlines()[0].split()
        # guests are counted among user and nice already
        user, nice, system, idle, waiting, interrupts, soft, stolen = (float(word) for word in first[1:9])
        second = float(os.sysconf("SC_CLK_TCK"))
    except (OSError, ValueError, IndexError, AttributeError):
        return None
    busy = (user + nice + system + interrupts + soft + stolen) / second
    times = os.times()
    own = times.user + times.system + times.children_user + times.children_system
    return busy + (idle + waiting) / second, busy, own


def fine_clock() -> Callable[[], float]:
    """Seconds of processor time of this process, which others hardly disturb; of the wall where that is too coarse."""
    fine = time.get_clock_info("process_time").resolution <= _FINE
    return time.process_time if fine else time.perf_counter


def resident_bytes(pid: int) -> int | None:
    """Memory of a process that is in RAM now; None when it is gone, or where the system does not say (not Linux)."""
    try:
        pages = int((_PROC / str(pid) / "statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError, AttributeError):
        return None


def trainer_of(pid: int) -> int | None:
    """The process that multiprocessing spawned for `pid`, its tracker of resources left out; None before it is there.

    Linux only.
    """
    return next((child for child in _children(pid) if "spawn_main" in _command_line(child)), None)


def _children(pid: int) -> Iterator[int]:
    for folder in _PROC.iterdir() if _PROC.is_dir() else ():
        if folder.name.isdigit():
            try:
                # the name in parentheses may hold anything, blanks and parentheses too
                parent = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1]
            except (OSError, IndexError):
                continue
            if parent == str(pid):
                yield int(folder.name)


def _command_line(pid: int) -> str:
    try:
        return (_PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def _processor() -> str:
    try:
        lines = (_PROC / "cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def _version(name: str) -> str:
    try:
        return metadata.version(name)  # without importing it: torch takes seconds
    except metadata.PackageNotFoundError:
        return "not installed"
