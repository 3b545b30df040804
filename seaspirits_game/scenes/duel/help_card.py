"""How Pivot Duel is played, and its keys."""

import pygame

from seaspirits_game.render.ui.ink import FOAM, LAMP, MIST
from seaspirits_game.render.ui.shapes import glass_panel
from seaspirits_game.scenes.stage import Stage


def draw(stage: Stage, surface: pygame.Surface) -> None:
    """The card, over everything."""
    kit, t = stage.kit, stage.texts.t
    screen, px = kit.screen, kit.screen.px
    veil = pygame.Surface(screen.rect.size)
    veil.fill((2, 12, 22))
    veil.set_alpha(150)
    surface.blit(veil, (0, 0))
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
        (t("S"), t("sonar; also Shift + Enter, or the right button")),
        (t("N"), t("hint: the true median")),
        (t("1 2 3"), t("how fast the coin plays")),
        (t("K"), t("the rest of the coin's game at once")),
        (t("Tab"), t("reach every button by keyboard")),
        (t("Esc"), t("back")),
    ]
    width = min(px(1180), screen.width - 2 * screen.margin)
    inner = width - px(80)
    rows = [kit.type.wrapped(text, "body", inner) for text in told]
    body, small, heading = (kit.type.line_height(role) for role in ("body", "small", "title"))
    columns = 1 if screen.portrait else 2
    per_column = -(-len(keys) // columns)
    height = px(64) + heading + sum(len(lines) * body + px(8) for lines in rows) + px(14) + per_column * small
    rect = pygame.Rect(0, 0, width, min(height, screen.height - px(24)))
    rect.center = screen.rect.center
    glass_panel(kit.shapes, surface, rect, px(22))
    x, y = rect.left + px(40), rect.top + px(26)
    kit.type.draw(surface, t("How to duel"), (x, y), "title", FOAM, shadow=False)
    y += heading + px(6)
    for lines in rows:
        y = kit.type.draw_lines(surface, lines, (x, y), "body", MIST, shadow=False) + px(8)
    y += px(8)
    key_width = max(kit.type.size(key, "small")[0] for key, _ in keys) + px(18)
    for number, (key, meaning) in enumerate(keys):
        left = x + number // per_column * (inner // columns)
        top = y + number % per_column * small
        kit.type.draw(surface, key, (left, top), "small", LAMP, shadow=False)
        room = inner // columns - key_width - px(12)
        kit.type.draw(surface, meaning, (left + key_width, top), "small", FOAM, width=room, shadow=False)
