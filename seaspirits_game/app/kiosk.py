"""The body of the command `kiosk`: checks the operator's file, then stands behind the exhibit's window."""

import logging
import sys
import time
from logging.handlers import RotatingFileHandler
from pathlib import Path

from platformdirs import user_state_path

from seaspirits_game.kiosk.config import KioskConfig
from seaspirits_game.kiosk.health import Health
from seaspirits_game.kiosk.supervisor import Supervisor
from seaspirits_game.kiosk.visitors import Visitors
from seaspirits_game.kiosk.written import MistakesError, read, told

_LOG_FILES = 4


def check(path: Path | None) -> int:
    """Print the effective settings, or a line for each mistake; 0 or 2."""
    try:
        print(told(read(path)), end="")
    except MistakesError as error:
        for line in error.lines:
            print(line, file=sys.stderr)
        return 2
    return 0


def export(path: Path | None) -> int:
    """Print what was counted of visitors, as CSV.

    Raises:
        UserError: the operator's file is wrong.
    """
    visitors = Visitors(_folder(read(path)) / "visitors.sqlite", lambda text: print(text, file=sys.stderr))
    visitors.export(sys.stdout)
    visitors.close()
    return 0


def run(path: Path | None) -> int:
    """Show the exhibit until the operator leaves it or the service is stopped.

    Raises:
        UserError: the operator's file is wrong.
    """
    config = read(path)
    folder = _folder(config)
    log = _log(folder, config)
    began = time.monotonic()
    latest: dict[str, float] = {}
    command = [sys.executable, "-m", "seaspirits_game.app.exhibit", str(path or ""), str(folder)]
    heard_at = began

    def heard(figures: dict[str, float]) -> None:
        nonlocal heard_at
        heard_at = time.monotonic()
        latest.update(figures)

    supervisor = Supervisor(command, config.supervisor, log.info, heard)

    def figures() -> dict[str, float]:
        now = time.monotonic()
        watch = supervisor.watch
        return {
            "up": float(watch.running and now - heard_at <= config.supervisor.hung_after and bool(latest)),
            "restarts": float(watch.restarts),
            "failures": float(watch.failures),
            "safe_mode": float(watch.safe(now)),
            "beat_age": now - heard_at,
            **latest,
        }

    health = None
    if config.health.port:
        try:
            health = Health(config.health.address, config.health.port, figures)
        except OSError as error:  # an exhibit without a page of health is still an exhibit
            log.warning("no health at %s:%d (%s)", config.health.address, config.health.port, error.strerror)
    try:
        return supervisor.run()
    finally:
        if health is not None:
            health.close()


def _folder(config: KioskConfig) -> Path:
    return config.files.folder or user_state_path("sea-of-spirits") / "kiosk"


def _log(folder: Path, config: KioskConfig) -> logging.Logger:
    """To stderr, which a service manager keeps, and to files that take a bounded room, where there is any."""
    log = logging.getLogger("seaspirits.kiosk")
    log.setLevel(logging.INFO)
    form = logging.Formatter("%(asctime)s %(message)s")
    handlers: list[logging.Handler] = [logging.StreamHandler()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        most = round(config.files.log_mb * (1 << 20) / _LOG_FILES)
        handlers.append(RotatingFileHandler(folder / "kiosk.log", maxBytes=most, backupCount=_LOG_FILES - 1))
    except OSError as error:
        print(f"kiosk: nothing is logged to {folder} ({error.strerror})", file=sys.stderr)
    for handler in handlers:
        handler.setFormatter(form)
        handler.handleError = lambda record: None  # type: ignore[method-assign]  # a full disk must not fill stderr
        log.addHandler(handler)
    return log
