"""The window, or the surface that stands for it when there is no screen."""

import os
import time
from collections.abc import Callable

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")  # stdout carries results only
os.environ.setdefault("SDL_TOUCH_MOUSE_EVENTS", "0")  # a touch is a touch, not a mouse click too (SDL issue 11204)
os.environ.setdefault("SDL_VIDEO_MINIMIZE_ON_FOCUS_LOSS", "0")

import pygame

from seaspirits_game.app.events import Translator
from seaspirits_game.app.gamepad import Gamepads
from seaspirits_game.core.errors import UserError
from seaspirits_game.scenes.events import Event, Resized
from seaspirits_game.scenes.keys import KeyMap
from seaspirits_game.scenes.stage import Display

SMALLEST = (640, 480)
"""Below this no text is readable; a smaller window is drawn as if it had this size and scaled by the system."""
_HEADLESS_SIZE = (1280, 720)
_SHARE_OF_DESKTOP = 0.8


class Window:
    """Owns the display. `headless` when SDL's dummy driver runs: the same code, nothing is shown."""

    def __init__(self, size: tuple[int, int] | None, fullscreen: bool, display: int = 0) -> None:
        """Open it on the display of that number, or on the first where there are not so many.

        Raises:
            UserError: there is no display to open a window on.
        """
        try:
            pygame.display.init()
        except pygame.error as error:
            raise UserError(
                f"no display to open a window on ({error}); set SDL_VIDEODRIVER=dummy to run without one"
            ) from None
        pygame.font.init()
        self.headless = pygame.display.get_driver() == "dummy"
        self._displays = pygame.display.get_num_displays()
        self.display = display if display < self._displays else 0
        self._windowed_size = size or _comfortable_size(self.headless, self.display)
        self.fullscreen = fullscreen
        self._translator = Translator()
        self._gamepads = Gamepads()
        self._gamepads.start()
        pygame.display.set_caption("Sea of Spirits")
        self.surface = self._set_mode()
        pygame.key.stop_text_input()  # else an input method may swallow letter keys

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.surface.get_size()

    def events(self) -> list[Event]:
        """What happened since the last call, in the program's own words."""
        events, now = pygame.event.get(), time.monotonic()
        translated = self._translator.translate(events, self.size, now) + self._gamepads.translate(events, now)
        if any(isinstance(event, Resized) for event in translated):
            self.surface = pygame.display.get_surface() or self.surface
        return translated

    def toggle_fullscreen(self) -> Event:
        """Change between window and full screen; the size that results."""
        if not self.fullscreen:
            self._windowed_size = self.size
        self.fullscreen = not self.fullscreen
        self.surface = self._set_mode()
        return Resized(*self.size)

    def resize(self, size: tuple[int, int]) -> Event:
        """Take another size as a window; the size that results."""
        self._windowed_size = size
        self.fullscreen = False
        self.surface = self._set_mode()
        return Resized(*self.size)

    def move_to(self, display: int) -> Event:
        """Open on another display; the size that results."""
        self.display = display % self._displays
        self.surface = self._set_mode()
        return Resized(*self.size)

    def place(self, spoken: bool) -> Display:
        """Where the window is, and what there is to choose from."""
        sizes = pygame.display.get_desktop_sizes()
        names = tuple(f"{number + 1}: {width} × {height}" for number, (width, height) in enumerate(sizes))
        return Display(self.size, self.fullscreen, self.display, names or ("",), spoken)

    def remap(self, keys: KeyMap) -> None:
        """Let gamepads' buttons do what a person wants."""
        self._gamepads.keys = keys

    def listen_for_button(self, hear: Callable[[int], None] | None) -> None:
        """Give the next button of a gamepad to `hear` instead of what it does; None stops that."""
        self._gamepads.hear = hear

    def present(self) -> None:
        """Show what was drawn."""
        pygame.display.flip()

    def close(self) -> None:
        """Give the display back."""
        pygame.display.quit()

    def _set_mode(self) -> pygame.Surface:
        if self.fullscreen and not self.headless:
            return pygame.display.set_mode((0, 0), pygame.FULLSCREEN, display=self.display)
        width, height = self._windowed_size
        size = (max(width, SMALLEST[0]), max(height, SMALLEST[1]))
        return pygame.display.set_mode(size, 0 if self.headless else pygame.RESIZABLE, display=self.display)


def _comfortable_size(headless: bool, display: int) -> tuple[int, int]:
    if headless:
        return _HEADLESS_SIZE
    width, height = pygame.display.get_desktop_sizes()[display]
    return max(int(width * _SHARE_OF_DESKTOP), SMALLEST[0]), max(int(height * _SHARE_OF_DESKTOP), SMALLEST[1])
