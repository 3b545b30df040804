"""What lies over every scene: calm messages, the help card, and the debug overlay of F3."""

import numpy as np
import pygame

from seaspirits_game.render.ui.charts import sparkline
from seaspirits_game.render.ui.ink import BRASS, CORAL, FOAM, MIST
from seaspirits_game.render.ui.shapes import glass_panel, lamp
from seaspirits_game.scenes.card import draw_card, key_of
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.texts.numbers import DASH, decimal, whole

_BUDGET_MS = 1000.0 / 60.0


def message(stage: Stage, surface: pygame.Surface) -> None:
    """The short message of the moment, at the top, and below it what is heard, where captions are wanted."""
    top = stage.kit.screen.margin
    if stage.message:
        top = _told(stage, surface, stage.message, top) + stage.kit.screen.px(8)
    if stage.caption:
        _told(stage, surface, f"[{stage.caption}]", top)


def _told(stage: Stage, surface: pygame.Surface, text: str, top: int) -> int:
    """Words on glass in the middle, from `top` on; the y below them."""
    kit = stage.kit
    width = min(kit.screen.px(900), kit.screen.width - 2 * kit.screen.margin)
    lines = kit.type.wrapped(text, "body", width - kit.screen.px(48))
    height = len(lines) * kit.type.line_height("body") + kit.screen.px(24)
    rect = pygame.Rect(0, 0, max(kit.type.size(line, "body")[0] for line in lines) + kit.screen.px(48), height)
    rect.midtop = (kit.screen.width // 2, top)
    glass_panel(kit.shapes, surface, rect, kit.screen.px(16))
    y = rect.top + kit.screen.px(12)
    for line in lines:
        kit.type.draw(surface, line, (rect.centerx, y), "body", FOAM, "midtop", shadow=False)
        y += kit.type.line_height("body")
    return rect.bottom


def filming(stage: Stage, surface: pygame.Surface) -> None:
    """A small light in the corner: what is shown becomes a film."""
    kit, px = stage.kit, stage.kit.screen.px
    lamp(kit.shapes, surface, (kit.screen.width - px(18), px(18)), px(6), CORAL)


def help_card(stage: Stage, surface: pygame.Surface) -> None:
    """How to read the picture, and every key."""
    t = stage.texts.t
    read = [
        t("Every light is one sample, as one hidden layer of the network sees it now."),
        t("Near each other: the layer finds them alike. Pale: undecided. Pure colour: sure of a class."),
        t("Slow red-violet: sure, and wrong. Fine rings: where each class lies."),
        t("Places are the three leading principal coordinates; the share of variance that they show is written above."),
    ]

    def key(*actions: str) -> str:
        return key_of(stage, *actions)

    keys = [
        (key("rest", "step"), t("pause or go on; one single step")),
        (key("tempo 1", "tempo 2", "tempo 3", "tempo 4"), t("tempo 1×, 4×, 16×, unbounded")),
        (key("colder", "warmer"), t("colder, warmer (learning rate)")),
        (t("← →"), t("another shoal (layer)")),
        (key("bands"), t("all shoals, or one")),
        (t("Page up, down"), t("back through the voyage, and on; Esc: now")),
        (key("charts", "codex", "tide"), t("chart room, codex, Tide Cube")),
        (key("explain"), t("what an instrument means; again: deeper")),
        (t("K"), t("every lever of the Keeper")),
        (key("spirit", "measure"), t("look at a spirit; measure it")),
        (key("tour"), t("grand tour through the further coordinates")),
        (key("signs", "still"), t("a sign for each class; still water")),
        (key("home"), t("the whole sea in view again")),
        (t("Drag, wheel"), t("turn, come nearer; two fingers shift and pinch")),
        (t("Touch, hold"), t("look at a spirit; measure it")),
        (key("fullscreen", "picture"), t("full screen, picture; Shift: film")),
        (key("pause", "settings", "mute"), t("everything rests; settings; silence")),
        (t("Tab ?"), t("reach every control; what is what")),
    ]
    draw_card(stage, surface, t("How to read the sea"), read, keys, 1240)


def debug(stage: Stage, surface: pygame.Surface) -> None:
    """Frame times against the budget, spirits, age of the snapshot, state of the trainer."""
    kit, gauges = stage.kit, stage.gauges
    screen, px = kit.screen, kit.screen.px
    times = gauges.frame_ms
    p50, p99 = np.percentile(times, [50, 99]) if len(times) else (np.nan, np.nan)
    snapshot = stage.snapshot
    spirits = stage.sea.spirits if stage.sea is not None else 0
    rate = snapshot.steps_per_second if snapshot is not None else float("nan")
    saved = stage.status.saved_step
    lines = [
        f"frame work p50 {decimal(float(p50), 1)} ms, p99 {decimal(float(p99), 1)} ms of {_BUDGET_MS:.1f}",
        f"{whole(spirits)} spirits, painter {stage.painter.quality}",
        f"snapshot age {decimal(gauges.snapshot_age, 2)} s, {decimal(rate, 0)} steps/s",
        f"trainer {gauges.link_state or DASH}, {stage.status.restarts} restarts",
        f"checkpoint of step {DASH if saved is None else whole(saved)}",
    ]
    height = kit.type.line_height("small")
    rect = pygame.Rect(0, 0, px(470), px(118) + len(lines) * height + px(12))
    rect.midtop = (screen.width // 2, px(14))
    glass_panel(kit.shapes, surface, rect, px(12))
    graph = pygame.Rect(rect.left + px(16), rect.top + px(14), rect.width - px(32), px(90))
    sparkline(surface, graph, [(times, FOAM)], (0.0, 2 * _BUDGET_MS))
    budget = graph.bottom - graph.height // 2
    pygame.draw.line(surface, CORAL, (graph.left, budget), (graph.right, budget))
    pygame.draw.line(surface, BRASS, (graph.left, graph.bottom), (graph.right, graph.bottom))
    y = graph.bottom + px(12)
    for line in lines:
        kit.type.draw(surface, line, (graph.left, y), "small", MIST, width=graph.width, shadow=False)
        y += height
