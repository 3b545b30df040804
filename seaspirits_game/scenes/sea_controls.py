"""What a person can do on the sea scene, as a list: the controls that are drawn, touched, and reached by keys."""

from collections.abc import Callable

import pygame

from seaspirits_game.core.commands import Tempo
from seaspirits_game.render.ui.controls import log_share, log_value
from seaspirits_game.scenes import views
from seaspirits_game.scenes.asks import GoTo, TakePicture, ToggleFullscreen
from seaspirits_game.scenes.buttons import Control
from seaspirits_game.scenes.helm import TEMPI, WARMTH_RANGE, Helm
from seaspirits_game.scenes.hud import Hud
from seaspirits_game.scenes.inspector import Inspector
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.scenes.timeline import timeline_controls
from seaspirits_game.scenes.trainer_status import Phase

_BACKWARDS_WIDTH = 170.0
LEVER = "lever "
"""How the names of the controls on the Keeper's board begin."""
TEMPO_NAMES = {Tempo.X1: "1×", Tempo.X4: "4×", Tempo.X16: "16×", Tempo.UNBOUNDED: "∞"}


def sea_controls(
    hud: Hud,
    stage: Stage,
    helm: Helm,
    inspector: Inspector,
    show_help: Callable[[], None],
    rest: Callable[[], None],
    toggle_board: Callable[[], None],
    board_is_open: bool,
) -> list[Control]:
    """The controls of this moment, in reading order."""
    controls = [
        *timeline_controls(hud, stage),
        *_tempo(hud, stage, helm),
        _warmth(hud, stage, helm),
        *_shoals(hud, stage),
        *_tools(hud, stage, show_help, rest, toggle_board, board_is_open),
    ]
    if stage.status.phase is Phase.TORN:
        hint = stage.texts.t("back to the last good checkpoint  (R)")
        controls.append(Control("restore", hud.restore, helm.restore, hint))
    elif stage.reversible:
        hint = stage.texts.t("the voyage runs backwards, each step taken back to the last bit  (B)")
        px = stage.kit.screen.px
        beside_gauge = pygame.Rect(hud.gauge.right + px(20), hud.restore.top, px(_BACKWARDS_WIDTH), hud.restore.height)
        controls.append(Control("backwards", beside_gauge, helm.walk_back, hint, active=helm.walking_back))
    if inspector.is_open:
        controls += _panel(hud, stage, inspector)
    return controls


def _tempo(hud: Hud, stage: Stage, helm: Helm) -> list[Control]:
    t = stage.texts.t
    paused = helm.tempo is Tempo.PAUSE
    pause, step, *paces = hud.tempo
    hints = {
        Tempo.X1: t("slow: 8 steps a second  (1)"),
        Tempo.X4: t("four times as fast  (2)"),
        Tempo.X16: t("sixteen times as fast  (3)"),
        Tempo.UNBOUNDED: t("as fast as this machine trains  (4)"),
    }

    def ask(tempo: Tempo) -> Callable[[], None]:
        return lambda: helm.set_tempo(tempo)

    return [
        Control("pause", pause, helm.pause, t("go on  (space)") if paused else t("pause  (space)"), active=paused),
        Control("step", step, helm.single_step, t("one single step  (.)")),
        *(
            Control(f"tempo {tempo.value}", rect, ask(tempo), hints[tempo], active=helm.tempo is tempo)
            for tempo, rect in zip(TEMPI, paces, strict=True)
        ),
    ]


def _warmth(hud: Hud, stage: Stage, helm: Helm) -> Control:
    return Control(
        "warmth",
        hud.warmth,
        lambda: None,
        stage.texts.t("warmth of the water: the learning rate  ([ ])"),
        set_share=lambda share: helm.warm(log_value(share, *WARMTH_RANGE)),
        share=log_share(helm.learning_rate, *WARMTH_RANGE),
    )


def _shoals(hud: Hud, stage: Stage) -> list[Control]:
    t = stage.texts.t
    previous, _, following, bands = hud.shoal
    all_bands = views.shows_all_bands(stage)
    together = t("one shoal alone  (L)") if all_bands else t("all shoals: the layers view  (L)")
    return [
        Control("previous", previous, lambda: views.turn_to_shoal(stage, -1), t("the shoal before  (←)")),
        Control("next", following, lambda: views.turn_to_shoal(stage, 1), t("the shoal behind  (→)")),
        Control("bands", bands, lambda: views.toggle_bands(stage), together, active=all_bands),
    ]


def _tools(
    hud: Hud,
    stage: Stage,
    show_help: Callable[[], None],
    rest: Callable[[], None],
    toggle_board: Callable[[], None],
    board_is_open: bool,
) -> list[Control]:
    t, likes = stage.texts.t, stage.preferences
    touring = stage.world is not None and stage.world.tour.touring
    still = likes.still_water
    tools: list[tuple[str, Callable[[], None], str, bool]] = [
        ("levers", toggle_board, t("every lever of the Keeper, and what it does  (K)"), board_is_open),
        ("tour", lambda: views.toggle_tour(stage), t("grand tour through further coordinates  (T)"), touring),
        ("glyphs", lambda: views.toggle_signs(stage), t("a sign for each class  (G)"), likes.glyphs),
        ("still", lambda: views.toggle_still_water(stage), t("still water: no drift  (D)"), still),
        ("home", lambda: views.go_home(stage), t("the whole sea in view  (Home)"), False),
        ("charts", lambda: stage.ask(GoTo("charts")), t("the chart room: every measure as a curve  (C)"), False),
        ("codex", lambda: stage.ask(GoTo("codex")), t("the codex: every idea, and what the evidence says  (X)"), False),
        ("tide", lambda: stage.ask(GoTo("tide")), t("the Tide Cube: what the layers do to a cube  (V)"), False),
        ("camera", lambda: stage.ask(TakePicture()), t("save a picture  (F12)"), False),
        ("fullscreen", lambda: stage.ask(ToggleFullscreen()), t("full screen  (F11)"), False),
        ("help", show_help, t("how to read the sea  (H)"), False),
        ("settings", rest, t("rest; settings, and every way from here  (F9)"), False),
    ]
    return [
        Control(name, rect, press, hint, active=active)
        for (name, press, hint, active), rect in zip(tools, hud.tools, strict=True)
    ]


def _panel(hud: Hud, stage: Stage, inspector: Inspector) -> list[Control]:
    t = stage.texts.t
    return [
        Control("close", hud.close, inspector.close, t("let it swim  (Esc)")),
        Control("measure", hud.measure, inspector.measure_selected, t("draw a class by its probabilities  (M)")),
    ]


def icon_of(control: Control) -> str | None:
    """The sign that a control shows; None for one that shows words or is a lever."""
    if control.name == "pause":
        return "play" if control.active else "pause"
    if control.name == "still":
        return "still" if control.active else "drift"
    if control.name == "bands":
        return "single" if control.active else "layers"
    known = ("close", "step", "previous", "next", "tour", "glyphs", "home", "charts", "codex", "tide", "camera")
    return control.name if control.name in (*known, "levers", "fullscreen", "help", "settings") else None
