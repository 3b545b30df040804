"""Half a minute of what `python tests/soak.py` does for as long as one likes."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_a_short_soak_keeps_every_promise() -> None:
    soak = Path(__file__).parents[1] / "soak.py"
    words = [sys.executable, str(soak), "--minutes", "0.6", "--kills", "6"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=180)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("kept ") == 8
