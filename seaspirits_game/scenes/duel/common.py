"""What all pages of the duel share."""

from collections.abc import Callable
from dataclasses import dataclass

from seaspirits_game.quicksort.distribution import LawShelf
from seaspirits_game.scenes.duel.reef_view import Views
from seaspirits_game.scenes.stage import Stage


@dataclass(frozen=True, slots=True)
class Common:
    """Handed to every page."""

    stage: Stage
    shelf: LawShelf
    views: Views
    leave: Callable[[], None]
    """Back to the harbour; from there, to the title."""
    show_help: Callable[[], None]
