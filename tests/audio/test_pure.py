"""All of the sound but its device is plain NumPy."""

import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "seaspirits_game" / "audio"


def test_only_the_speaker_knows_pygame_and_nothing_knows_torch() -> None:
    pure = [path.stem for path in PACKAGE.glob("*.py") if path.stem not in ("__init__", "speaker")]
    assert len(pure) >= 7
    code = "import importlib, sys\n"
    code += "\n".join(f"importlib.import_module('seaspirits_game.audio.{name}')" for name in pure)
    code += "\nprint(*({'pygame', 'torch'} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PACKAGE.parents[1])
    assert (told.returncode, told.stdout.strip()) == (0, ""), told.stderr
