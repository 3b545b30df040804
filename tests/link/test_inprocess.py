"""The trainer of this process moves only when told, and the same way every time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seaspirits_game.core.commands import (
    RestoreCheckpoint,
    SaveCheckpoint,
    SetLearningRate,
    SetTempo,
    SingleStep,
    Tempo,
)
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.facts import NotSaved, Refused, Restored, Started, Stopped, Torn
from seaspirits_game.learning.session import Session
from seaspirits_game.link.inprocess import InProcessLink
from seaspirits_game.link.protocol import LinkState
from tests.link.fakes import FakeTrainer, equal_but_for_the_clock

CONFIG = VoyageConfig(task="fake")


def link(config: VoyageConfig = CONFIG, **options) -> InProcessLink:
    def session(outlet):
        return Session(config, FakeTrainer(config), None, outlet, clock=lambda: 0.0, **options)

    return InProcessLink(session)


def test_it_starts_at_step_0_and_shows_it():
    trainer = link()
    assert isinstance(trainer.facts()[0], Started)
    assert trainer.latest().step == 0
    assert trainer.state is LinkState.RUNNING


def test_every_k_steps_there_is_a_snapshot():
    trainer = link(every=4)
    assert trainer.advance(3) == 3
    assert trainer.latest().step == 0
    trainer.advance(6)
    assert (trainer.step_index, trainer.latest().step) == (9, 8)


def test_without_every_a_snapshot_is_made_when_somebody_looks():
    trainer = link()
    trainer.latest()
    trainer.advance(5)
    trainer.advance(2)  # nobody looked in between: none
    assert trainer.latest().step == 5
    trainer.advance(1)
    assert trainer.latest().step == 8


def test_it_holds_where_it_is_told_and_shows_that_step():
    trainer = link(every=4, hold_at=10)
    assert trainer.advance(100) == 10
    assert trainer.latest().step == 10
    trainer.send(SingleStep())
    assert trainer.step_index == 10


def test_the_caller_is_the_tempo():
    trainer = link(tempo=Tempo.PAUSE)
    assert trainer.advance(3) == 3
    trainer.send(SingleStep())
    assert trainer.step_index == 4


def test_a_torn_sea_stands_still_until_it_is_restored():
    trainer = link(every=5)
    trainer.advance(10)
    trainer.send(SaveCheckpoint())
    trainer.advance(3)
    trainer.send(SetLearningRate(9.0))
    assert trainer.advance(10) == 0
    assert trainer.state is LinkState.TORN
    assert trainer.facts()[-1] == Torn(14, "W1", 10)
    trainer.send(SaveCheckpoint())
    assert trainer.facts() == [NotSaved(13, "W1 is no longer finite")]
    trainer.send(SetLearningRate(0.1))
    trainer.send(RestoreCheckpoint())
    assert trainer.facts() == [Restored(10)]
    assert trainer.state is LinkState.RUNNING
    assert trainer.latest().learning_rate == 0.1, "the lever stays where the hand left it"
    assert trainer.advance(1) == 1


def test_going_back_twice_from_the_same_tear_goes_further_back():
    trainer = link()
    trainer.advance(4)
    trainer.send(SetLearningRate(9.0))
    trainer.send(SaveCheckpoint())
    trainer.advance(1)
    trainer.send(RestoreCheckpoint())
    trainer.advance(1)
    trainer.send(RestoreCheckpoint())
    assert [fact.step for fact in trainer.facts() if isinstance(fact, Restored)] == [4, 0]


def test_a_refusal_is_a_fact_and_no_exception():
    trainer = link(VoyageConfig(task="refused"))
    assert trainer.facts() == [Refused("unknown task 'refused'; known is none")]
    assert trainer.state is LinkState.REFUSED
    assert trainer.latest() is None
    assert trainer.advance(1) == 0
    trainer.send(SingleStep())
    trainer.close()


def test_a_wrong_value_fails_where_it_is_sent():
    with pytest.raises(UserError, match=r"set_learning_rate: value: -1\.0"):
        link().send(SetLearningRate(-1.0))


def test_it_can_be_closed_twice():
    trainer = link()
    trainer.facts()
    trainer.close()
    trainer.close()
    assert trainer.facts() == [Stopped(0)]
    assert trainer.state is LinkState.STOPPED
    assert trainer.latest().step == 0


commands = st.one_of(
    st.just(SingleStep()),
    st.just(SaveCheckpoint()),
    st.just(RestoreCheckpoint()),
    st.sampled_from(Tempo).map(SetTempo),
    st.floats(0.01, 6.0).map(SetLearningRate),
)


@settings(max_examples=40)
@given(st.lists(st.one_of(commands, st.integers(0, 20)), max_size=25))
def test_a_voyage_is_repeated_by_its_journal(deeds):
    trainer = link(every=3)
    for deed in deeds:
        if isinstance(deed, int):
            trainer.advance(deed)
        else:
            trainer.send(deed)
    again = link(every=3)
    for step, command in trainer.journal:
        again.advance(step - again.step_index)
        again.send(command)
    again.advance(trainer.step_index - again.step_index)
    assert again.journal == trainer.journal
    assert again.step_index == trainer.step_index
    assert equal_but_for_the_clock(again.latest(), trainer.latest())
