"""Whoever asks is told: as JSON, and as Prometheus reads it; on loopback."""

import json
import os
import socket
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from seaspirits_game.kiosk.config import Health as Settled
from seaspirits_game.kiosk.health import Health, metrics
from seaspirits_game.kiosk.notify import notify, watchdog_interval


def asked(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_health_and_metrics() -> None:
    figures = {"up": 1.0, "frame_ms": 9.25}
    health = Health(Settled().address, 0, lambda: figures)
    try:
        code, text = asked(health.port, "/healthz")
        assert (code, json.loads(text)) == (200, {"ok": True, **figures})
        code, text = asked(health.port, "/metrics")
        families = {family.name: family.samples[0].value for family in text_string_to_metric_families(text)}
        assert families == {"seaspirits_up": 1.0, "seaspirits_frame_ms": 9.25}
        figures["up"] = 0.0
        assert asked(health.port, "/healthz")[0] == 503
        assert asked(health.port, "/secrets")[0] == 404
        with pytest.raises(OSError):
            Health("127.0.0.1", health.port, lambda: figures)
    finally:
        health.close()
    assert Settled().address == "127.0.0.1"


def test_every_figure_is_a_family_of_its_own() -> None:
    families = list(text_string_to_metric_families(metrics({"restarts": 3.0, "snapshot_age": 1e9})))
    assert [family.type for family in families] == ["gauge", "gauge"]


def test_systemd_hears_and_its_absence_is_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(os.fspath(path))
        assert notify("READY=1", {"NOTIFY_SOCKET": os.fspath(path)})
        assert ear.recv(100) == b"READY=1"
    assert not notify("READY=1", {"NOTIFY_SOCKET": os.fspath(tmp_path / "none")})
    assert not notify("READY=1", {})
    assert watchdog_interval({"WATCHDOG_USEC": "30000000"}) == 30.0
    assert watchdog_interval({"WATCHDOG_USEC": "soon"}) is None
    assert watchdog_interval({}) is None
