"""A page as a browser, or else Python's own parser, understands it."""

import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr",
    "--virtual-time-budget=3000", "--dump-dom",
)  # fmt: skip
PROBE = """<script>addEventListener("load", async () => {
await document.fonts.ready;
const said = {images: [...document.images].filter(each => each.complete && each.naturalWidth > 0).length,
  fonts: [...document.fonts].filter(each => each.status === "loaded").length,
  room: innerWidth, width: document.documentElement.scrollWidth,
  plots: [...document.querySelectorAll("svg.plot")].filter(each => each.getBoundingClientRect().height > 20).length};
for (const [name, value] of Object.entries(said)) document.body.setAttribute("data-" + name, value);
});</script></body>"""
VOID = {"meta", "link", "img", "br", "input", "hr"}


@dataclass
class Page(HTMLParser):
    """What stands in a page."""

    text: str
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    unbalanced: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[str] = []
        self.feed(self.text)
        self.close()
        self.unbalanced += self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()
        else:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        if not self._open or self._open[-1] != "style":
            self.words.append(data)

    def named(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every such tag."""
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def prose(self) -> str:
        """All that can be read, with single spaces."""
        return re.sub(r"\s+", " ", " ".join(self.words))


def seen_by_chromium(path: Path, width: int = 1280) -> tuple[str, str]:
    """The document after loading, and what the browser wrote on its console. There must be a browser."""
    assert CHROMIUM is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        told = subprocess.run(
            [CHROMIUM, *FLAGS, f"--user-data-dir={profile}", f"--window-size={width},900", path.as_uri()],
            capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL, check=True,
        )  # fmt: skip
    console = "\n".join(line for line in told.stderr.splitlines() if "CONSOLE" in line)
    return told.stdout, console


def probed(path: Path, scratch: Path, width: int) -> dict[str, str]:
    """What a script finds out in a copy of the page whose policy lets scripts run."""
    text = path.read_text("utf-8")
    assert text.count("</body>") == 1
    copy = scratch / "probe.html"
    copy.write_text(re.sub(r"<meta http-equiv[^>]*>", "", text).replace("</body>", PROBE), "utf-8")
    dom, _ = seen_by_chromium(copy, width)
    return {name.removeprefix("data-"): value for name, value in Page(dom).named("body")[0].items()}
