"""What the documents say is true: commands parse, keys are handled, links lead somewhere, measures have their page."""

import ast
import csv
import importlib
import inspect
import math
import re
import shlex
import subprocess
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer.main

from seaspirits_game import __version__, cli
from seaspirits_game.app.settings import ENVIRONMENT_PREFIX, Settings, settle
from seaspirits_game.geometry.alarms import Alarm
from seaspirits_game.geometry.catalogue import DEAR_LAYER_MEASURES, DEAR_MEASURES, NETWORK_MEASURES, WEIGHT_MEASURES
from seaspirits_game.geometry.registry import LAYER_MEASURES, Measure
from seaspirits_game.geometry.stages import Stage
from seaspirits_game.scenes.instruments import DIALS

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "seaspirits_game"
README, MEASURES = ROOT / "README.md", ROOT / "docs" / "measures.md"
DOCUMENTS = [README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
PROGRAMS = (["python", "main.py"], ["python", "-m", "seaspirits_game"], ["seaspirits"])
FIELDS = ("Formula", "Code", "Source", "Range", "Does not mean", "Edge cases", "Checked by")


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def fenced(text: str) -> Iterator[str]:
    """The lines inside fences."""
    inside = False
    for line in text.splitlines():
        if line.startswith("```"):
            inside = not inside
        elif inside:
            yield line
    assert not inside, "a fence is never closed"


# Commands


def command_lines() -> list[tuple[str, list[str]]]:
    """(document, words after the program's name) of every command line in a fence or between backticks."""
    found = []
    for path in DOCUMENTS:
        text = text_of(path)
        prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
        for line in [*fenced(text), *(" ".join(code.split()) for code in re.findall(r"`([^`]+)`", prose))]:
            try:
                words = shlex.split(line, comments=True)
            except ValueError:
                continue
            while words and re.fullmatch(r"[A-Z_]+=\S*", words[0]):
                words.pop(0)
            begun = [program for program in PROGRAMS if words[: len(program)] == program]
            found += [(relative(path), words[len(program) :]) for program in begun]
    return found


class NotRunError(Exception):
    """Instead of running: the command line was understood."""


@pytest.fixture
def refusal_of(monkeypatch, tmp_path, capsys) -> Callable[[list[str]], str]:
    """A function: what the program says against a command line, all values checked; empty when it would run."""

    def halt(*_: object, **__: object) -> int:
        raise NotRunError

    for name in commands_by_name():
        module = importlib.import_module(f"seaspirits_game.app.{name}")
        bodies = [function for function in ("run", f"run_{name}") if hasattr(module, function)]
        assert bodies, f"app/{name}.py has neither run nor run_{name}"
        for function in bodies:
            monkeypatch.setattr(module, function, halt)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "run").mkdir()
    for name in ("mine.csv", "mine.npz", "mine", "kiosk.toml"):
        (tmp_path / name).touch()

    def refusal(words: list[str]) -> str:
        meant = [word.replace("FILE", "mine") for word in words]
        try:
            code = cli.run_command(meant)
        except NotRunError:
            return ""
        return "" if code == 0 else capsys.readouterr().err  # 0: --help, --version

    return refusal


@pytest.mark.parametrize(("document", "words"), command_lines(), ids=lambda value: str(value)[:70])
def test_every_command_line_is_understood(document, words, refusal_of):
    assert refusal_of(words) == "", f"{document}: {shlex.join(words)}"


def test_the_check_above_finds_what_it_looks_for(refusal_of):
    assert refusal_of(["play", "--tempo", "4x"]) == ""
    assert "--tempo" in refusal_of(["play", "--tempo", "2x"])
    assert "simulat" in refusal_of(["simulat"])
    assert "--pivot" in refusal_of(["duel", "--pivot", "first"])
    assert "--steps" in refusal_of(["simulate", "--out", "run"])


def test_the_readme_shows_every_command():
    shown = {words[0] for document, words in command_lines() if document == "README.md" and words}
    assert set(commands_by_name()) <= shown


def commands_by_name() -> dict[str, Any]:
    group: Any = typer.main.get_command(cli.app)
    return dict(group.commands)


