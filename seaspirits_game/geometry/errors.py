"""Named errors of the measures: what a measure cannot say, it says so."""


class NonFiniteError(ValueError):
    """An array holds NaN or infinity, or numbers whose squares overflow; the message names which."""


class UndefinedError(ValueError):
    """The measure has no value for this input (a cloud without variance, one class, no step made); says why."""


class ShapeError(ValueError):
    """An array has the wrong number of axes, rows or columns; the message quotes the shape and what would be right."""
