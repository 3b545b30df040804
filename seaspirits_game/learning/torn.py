"""The one way in which training itself goes wrong; free of torch, so that a session can be tested without it."""


class TornError(Exception):
    """Non-finite numbers appeared in `where` (a parameter's name, or "loss") at optimiser step `step`."""

    def __init__(self, step: int, where: str) -> None:
        super().__init__(f"step {step}: {where} is no longer finite")
        self.step = step
        self.where = where
