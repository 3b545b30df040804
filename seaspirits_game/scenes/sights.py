"""What the sea scene points at, beside its controls."""

import pygame

from seaspirits_game.scenes.hud import Hud
from seaspirits_game.scenes.instruments import instruments_of
from seaspirits_game.scenes.pointing import Sight
from seaspirits_game.scenes.stage import Stage

_MEANINGS = {
    "Volume": "how large the visible cloud is, in logarithms",
    "Entropy": "how many directions the layer uses, evenly",
    "Coherence": "how much the layer is like the one of the snapshot before",
    "Curvature": "how steep the valley of the loss is round here",
    "Clear sight": "how many samples that were never learned from are told right",
    "Loss": "how far the network is from right on what it has never seen",
}


def sights_of(hud: Hud, stage: Stage) -> list[Sight]:
    """The sea, the heading, the gauge and the dials, with a few words for each."""
    t, world, snapshot = stage.texts.t, stage.world, stage.shown
    middle = pygame.Rect(0, 0, hud.safe.width // 2, hud.safe.height // 2)
    middle.center = hud.safe.center
    sights = [
        Sight(
            middle,
            t(
                "The sea. Every light is one sample, as one layer of the network sees it now. Near each other: alike."
                " Pale: undecided. Pure colour: sure. Slow red-violet: sure, and wrong."
            ),
        ),
        Sight(
            hud.heading,
            t("How far it has learned, how well, and what share of the layer this picture shows."),
        ),
        Sight(hud.gauge, t("The depth gauge: steps of training, and the stages of the voyage.")),
    ]
    if world is not None and snapshot is not None:
        dials = instruments_of(snapshot, world.choice.chosen)
        sights += [
            Sight(rect, f"{t(dial.name)}: {t(_MEANINGS[dial.name])}. " + t("Touch it, or press E, for more."))
            for dial, rect in zip(dials, hud.dials, strict=False)
        ]
    return sights
