"""state.npz is the same bytes for the same state and needs no unpickling."""

import numpy as np

from seaspirits_game.voyage.state import NetworkState, write_state


def test_the_state_is_repeatable_and_plain(tmp_path):
    random = np.random.default_rng(0)
    shapes = {"W1": (3, 2), "b1": (3,), "W2": (2, 3), "b2": (2,)}
    state = NetworkState(
        x=random.normal(size=(4, 2)).astype(np.float32),
        y=np.array([0, 1, 0, 1]),
        split=np.array([0, 0, 1, 1], np.uint8),
        parameters={name: random.normal(size=shape).astype(np.float32) for name, shape in shapes.items()},
        activations=(random.normal(size=(4, 3)).astype(np.float32),),
        probs=np.full((4, 2), 0.5, np.float32),
        coords=(np.asfortranarray(random.normal(size=(4, 8)).astype(np.float32)),),
        activation="relu",
    )
    for name in ("a.npz", "b.npz"):
        write_state(tmp_path / name, state)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    with np.load(tmp_path / "a.npz", allow_pickle=False) as archive:
        assert list(archive) == ["X", "y", "split", "W1", "b1", "W2", "b2", "layer1", "probs", "coords1", "activation"]
        assert archive["activation"] == "relu"
        np.testing.assert_array_equal(archive["coords1"], state.coords[0])
        np.testing.assert_array_equal(archive["W1"], state.parameters["W1"])
