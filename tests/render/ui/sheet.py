"""One sheet that shows every widget of the interface in its states, on the water that they stand on."""

import numpy as np
import pygame

from seaspirits_game.core.paths import assets
from seaspirits_game.render.painter import Painter
from seaspirits_game.render.picture import SpiritFrame
from seaspirits_game.render.ui.charts import bar
from seaspirits_game.render.ui.controls import Look, choice_button, icon_button, slider, text_button
from seaspirits_game.render.ui.depth_gauge import depth_gauge
from seaspirits_game.render.ui.dial import instrument
from seaspirits_game.render.ui.ink import BRASS, BRASS_LIGHT, CORAL, FOAM, LAMP, MIST
from seaspirits_game.render.ui.kit import Kit, make_kit
from seaspirits_game.render.ui.layout import Screen
from seaspirits_game.render.ui.patches import picture_patch, plane_patch
from seaspirits_game.render.ui.plot import Chart, Curve, plot
from seaspirits_game.render.ui.shapes import disc, glass_panel, hairline, lamp, ring
from seaspirits_game.render.ui.ticks import Axis
from tests.render.seas import DEFAULT, sea

LOOKS = (
    Look(),
    Look(hover=True),
    Look(pressed=True),
    Look(focused=True),
    Look(active=True),
    Look(active=True, hover=True),
    Look(enabled=False),
)

ICONS = (
    "pause", "play", "step", "layers", "single", "tour", "glyphs", "still", "drift", "home", "help", "camera",
    "fullscreen", "close", "previous", "next",
)  # fmt: skip


def kit_for(size: tuple[int, int], text_scale: float = 1.0) -> Kit:
    """A kit with the fonts of the house."""
    pygame.font.init()
    return make_kit(assets() / "fonts", *size, text_scale)


def ui_sheet(size: tuple[int, int]) -> pygame.Surface:
    """The sheet; `size` is of the shape 16:9."""
    surface = pygame.Surface(size, 0, 32)
    Painter(size).paint(surface, sea(SpiritFrame.nobody(), still=True))
    kit = kit_for(size)
    _words(kit, surface)
    _controls(kit, surface)
    _instruments(kit, surface)
    _panel(kit, surface)
    return surface


def area(screen: Screen, x: float, y: float, width: float, height: float) -> pygame.Rect:
    """A rect of the sheet, which is 1760 by 990 design units."""
    return pygame.Rect(screen.px(x), screen.px(y), screen.px(width), screen.px(height))


def _words(kit: Kit, surface: pygame.Surface) -> None:
    px, type_ = kit.screen.px, kit.type
    type_.draw(surface, "Sea of Spirits", (px(250), px(24)), "display", FOAM)
    type_.draw(surface, "a network is learning beneath you", (px(254), px(172)), "heading", FOAM)
    type_.draw(surface, "Second shoal of three", (px(940), px(40)), "title", FOAM)
    type_.draw(surface, "loss 0.127   step 1\u202f500   −0.50", (px(940), px(96)), "reading", FOAM)
    type_.draw(surface, "Words on open water, in body", (px(940), px(130)), "body", MIST)
    type_.draw(surface, "small words, and what is wrong", (px(940), px(162)), "small", CORAL)
    type_.draw(surface, "a label, 48 units", (px(940), px(190)), "label", BRASS_LIGHT)
    type_.draw(surface, "at rest, 30 %", (px(1240), px(190)), "body", FOAM, opacity=0.3)


