"""The unit of docs/kiosk.md is one that systemd reads, and its settings are settings."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from seaspirits_game.kiosk.written import parse

PAGE = (Path(__file__).parents[2] / "docs" / "kiosk.md").read_text("utf-8")


def block(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


def test_the_example_file_has_no_mistake() -> None:
    assert parse(block("toml").encode(), Path("kiosk.toml")).supervisor.nightly == 210


def test_the_unit_lets_nobody_change_to_another_console() -> None:
    (started,) = re.findall(r"^ExecStart=(.*)$", block("systemd"), re.MULTILINE)
    assert "-s" not in started.split(" -- ")[0].split()  # of cage: "allow VT switching"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd to ask")
def test_systemd_reads_the_unit(tmp_path: Path) -> None:
    program = tmp_path / "cage"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    unit = tmp_path / "seaspirits.service"
    # the account and the compositor are the museum's
    text = block("systemd").replace("/usr/bin/cage", str(program)).replace("User=exhibit\n", "")
    unit.write_text(text)
    asked = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    about_this = [line for line in asked.stderr.splitlines() if "seaspirits" in line]
    assert about_this == []
