"""Rules of the house that no single test would notice: style, types, import directions, and what may never appear."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "seaspirits_game"
MODULES = sorted(PACKAGE.rglob("*.py"))
PURE = ("core", "geometry", "sea", "quicksort", "keeper", "texts")
HEADLESS = (*PURE, "link", "voyage", "storage", "claims")
MOST_LINES = 500
RANDOM_WITHOUT_STATE = {"default_rng", "Generator", "SeedSequence"}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=400, stdin=subprocess.DEVNULL)


@pytest.mark.parametrize(
    "words", [("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",), ("lint-imports",)], ids=" ".join
)
def test_the_tools_have_nothing_to_say(words):
    program = shutil.which(words[0], path=str(Path(sys.executable).parent)) or shutil.which(words[0])
    assert program is not None, f"{words[0]} is not installed; pip install -e '.[test]'"
    told = run(program, *words[1:])
    assert told.returncode == 0, told.stdout[-4000:] + told.stderr[-4000:]


def loaded_by(modules: list[str], suspects: set[str]) -> set[str]:
    code = f"import sys, importlib\nfor name in {modules!r}: importlib.import_module(name)\nprint(*sys.modules)"
    told = run(sys.executable, "-c", code)
    assert told.returncode == 0, told.stderr
    return suspects & {name.split(".")[0] for name in told.stdout.splitlines()[-1].split()}


def names_in(*packages: str) -> list[str]:
    return [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in MODULES
        if path.relative_to(PACKAGE).parts[0] in packages
    ]


def test_the_window_never_imports_torch():
    assert loaded_by(["seaspirits_game.cli", "seaspirits_game.app.play"], {"torch"}) == set()


def test_the_command_line_imports_nothing_heavy():
    heavy = {"torch", "numpy", "pygame", "rich", "pydantic", "multiprocessing"}
    assert loaded_by(["main", "seaspirits_game.cli"], heavy) == set()


def test_the_trainers_process_finds_nothing_imported_before_its_threads_are_set():
    assert loaded_by(["main", "seaspirits_game.learning.worker"], {"torch", "numpy", "typer"}) == set()


def test_pure_packages_import_neither_window_nor_torch():
    modules = names_in(*HEADLESS)
    assert len(modules) > 20
    assert loaded_by(modules, {"torch", "pygame"}) == set()


def dotted(node: ast.AST) -> str:
    """`a.b.c` of nested attributes; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inner = dotted(node.value)
        return f"{inner}.{node.attr}" if inner else ""
    return ""


def offences(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            named = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            yield from (f"imports {name}" for name in named if name.split(".")[0] in {"pickle", "shelve", "random"})
        if isinstance(node, ast.Call):
            name = dotted(node.func)
            if name in {"eval", "exec", "torch.load", "torch.manual_seed", "np.random.seed"}:
                yield f"calls {name}"
            for word in node.keywords:
                if word.arg == "allow_pickle" and not (
                    isinstance(word.value, ast.Constant) and word.value.value is False
                ):
                    yield "allows unpickling"
        if isinstance(node, ast.Attribute):
            name = dotted(node)
            whole = name.startswith(("np.random.", "numpy.random."))
            if whole and name.split(".")[2] not in RANDOM_WITHOUT_STATE:
                yield f"draws from {name}"


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_nothing_unpickles_evaluates_or_draws_from_global_randomness(path):
    found = [f"line of {relative(path)}: {offence}" for offence in offences(ast.parse(path.read_text("utf-8")))]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "import pickle",
        "from random import random",
        "eval('1')",
        "torch.load(path)",
        "torch.manual_seed(3)",
        "np.random.normal()",
        "np.load(path, allow_pickle=True)",
    ],
)
def test_the_check_above_finds_what_it_looks_for(code):
    assert len(list(offences(ast.parse(code)))) == 1


def test_pure_packages_know_no_clock():
    for path in MODULES:
        if path.relative_to(PACKAGE).parts[0] in PURE:
            imports = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Import)]
            assert not {"time", "datetime"} & {alias.name for node in imports for alias in node.names}, relative(path)


def test_no_module_is_too_long():
    lengths = {relative(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_every_font_and_data_file_has_its_licence():
    licences = [path for path in (ROOT / "assets" / "licences").glob("*.txt") if len(path.read_text("utf-8")) > 200]
    owners = [path.name.split("-OFL")[0].split("-CC")[0].replace("-", "").lower() for path in licences]
    wanted = [path for folder in ("fonts", "data") for path in (ROOT / "assets" / folder).iterdir()]
    wanted = [path for path in wanted if path.suffix != ".md" and path.name != "claims.json"]  # made by the program
    assert wanted
    bare = [path.name for path in wanted if not path.stem.replace("-", "").lower().startswith(tuple(owners))]
    assert bare == []


def committed() -> list[Path]:
    """What git knows of, or, outside a repository, whatever lies in the folders of the project."""
    told = run("git", "ls-files", "-z")
    if told.returncode == 0 and told.stdout:
        return [path for name in told.stdout.split("\0") if name and (path := ROOT / name).is_file()]
    folders = ("seaspirits_game", "tests", "docs", "assets", ".ci")
    return [*ROOT.glob("*.*"), *(path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())]


def test_nothing_names_a_registry_or_a_place_on_one_machine():
    # put together here, so that this file does not name them
    registries = ["py" + "pi.", "pythonhosted" + ".", "--index" + "-url", "--find" + "-links", "artifact" + "ory"]
    places = [f"/{place}/" for place in ("work", "tmp", "root", "home")]
    found = []
    for path in committed():
        if path.suffix in {".otf", ".ttf", ".npz", ".png", ".gif", ".pyc"} or "licences" in path.parts:
            continue
        text = path.read_text("utf-8")
        found += [f"{relative(path)} names {name}" for name in registries + places if name in text]
    assert found == []
