"""Ways of looking at the sea, as a person changes them: another shoal, all bands, tour, signs, still water, home."""

from seaspirits_game.scenes.asks import GoTo
from seaspirits_game.scenes.stage import Stage


def shows_all_bands(stage: Stage) -> bool:
    """Whether all shoals are looked at."""
    return stage.world is not None and stage.world.choice.all_bands


def turn_to_shoal(stage: Stage, step: int) -> None:
    """Look at the next (1) or previous (−1) hidden layer, alone."""
    if stage.world is None:
        return
    choice = stage.world.choice
    if choice.all_bands:
        stage.ask(GoTo("sea"))
    else:
        choice.chosen = (choice.chosen + step) % len(stage.world.sheet.layer_widths)


def toggle_bands(stage: Stage) -> None:
    """All shoals, or the chosen one."""
    stage.ask(GoTo("sea" if shows_all_bands(stage) else "layers"))


def toggle_tour(stage: Stage) -> None:
    """Begin the grand tour, or return from it."""
    if stage.world is None:
        return
    if stage.world.tour.touring:
        stage.world.tour.go_home()
    else:
        stage.world.tour.start()


def toggle_signs(stage: Stage) -> None:
    """A sign for each class beside its colour, or none."""
    stage.prefer(glyphs=not stage.preferences.glyphs)


def toggle_still_water(stage: Stage) -> None:
    """Cosmetic drift, or none."""
    stage.prefer(still_water=not stage.preferences.still_water)


def go_home(stage: Stage) -> None:
    """Leading coordinates, the whole sea in frame."""
    if stage.world is not None:
        stage.world.reset_view()
