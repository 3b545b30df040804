"""Levers have places that a hand would choose, and say what they really did."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.core.commands import Command, SetClipping, SetLearningRate, SetOrthogonal, from_record, to_record
from seaspirits_game.core.levers import Levers
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.keeper.light import LEVERS
from seaspirits_game.scenes.keeper.effects import QUANTITY_BY_LEVER, WATCHED, Effects
from seaspirits_game.scenes.keeper.hands import Hands
from seaspirits_game.scenes.keeper.levers import DEEDS, SLIDERS, SLIDERS_BY_NAME, SWITCHES, TITLES, wider
from tests.scenes.voyages import snapshots

EVERY_SLIDER = pytest.mark.parametrize("lever", SLIDERS, ids=lambda lever: lever.name)


def seen(step: int, levers: Levers, **changes: object) -> Snapshot:
    base = snapshots()[2]
    return replace(base, step=step, levers=levers, **changes)


def test_every_lever_of_the_rules_has_a_name_and_a_quantity() -> None:
    named = {lever.name for lever in (*SLIDERS, *SWITCHES)} | {deed.name for deed in DEEDS}
    assert named | {"rewind"} == set(LEVERS)
    assert set(TITLES) == set(LEVERS)
    assert set(QUANTITY_BY_LEVER) == named


@EVERY_SLIDER
def test_every_place_is_a_command_that_the_trainer_takes(lever) -> None:
    for value in lever.places:
        command = lever.command(value)
        assert from_record(to_record(command)) == command
        assert lever.told(value)


@EVERY_SLIDER
def test_places_rise_and_are_found_again(lever) -> None:
    assert list(lever.places) == sorted(set(lever.places))
    for index, value in enumerate(lever.places):
        assert lever.share(value) == pytest.approx(index / (len(lever.places) - 1))
        assert lever.place_at(lever.share(value)) == value
        following = lever.places[min(index + 1, len(lever.places) - 1)]
        before = lever.places[max(index - 1, 0)]
        assert (lever.beside(value, 1), lever.beside(value, -1)) == (following, before)


@given(st.sampled_from(SLIDERS), st.floats(1e-6, 1e3))
def test_a_value_between_two_places_stands_between_them(lever, value: float) -> None:
    share = lever.share(value)
    assert 0.0 <= share <= 1.0
    if lever.places[0] < value < lever.places[-1]:
        assert lever.beside(value, -1) <= value <= lever.beside(value, 1)


def test_warmth_is_logarithmic() -> None:
    warmth = SLIDERS_BY_NAME["learning_rate"]
    assert warmth.share(0.03) - warmth.share(0.003) == pytest.approx(warmth.share(0.3) - warmth.share(0.03), abs=0.02)


def test_clipping_at_its_end_lets_everything_pass() -> None:
    clipping = SLIDERS_BY_NAME["clipping"]
    assert clipping.command(clipping.places[-1]) == SetClipping(0.0)
    assert clipping.share(clipping.read(Levers(clipping=0.0))) == 1.0


def test_growth_never_asks_for_more_than_is_possible() -> None:
    assert [wider(width) for width in (1, 7, 8, 508, 512)] == [2, 14, 16, 512, 512]


def test_a_lever_stands_where_it_was_put_until_the_trainer_answers() -> None:
    sent: list[Command] = []

    def send(command: Command) -> bool:
        sent.append(command)
        return True

    hands, warmth, reef = Hands(send), SLIDERS_BY_NAME["learning_rate"], SWITCHES[0]
    hands.hear(seen(0, Levers(learning_rate=0.05)))
    hands.move(warmth, 0.1)
    hands.turn(reef)
    assert sent == [SetLearningRate(0.1), SetOrthogonal(True)]
    hands.hear(seen(1, Levers(learning_rate=0.05)))
    assert (hands.value(warmth), hands.is_on(reef)) == (0.1, True)
    hands.hear(seen(2, Levers(learning_rate=0.1, orthogonal=True)))
    assert (hands.value(warmth), hands.is_on(reef)) == (0.1, True)
    hands.hear(seen(3, Levers(learning_rate=0.02)))  # the sea has moved it
    assert hands.value(warmth) == 0.02


def test_a_hand_that_is_refused_moves_nothing() -> None:
    hands = Hands(lambda command: False)
    hands.hear(seen(0, Levers(learning_rate=0.05)))
    hands.move(SLIDERS_BY_NAME["learning_rate"], 1.0)
    hands.turn(SWITCHES[0])
    assert hands.value(SLIDERS_BY_NAME["learning_rate"]) == 0.05
    assert not hands.is_on(SWITCHES[0])


def way(step: int, levers: Levers, length: float, branch: int = 0) -> Snapshot:
    return seen(step, levers, readings={"path_length": length}, branch=branch)


def test_the_effect_of_warmth_is_the_way_per_step_before_and_after() -> None:
    effects, cold, warm = Effects(), Levers(learning_rate=0.05), Levers(learning_rate=0.1)
    for step in range(0, 50, 10):
        effects.add(way(step, cold, 0.02 * step))
    assert effects.of("learning_rate") is None
    effects.add(way(50, warm, 0.8 + 0.5))
    effects.add(way(60, warm, 1.3 + 0.5))
    effect = effects.of("learning_rate")
    assert (effect.at, effect.until) == (40, 60)
    assert effect.before == pytest.approx(0.02)
    assert effect.after == pytest.approx(0.05)


def test_an_effect_is_followed_for_a_while_and_then_stands() -> None:
    effects, dry, misty = Effects(), Levers(), Levers(dropout=0.2)
    effects.add(seen(0, dry, train_accuracy=0.9, val_accuracy=0.8))
    for step in range(10, WATCHED + 200, 10):
        effects.add(seen(step, misty, train_accuracy=0.9, val_accuracy=0.85 if step <= WATCHED else 0.1))
    effect = effects.of("dropout")
    assert effect.until == WATCHED
    assert effect.before == pytest.approx(0.1)
    assert effect.after == pytest.approx(0.05)


def test_going_back_is_no_lever() -> None:
    effects = Effects()
    effects.add(seen(100, Levers(learning_rate=0.1)))
    effects.add(seen(40, Levers(learning_rate=0.05)))
    assert effects.of("learning_rate") is None
    effects.add(seen(50, Levers(learning_rate=0.2), branch=1))
    assert effects.of("learning_rate") is None


def test_growth_is_told_by_the_loss_and_pruning_by_the_dead() -> None:
    effects = Effects()
    effects.add(seen(0, Levers(layers=(8, 8)), train_loss=0.5))
    effects.add(seen(1, Levers(layers=(16, 8)), train_loss=0.5))
    assert effects.of("grow_wider").after == pytest.approx(0.5)
    effects.add(seen(2, Levers(layers=(16, 8, 8)), train_loss=0.4))
    assert effects.of("grow_deeper").before == pytest.approx(0.5)
    effects.add(seen(3, Levers(layers=(12, 8, 8)), readings={"layer1.dead": 0.0}))
    assert effects.of("prune_dead").after == 0.0
    assert math.isnan(effects.of("prune_dead").before) or effects.of("prune_dead").before >= 0.0
