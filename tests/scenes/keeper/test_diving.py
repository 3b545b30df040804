"""A scripted player at the real scenes, with a network that really learns in this very process."""

import numpy as np
import pytest

from seaspirits_game.core.commands import GrowWider, SetLearningRate, SetTempo, Tempo
from seaspirits_game.core.facts import Torn
from seaspirits_game.core.ranges import LEARNING_RATE_RANGE
from seaspirits_game.keeper.state import Outcome, Reason
from seaspirits_game.quicksort.game import rule_move
from seaspirits_game.quicksort.rules import RULES_BY_NAME
from seaspirits_game.scenes.asks import GoTo
from seaspirits_game.scenes.events import PointerDown, PointerMove, PointerUp
from seaspirits_game.scenes.keeper.dive_page import DivePage
from seaspirits_game.scenes.keeper.end_page import EndPage
from seaspirits_game.scenes.keeper.free_page import FreePage
from seaspirits_game.scenes.keeper.kraken_page import KrakenPage
from seaspirits_game.scenes.keeper.levers import wider
from seaspirits_game.scenes.keeper.reefs_page import ReefsPage
from seaspirits_game.scenes.keeper.tutorial import STEPS
from seaspirits_game.storage.logbook import Logbook
from tests.scenes.keeper.afloat import Diver


def drag(diver: Diver, name: str, share: float) -> None:
    """Move a lever by a finger."""
    diver.draw()
    rect = next(item.rect for item in diver.page.controls.items if item.name == name)
    x = rect.left + share * rect.width
    diver.company.handle(PointerDown(rect.centerx, rect.centery, 0))
    diver.company.handle(PointerMove(x, rect.centery, 0, True))
    diver.company.handle(PointerUp(x, rect.centery, 0))
    diver.frames(1)


def to_the_end(diver: Diver, most: int = 6000) -> None:
    for _ in range(most):
        if isinstance(diver.page, EndPage):
            return
        diver.frames(1, sail=True)
    raise AssertionError("the dive did not end")


def test_a_player_finishes_the_tutorial_and_wins_the_first_dive() -> None:
    diver = Diver()
    assert isinstance(diver.page, ReefsPage)
    diver.touch("dive first-light")
    diver.touch("begin")
    page = diver.page
    assert isinstance(page, DivePage)
    assert page.tutorial is not None
    said = []
    for number in range(len(STEPS)):
        diver.frames(80)
        said.append(page.said()[0])
        match number:
            case 0:
                diver.sail(30)
            case 2:
                diver.press("space")
                assert page.rests
            case 3:
                diver.press("space")
                drag(diver, "lever learning_rate", 0.62)
            case 4:
                diver.sail(30)
            case 5:
                diver.press("page up")
                assert page.stage.in_past
                diver.frames(80)
                diver.press("escape")
            case 6:
                diver.touch("hint")
        diver.frames(2)
        while page.tutorial.at <= number:
            diver.frames(30)
    assert len(set(said)) == len(STEPS)
    assert page.tutorial.over
    effect = page.board.effects.of("learning_rate")
    assert effect.after > effect.before > 0.0  # longer steps, as measured
    to_the_end(diver)
    assert diver.scene.diving.state.outcome is Outcome.WON
    assert diver.scene.keepsake.guided
    diver.draw()
    diver.press("o")
    assert isinstance(diver.page, ReefsPage)
    assert diver.page.stars["first-light"] >= 1
    assert diver.scene.diving is None


def test_a_dive_from_the_title_and_back_by_keys_alone() -> None:
    diver = Diver()
    diver.company.go("title")
    diver.draw()
    diver.press("k")
    assert diver.company.stage.take_asks() == [GoTo("keeper")]
    diver.company.go("keeper")
    diver.draw()
    diver.press("down", "right")  # the first touch of a key lights what is chosen, the second moves on
    assert diver.page.chosen == "foundation"
    diver.press("left")
    diver.press("return")
    assert isinstance(diver.page, DivePage)
    diver.frames(30)
    diver.draw()
    for _ in range(7):
        diver.press("]")
    assert diver.link.sent[-1] == SetLearningRate(pytest.approx(0.1, rel=0.25))
    diver.press("backspace")
    assert diver.page.tutorial is None
    diver.press("n")
    assert diver.page.said()[0]
    names = set()
    for _ in range(40):
        diver.press("tab")
        diver.draw()
        names.add(diver.page.controls.focused)
    assert names == {item.name for item in diver.page.controls.items}  # the keys reach everything
    diver.press("escape")
    to_the_end(diver)
    diver.draw()
    diver.press("return")  # on to the next dive
    assert isinstance(diver.page, DivePage)
    assert diver.page.diving.dive.key == "foundation"
    diver.frames(20)
    diver.draw()
    diver.press("escape")
    assert isinstance(diver.page, DivePage)  # once says what twice does
    diver.press("escape")
    assert isinstance(diver.page, ReefsPage)


