"""The slot keeps the newest, the queue keeps all, the journal keeps what repeats the voyage."""

import math

from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.core.commands import RestoreCheckpoint, Rewind, SaveCheckpoint, SetLearningRate, SingleStep, Tempo
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.facts import Declined, NotSaved, Restored, Saved, Started
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.link.mailbox import Journal, Mailbox
from seaspirits_game.link.messages import Applied
from tests.link.fakes import FakeTrainer


def snapshot(step: int) -> Snapshot:
    trainer = FakeTrainer(VoyageConfig())
    trainer.step_index = step
    return trainer.snapshot(Tempo.PAUSE, 0.0)


def started(step: int) -> Started:
    return Started(VoyageConfig(), FakeTrainer(VoyageConfig()).sheet, step, 1)


def test_the_newest_snapshot_takes_the_place_of_an_older_one():
    now = 10.0
    mailbox = Mailbox(lambda: now)
    assert mailbox.newest() is None
    assert mailbox.age() == math.inf
    mailbox.deliver(snapshot(1))
    newest = snapshot(2)
    mailbox.deliver(newest)
    now = 12.5
    assert mailbox.newest() is newest
    assert mailbox.newest() is newest, "taking it does not remove it"
    assert mailbox.age() == 2.5


@given(st.lists(st.lists(st.integers(0, 9))))
def test_every_fact_is_drained_once_and_in_order(batches: list[list[int]]):
    mailbox = Mailbox(lambda: 0.0)
    drained = []
    for batch in batches:
        for step in batch:
            mailbox.report(Saved(step))
        drained += mailbox.drain()
    assert drained == [Saved(step) for batch in batches for step in batch]
    assert mailbox.drain() == []


def test_applied_commands_go_to_the_journal_and_not_to_the_facts():
    mailbox = Mailbox(lambda: 0.0)
    mailbox.report(Applied(3, SingleStep()))
    assert mailbox.drain() == []
    assert mailbox.journal == ((3, SingleStep()),)


def test_a_checkpoint_saved_by_the_clock_is_written_in_when_it_was_gone_back_to():
    journal = Journal()
    for fact in (
        started(0),
        Saved(0),
        Applied(5, SetLearningRate(0.1)),
        Saved(10),
        Applied(12, SetLearningRate(9.0)),
        Applied(13, RestoreCheckpoint()),
        Restored(10),
        Applied(14, RestoreCheckpoint()),
        Restored(10),
    ):
        journal.note(fact)
    assert journal.entries == (
        (5, SetLearningRate(0.1)),
        (10, SaveCheckpoint()),
        (12, SetLearningRate(9.0)),
        (13, RestoreCheckpoint()),
        (14, RestoreCheckpoint()),
    )


def test_a_save_that_was_asked_for_is_not_written_in_twice():
    journal = Journal()
    for fact in (
        Applied(7, SaveCheckpoint()),
        NotSaved(7, "disk full"),
        Applied(9, RestoreCheckpoint()),
        Restored(7),
    ):
        journal.note(fact)
    assert journal.entries == ((7, SaveCheckpoint()), (9, RestoreCheckpoint()))


def test_what_a_crash_undid_leaves_the_journal():
    journal = Journal()
    for fact in (
        started(0),
        Saved(0),
        Applied(5, SetLearningRate(0.1)),
        Saved(10),
        Applied(12, SetLearningRate(0.2)),
        started(10),
        Applied(10, SetLearningRate(0.2)),
    ):
        journal.note(fact)
    assert journal.entries == ((5, SetLearningRate(0.1)), (10, SetLearningRate(0.2)))


def test_what_was_declined_is_no_part_of_the_voyage():
    journal = Journal()
    for fact in (Applied(3, SetLearningRate(0.2)), Applied(7, Rewind(5)), Declined(7, Rewind(5), "before the memory")):
        journal.note(fact)
    assert journal.entries == ((3, SetLearningRate(0.2)),)
