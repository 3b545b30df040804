"""How many threads compute. The bits of a result depend on it, so it is never left to the machine.

Imports neither NumPy nor torch before it has to: both read the number when they are first imported.
"""

import os

_LIBRARIES = ("OMP", "MKL", "OPENBLAS")


def announce_threads(count: int) -> None:
    """Tell NumPy and torch, which must not have been imported yet, to compute on `count` threads."""
    for library in _LIBRARIES:
        os.environ[f"{library}_NUM_THREADS"] = str(count)


def limit_torch(count: int) -> None:
    """Have torch compute on `count` threads, whatever the environment said when it was imported."""
    import torch

    torch.set_num_threads(count)
