"""Writing files so that a reader, or a power cut, sees the old content or the new, never half of it."""

import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

# the system tells it only in exchange for another one; once, before there are threads
_UMASK = os.umask(0o077)
os.umask(_UMASK)


def replace_atomically(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a temporary file beside `path`, then put it in its place in one step.

    The data reach the disk before the name does (fsync of file and folder).

    Raises:
        OSError: the folder is not writable or the disk is full; `path` is then as it was before.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=path.suffix)
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        os.chmod(temporary, _mode_of(path))  # a temporary file is its owner's alone; a film may be for others, too
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _mode_of(path: Path) -> int:
    """What the file at `path` allows to whom; of a new one, what the system lets new files allow."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return 0o666 & ~_UMASK


def replace_bytes(path: Path, content: bytes) -> None:
    """`replace_atomically` for content that is already in memory."""
    replace_atomically(path, lambda temporary: _write(temporary, content))


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