def test_every_option_that_a_document_names_exists():
    options = [option for command in commands_by_name().values() for option in command.params]
    known = {name for option in options for name in (*option.opts, *option.secondary_opts)} | {"--help", "--version"}
    foreign = {"--benchmark-enable"}  # pytest's
    named = {
        (relative(path), option)
        for path in DOCUMENTS
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", text_of(path))
    }
    assert len(named) > 10
    assert {entry for entry in named if entry[1] not in known | foreign} == set()


@pytest.mark.parametrize("command", ["pip install -e . && python main.py", 'pip install -e ".[test]" && pytest'])
def test_the_two_commands_stand_alone_in_the_readme(command):
    assert f"\n```\n{command}\n```\n" in text_of(README)


def test_the_check_of_a_fresh_clone_finds_its_command():
    script = text_of(ROOT / ".ci" / "run")
    found = re.search(r'^command="\$\((sed .*)\)" \|\|$', script, re.MULTILINE)
    assert found, ".ci/run no longer reads its command from README.md in the way that this test knows"
    told = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", found[1]], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert (told.returncode, told.stdout) == (0, 'pip install -e ".[test]" && pytest\n'), told.stderr


# Keys


KEYS_BY_SIGN = {
    "Space": "space",
    "←": "left",
    "→": "right",
    "↑": "up",
    "↓": "down",
    "Esc": "escape",
    "Enter": "return",
}
ALIASES = {"period": ".", "enter": "return", "/": "?"}


