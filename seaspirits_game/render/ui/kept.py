"""A bounded store: what was made once is kept until newer things need the room."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


def nothing(_: object) -> int:
    """The weight of what need not be weighed."""
    return 0


class Kept(Generic[Value]):
    """The most recently used values by key: at most `most` of them, of at most `most_weight` together.

    A single value that alone is heavier is kept all the same, until the next.
    """

    def __init__(self, most: int, weigh: Callable[[Value], int] = nothing, most_weight: int = 0) -> None:
        self._most = most
        self._weigh = weigh
        self._most_weight = most_weight
        self._values_by_key: OrderedDict[Hashable, Value] = OrderedDict()
        self.weight = 0
        """What the kept values weigh together."""

    def __len__(self) -> int:
        return len(self._values_by_key)

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of `key`; made now if it is not kept."""
        found = self._values_by_key.get(key)
        if found is not None:
            self._values_by_key.move_to_end(key)
            return found
        value = make()
        self._values_by_key[key] = value
        self.weight += self._weigh(value)
        while len(self._values_by_key) > 1 and (
            len(self._values_by_key) > self._most or self.weight > self._most_weight
        ):
            _, oldest = self._values_by_key.popitem(last=False)
            self.weight -= self._weigh(oldest)
        return value