def test_only_the_levers_of_the_dive_are_shown_and_each_says_where_it_stands() -> None:
    diver = Diver()
    dive = next(dive for dive in diver.scene.dives if dive.key == "too-warm")
    diver.scene.begin(dive)
    diver.frames(3)
    diver.draw()
    names = {item.name for item in diver.page.controls.items if item.name.startswith("lever ")}
    assert names == {f"lever {name}" for name in dive.levers if name != "rewind"}
    warmth = next(item for item in diver.page.controls.items if item.name == "lever learning_rate")
    assert warmth.share > 0.9  # it begins too warm, and shows it


def test_the_windows_own_voyage_rests_while_somebody_dives() -> None:
    diver = Diver()
    sent = []
    diver.company.stage._send = sent.append
    diver.scene.begin(diver.scene.dives[0])
    assert sent == [SetTempo(Tempo.PAUSE)]
    diver.scene.to_reefs()
    assert sent[-1] == SetTempo(Tempo.X4)


def test_a_lost_dive_names_its_alarm_and_is_taken_up_where_it_turned() -> None:
    diver = Diver()
    diver.scene.begin(next(dive for dive in diver.scene.dives if dive.key == "too-warm"))
    to_the_end(diver)
    state = diver.scene.diving.state
    assert state.outcome is Outcome.LOST
    assert state.reason is Reason.BUDGET
    diver.draw()
    page = diver.page
    assert str(state.alarm.step) in page._reason()
    assert page.ways[0].name == "back"
    assert str(state.turning) in page.ways[0].words
    diver.press("b")
    assert isinstance(diver.page, DivePage)
    assert diver.scene.diving.state.outcome is Outcome.UNDER_WAY
    assert diver.scene.diving.state.retries == 1
    assert any(command.name == "rewind" and command.step == state.turning for command in diver.link.sent)


def test_a_torn_sea_is_shown_explained_and_undone() -> None:
    diver = Diver()
    diver.scene.begin(diver.scene.dives[0])
    diver.frames(3, sail=True)
    page = diver.page
    page.diving.voyage.stage.hear(Torn(14, "W1", 0))
    page.diving._note(Torn(14, "W1", 0))
    diver.draw()
    text, alarmed = page.said()
    assert alarmed
    assert "14" in text
    assert "W1" in text
    diver.touch("mend")
    assert diver.link.sent[-1].name == "restore_checkpoint"
    diver.frames(3, sail=True)
    assert not page.torn
    assert page.diving.state.torn is None
    assert page.diving.state.tears == 1


def test_stars_are_kept_in_the_logbook(tmp_path) -> None:
    diver = Diver()
    diver.scene.keepsake.logbook = Logbook(tmp_path / "book.sqlite")
    diver.scene.begin(diver.scene.dives[0])
    diver.page.diving.send(SetLearningRate(0.12))
    to_the_end(diver)
    won = diver.scene.diving.state.stars
    book = diver.scene.keepsake.logbook
    assert book.settle()
    assert [(entry.dive, entry.stars) for entry in book.best_stars()] == [("first-light", won)]
    assert book.dives()[0].steps == diver.scene.diving.state.step
    assert [lesson.name for lesson in book.lessons()] == ["keeper tutorial"]
    diver.company.close()
    assert diver.voyages.closed


def test_the_daily_dive_is_the_same_for_all_who_dive_that_day() -> None:
    import datetime

    seeds = []
    for _ in range(2):
        diver = Diver()
        diver.scene._today = lambda: datetime.date(2026, 3, 9)
        diver.draw()
        diver.touch("door daily")
        diver.touch("begin")
        seeds.append(diver.scene.diving.seed)
    assert seeds == [20260309, 20260309]


def test_the_free_sea_takes_any_network_within_its_limits() -> None:
    diver = Diver()
    diver.press("f")
    page = diver.page
    assert isinstance(page, FreePage)
    diver.touch("task circles")
    assert page.config.task == "circles"
    for _ in range(9):
        diver.touch("more")
    assert len(page.config.layers) == 8
    page.set_width(3, 7)
    diver.touch("bend relu")
    for _ in range(6):
        diver.touch("less")
    assert page.config.activation == "relu"
    page.set_width(1, 100_000)
    assert page.config.layers[1] == 512
    page.set_width(1, 20)
    diver.touch("begin")
    dive_page = diver.page
    assert isinstance(dive_page, DivePage)
    diver.sail(40)
    diver.draw()
    assert dive_page.stage.snapshot.levers.layers == page.config.layers
    assert dive_page.diving.state.outcome is Outcome.UNDER_WAY
    assert len([item for item in dive_page.controls.items if item.name.startswith("lever ")]) >= 11
    assert dive_page.diving.send(SetLearningRate(LEARNING_RATE_RANGE[1]))


