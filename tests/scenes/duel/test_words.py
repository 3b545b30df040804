"""What the pages say fits where it stands, on every screen that is promised."""

import numpy as np
import pytest

from seaspirits_game.quicksort.distribution import LawShelf
from seaspirits_game.quicksort.rules import RULES_BY_NAME
from seaspirits_game.scenes.duel.catch import told
from seaspirits_game.scenes.duel.drawing import text_heights
from seaspirits_game.scenes.duel.kraken import PENS, TARGETS
from seaspirits_game.scenes.duel.lesson_steps import STEPS, Balance, ExpectedCost, Step, WhyRandom
from seaspirits_game.scenes.duel.solo_layout import WORDS, lay_out_solo
from seaspirits_game.texts.catalogue import Texts
from tests.scenes.duel.tables import Visit, a_stage

SIZES = [(1280, 720), (1920, 1080), (1080, 1920), (3840, 2160)]


def finished(step: Step) -> Step:
    if isinstance(step, Balance):
        step.choose(int(np.flatnonzero(step.side.state.values == 7)[0]))
    if isinstance(step, WhyRandom):
        step.throws = [43, 51, 48]
    if isinstance(step, ExpectedCost):
        step.sort()
    return step


def sentences() -> list[str]:
    texts, law = Texts(), LawShelf().law(PENS)
    found = []
    for kind in STEPS:
        step = finished(kind(texts, 0, False))
        found += [step.task, step.insight]
    for name in TARGETS:
        for adaptive in (False, True):
            found.append(told(texts, RULES_BY_NAME[name], adaptive, None, np.zeros(0, np.int64), law))
    visit = Visit()
    for key in ("m", "s"):
        visit.press(key)
        found.append(visit.page.told())
        visit.press("escape")
    return found


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
def test_every_task_and_insight_is_shown_whole(size: tuple[int, int]) -> None:
    kit = a_stage(size).kit
    layout = lay_out_solo(kit.screen, text_heights(kit), kit.type.line_height("title"), ribbons=2)
    for text in sentences():
        lines = kit.type.wrapped(text, "body", layout.words.width)
        assert len(lines) <= WORDS, text
