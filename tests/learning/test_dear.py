"""Dear measures of the real trainer: the documented functions, the same whenever asked, and no step is changed."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch

from seaspirits_game.core.config import Measures, VoyageConfig
from seaspirits_game.core.streams import stream
from seaspirits_game.geometry.alignment import aligned_picture
from seaspirits_game.geometry.catalogue import DEAR_LAYER_MEASURES, DEAR_MEASURES, dear_columns, readings_by_snapshot
from seaspirits_game.geometry.jacobian import slopes, tangent_log_volumes
from seaspirits_game.geometry.neighbours import NEIGHBOURS, SAMPLES
from seaspirits_game.learning.curvature import mean_cross_entropy
from seaspirits_game.learning.dear import DEAR
from seaspirits_game.learning.trainer import Trainer

SMALL = VoyageConfig(task="moons", layers=(7, 5), seed=2, dropout=0.2, noise=0.3, weight_decay=1e-3)


def trained(config, steps=30):
    trainer = Trainer(config, Measures.ALL)
    for _ in range(steps):
        trainer.step()
    trainer.snapshot()
    return trainer


def all_of(trainer):
    return {column: value for name in trainer.dear_names for column, value in trainer.dear(name).items()}


@pytest.mark.parametrize("config", [SMALL, VoyageConfig(layers=(9, 4, 2), activation="relu")], ids=["moons", "digits"])
def test_every_column_of_the_catalogue_is_filled(config):
    columns = all_of(trained(config))
    layers = len(config.layers)
    assert set(columns) == set(dear_columns(layers))
    assert len(set(dear_columns(layers)) | set(readings_by_snapshot(layers))) == len(
        [*dear_columns(layers), *readings_by_snapshot(layers)]
    ), "two columns of one name"
    said = {column for measure in DEAR.values() for column in measure.columns(layers)}
    assert said == set(columns)


def test_what_is_not_asked_for_is_not_offered():
    assert Trainer(SMALL).dear_names == Trainer(SMALL, Measures.NONE).dear_names == ()
    assert Trainer(SMALL, Measures.ALL).dear_names == tuple(DEAR)
    with pytest.raises(RuntimeError, match="snapshot"):
        Trainer(SMALL, Measures.ALL).dear("expansion")


def test_asking_changes_nothing_and_gives_the_same_again():
    trainer, alone = trained(SMALL), trained(SMALL)
    first = all_of(trainer)
    assert repr(all_of(trainer)) == repr(first)
    assert repr(all_of(alone)) == repr(first)
    one, other = trainer.state(), alone.state()
    assert {name: array.tobytes() for name, array in one.arrays.items()} == {
        name: array.tobytes() for name, array in other.arrays.items()
    }
    assert trainer.step() == alone.step()


def test_curvature_is_the_dense_hessians_on_the_samples_it_looks_at():
    trainer = trained(replace(SMALL, layers=(4, 3)))
    found = trainer.dear("curvature")
    from seaspirits_game.learning import dear

    rows = dear._rows(trainer._moment(), "curvature", dear.CURVATURE_SAMPLES)
    assert len(rows) == len(set(rows)) == dear.CURVATURE_SAMPLES
    assert set(rows) <= set(trainer.task.train)
    x, labels = torch.from_numpy(trainer.task.x[rows]).double(), torch.from_numpy(trainer.task.y[rows])
    H = torch.autograd.functional.hessian(
        lambda flat: mean_cross_entropy(trainer._descent.network.architecture, flat, x, labels),
        trainer._descent.network.parameters.flat.double(),
    )
    assert found["sharpness"] == pytest.approx(float(torch.linalg.eigvalsh(H)[-1]), rel=1e-6)
    assert 0.0 <= found["sharpness_error"] < 1e-3 * found["sharpness"]


def test_expansion_is_the_documented_function_of_parameters_and_samples():
    trainer = trained(VoyageConfig(layers=(12, 9), seed=1))
    found = trainer.dear("expansion")
    parameters = {name: array.astype(np.float64) for name, array in trainer.parameters().items()}
    from seaspirits_game.learning import dear

    rows = dear._rows(trainer._moment(), "expansion", dear.GROWTH_SAMPLES)
    h, states = trainer.task.x[rows].astype(np.float64), []
    for k in (1, 2):
        h = np.tanh(h @ parameters[f"W{k}"].T + parameters[f"b{k}"])
        states.append(slopes(h, "tanh"))
    frame = aligned_picture(trainer.task.x, None).basis[:, :3]
    logs = tangent_log_volumes([parameters["W1"], parameters["W2"]], states, frame)
    assert found["layer2.expansion"] == pytest.approx(logs[1].mean(), rel=1e-9)
    assert found["expansion_sd"] == pytest.approx(logs.sum(axis=0).std(ddof=1), rel=1e-9)
    assert abs(found["layer1.frame_sign"]) == 1.0


def test_numbers_that_overflow_are_undefined_not_an_accident():
    trainer = trained(VoyageConfig(task="moons", layers=(4,) * 8, activation="relu"))
    for W in trainer._descent.network.parameters.weights:
        W.fill_(1e38)
    assert all(math.isnan(value) for value in trainer.dear("curvature").values())
    assert set(trainer.dear("expansion")) == set(DEAR["expansion"].columns(8))


@pytest.mark.parametrize("measure", [*DEAR_LAYER_MEASURES, *DEAR_MEASURES], ids=lambda measure: measure.column)
def test_the_catalogue_speaks_in_sentences(measure):
    assert measure.title
    assert measure.description.endswith(".")
    assert measure.low < measure.high


def test_trust_is_scikit_learns_of_the_picture_that_the_snapshot_shows():
    from sklearn.manifold import trustworthiness

    trainer = Trainer(VoyageConfig(task="blobs", layers=(9, 6), seed=4), Measures.ALL)
    for _ in range(20):
        trainer.step()
    coords = trainer.snapshot().coords
    found = trainer.dear("trust")
    rows = np.sort(
        stream(4, "trustworthiness").choice(len(trainer.task.x), min(SAMPLES, len(trainer.task.x)), replace=False)
    )
    for index, (h, picture) in enumerate(zip(trainer.activations(), coords, strict=True), start=1):
        expected = trustworthiness(h[rows], picture[rows, :3], n_neighbors=NEIGHBOURS)
        assert found[f"layer{index}.trustworthiness"] == pytest.approx(expected, abs=2e-3)  # float32 coordinates: ties


def test_too_few_samples_have_no_neighbours(tmp_path):
    table = tmp_path / "few.csv"
    table.write_text("a,b,label\n" + "".join(f"{i},{i * i % 5},{'xy'[i % 2]}\n" for i in range(20)))
    trainer = Trainer(VoyageConfig(task=str(table), layers=(4,)), Measures.ALL)
    trainer.snapshot()
    assert math.isnan(trainer.dear("trust")["layer1.trustworthiness"])
