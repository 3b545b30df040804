"""How dives are dived, and their keys."""

import pygame

from seaspirits_game.scenes.card import draw_card
from seaspirits_game.scenes.stage import Stage


def draw(stage: Stage, surface: pygame.Surface) -> None:
    """The card, over everything."""
    t = stage.texts.t
    told = [
        t("A dive is won at the first look at which all its goals hold at once. Winning is the first star; what the "
          "others ask for stands below the goals."),
        t("Light is earned by knowing more of the unseen than ever before, and by looks without an alarm; it is spent "
          "on growing and on going back."),
        t("Beside each lever stands where it is, and what it did when it was moved last, as measured: before and "
          "after."),
        t("What went wrong can be undone: go back along the line, and train on from there. The way that was left stays "
          "as a thread above the line."),
    ]  # fmt: skip
    keys = [
        (t("Space"), t("rest, go on; think as long as you like")),
        (t("1 2 3"), t("tempo")),
        (t("[ ]"), t("colder, warmer")),
        (t("Tab"), t("reach every lever; ← → move it")),
        (t("N"), t("a hint")),
        (t(", ;"), t("back along the line, and on")),
        (t("B"), t("train on from the moment that is seen")),
        (t("U"), t("a twin sea, or let it go")),
        (t("L"), t("all shoals, or one; ← → another")),
        (t("R"), t("mend a torn sea")),
        (t("Esc Esc"), t("leave the dive")),
    ]
    draw_card(stage, surface, t("How to dive"), told, keys, 1180)
