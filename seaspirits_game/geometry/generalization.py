"""What holds on samples never trained on, and how noisy the way there is."""

from seaspirits_game.geometry.calibration import wilson_interval
from seaspirits_game.geometry.checked import positive
from seaspirits_game.geometry.errors import UndefinedError


def generalization_gap(train_loss: float, validation_loss: float) -> float:
    """`validation_loss` − `train_loss`, nats; may grow by mere over-confidence while accuracy still rises."""
    return validation_loss - train_loss


def accuracy_gap(train_accuracy: float, validation_accuracy: float) -> float:
    """`train_accuracy` − `validation_accuracy`, −1 to 1."""
    return train_accuracy - validation_accuracy


def certain_accuracy_gap(train_right: int, train_samples: int, validation_right: int, validation_samples: int) -> float:
    """The part of the accuracy gap beyond chance: Wilson's lower bound of training minus upper of validation.

    Above 0 the two 95 % intervals do not touch.

    Raises:
        ShapeError, ValueError: as `wilson_interval`.
    """
    return wilson_interval(train_right, train_samples)[0] - wilson_interval(validation_right, validation_samples)[1]


def gradient_noise_scale(small_square: float, small_batch: float, big_square: float, big_batch: float) -> float:
    """tr Σ / ‖G‖² in samples: the batch size at which noise and signal of the gradient are equal.

    Args:
        small_square: mean of ‖gradient‖² over batches of `small_batch` samples; `big_square` likewise.

    Both parts are unbiased, their quotient is not; average the norms over many batches. May be negative by noise.

    Raises:
        UndefinedError: the estimated ‖G‖² is not above 0: at a minimum there is only noise.
        ValueError: the batches are not 0 < `small_batch` < `big_batch`.

    Source: McCandlish, Kaplan, Amodei and the OpenAI Dota Team 2018, appendix A.1.
    """
    positive(small_batch, "small batch")
    if not big_batch > small_batch:
        raise ValueError(f"big batch {big_batch!r} is not above small batch {small_batch!r}")
    signal = (big_batch * big_square - small_batch * small_square) / (big_batch - small_batch)
    noise = (small_square - big_square) / (1.0 / small_batch - 1.0 / big_batch)
    if not signal > 0.0:
        raise UndefinedError(f"the estimated squared gradient is {signal:g}: there is only noise")
    return noise / signal


def effective_batch(batch: float, momentum: float) -> float:
    """B (1 + β)/(1 − β) samples: how many the momentum's average of gradients stands for.

    Its weights fall as β^k; independent gradients averaged so have the noise of as many samples.

    Raises:
        ValueError: `batch` is not above 0 or `momentum` not in [0, 1).
    """
    positive(batch, "batch")
    if not 0.0 <= momentum < 1.0:
        raise ValueError(f"momentum {momentum!r} is not from 0 to below 1")
    return batch * (1.0 + momentum) / (1.0 - momentum)
