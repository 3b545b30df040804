"""The documents are a small site: `mkdocs build`."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_the_site_is_built_without_a_warning_and_shows_every_document(tmp_path):
    words = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(tmp_path / "site")]
    told = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL)
    assert told.returncode == 0, told.stdout + told.stderr
    front = (tmp_path / "site" / "teach.html").read_text(encoding="utf-8")
    for path in (ROOT / "docs").glob("*.md"):
        assert (tmp_path / "site" / f"{path.stem}.html").is_file()
        assert re.search(rf'href="{path.stem}\.html"', front), f"mkdocs.yml: {path.name} is not in the navigation"
