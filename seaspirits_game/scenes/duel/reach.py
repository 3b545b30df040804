"""The player's hand over a reef: mouse, finger and arrow keys all mean one place."""

from collections.abc import Callable

from seaspirits_game.scenes.events import MOUSE, Event, PointerDown, PointerMove, PointerUp

ARROWS = ("left", "right", "home", "end")
PRESSES = ("return", "enter", "space")


class Reach:
    """Follows the hand. A press chooses when it is lifted over the reef; sliding off it takes it back."""

    def __init__(
        self,
        place_at: Callable[[float, float], int | None],
        span: Callable[[], tuple[int, int]],
        choose: Callable[[int], None],
        listen: Callable[[int], None] | None = None,
    ) -> None:
        """`place_at` tells the place under a pixel, `span` the [lo, hi) that keys move in, empty when there is none;
        `listen` is what the other mouse button does."""
        self.cursor: int | None = None
        """The place under the hand."""
        self._place_at, self._span, self._choose, self._listen = place_at, span, choose, listen
        self._by_keys = False
        self._pressed: int | None = None

    def pointer(self, event: Event, blocked: bool = False) -> None:
        """Follow a pointer; `blocked` while it is over something else."""
        match event:
            case PointerDown(x, y, pointer, secondary):
                self._by_keys = False
                self.cursor = self._place_at(x, y)
                self._pressed = pointer if self.cursor is not None and not secondary else None
                if secondary and self.cursor is not None and self._listen is not None:
                    self._listen(self.cursor)
            case PointerMove(x, y, pointer) if self._pressed in (None, pointer):
                self._by_keys = False
                self.cursor = None if blocked else self._place_at(x, y)
            case PointerUp(x, y, pointer) if self._pressed == pointer:
                self._pressed = None
                place = self._place_at(x, y)
                if place is not None:
                    self._choose(place)
                if pointer != MOUSE:
                    self.cursor = None  # a lifted finger points nowhere

    def key(self, key: str, shift: bool = False, repeated: bool = False) -> bool:
        """Whether it moved the hand or chose."""
        low, high = self._span()
        if key in ARROWS and high > low:
            self._by_keys = True
            self._move(key, low, high)
            return True
        if key in PRESSES and self.cursor is not None and not repeated:
            self._by_keys = True
            if shift and self._listen is not None:
                self._listen(self.cursor)
            else:
                self._choose(self.cursor)
            return True
        return False

    def use_keys(self) -> None:
        """From now on the hand is moved by keys."""
        self._by_keys = True

    def after_turn(self) -> None:
        """Another segment is next: a hand that is moved by keys goes to its middle."""
        low, high = self._span()
        if self._by_keys and high > low:
            self.cursor = (low + high - 1) // 2

    def _move(self, key: str, low: int, high: int) -> None:
        inside = self.cursor is not None and low <= self.cursor < high
        at = self.cursor if inside and self.cursor is not None else (low + high - 1) // 2
        step = {"left": -1, "right": 1}.get(key, 0) if inside else 0
        self.cursor = {"home": low, "end": high - 1}.get(key, min(max(at + step, low), high - 1))
