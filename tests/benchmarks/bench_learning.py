"""Timings of a step, a snapshot and the dear measures of the default voyage on digits.

Run: `OMP_NUM_THREADS=1 pytest tests/benchmarks/bench_learning.py -n 0 --benchmark-enable -s`. Processor time of one
thread, in turns, so that what another program takes meanwhile falls on all alike; least and middle of many tries.
"""

import time
from collections.abc import Callable, Mapping
from statistics import median

import pytest
import torch

from seaspirits_game.core.config import Measures, VoyageConfig
from seaspirits_game.learning.dear import DEAR
from seaspirits_game.learning.trainer import Trainer
from seaspirits_game.learning.way import heavy_ball_grains

DIGITS = VoyageConfig()


def taken(actions: Mapping[str, Callable[[], object]], tries: int) -> dict[str, tuple[float, float]]:
    """(least, middle) milliseconds of each action, one after the other, so often."""
    torch.set_num_threads(1)
    spent: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(tries):
        for name, action in actions.items():
            start = time.thread_time()
            action()
            spent[name].append(1e3 * (time.thread_time() - start))
    for name, times in spent.items():
        print(f"\n{name}: {min(times):.3f} ms at least, {median(times):.3f} ms in the middle", end="")
    return {name: (min(times), median(times)) for name, times in spent.items()}


def trained(config: VoyageConfig, measures: Measures, steps: int = 100) -> Trainer:
    trainer = Trainer(config, measures)
    for _ in range(steps):
        trainer.step()
    trainer.snapshot()
    return trainer


@pytest.mark.benchmark
def test_a_step_and_what_measuring_the_way_adds() -> None:
    plain, whole = trained(DIGITS, Measures.NONE), trained(VoyageConfig(reversible=True), Measures.NONE)

    def there_and_back() -> None:
        whole.step_back()
        whole.step()

    found = taken(
        {
            "step": plain.step,
            "its length": lambda: heavy_ball_grains(plain._descent.network.velocities.flat, 0.05),
            "step in whole numbers": whole.step,
            "step in whole numbers, back and forth": there_and_back,
        },
        400,
    )
    share = found["its length"][1] / found["step"][1]
    print(f"\nthe length of the way is {share:.1%} of a step; memory of the way back:", end=" ")
    assert whole._descent.whole is not None
    size = plain._descent.network.architecture.size
    print(f"{whole._descent.whole.memory / whole.step_index:.0f} bytes a step of {size} parameters")


@pytest.mark.benchmark
def test_a_snapshot_with_and_without_its_measures() -> None:
    trainers = {measures.value: trained(DIGITS, measures) for measures in (Measures.NONE, Measures.CHEAP)}

    def snapshot(trainer: Trainer) -> None:
        trainer.snapshot()
        for _ in range(2):  # so that the next one is of other activations
            trainer.step()

    found = taken({name: lambda each=each: snapshot(each) for name, each in trainers.items()}, 150)
    print(f"\ncheap measures add {found['cheap'][1] - found['none'][1]:.2f} ms to a snapshot")


@pytest.mark.benchmark
def test_the_dear_measures() -> None:
    trainer = trained(DIGITS, Measures.ALL)
    taken({name: lambda name=name: trainer.dear(name) for name in DEAR}, 10)
