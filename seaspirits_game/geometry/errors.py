"""Named errors of the measures: what a measure cannot say, it says so."""


class NonFiniteError(ValueError):
    """An array holds NaN or infinity; the message names which."""
