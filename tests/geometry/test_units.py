"""Units that no longer answer."""

import numpy as np
import pytest

from seaspirits_game.geometry.errors import NonFiniteError
from seaspirits_game.geometry.units import dead_share, saturated_share


def test_flat_answers_are_counted_by_hand():
    tanh = np.array([[0.98, 0.5, -0.99, 0.0], [0.1, 0.97, -0.98, 0.0]])
    assert saturated_share(tanh, "tanh") == 3 / 8  # 0.97 itself is not above
    assert dead_share(tanh, "tanh") == 1 / 4
    relu = np.array([[0.0, 5.0, 0.0], [0.0, 0.0, 2.0]])
    assert saturated_share(relu, "relu") == 4 / 6
    assert dead_share(relu, "relu") == 1 / 3


def test_order_of_samples_and_copies_do_not_matter():
    z = np.tanh(3.0 * np.random.default_rng(0).standard_normal((40, 7)))
    often = np.tile(z[::-1], (3, 1))
    assert saturated_share(often, "tanh") == saturated_share(z, "tanh") > 0.2
    assert dead_share(often, "tanh") == dead_share(z, "tanh")


def test_wrong_input_is_named():
    with pytest.raises(ValueError, match="'gelu'"):
        saturated_share(np.ones((2, 2)), "gelu")
    with pytest.raises(NonFiniteError):
        dead_share(np.array([[np.inf]]), "tanh")
