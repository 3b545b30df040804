"""The bar shows itself on a terminal only, and only to those who have to wait."""

import io
import sys

import pytest

from seaspirits_game.app import progress as module
from seaspirits_game.app.progress import progress


class Terminal(io.StringIO):
    def __init__(self, really: bool) -> None:
        super().__init__()
        self._really = really

    def isatty(self) -> bool:
        return self._really


@pytest.mark.parametrize(("really", "patience", "shown"), [(True, 0.0, True), (True, 60.0, False), (False, 0.0, False)])
def test_a_bar_is_for_terminals_and_long_work(really, patience, shown, monkeypatch):
    terminal = Terminal(really)
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(module, "PATIENCE_S", patience)
    monkeypatch.setenv("TERM", "xterm")
    with progress("steps", 10) as show:
        show(0)
        show(10)
    assert ("steps" in terminal.getvalue()) is shown
    if not shown:
        assert terminal.getvalue() == ""
