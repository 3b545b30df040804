"""The report of a run: whole, closed to the network, true to its files, and safe whatever a voyage is called."""

import base64
import io
import itertools
import re
import shlex
import struct
import sys
from collections.abc import Callable
from pathlib import Path

import pygame
import pytest

from seaspirits_game import cli
from seaspirits_game.app import report, simulate
from seaspirits_game.app.simulate import METRICS, SimulateOptions
from seaspirits_game.voyage.metrics import read_metrics
from seaspirits_game.voyage.record import read_voyage
from seaspirits_game.voyage.report import summary
from tests.app.report_browser import CHROMIUM, Page, probed, seen_by_chromium

SECTIONS = ("sea", "course", "stages", "layers", "network", "table", "caveats", "settings", "repeat")
CLASSES = ("<img src=x onerror=alert(1)>", "\"'&amp;</style><script>alert(2)</script>")
TASK = "<script>alert(3)<$title \"& '.csv"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A voyage of a table whose names are hostile, with a hand on the lever."""
    root = tmp_path_factory.mktemp("report")
    rows = [f'{x},{x % 7},"{CLASSES[x % 2].replace(chr(34), chr(34) * 2)}"' for x in range(60)]
    (root / TASK).write_text("a,b,class\n" + "\n".join(rows) + "\n", "utf-8")
    (root / "commands.json").write_text('[{"step": 20, "command": "set_learning_rate", "value": 0.2}]')
    words = [
        "simulate",
        "--task",
        str(root / TASK),
        "--layers",
        "6,5",
        "--steps",
        "80",
        "--every",
        "5",
        "--momentum",
        "0.5",
    ]
    words += ["--commands", str(root / "commands.json"), "--out", str(root / "run")]
    assert cli.run_command(words) == 0
    assert cli.run_command(["report", str(root / "run")]) == 0
    return root / "run"


@pytest.fixture(scope="module")
def page(folder: Path) -> Page:
    return Page((folder / "report.html").read_text("utf-8"))


def pictures(page: Page) -> list[pygame.Surface]:
    """Every picture of the page, decoded."""
    found = []
    for image in page.named("img"):
        kind, _, data = image["src"].partition(",")
        assert kind == "data:image/png;base64"
        surface = pygame.image.load(io.BytesIO(base64.b64decode(data, validate=True)), "sea.png")
        assert surface.get_size() == (int(image["width"]), int(image["height"]))
        assert image["alt"].startswith("The sea at step")
        found.append(surface)
    return found


def test_every_section_is_there_for_a_parser_and_for_a_browser(folder: Path, page: Page, tmp_path: Path) -> None:
    pages = [page]
    if CHROMIUM:
        dom, console = seen_by_chromium(folder / "report.html")
        assert console == ""
        pages.append(Page(dom))
    for seen in pages:
        assert [each["id"] for each in seen.named("section")] == list(SECTIONS)
        assert len(pictures(seen)) == 5
        assert seen.named("script") == []
        assert "What the measures do not mean" in seen.prose
        plots = [each for each in seen.named("svg") if each.get("class") == "plot"]
        assert len(plots) > 30
        assert all(plot["role"] == "img" and plot["aria-label"] for plot in plots)
    if CHROMIUM:
        for width in (1280, 500):
            said = probed(folder / "report.html", tmp_path, width)
            assert said["images"] == "5", "a picture was not decoded"
            assert said["fonts"] == "3", "a font was not understood"
            assert int(said["plots"]) == len(plots)
            assert int(said["width"]) <= int(said["room"]), "the page is wider than the window"


def test_nothing_is_asked_of_a_network(page: Page) -> None:
    loading = {"src", "href", "xlink:href", "action", "data", "poster", "srcset"}
    asked = [value for _, attributes in page.tags for name, value in attributes.items() if name in loading]
    assert [value for value in asked if not value.startswith(("#", "data:"))] == []
    urls = re.findall(r"url\(([^)]{0,40})", page.text)
    assert urls
    assert all(url.startswith(("#", "data:font/woff;base64,")) for url in urls)
    assert "@import" not in page.text
    assert "://" not in page.text
    [policy] = [meta["content"] for meta in page.named("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    assert policy == "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'"


def test_hostile_names_are_only_text(page: Page) -> None:
    assert page.unbalanced == []
    assert page.named("script") == []
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert TASK in page.prose.replace("\n", " ")
    for name in CLASSES:
        assert name in page.prose


def test_the_structure_can_be_walked(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    names = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(names) == len(set(names)), "two things have one name"
    inner = [value[1:] for _, each in page.tags for name, value in each.items() if name == "href" and value[:1] == "#"]
    inner += re.findall(r"url\(#([^)]+)\)", page.text)
    assert set(inner) <= set(names)
    assert [html["lang"] for html in page.named("html")] == ["en"]


def test_the_table_has_every_measure_and_the_numbers_of_the_file(folder: Path, page: Page) -> None:
    rows = read_metrics(folder / METRICS)
    columns = {column.rpartition(".")[2] for column in rows[0]} - {"step", "epoch"}
    told = set(re.findall(r"<code>(\w+)</code>", page.text[page.text.index('id="table"') :]))
    assert columns <= told
    for measure in (*summary.OF_NETWORK, *summary.OF_LAYERS):
        assert (measure.title in page.prose) == (measure.column in columns)
    found = re.search(r"<code>val_loss</code>.*?</tr>", page.text, re.DOTALL)
    assert found
    cells = [float(cell) for cell in re.findall(r'<td class="number">([^<]+)', found[0])]
    assert cells == pytest.approx([rows[index]["val_loss"] for index in (0, 4, 8, 12, 16)], abs=5e-4)


def test_pictures_are_of_five_moments_and_of_this_very_voyage(folder: Path, page: Page) -> None:
    surfaces = pictures(page)
    assert len({pygame.image.tobytes(surface, "RGB") for surface in surfaces}) == 5
    rows = read_metrics(folder / METRICS)
    assert f"agree to the last bit in all {len(rows)} rows" in page.prose
    steps = [int(step) for step in re.findall(r"<figcaption><b>Step (\d+)</b>", page.text)]
    assert steps == [rows[index]["step"] for index in summary.moments(rows)]


def test_the_command_shown_repeats_the_voyage(folder: Path, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[SimulateOptions] = []
    monkeypatch.setattr(simulate, "run", lambda options: asked.append(options) or 0)
    shown = Page(page.text[page.text.index('<pre id="command">') :].partition("</pre>")[0])
    words = shlex.split("".join(shown.words))
    assert words[:2] == ["python", "main.py"]
    assert cli.run_command(words[2:]) == 0
    voyage = read_voyage(folder / "voyage.json")
    assert asked[0].config == voyage.config
    assert (asked[0].steps, asked[0].every, asked[0].measures) == (voyage.steps, voyage.every, voyage.measures)
    assert '"set_learning_rate", "value": 0.2' in page.prose


def test_the_same_run_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    assert cli.run_command(["report", str(folder), "--out", str(tmp_path / "again.html")]) == 0
    assert (tmp_path / "again.html").read_bytes() == (folder / "report.html").read_bytes()


Simulated = Callable[..., Path]


@pytest.fixture
def simulated(tmp_path: Path) -> Simulated:
    """A function that makes a run of these words."""

    def make(*words: str) -> Path:
        assert cli.run_command(["simulate", *words, "--out", str(tmp_path / "run")]) in (0, 3)
        return tmp_path / "run"

    return make


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--task", "moons", "--steps", "0", "--measures", "none"], "The layers of this voyage were not measured"),
        (
            ["--steps", "600", "--lr", "10", "--activation", "relu", "--layers", "40,40,40", "--every", "1"],
            "was torn at step",
        ),
    ],
    ids=["one row without measures", "torn"],
)
def test_runs_at_the_edges_are_told(simulated: Simulated, words: list[str], says: str) -> None:
    folder = simulated(*words)
    assert cli.run_command(["report", str(folder)]) == 0
    page = Page((folder / "report.html").read_text("utf-8"))
    assert says in page.prose
    assert page.unbalanced == []
    assert [each["id"] for each in page.named("section")] == list(SECTIONS)
    assert pictures(page)


def test_without_the_table_there_are_no_pictures_and_the_page_says_so(
    tmp_path: Path, simulated: Simulated, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("\n".join(f"{x},{x % 5},{'ab'[x % 2]}" for x in range(40)))
    folder = simulated("--task", str(table), "--steps", "10", "--every", "5", "--measures", "none")
    for change in (lambda: table.write_text(table.read_text() + "\n1,2,a"), table.unlink):
        change()
        capsys.readouterr()
        assert cli.run_command(["report", str(folder)]) == 0
        assert capsys.readouterr().err.count("\n") == 1
        page = Page((folder / "report.html").read_text("utf-8"))
        assert page.named("img") == []
        assert "There are no pictures of the sea" in page.prose
        assert [each["id"] for each in page.named("section")] == list(SECTIONS)


def test_pictures_of_a_sister_are_called_so(simulated: Simulated) -> None:
    folder = simulated("--task", "moons", "--steps", "20", "--every", "5", "--measures", "none")
    lines = (folder / METRICS).read_text().splitlines()
    cells = lines[3].split(",")
    lines[3] = ",".join([*cells[:3], repr(float(cells[3]) * (1.0 + 1e-12)), *cells[4:]])
    (folder / METRICS).write_text("\n".join(lines) + "\n")
    assert cli.run_command(["report", str(folder)]) == 0
    assert "from step 10 on its losses differ" in Page((folder / "report.html").read_text("utf-8")).prose


def _damage(folder: Path, kind: str) -> None:
    if kind == "no voyage":
        (folder / "voyage.json").unlink()
    elif kind == "damaged voyage":
        (folder / "voyage.json").write_bytes((folder / "voyage.json").read_bytes()[:200])
    elif kind == "no metrics":
        (folder / METRICS).unlink()
    elif kind == "damaged metrics":
        (folder / METRICS).write_bytes((folder / METRICS).read_bytes()[:-30])
    elif kind == "other layers":
        text = (folder / "voyage.json").read_text()
        (folder / "voyage.json").write_text(re.sub(r'"layers": \[', '"layers": [4, ', text))


@pytest.mark.parametrize("kind", ["no voyage", "damaged voyage", "no metrics", "damaged metrics", "other layers"])
def test_a_damaged_folder_is_one_line_that_names_it(
    kind: str, simulated: Simulated, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = simulated("--task", "moons", "--steps", "10", "--every", "5")
    _damage(folder, kind)
    capsys.readouterr()
    assert cli.run_command(["report", str(folder)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert str(folder) in told.err
    assert not (folder / "report.html").exists()


def test_other_wrong_input_is_one_line(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for words, named in (
        (["report"], "DIR"),
        (["report", str(tmp_path / "nowhere")], "nowhere"),
        (["report", str(folder), "--out", str(tmp_path)], "is a folder"),
        (["report", str(folder), "--out", str(tmp_path / "no" / "page.html")], "there is no folder"),
    ):
        assert cli.run_command(words) == 2
        told = capsys.readouterr().err
        assert named in told
        assert told.count("\n") == 1
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert cli.run_command(["report", str(folder), "--out", str(tmp_path / "page.html")]) == 2
    assert 'pip install -e ".[report]"' in capsys.readouterr().err
    assert not (tmp_path / "page.html").exists()


def test_every_plot_holds_its_readings(folder: Path, page: Page) -> None:
    """The curve of the first layer's entropy, in the units of the drawing, is the measured one but for two scales."""
    rows = read_metrics(folder / METRICS)
    plot = page.text[page.text.index('id="layers-entropy-axes_1"') :].partition("</svg>")[0]
    paths = re.findall(r'<path d="([^"]+)" clip-path[^>]*stroke: var\(--line1\)', plot)
    assert len(paths) == 1
    points = [tuple(map(float, point)) for point in re.findall(r"[ML] (\S+) (\S+)", paths[0])]
    values = [row["layer1.entropy"] for row in rows]
    (_, first), (_, last) = points[0], points[-1]
    scale = (last - first) / (values[-1] - values[0])
    assert scale < 0.0, "up is up"
    heights = {round(first + scale * (value - values[0]), 1) for value in values}
    assert all(min(abs(y - height) for height in heights) < 0.2 for _, y in points)


def test_a_picture_is_what_its_header_says(page: Page) -> None:
    data = base64.b64decode(page.named("img")[0]["src"].partition(",")[2])
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">II", data[16:24]) == pygame.image.load(io.BytesIO(data), "sea.png").get_size()
    assert report.FILE == "report.html"
