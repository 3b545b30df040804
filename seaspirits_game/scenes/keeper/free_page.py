"""The free sea before it begins: a task, a shelf of recipes, and the layers, each as wide as one likes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pygame

from seaspirits_game.core.config import TASK_NAMES, VoyageConfig
from seaspirits_game.core.ranges import DEPTH_RANGE, NONLINEARITIES, WIDTH_RANGE
from seaspirits_game.keeper.dive import Dive, Goal, LightRules
from seaspirits_game.keeper.light import LEVERS
from seaspirits_game.keeper.recipes import Recipe
from seaspirits_game.render.ui.controls import choice_button, icon_button, slider, text_button
from seaspirits_game.render.ui.ink import CORAL, FOAM, MIST, RGB
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.shapes import disc, glass_panel
from seaspirits_game.render.ui.tape import Tapes
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.events import Event, KeyPress
from seaspirits_game.scenes.keeper.free_layout import FreeLayout, lay_out_free
from seaspirits_game.scenes.keeper.slate import DONE, FREE
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.texts.numbers import significant

_ENDLESS = 1_000_000_000
_PLACES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512)
TASK_TITLES = {
    "digits": "digits",
    "moons": "moons",
    "circles": "circles",
    "spirals": "spirals",
    "blobs": "blobs",
}


def free_dive(config: VoyageConfig) -> Dive:
    """A dive that nobody wins and nobody loses: the rules of the free sea."""
    record = config.to_record()
    del record["seed"]
    return Dive(
        key=FREE,
        order=0,
        reef=0,
        title="Free sea",
        idea="",
        lesson="",
        won="",
        lost="",
        hints=("Every lever is here. The chart room (C) draws what they do.",),
        voyage=record,
        steps=_ENDLESS,
        every=10,
        levers=LEVERS,
        goals=(Goal("val_accuracy", at_least=2.0),),
        light=LightRules(start=0.0, unit=0.0, deeper=0.0, rewind=0.0, sonar=0.0, tear=0.0),
    )


@dataclass(frozen=True, slots=True)
class _Choice:
    """What is set on the page."""

    config: VoyageConfig
    recipe: str
    """Key of the recipe that it is; empty when it was changed by hand."""


class FreePage:
    """`begin` is called with what was set."""

    def __init__(
        self,
        stage: Stage,
        recipes: Sequence[Recipe],
        begin: Callable[[VoyageConfig], None],
        leave: Callable[[], None],
    ) -> None:
        self.stage = stage
        self.controls = Controls()
        self._recipes = tuple(recipes)
        self._begin, self._leave = begin, leave
        self._choice = _Choice(VoyageConfig(task="moons", layers=(16, 16), learning_rate=0.1), "")
        self._laid_out: tuple[Kit, FreeLayout] | None = None
        self._tapes = Tapes()
        here = self._here()
        if here:
            self.take(here[0])

    @property
    def config(self) -> VoyageConfig:
        """What would begin now."""
        return self._choice.config

    @property
    def layout(self) -> FreeLayout:
        """Where everything stands now."""
        kit = self.stage.kit
        if self._laid_out is None or self._laid_out[0] is not kit:
            line = kit.type.line_height
            made = lay_out_free(kit.screen, line("title"), line("name"), line("body"), line("small"))
            self._laid_out = (kit, made)
        return self._laid_out[1]

    def _here(self) -> tuple[Recipe, ...]:
        """The recipes of the task that is chosen."""
        task = self.config.task
        return tuple(recipe for recipe in self._recipes if recipe.voyage.get("task", "digits") == task)

    # what can be done

    def set_task(self, task: str) -> None:
        """Another task, with its first recipe if there is one."""
        self._choice = _Choice(replace(self.config, task=task), "")
        here = self._here()
        if here:
            self.take(here[0])

    def take(self, recipe: Recipe) -> None:
        """A recipe from the shelf."""
        self._choice = _Choice(recipe.config(self.stage.seed), recipe.key)

    def _set(self, **changes: object) -> None:
        self._choice = _Choice(replace(self.config, **changes), "")  # type: ignore[arg-type]  # checked by the dataclass

    def set_width(self, layer: int, width: int) -> None:
        """Units of the hidden layer numbered from 0."""
        width = min(max(width, WIDTH_RANGE[0]), WIDTH_RANGE[1])
        layers = list(self.config.layers)
        if layers[layer] != width:
            layers[layer] = width
            self._set(layers=tuple(layers))

    def more(self) -> None:
        """One more layer, as wide as the last."""
        if len(self.config.layers) < DEPTH_RANGE[1]:
            self._set(layers=(*self.config.layers, self.config.layers[-1]))

    def less(self) -> None:
        """One layer less."""
        if len(self.config.layers) > DEPTH_RANGE[0]:
            self._set(layers=self.config.layers[:-1])

    def go(self) -> None:
        """Into the water."""
        self._begin(self.config)

    def enter(self) -> None:
        """Lay out for the window."""
        self._laid_out = None

    def handle(self, event: Event) -> None:
        """Controls, and a key for the way in and out."""
        if self.controls.follow(event, self.stage.kit.screen):
            return
        match event:
            case KeyPress("escape", _, False) if self.controls.focused is None:
                self._leave()
            case KeyPress(key, shift, repeated):
                if self.controls.key(key, shift) or repeated:
                    return
                if key in ("return", "enter"):
                    self.go()
                elif key in ("left", "right", "up", "down"):
                    self.controls.focused = f"task {self.config.task}"
            case _:
                pass

    def advance(self, dt: float) -> None:
        """Nothing moves by itself."""

    # the picture

    def _controls(self, layout: FreeLayout) -> list[Control]:
        t, config = self.stage.texts.t, self.config

        def task_of(task: str) -> Callable[[], None]:
            return lambda: self.set_task(task)

        def taken(recipe: Recipe) -> Callable[[], None]:
            return lambda: self.take(recipe)

        def bent(activation: str) -> Callable[[], None]:
            return lambda: self._set(activation=activation)

        items = [Control("close", layout.leave, self._leave, t("back to the reefs  (Esc)"))]
        for task, rect in zip(TASK_NAMES, layout.tasks, strict=True):
            items.append(Control(f"task {task}", rect, task_of(task), t("what is learned"), active=config.task == task))
        for recipe, rect in zip(self._here(), layout.recipes, strict=False):
            hint = t("known to work") if recipe.works else t("known to fail")
            active = self._choice.recipe == recipe.key
            items.append(Control(f"recipe {recipe.key}", rect, taken(recipe), hint, active=active))
        for layer, (width, rect) in enumerate(zip(config.layers, layout.layers, strict=False)):
            items.append(self._width(layer, width, rect))
        items += [
            Control("less", layout.less, self.less, t("one layer less"), enabled=len(config.layers) > DEPTH_RANGE[0]),
            Control("more", layout.more, self.more, t("one layer more"), enabled=len(config.layers) < DEPTH_RANGE[1]),
        ]
        for name, rect in zip(NONLINEARITIES, layout.bends, strict=True):
            hint = t("the bend in every unit")
            items.append(Control(f"bend {name}", rect, bent(name), hint, active=config.activation == name))
        items.append(Control("begin", layout.begin, self.go, t("into this water  (Enter)")))
        return items

    def _width(self, layer: int, width: int, rect: pygame.Rect) -> Control:
        last = len(_PLACES) - 1
        at = _place_of(width)
        return Control(
            f"width {layer}",
            rect,
            lambda: None,
            self.stage.texts.t("units of this shoal, 1 to 512"),
            set_share=lambda share: self.set_width(layer, _PLACES[round(share * last)]),
            share=at / last,
            nudge=lambda steps: self.set_width(layer, _PLACES[min(max(at + steps, 0), last)]),
        )

    def draw(self, surface: pygame.Surface) -> None:
        """All of it."""
        layout = self.layout
        self.controls.items = self._controls(layout)
        looks = tuple((item.name, self.controls.look(item), item.share) for item in self.controls.items)
        key = (looks, self._choice, self.stage.kit)
        self._tapes.draw(surface, self.stage.time_s, [(key, lambda tape: self._draw(tape, layout))])

    def _draw(self, surface: pygame.Surface, layout: FreeLayout) -> None:
        kit, t = self.stage.kit, self.stage.texts.t
        px, config = kit.screen.px, self.config

        def line(text: str, rect: pygame.Rect, tone: RGB = MIST) -> None:
            kit.type.draw(surface, text, rect.topleft, "small", tone, width=rect.width, shadow=False)

        kit.type.draw(surface, t("Free sea"), layout.heading.topleft, "title", FOAM, width=layout.heading.width)
        icon_button(kit, surface, layout.leave, "close", self.controls.look_of("close"))
        for task, rect in zip(TASK_NAMES, layout.tasks, strict=True):
            choice_button(kit, surface, rect, t(TASK_TITLES[task]), self.controls.look_of(f"task {task}"))
        for panel, rect, name in (
            (layout.shelf, layout.shelf_heading, t("The shelf: tried, and known")),
            (layout.settings, layout.settings_heading, t("The network")),
        ):
            glass_panel(kit.shapes, surface, panel, px(20))
            kit.type.draw(surface, name, rect.topleft, "name", FOAM, width=rect.width, shadow=False)
        for recipe, rect, words in zip(self._here(), layout.recipes, layout.recipe_words, strict=False):
            text_button(kit, surface, rect, t(recipe.title), self.controls.look_of(f"recipe {recipe.key}"))
            tone = DONE if recipe.works else CORAL
            disc(kit.shapes, surface, (rect.left + px(20), rect.centery), px(5), tone)
            lines = kit.type.wrapped(t(recipe.why), "small", words.width, 2)
            kit.type.draw_lines(surface, lines, words.topleft, "small", MIST, shadow=False)
        for layer, (width, words, rect) in enumerate(
            zip(config.layers, layout.layer_words, layout.layers, strict=False)
        ):
            line(t("shoal {number}: {width} units").format(number=layer + 1, width=width), words, FOAM)
            look = self.controls.look_of(f"width {layer}")
            slider(kit, surface, rect, _place_of(width) / (len(_PLACES) - 1), look)
        text_button(kit, surface, layout.less, t("− layer"), self.controls.look_of("less"))
        text_button(kit, surface, layout.more, t("+ layer"), self.controls.look_of("more"))
        for name, rect in zip(NONLINEARITIES, layout.bends, strict=True):
            choice_button(kit, surface, rect, name, self.controls.look_of(f"bend {name}"))
        lines = kit.type.wrapped(self._summary(), "small", layout.summary.width, 2)
        kit.type.draw_lines(surface, lines, layout.summary.topleft, "small", MIST, shadow=False)
        text_button(kit, surface, layout.begin, t("dive"), self.controls.look_of("begin"))

    def _summary(self) -> str:
        """What else is set, and can be moved by the levers later."""
        t, config = self.stage.texts.t, self.config
        told = [
            t("warmth {value}").format(value=significant(config.learning_rate)),
            t("batch {value}").format(value=config.batch),
            t("anchor {value}").format(value=significant(config.weight_decay)),
            t("mist {value}").format(value=significant(config.dropout)),
        ]
        told += [t("reef")] * config.orthogonal + [t("not shuffled")] * (not config.shuffle)
        told += [t("small beginning")] * (config.init == "small")
        return " · ".join(told)


def _place_of(width: int) -> int:
    """The place of the width lever that is nearest to `width` units."""
    return min(range(len(_PLACES)), key=lambda index: abs(_PLACES[index] - width))
