"""The machine at hand: what it is, how busy it is, and how much memory a process holds."""

import os
import platform
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from seaspirits_game import __version__

_LIBRARIES = ("pygame-ce", "numpy", "torch")
_BUSY = 0.5
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


def told(record: dict[str, Any]) -> list[str]:
    """A machine's record as lines; the last one warns when others were at work."""
    versions = f"Python {record['python']}, pygame-ce {record['pygame_ce']}, NumPy {record['numpy']}"
    count = record["cpus"]
    lines = [
        f"Sea of Spirits {record['seaspirits']}; {versions}, torch {record['torch']}",
        f"{record['system']}, {count} CPU{'s' if count != 1 else ''}"
        + (f" ({record['processor']})" if record["processor"] else ""),
    ]
    if record["load"] is not None and record["load"] > _BUSY:
        lines.append(f"Other programs were at work when it began (load {record['load']:.1f}): expect worse figures.")
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
