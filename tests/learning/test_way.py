"""The length of the way adds up without rounding, and nothing overflows."""

import math

import pytest
import torch

from seaspirits_game.learning.way import GRAIN, grains_between, heavy_ball_grains, straightness


def test_a_step_is_as_long_as_the_velocity_says():
    velocity = torch.tensor([3.0, -4.0, 12.0])
    assert heavy_ball_grains(velocity, 0.5) * GRAIN == pytest.approx(6.5, rel=1e-7)
    assert heavy_ball_grains(torch.zeros(3), 0.5) == 0
    assert grains_between(velocity, torch.zeros(3)) * GRAIN == pytest.approx(13.0, rel=1e-12)


def test_a_velocity_whose_square_overflows_has_a_length():
    velocity = torch.full((4,), 1e30)
    assert heavy_ball_grains(velocity, 1.0) * GRAIN == pytest.approx(2e30, rel=1e-6)


def test_what_was_added_is_taken_away_exactly():
    lengths = [heavy_ball_grains(torch.tensor([10.0**-k, 0.3]), 0.1) for k in range(12)]
    way = sum(lengths)
    for length in lengths:
        way -= length
    assert way == 0


def test_straightness_is_a_share():
    start, here = torch.zeros(2), torch.tensor([3.0, 4.0])
    assert straightness(start, here, round(10.0 / GRAIN)) == pytest.approx(0.5)
    assert straightness(start, here, round(5.0 / GRAIN) - 3) == 1.0
    assert math.isnan(straightness(start, start, 0))