def test_every_recipe_of_the_shelf_can_be_taken() -> None:
    diver = Diver()
    diver.press("f")
    page = diver.page
    for recipe in page._recipes:
        page.set_task(recipe.voyage.get("task", "digits"))
        diver.touch(f"recipe {recipe.key}")
        assert page.config == recipe.config(diver.company.stage.seed)


def test_without_a_trainer_it_is_said() -> None:
    diver = Diver()
    diver.scene._voyages = None
    diver.scene.begin(diver.scene.dives[0])
    assert isinstance(diver.page, ReefsPage)
    assert diver.company.stage.message


def test_the_kraken_calls_to_a_duel_and_its_end_is_told_to_the_dive() -> None:
    diver = Diver()
    diver.scene.begin(next(dive for dive in diver.scene.dives if dive.key == "kraken"))
    while not isinstance(diver.page, KrakenPage):
        diver.frames(1, sail=True)
        assert not diver.scene.diving.over
    step = diver.link.step_index
    diver.draw()
    play = diver.page.play
    play.skip_rival()
    number = 0
    while isinstance(diver.page, KrakenPage):
        if play.may_choose:
            segment = play.player.state.segment
            rng = np.random.default_rng(number)
            choice = rule_move(play.player.state, RULES_BY_NAME["true-median"], rng).moves[-1].step
            play.choose(segment.lo + choice.pivot)
            number += 1
        diver.frames(6, sail=True)
    state = diver.scene.diving.state
    assert diver.link.step_index > step  # the sea went on learning meanwhile
    assert (state.duels_won, state.duels_lost) == (1, 0)
    assert isinstance(diver.page, DivePage)


def test_a_duel_that_is_left_is_lost() -> None:
    diver = Diver()
    diver.scene.begin(next(dive for dive in diver.scene.dives if dive.key == "kraken"))
    while not isinstance(diver.page, KrakenPage):
        diver.frames(1, sail=True)
    diver.draw()
    diver.press("escape")
    assert isinstance(diver.page, DivePage)
    assert diver.scene.diving.state.duels_lost == 1


def in_the_free_sea() -> Diver:
    diver = Diver()
    diver.press("f")
    diver.page.set_task("moons")
    diver.page.go()
    diver.frames(3)
    diver.draw()
    diver.sail(40)
    diver.draw()
    return diver


def test_growth_keeps_what_the_network_says_and_lets_a_shoal_rise() -> None:
    diver = in_the_free_sea()
    page = diver.page
    diver.press("space")
    before = page.stage.snapshot
    diver.touch("lever grow_deeper")
    diver.frames(2)
    after = page.stage.snapshot
    widths = before.levers.layers
    assert after.step == before.step
    assert after.levers.layers == (*widths[:2], widths[1], *widths[2:])
    assert np.abs(after.probs - before.probs).max() < 1e-5
    assert page.stage.world.sheet.layer_widths == after.levers.layers
    assert page.board.effects.of("grow_deeper").after == pytest.approx(before.train_loss, abs=1e-5)
    diver.draw()
    assert any("deeper" in told for told in [page.board._deeds_told()])


def test_going_back_returns_the_very_sea_and_leaves_a_branch_to_hop_to() -> None:
    diver = in_the_free_sea()
    page = diver.page
    then = {}
    for _ in range(30):
        diver.frames(1, sail=True)
        then[page.stage.snapshot.step] = page.stage.snapshot
    tip = page.stage.snapshot
    goal = sorted(then)[len(then) // 2]
    page.stage.look_back(goal)
    diver.draw()
    diver.press("space")
    diver.touch("rewind")
    diver.frames(3)
    now = page.stage.snapshot
    assert now.step == goal
    assert np.array_equal(now.probs, then[goal].probs)  # to the last bit
    assert not page.stage.in_past
    diver.press("space")
    diver.sail(20)
    diver.draw()
    assert [branch.id for branch in page.stage.branches.tree] == [0, 1]
    diver.press("space")
    diver.touch("branch 0")
    diver.frames(3)
    assert page.stage.snapshot.step == tip.step
    assert np.array_equal(page.stage.snapshot.probs, tip.probs)


def test_growing_costs_light_and_what_cannot_be_paid_is_said() -> None:
    diver = Diver()
    diver.scene.begin(next(dive for dive in diver.scene.dives if dive.key == "small-sea"))
    diver.frames(3, sail=True)
    diver.draw()
    page = diver.page
    assert "light" in page.board._deeds_told()
    diver.press("space")
    light, layers = page.diving.state.light, page.stage.snapshot.levers.layers
    price = page.diving.price(GrowWider(page.board.layer, wider(layers[page.board.layer - 1])))
    diver.touch("lever grow_wider")
    assert page.diving.state.light == pytest.approx(light - price)
    diver.frames(3)
    assert page.stage.snapshot.levers.layers != page.diving.dive.config(0).layers
    sent = len(diver.link.sent)
    for _ in range(40):
        diver.touch("lever grow_wider")
    assert "light" in diver.company.stage.message
    assert len(diver.link.sent) < sent + 40
