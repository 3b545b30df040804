"""What is read off the whole network, its weights and its way, by the names of the columns: the registry of the rest.

`registry.LAYER_MEASURES` and `WEIGHT_MEASURES` (of each layer) and `NETWORK_MEASURES` come with every snapshot; those
called dear need derivatives or steps of their own, are taken now and then, and carry the step at which they were.
"""

import math
from collections.abc import Iterator

from seaspirits_game.geometry.registry import LAYER_MEASURES, Measure

WEIGHT_MEASURES: tuple[Measure, ...] = (
    Measure(
        "orthogonality_defect",
        "Distance from a rotation",
        "",
        "How far the layer's weights are from keeping lengths and angles: 0 for a rotation.",
        0.0,
        math.inf,
    ),
    Measure(
        "scale_free_defect",
        "Distance from a rotation, size aside",
        "",
        "The same whatever the size of the weights: 0 when they stretch all directions alike.",
        0.0,
        math.inf,
    ),
)
NETWORK_MEASURES: tuple[Measure, ...] = (
    Measure(
        "accuracy_gap",
        "Gap in accuracy",
        "share",
        "Accuracy on what it learned from minus accuracy on what it has never seen.",
        -1.0,
        1.0,
    ),
    Measure(
        "calibration_error",
        "Honesty of confidence",
        "share",
        "How far confidence and success on unseen samples lie apart: 0 when eight in ten at confidence 0.8 are right.",
        0.0,
        1.0,
    ),
    Measure(
        "brier",
        "Brier score",
        "",
        "Mean squared distance of the probabilities of unseen samples from the truth: 0 is certain and right.",
        0.0,
        2.0,
    ),
    Measure(
        "superposition_entropy",
        "Undecidedness",
        "nats",
        "How undecided the spirits are on average: 0 when each knows its clan.",
        0.0,
        math.inf,
    ),
    Measure(
        "class_density_entropy",
        "Mixture over the classes",
        "nats",
        "How mixed the whole sea is over the clans: highest when all clans are equally large and pure.",
        0.0,
        math.inf,
    ),
    Measure(
        "path_length",
        "Way",
        "weights",
        "Length of the way that the weights have gone since the first step.",
        0.0,
        math.inf,
    ),
    Measure(
        "straightness",
        "Straightness",
        "share",
        "Distance from the start over the length of the way: 1 is purposeful, near 0 is wandering.",
        0.0,
        1.0,
    ),
    Measure(
        "edge_of_stability",
        "Edge of stability",
        "per unit²",
        "The steepest valley wall that this learning rate can descend without being thrown out.",
        0.0,
        math.inf,
    ),
)
DEAR_LAYER_MEASURES: tuple[Measure, ...] = (
    Measure(
        "expansion",
        "Growth of a small cube",
        "log factor",
        "By how much the layer grows or shrinks a small cube around a spirit, on average over some spirits.",
        -math.inf,
        math.inf,
    ),
    Measure(
        "expansion_sd",
        "Growth of a small cube, spread",
        "log factor",
        "How differently it does so at those spirits (standard deviation).",
        0.0,
        math.inf,
    ),
    Measure(
        "frame_logdet",
        "Tide cube",
        "log factor",
        "By how much the cube along the visible axes grows as the next picture shows it, in the middle of the cloud.",
        -math.inf,
        math.inf,
    ),
    Measure(
        "frame_sign",
        "Handedness of the tide cube",
        "",
        "Whether that cube arrives as it was (1), mirrored (-1) or flat (0).",
        -1.0,
        1.0,
    ),
    Measure(
        "trustworthiness",
        "Neighbours kept",
        "share",
        "How far those who look near each other in the picture are near each other in the layer, in all directions.",
        0.0,
        1.0,
    ),
)
DEAR_MEASURES: tuple[Measure, ...] = (
    Measure(
        "expansion",
        "Growth through all layers",
        "log factor",
        "The layers' growths added up: what all of them together do to a small cube.",
        -math.inf,
        math.inf,
    ),
    Measure(
        "expansion_sd",
        "Growth, all layers: spread",
        "log factor",
        "How differently they do so at those spirits (standard deviation).",
        0.0,
        math.inf,
    ),
    Measure(
        "sharpness",
        "Curvature",
        "per unit²",
        "Steepness of the valley's steepest wall: the largest eigenvalue of the Hessian of the training loss.",
        -math.inf,
        math.inf,
    ),
    Measure(
        "sharpness_error",
        "Curvature, uncertainty",
        "per unit²",
        "How far the nearest true eigenvalue can be from that reading.",
        0.0,
        math.inf,
    ),
    Measure(
        "noise_scale",
        "Drift against current",
        "samples",
        "The batch at which a gradient's noise equals its signal: above the batch in use, steps mostly wander.",
        0.0,
        math.inf,
    ),
    Measure(
        "noise_scale_low",
        "Drift against current, at least",
        "samples",
        "Lower end of its 95 % band.",
        0.0,
        math.inf,
    ),
    Measure(
        "noise_scale_high",
        "Drift against current, at most",
        "samples",
        "Upper end of its 95 % band.",
        0.0,
        math.inf,
    ),
    Measure(
        "echo",
        "Echo",
        "decades",
        "How exactly 64 steps back undo 64 steps forth: the share of the way that is left over, in powers of ten.",
        -math.inf,
        math.inf,
    ),
)


def readings_by_snapshot(layers: int) -> Iterator[str]:
    """The columns that come with every snapshot of a network of so many hidden layers, in their order."""
    for kinds in (LAYER_MEASURES, WEIGHT_MEASURES):
        for index in range(layers):
            yield from (f"layer{index + 1}.{measure.column}" for measure in kinds)
    yield from (measure.column for measure in NETWORK_MEASURES)


def dear_columns(layers: int) -> Iterator[str]:
    """The columns of the dear measures of a network of so many hidden layers, in their order."""
    for index in range(layers):
        yield from (f"layer{index + 1}.{measure.column}" for measure in DEAR_LAYER_MEASURES)
    yield from (measure.column for measure in DEAR_MEASURES)
