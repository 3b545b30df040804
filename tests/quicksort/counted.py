"""Elements that count how often they are compared: the brute-force check of every count."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Tally:
    """What was asked of a row of `Counted`."""

    asked: list["Counted"] = field(default_factory=list)
    """The left side of each comparison."""

    @property
    def comparisons(self) -> int:
        return len(self.asked)


@dataclass(eq=False)
class Counted:
    """A value that reports every `<`."""

    value: float
    count: Tally

    def __lt__(self, other: "Counted") -> bool:
        self.count.asked.append(self)
        return self.value < other.value

    def __float__(self) -> float:
        """For rules that peek: a look is not a comparison."""
        return float(self.value)


def tally(values: Sequence[float]) -> tuple[list[Counted], Tally]:
    """The values as counted elements, and their common tally."""
    count = Tally()
    return [Counted(value, count) for value in values], count
