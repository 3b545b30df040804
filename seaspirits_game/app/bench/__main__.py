"""One part of the bench in a process of its own: `python -m seaspirits_game.app.bench PART [--quick]` prints JSON."""

import argparse
import json
import runpy
import sys
from typing import Any

PARTS = ("window", "painting", "pace", "snapshots", "accuracy")


def measure(part: str, quick: bool) -> dict[str, Any]:
    """What a part found; each imports what it needs only here, so that threads can be settled before NumPy is."""
    match part:
        case "window":
            return _torch_in_the_window()
        case "painting":
            from seaspirits_game.app.bench import painting

            return painting.measure(quick)
        case _:
            from seaspirits_game.learning.threads import announce_threads

            announce_threads(1)
            from seaspirits_game.app.bench import training

            return training.PARTS_BY_NAME[part](quick)


def _torch_in_the_window() -> dict[str, Any]:
    """Whether torch is among the modules of a window that has shown its first spirits."""
    from seaspirits_game.app.bench.children import PACKAGE, play_words

    sys.argv[1:] = play_words("--frames", "1")
    try:
        runpy.run_module(PACKAGE, run_name="__main__")  # the program as a person starts it
    except SystemExit as end:
        if end.code:
            raise
    return {"torch_imported": "torch" in sys.modules}


def main() -> None:
    """Measure the part that the command line names."""
    words = argparse.ArgumentParser(prog="python -m seaspirits_game.app.bench", description=__doc__)
    words.add_argument("part", choices=PARTS)
    words.add_argument("--quick", action="store_true")
    asked = words.parse_args()
    print(json.dumps(measure(asked.part, asked.quick)))


if __name__ == "__main__":  # the trainer of such a window imports this module again, under another name
    main()
