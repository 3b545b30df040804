"""Forth and back again: the loss of bits is what theory says, and whole numbers lose none."""

import math
from dataclasses import replace

import numpy as np
import pytest

from seaspirits_game.core.config import Measures, VoyageConfig
from seaspirits_game.learning.echo import STEPS, FloatMomentum, echo
from seaspirits_game.learning.trainer import Trainer

DIGITS = VoyageConfig(layers=(24, 16), seed=1)


def trained(config, steps=20):
    trainer = Trainer(config, Measures.ALL)
    for _ in range(steps):
        trainer.step()
    trainer.snapshot()
    return trainer


def of(trainer, steps, motion=None):
    flats = trainer._descent.network.parameters.flat.numpy(), trainer._descent.network.velocities.flat.numpy()
    return echo(
        motion or FloatMomentum(*flats, trainer.config.momentum),
        trainer._descent.gradient,
        trainer._descent.network.architecture,
        learning_rate=trainer.learning_rate,
        step=trainer.step_index,
        samples_seen=trainer._descent.samples_seen,
        steps=steps,
    )


def test_each_step_back_blurs_by_one_over_beta():
    for beta in (0.5, 0.9):
        trainer = trained(replace(DIGITS, momentum=beta))
        short, long = (of(trainer, steps) for steps in (8, 8 + round(2.0 / math.log10(1.0 / beta))))
        assert long - short == pytest.approx(2.0, abs=0.8), "two decades of blur, less what the way has grown"


@pytest.mark.parametrize(("beta", "lost"), [(0.5, 18), (0.9, 130)])
def test_the_horizon_is_that_of_single_precision(beta, lost):
    """A hundredth of the way is missed after ln(0.01/2⁻²³)/ln(1/β) steps: 16 at β = 0.5, 108 at 0.9."""
    trainer = trained(replace(DIGITS, momentum=beta))
    assert of(trainer, lost * 2 // 3) < -2.0
    assert of(trainer, lost * 3 // 2) > -2.0


def test_it_walks_the_very_steps_that_the_trainer_will_make():
    trainer = trained(replace(DIGITS, dropout=0.2, noise=0.3, weight_decay=1e-3))
    motion = FloatMomentum(
        trainer._descent.network.parameters.flat.numpy(), trainer._descent.network.velocities.flat.numpy(), 0.9
    )
    ahead = []

    class Watched(FloatMomentum):
        def forth(self, gradient, learning_rate):
            super().forth(gradient, learning_rate)
            ahead.append(self.position.copy())

    watched = Watched(motion.position, motion.velocity, 0.9)
    of(trainer, 10, watched)
    for position in ahead:
        trainer.step()
        assert np.allclose(trainer._descent.network.parameters.flat.numpy(), position, atol=1e-5)


def test_asking_does_not_touch_the_run():
    asked, alone = trained(DIGITS), trained(DIGITS)
    assert asked.dear("echo") == asked.dear("echo")
    assert [asked.step() for _ in range(5)] == [alone.step() for _ in range(5)]


def test_a_reversible_voyage_has_a_perfect_echo():
    trainer = trained(replace(DIGITS, reversible=True))
    assert trainer.dear("echo") == {"echo": -math.inf}
    assert of(trainer, 300, trainer._descent.whole.copy()) == -math.inf
    assert trainer._descent.whole.steps == 20
    floating = trained(DIGITS).dear("echo")["echo"]
    assert -6.0 < floating < -3.0, f"{STEPS} steps in single precision"


@pytest.mark.parametrize("change", [{"momentum": 0.0}, {"orthogonal": True}])
def test_where_there_is_no_inverse_there_is_no_echo(change):
    assert math.isnan(trained(replace(DIGITS, **change)).dear("echo")["echo"])


class Still:
    """A motion that never moves, or is lost on the way back."""

    def __init__(self, back):
        self.position, self.back = np.ones(1, np.float32), back

    def forth(self, gradient, learning_rate):
        self.position = self.position + np.float32(self.back != 0.0)

    def retreat(self):
        self.position = self.position * np.float32(self.back)
        return 0.1

    def undo(self, gradient):
        pass


@pytest.mark.parametrize(("back", "told"), [(0.0, math.nan), (math.inf, math.inf)])
def test_standing_still_and_being_lost_have_their_values(back, told):
    trainer = trained(VoyageConfig(task="moons", layers=(1,)))
    motion = Still(back)
    motion.position = np.ones(trainer._descent.network.architecture.size, np.float32)
    assert repr(of(trainer, 3, motion)) == repr(told)