def strings_in(node: ast.AST) -> set[str]:
    return {part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def module_of(path: Path) -> ModuleType:
    return importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


DUEL = PACKAGE / "scenes" / "duel"


def handled_keys(paths: Iterable[Path]) -> set[str]:
    """Names of keys in the patterns `KeyPress(...)`, in `match key:`, and in comparisons of `key`."""
    found: set[str] = set()
    for path in paths:
        for node in ast.walk(ast.parse(text_of(path))):
            if isinstance(node, ast.MatchClass) and isinstance(node.cls, ast.Name) and node.cls.id == "KeyPress":
                found |= strings_in(node)
            if isinstance(node, ast.Match) and isinstance(node.subject, ast.Name) and node.subject.id == "key":
                found |= {name for case in node.cases for name in strings_in(case.pattern)}
            if isinstance(node, ast.Compare) and isinstance(node.left, ast.Name) and node.left.id == "key":
                found |= {name for side in node.comparators for name in strings_in(side)}
                named = [side.id for side in node.comparators if isinstance(side, ast.Name) and side.id.isupper()]
                found |= {word for name in named for word in vars(module_of(path))[name]}
    return {ALIASES.get(name, name) for name in found}


def listed_keys() -> set[str]:
    tables = re.search(r"^\| key \|.*?(?=^\| pointer \|)", text_of(README), re.MULTILINE | re.DOTALL)
    assert tables, "README.md: no table of keys before that of pointers"
    return {KEYS_BY_SIGN.get(sign, sign.lower()) for sign in re.findall(r"`([^`]+)`", tables[0])}


def test_every_key_of_the_readme_is_handled_and_every_handled_key_is_in_the_readme():
    scenes = {path for path in (PACKAGE / "scenes").rglob("*.py") if not path.is_relative_to(DUEL)}
    handled, listed = handled_keys([*scenes, PACKAGE / "app" / "play.py"]), listed_keys()
    assert len(handled) > 20
    assert listed - handled == set(), "told, but nothing happens"
    assert handled - listed == set(), "something happens, but it is not told"


def test_every_letter_of_the_duel_is_told_there():
    told = {name for path in DUEL.glob("*.py") for name in strings_in(ast.parse(text_of(path)))}
    letters = {name for name in handled_keys(DUEL.glob("*.py")) if len(name) == 1 and name.isalpha()}
    assert len(letters) > 4
    silent = {name for name in letters if not any(f"({name.upper()})" in text or text == name.upper() for text in told)}
    assert silent == set()


# Links and pictures


def local_links() -> list[tuple[Path, str]]:
    links = []
    for path in DOCUMENTS:
        prose = re.sub(r"^```.*?^```", "", text_of(path), flags=re.MULTILINE | re.DOTALL)
        links += [(path, target) for target in re.findall(r"\]\(([^)\s]+)\)", prose)]
        links += [(path, target) for target in re.findall(r"<img[^>]*src=\"([^\"]+)\"", prose)]
    return [(path, target) for path, target in links if not re.match(r"[a-z]+:", target)]


def anchors_of(path: Path) -> set[str]:
    """As a forge makes them from headings."""
    headings = re.findall(r"^#+ (.+)$", text_of(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(("document", "target"), local_links(), ids=lambda value: str(value).split("/")[-1])
def test_every_link_leads_somewhere(document, target):
    name, _, anchor = target.partition("#")
    goal = document if not name else (document.parent / name).resolve()
    assert goal.exists(), f"{relative(document)} links to {target}"
    assert goal.is_relative_to(ROOT)
    if anchor:
        assert anchor in anchors_of(goal), f"{relative(document)}: there is no heading {target}"


def test_every_file_that_a_document_names_exists():
    """From the root, or from the package, as `app/loop.py`."""
    tops = "|".join(["seaspirits_game", "tests", "docs", "assets", r"\.ci", *sorted(packages())])
    pattern = rf"`((?:{tops})/[\w./-]*)`"
    named = {(relative(path), name) for path in DOCUMENTS for name in re.findall(pattern, text_of(path))}
    assert len(named) > 30
    missing = {name for name in named if not ((ROOT / name[1]).exists() or (PACKAGE / name[1]).exists())}
    assert missing - {("CONTRIBUTING.md", "tests/golden/failed/")} == set()


def packages() -> set[str]:
    return {path.parent.name for path in PACKAGE.glob("*/__init__.py")}


def test_the_map_of_the_house_shows_every_package():
    named = set(re.findall(r"^\| `(\w+)/` \|", text_of(ROOT / "docs" / "architecture.md"), re.MULTILINE))
    assert named == packages()


# Settings


def test_the_settings_of_the_readme_are_settings(tmp_path):
    blocks = re.findall(r"^```\n(.*?)^```", text_of(README), re.MULTILINE | re.DOTALL)
    block = next(block for block in blocks if "palette =" in block)
    file = tmp_path / "settings.toml"
    file.write_text(block, encoding="utf-8")
    settings, complaints = settle(file, {}, {})
    assert complaints == ()
    assert set(tomllib.loads(block)) == {field.name for field in fields(Settings)}
    assert settings != Settings()
    variables = {
        name.removeprefix(ENVIRONMENT_PREFIX).lower() for name in re.findall(r"SEASPIRITS_\w+", text_of(README))
    }
    assert variables
    assert variables <= {field.name for field in fields(Settings)}


# Measures


@dataclass(frozen=True)
class Section:
    """One `###` of docs/measures.md."""

    part: str
    heading: str
    body: str

    @property
    def names(self) -> list[str]:
        return re.findall(r"`(\w+)`", self.heading)

    def field(self, name: str) -> str:
        found = re.search(rf"^- \*\*{name}\*\*: (.*?)(?=^- \*\*|\Z)", self.body, re.MULTILINE | re.DOTALL)
        return "" if found is None else found[1].strip()


def sections() -> list[Section]:
    found = []
    for part in re.split(r"^## ", text_of(MEASURES), flags=re.MULTILINE)[1:]:
        title, _, rest = part.partition("\n")
        for section in re.split(r"^### ", rest, flags=re.MULTILINE)[1:]:
            heading, _, body = section.partition("\n")
            found.append(Section(title, heading, body))
    return found


def documented(part: str) -> list[str]:
    return [name for section in sections() if section.part == part for name in section.names]


OF_LAYERS, OF_NETWORK = "Columns of each layer", "Columns of the whole network"
DEAR_OF_LAYERS, DEAR_OF_NETWORK = "Dear columns of each layer", "Dear columns of the whole network"
MEASURES_BY_PART: dict[str, tuple[Measure, ...]] = {
    OF_LAYERS: (*LAYER_MEASURES, *WEIGHT_MEASURES),
    OF_NETWORK: NETWORK_MEASURES,
    DEAR_OF_LAYERS: DEAR_LAYER_MEASURES,
    DEAR_OF_NETWORK: DEAR_MEASURES,
}


@pytest.mark.parametrize(
    ("measures", "of_layers", "of_network"),
    [("cheap", [OF_LAYERS], [OF_NETWORK]), ("all", [OF_LAYERS, DEAR_OF_LAYERS], [OF_NETWORK, DEAR_OF_NETWORK])],
    ids=["cheap", "all"],
)
def test_every_column_of_metrics_csv_has_its_section_and_every_section_its_column(
    measures, of_layers, of_network, tmp_path
):
    words = ["simulate", "--task", "moons", "--steps", "2", "--every", "1", "--measures", measures]
    assert cli.run_command([*words, "--out", str(tmp_path / "run")]) == 0
    with (tmp_path / "run" / "metrics.csv").open(encoding="utf-8", newline="") as lines:
        columns = next(csv.reader(lines))
    layers = {name.partition(".")[2] for name in columns if "." in name}
    assert {name for part in of_layers for name in documented(part)} == layers
    assert {name for part in of_network for name in documented(part)} == {name for name in columns if "." not in name}


def test_no_name_has_two_sections_in_a_part():
    names = [(section.part, name) for section in sections() for name in section.names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("part", "measure"),
    [(part, measure) for part, measures in MEASURES_BY_PART.items() for measure in measures],
    ids=lambda value: getattr(value, "column", ""),
)
def test_the_registry_and_the_document_agree(part, measure):
    section = next((each for each in sections() if each.part == part and each.names == [measure.column]), None)
    assert section is not None, f"docs/measures.md, {part}: there is no section `{measure.column}`"
    assert section.heading == f"`{measure.column}`: {measure.title}"
    assert measure.description in " ".join(section.body.split()), "the sentence for everyone is another one"
    told = section.field("Range")
    assert measure.unit in told
    begins = {0.0: ("0",), 1.0: ("1",), -1.0: ("−1",), -math.inf: ("−∞", "any")}[measure.low]
    assert told.startswith(begins) or measure.column == "purity"
    if math.isfinite(measure.high):
        assert re.search(rf"(to|or) {measure.high:g}\b", told)


@pytest.mark.parametrize(("heading", "kinds"), [("Stage", Stage), ("Alarms", Alarm)])
def test_stages_and_alarms_are_named(heading, kinds):
    section = next(section for section in sections() if section.heading == heading)
    first, _, rest = section.body.partition("- **")
    assert set(re.findall(r"`(\w+)`", first)) == {kind.value for kind in kinds}
    assert {kind.value for kind in kinds} <= set(re.findall(r"`(\w+)`", rest))


def test_every_dial_reads_a_documented_column():
    for dial in DIALS:
        parts = (OF_LAYERS, DEAR_OF_LAYERS) if dial.of_layer else (OF_NETWORK, DEAR_OF_NETWORK)
        section = next(section for section in sections() if section.part in parts and section.names == [dial.column])
        assert f"*{dial.name}*" in section.body, f"`{dial.column}` does not say that the dial {dial.name} shows it"


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.heading[:50])
def test_a_section_says_all_that_it_should(section):
    assert [name for name in FIELDS if not section.field(name)] == []
    for reference in re.findall(r"`([a-z_]+(?:\.\w+)+)`", section.field("Code")):
        assert found_in_package(reference), f"{section.heading}: there is no {reference}"
    for path in re.findall(r"`(tests/[\w/.]+)`", section.field("Checked by")):
        assert (ROOT / path).is_file(), f"{section.heading}: there is no {path}"
    assert "`tests/" in section.field("Checked by")
    assert re.search(
        r"\b(1[89]|20)\d\d\b|ours|convention|algebra|inequality|geometry of curves|as `", section.field("Source")
    )


def found_in_package(reference: str) -> bool:
    module, _, name = reference.rpartition(".")
    try:
        return hasattr(importlib.import_module(f"seaspirits_game.{module}"), name)
    except ModuleNotFoundError:
        owner, _, attribute = module.rpartition(".")
        try:
            return hasattr(getattr(importlib.import_module(f"seaspirits_game.{owner}"), attribute), name)
        except (ModuleNotFoundError, AttributeError):
            return False


def test_the_check_of_references_finds_what_it_looks_for():
    assert found_in_package("geometry.volume.log_volume")
    assert not found_in_package("geometry.volume.log_volumes")
    assert not found_in_package("geometry.volumes.log_volume")


def measuring_functions() -> Iterator[tuple[ModuleType, str, Callable[..., Any]]]:
    """Public functions of geometry that give a number or a named result."""
    for path in sorted((PACKAGE / "geometry").glob("*.py")):
        if path.stem in ("__init__", "checked", "errors", "principal", "alignment", "registry", "catalogue"):
            continue
        module = importlib.import_module(f"seaspirits_game.geometry.{path.stem}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                yield module, name, function


INNER = {
    # parts of a measure, or a faster or more general form of one that has its section
    "cka_of_principal", "cka_of_singles", "fidelity_of_principal", "entropy_of", "largest_entropy", "variance_shares",
    "rate_and_reduction", "unit_rows", "scales", "flat", "layer_count", "defects", "fading", "error_of_bins",
    "prediction_readings", "of_true_classes",
}  # fmt: skip


def test_every_measuring_function_is_in_the_document():
    known = set(re.findall(r"`(?:\w+\.)*(\w+)`", text_of(MEASURES)))
    found = {name for _, name, _ in measuring_functions()}
    assert len(found) > 30
    assert found - known - INNER == set()
    assert found >= INNER, "a name in this list no longer exists"


def test_the_figures_of_the_document_are_those_of_its_command(tmp_path):
    text = text_of(MEASURES)
    command = re.search(r"`python main\.py (simulate [^`]*)`", text)
    assert command
    rows = {
        cells[0].strip("`"): [float(cell.replace("−", "-").replace("—", "nan")) for cell in cells[1:]]
        for cells in ([cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines())
        if len(cells) == 7 and re.fullmatch(r"`\w+`|step", cells[0])
    }
    words = shlex.split(command[1])
    words[words.index("--steps") + 1] = "25"
    words[words.index("--out") + 1] = str(tmp_path / "run")
    assert cli.run_command(words) == 0
    with (tmp_path / "run" / "metrics.csv").open(encoding="utf-8", newline="") as lines:
        measured = {int(row["step"]): row for row in csv.DictReader(lines)}
    assert len(rows) == 8
    for column, told in rows.items():
        for step, value in zip(rows["step"], told, strict=True):
            if step in measured and value == value:
                row = measured[int(step)]
                # another machine may round otherwise, and training makes more of it
                assert float(row.get(column, row.get(f"layer3.{column}"))) == pytest.approx(value, rel=0.03, abs=0.02)


# Changes


def test_the_changelog_knows_this_version():
    headings = re.findall(r"^## \[([^\]]+)\]", text_of(ROOT / "CHANGELOG.md"), re.MULTILINE)
    assert headings[0] == "Unreleased" or headings[0] == __version__
    assert __version__ in headings or headings == ["Unreleased"]


def test_contributing_fits_on_a_page():
    assert len(text_of(ROOT / "CONTRIBUTING.md").splitlines()) <= 64


def test_the_readme_quotes_the_verdicts_as_the_record_has_them():
    def verdicts(text):
        rows = re.findall(r"^\| \[([^\]]+)\]\([^)]*\) \|([^|]+)\|([^|]+)\|([^|]+)\|([^|]+)\|", text, re.MULTILINE)
        return {row[0]: tuple(cell.strip() for cell in row[1:]) for row in rows}

    quoted = verdicts((ROOT / "README.md").read_text("utf-8"))
    assert len(quoted) == 9
    assert quoted == verdicts((ROOT / "docs" / "claims.md").read_text("utf-8"))
