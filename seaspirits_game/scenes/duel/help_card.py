"""How Pivot Duel is played, and its keys."""

import pygame

from seaspirits_game.scenes.card import draw_card, key_of
from seaspirits_game.scenes.stage import Stage


def draw(stage: Stage, surface: pygame.Surface) -> None:
    """The card, over everything."""
    t = stage.texts.t
    told = [
        t("Choose a pen of the lit part as its pivot: all that is shorter drifts to its left, all that is taller to "
          "its right, and it never moves again. Part both sides of it in the same way until all is sorted."),
        t("Parting m pens costs m − 1 comparisons. A pivot of middle height halves the work that remains; the "
          "shortest or the tallest leaves almost all of it. Who needs fewer comparisons wins."),
        t("Murky water blurs every height you see, a little differently at each look. Sonar buys true heights; a "
          "hint names the true median. Both are paid for in comparisons, and no move can be taken back."),
        t("The curve is the law of the coin: how many comparisons randomized quicksort needs on so many pens. The "
          "lamps show where you and your rival are heading: what was spent, and what chance would still add."),
    ]  # fmt: skip
    keys = [
        (t("← →"), t("move the hand; Home and End go to the edges")),
        (t("Enter"), t("part the reef there")),
        (t("↑ ↓"), t("wake another waiting part")),
        (key_of(stage, "sonar"), t("sonar; also Shift + Enter, or the right button")),
        (key_of(stage, "hint"), t("hint: the true median")),
        (t("1 2 3"), t("how fast the coin plays")),
        (key_of(stage, "skip"), t("the rest of the coin's game at once")),
        (t("Tab"), t("reach every button by keyboard")),
        (t("Esc"), t("back")),
    ]
    draw_card(stage, surface, t("How to duel"), told, keys, 1180)