def _controls(kit: Kit, surface: pygame.Surface) -> None:
    screen = kit.screen
    for number, look in enumerate(LOOKS):
        icon_button(kit, surface, area(screen, 250 + 62 * number, 240, 50, 50), "tour", look)
        text_button(
            kit, surface, area(screen, 250 + 170 * (number % 4), 374 + 62 * (number // 4), 154, 46), "Measure", look
        )
        choice_button(kit, surface, area(screen, 250 + 62 * number, 310, 56, 46), "16×", look)
        slider(
            kit, surface, area(screen, 250 + 250 * (number % 3), 506 + 56 * (number // 3), 220, 44), number / 6, look
        )
    icon_button(kit, surface, area(screen, 700, 240, 50, 50), "tour", Look(), 0.3)
    choice_button(kit, surface, area(screen, 700, 310, 56, 46), "4×", Look(active=True), 0.3)
    slider(kit, surface, area(screen, 750, 618, 220, 44), 0.5, Look(), 0.3)
    for number, icon in enumerate(ICONS):
        icon_button(
            kit, surface, area(screen, 250 + 60 * (number % 12), 690 + 62 * (number // 12), 50, 50), icon, Look()
        )
    icon_button(kit, surface, area(screen, 560, 752, 110, 110), "layers", Look(hover=True))
    icon_button(kit, surface, area(screen, 690, 752, 110, 110), "help", Look())


def _instruments(kit: Kit, surface: pygame.Surface) -> None:
    screen = kit.screen
    depth_gauge(
        kit,
        surface,
        area(screen, 36, 36, 190, 900),
        1500,
        [(0, "initial", False), (120, "mid", False), (1100, "late", True)],
        "fathoms: steps",
    )
    steps = np.linspace(0.0, 1.0, 200)
    falling = 2.2 * np.exp(-5 * steps) + 0.15 + 0.03 * np.sin(40 * steps)
    rising = 1.0 - np.exp(-4 * steps) + 0.02 * np.sin(55 * steps)
    rising[90:110] = np.nan
    readings = ((rising, 0.78, "0.873", 1.0), (falling, 0.12, "−4.71", 1.0), (rising, float("nan"), "—", 1.0))
    for number, (history, share, reading, opacity) in enumerate(readings):
        rect = area(screen, 1040 + 200 * number, 250, 180, 280)
        instrument(
            kit, surface, rect, ("Coherence", "Volume", "Entropy")[number], reading, share, history, steps, opacity
        )
    instrument(kit, surface, area(screen, 1040, 560, 180, 280), "at rest", "0.500", 0.5, falling, steps, 0.3)


def _panel(kit: Kit, surface: pygame.Surface) -> None:
    screen = kit.screen
    rect = area(screen, 1250, 560, 470, 390)
    glass_panel(kit.shapes, surface, rect, screen.px(18))
    x, y = rect.left + screen.px(24), rect.top + screen.px(18)
    kit.type.draw(surface, "Spirit 412", (x, y), "title", FOAM, shadow=False)
    y += kit.type.line_height("title")
    lines = kit.type.wrapped("It is a three, and half of it still thinks that it is an eight.", "body", screen.px(250))
    y = kit.type.draw_lines(surface, lines, (x, y), "body", MIST, shadow=False) + screen.px(8)
    for number, share in enumerate((0.62, 0.31, 0.04, 0.0)):
        colour = tuple(int(255 * channel) for channel in DEFAULT.colours[number])
        bar(surface, pygame.Rect(x, y, screen.px(190), screen.px(10)), share, colour)  # type: ignore[arg-type]
        kit.type.draw(
            surface, f"{share:.2f}", (x + screen.px(206), y + screen.px(5)), "small", MIST, "midleft", shadow=False
        )
        y += screen.px(28)
    ys, xs = np.mgrid[0:8, 0:8]
    pixels = np.exp(-((np.hypot(xs - 3.5, ys - 3.5) - 2.4) ** 2)).astype(np.float32).ravel() * 16
    surface.blit(
        picture_patch(pixels, (8, 8), screen.px(150), FOAM), (rect.right - screen.px(174), rect.top + screen.px(24))
    )
    plane = np.random.default_rng(0).normal(size=(200, 2)).astype(np.float32)
    colours = DEFAULT.colours[np.arange(200) % 2]
    surface.blit(
        plane_patch(plane, 5, colours, screen.px(150)), (rect.right - screen.px(174), rect.top + screen.px(190))
    )
    low = rect.bottom - screen.px(40)
    disc(kit.shapes, surface, (x + screen.px(10), low), screen.px(7), LAMP)
    ring(kit.shapes, surface, (x + screen.px(50), low), screen.px(10), FOAM, screen.px(1.5))
    lamp(kit.shapes, surface, (x + screen.px(100), low), screen.px(7), LAMP)
    hairline(surface, (x + screen.px(140), low + 9), (x + screen.px(240), low - 9), BRASS, 0.8)


def chart() -> Chart:
    """Curves as a voyage has them: falling losses on a logarithmic axis, one with a gap, over steps."""
    rng = np.random.default_rng(3)
    steps = np.unique(np.round(np.expm1(np.linspace(0.0, np.log1p(3000.0), 240))))
    fall = 2.3 * np.exp(-steps / 160.0)
    train = (fall + 0.004 + 0.03 / (1 + steps / 100)) * np.exp(rng.normal(0, 0.05, len(steps)))
    validation = (fall + 0.11 + 0.0002 * np.sqrt(steps)) * np.exp(rng.normal(0, 0.02, len(steps)))
    entropy = 1.2 * np.exp(-steps / 900.0) + 0.09
    gap = np.where((steps > 60) & (steps < 120), np.nan, 0.9 * (fall + 0.14))
    tones = [tuple(int(255 * channel) for channel in DEFAULT.colours[index]) for index in (0, 1, 2, 3)]
    names = ("learned", "unseen", "entropy", "reef")
    curves = tuple(
        Curve(name, steps, values, tone)  # type: ignore[arg-type]
        for name, values, tone in zip(names, (train, validation, entropy, gap), tones, strict=True)
    )
    return Chart(Axis("steps", 0.0, 3000.0, "log1p"), Axis("loss, nats", 0.004, 4.0, "log"), curves)


def chart_sheet(size: tuple[int, int]) -> pygame.Surface:
    """Two charts on panes over the water: logarithmic with a cursor, linear without."""
    surface = pygame.Surface(size, 0, 32)
    Painter(size).paint(surface, sea(SpiritFrame.nobody(), still=True, depth01=0.8))
    kit = kit_for(size)
    shown = chart()
    linear = Chart(
        Axis("steps", 0.0, 3000.0), Axis("accuracy", 0.0, 1.0), tuple(_accuracy(curve) for curve in shown.curves[:2])
    )
    for rect, what, cursor in (
        (area(kit.screen, 40, 40, 1100, 900), shown, 250.0),
        (area(kit.screen, 1160, 40, 560, 430), linear, None),
        (area(kit.screen, 1160, 500, 560, 440), shown, None),
    ):
        glass_panel(kit.shapes, surface, rect, kit.screen.px(18))
        plot(kit, surface, rect.inflate(-kit.screen.px(60), -kit.screen.px(56)), what, cursor)
    return surface


def _accuracy(curve: Curve) -> Curve:
    return Curve(curve.name, curve.x, np.exp(-curve.y), curve.colour)
