"""`/healthz` for whoever asks whether the exhibit lives, and `/metrics` in Prometheus' text format.

Bound to loopback unless the operator says otherwise. The client library of Prometheus would bring a registry,
collectors and a server of its own for a page of ten gauges; the text format is a line each, and the tests read it with
that library's parser.
"""

import json
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Figures = Callable[[], Mapping[str, float]]
_HELP = {
    "up": "1 while a window shows frames",
    "restarts": "windows that were replaced since the start, renewals left out",
    "failures": "failures in a row",
    "safe_mode": "1 while windows run without a trainer",
    "beat_age": "seconds since the last frame that was told",
    "frame_ms": "median work of a frame, milliseconds",
    "snapshot_age": "seconds since the trainer's last snapshot",
    "memory_mb": "resident memory of the window, megabytes",
    "alone": "1 while nobody is there",
    "visits": "visits since the window was started",
}


class Health:
    """A server in a thread of its own; `close` ends it."""

    def __init__(self, address: str, port: int, figures: Figures) -> None:
        """Port 0 takes any free one, see `port`.

        Raises:
            OSError: the address is not this machine's, or the port is taken.
        """
        self._server = ThreadingHTTPServer((address, port), _handler(figures))
        self._server.daemon_threads = True
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, name="health", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=2.0)


def metrics(figures: Mapping[str, float]) -> str:
    """The figures as Prometheus reads them."""
    lines = []
    for name, value in figures.items():
        full = f"seaspirits_{name}"
        lines += [f"# HELP {full} {_HELP.get(name, name)}", f"# TYPE {full} gauge", f"{full} {value:.9g}"]
    return "\n".join(lines) + "\n"


def _handler(figures: Figures) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 5.0

        def do_GET(self) -> None:
            now = figures()
            well = now.get("up", 0.0) > 0.0
            if self.path == "/healthz":
                self._answer(200 if well else 503, "application/json", json.dumps({"ok": well, **now}) + "\n")
            elif self.path == "/metrics":
                self._answer(200, "text/plain; version=0.0.4", metrics(now))
            else:
                self._answer(404, "text/plain", "/healthz and /metrics are all there is\n")

        def _answer(self, code: int, kind: str, text: str) -> None:
            body = text.encode()
            self.send_response(code)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler
