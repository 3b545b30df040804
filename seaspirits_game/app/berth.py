"""Where a voyage's checkpoints lie while it is played: a folder of this process, swept away when it ends.

Folders of processes that died without sweeping (power cut, kill −9) are swept by the next one.
"""

import os
import shutil
import tempfile
from pathlib import Path
from types import TracebackType

from platformdirs import user_state_path

_PREFIX = "voyage-of-"


class Berth:
    """A context manager; `folder` exists inside it, wherever a writable place was found."""

    def __init__(self, home: Path | None = None) -> None:
        """`home` is where berths lie; by default the person's state folder, or the system's temporary one."""
        self._home = home or user_state_path("sea-of-spirits") / "berths"
        self.folder = self._home

    def __enter__(self) -> "Berth":
        try:
            self._home.mkdir(parents=True, exist_ok=True)
            _sweep(self._home)
            self.folder = self._home / f"{_PREFIX}{os.getpid()}"
            self.folder.mkdir(exist_ok=True)
        except OSError:  # a read-only home is no reason not to play
            self.folder = Path(tempfile.mkdtemp(prefix="sea-of-spirits-"))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def _sweep(home: Path) -> None:
    for folder in home.glob(f"{_PREFIX}*"):
        pid = folder.name.removeprefix(_PREFIX)
        if pid.isdigit() and not _alive(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)


def _alive(pid: int) -> bool:
    if os.name == "nt":
        return True  # there, signal 0 is no question but a blow
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # somebody else's process
    return True
