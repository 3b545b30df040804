"""Tempo, snapshots and checkpoints by an injected clock; all with a trainer of a few numbers."""

import math

import pytest

from seaspirits_game.core.commands import (
    RestoreCheckpoint,
    SaveCheckpoint,
    SetLearningRate,
    SetTempo,
    SingleStep,
    Tempo,
)
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.facts import Fact, NotSaved, Restored, Saved, Started, Stopped, Torn
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.learning.checkpoint import CheckpointFolder
from seaspirits_game.learning.schedule import SHARE
from seaspirits_game.learning.session import SLICE, Session
from seaspirits_game.link.messages import Applied
from tests.link.fakes import FakeTrainer

CONFIG = VoyageConfig(task="fake")


class Clock:
    """Time that passes only when somebody says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class TimedTrainer(FakeTrainer):
    """A fake whose steps and snapshots take time."""

    def __init__(self, clock: Clock, step_takes: float, snapshot_takes: float) -> None:
        super().__init__(CONFIG)
        self.clock, self.step_takes, self.snapshot_takes = clock, step_takes, snapshot_takes

    def step(self) -> float:
        self.clock.now += self.step_takes
        return super().step()

    def snapshot(self, tempo: Tempo, steps_per_second: float) -> Snapshot:
        self.clock.now += self.snapshot_takes
        return super().snapshot(tempo, steps_per_second)


class Bench:
    """A session with its clock and all that it said."""

    def __init__(self, *, folder=None, step_takes=1e-4, snapshot_takes=2e-3, resume=False, **options) -> None:
        self.clock = Clock()
        self.said: list[Fact | Applied] = []
        self.snapshots: list[tuple[float, Snapshot]] = []
        self.trainer = TimedTrainer(self.clock, step_takes, snapshot_takes)
        self.session = Session(CONFIG, self.trainer, folder, self, clock=self.clock, **options)
        self.session.start(resume=resume)

    def deliver(self, snapshot: Snapshot) -> None:
        self.snapshots.append((self.clock.now, snapshot))

    def report(self, fact: Fact | Applied) -> None:
        self.said.append(fact)

    def run(self, seconds: float, *, watched: bool = True) -> None:
        """Turn as a worker does: sleep until something is due or the viewer's next frame asks for a snapshot."""
        end = self.clock.now + seconds
        while self.clock.now < end:
            if watched:
                self.session.grant()
            wait = self.session.turn()
            self.clock.now += min(wait, max(end - self.clock.now, 0.0), 1.0 / 60.0) + 1e-6

    def do(self, *commands) -> None:
        for command in commands:
            self.session.submit(command)
        self.session.turn()

    def facts(self, kind):
        return [fact for fact in self.said if isinstance(fact, kind)]


@pytest.mark.parametrize("tempo", [Tempo.X1, Tempo.X4, Tempo.X16])
def test_a_tempo_is_kept(tempo):
    bench = Bench(tempo=tempo)
    bench.run(20.0)
    assert bench.session.step_index == pytest.approx(20 * tempo.steps_per_second, abs=2)
    assert bench.snapshots[-1][1].steps_per_second == pytest.approx(tempo.steps_per_second, rel=0.1)


def test_a_paused_sea_makes_no_step_and_asks_for_no_time():
    bench = Bench(tempo=Tempo.PAUSE)
    bench.run(5.0)
    assert bench.session.step_index == 0
    assert bench.session.turn() == math.inf
    assert len(bench.snapshots) == 1


def test_an_unbounded_sea_looks_up_after_a_slice():
    bench = Bench(tempo=Tempo.UNBOUNDED)
    bench.run(0.5)
    before = bench.clock.now
    assert bench.session.turn() == 0.0
    assert bench.clock.now - before <= SLICE + bench.trainer.step_takes + 2 * bench.trainer.snapshot_takes


def test_a_stall_is_forgiven_not_made_up_for():
    bench = Bench(tempo=Tempo.X16)
    bench.run(1.0)
    before = bench.session.step_index
    bench.clock.now += 60.0
    bench.session.turn()
    assert bench.session.step_index - before <= 0.25 * 128 + 1


def test_a_trainer_slower_than_its_tempo_still_looks_up():
    bench = Bench(tempo=Tempo.X16, step_takes=0.1)
    bench.session.turn()
    before = bench.clock.now
    bench.session.turn()
    assert bench.clock.now - before <= 0.11


def test_at_a_slow_tempo_every_step_is_seen():
    bench = Bench(tempo=Tempo.X1)
    bench.run(5.0)
    steps = [snapshot.step for _, snapshot in bench.snapshots]
    assert steps == list(range(bench.session.step_index + 1))


@pytest.mark.parametrize("cost", [1e-3, 1e-2, 1e-1])
def test_snapshots_take_a_small_share_of_an_unbounded_sea(cost):
    bench = Bench(tempo=Tempo.UNBOUNDED, snapshot_takes=cost)
    bench.run(2.0)
    bench.snapshots.clear()
    bench.run(20.0)
    assert len(bench.snapshots) * cost <= 0.045 * 20.0
    assert 1 < len(bench.snapshots) <= 12 * 20 + 1


def test_a_costly_first_snapshot_does_not_delay_the_second():
    bench = Bench(tempo=Tempo.UNBOUNDED, snapshot_takes=1.0)
    bench.session.turn()
    bench.trainer.snapshot_takes = 1e-3
    bench.run(0.3)
    assert len(bench.snapshots) >= 3


def test_nobody_looks_and_no_snapshot_is_made():
    bench = Bench(tempo=Tempo.UNBOUNDED)
    bench.run(5.0, watched=False)
    assert [snapshot.step for _, snapshot in bench.snapshots] == [0]


def test_with_every_a_slow_viewer_misses_nothing():
    bench = Bench(tempo=Tempo.UNBOUNDED, every=7, hold_at=24)
    for _ in range(50):
        bench.session.turn()
        bench.session.turn()
        bench.session.grant()
    assert [snapshot.step for _, snapshot in bench.snapshots] == [0, 7, 14, 21, 24]


def test_with_every_single_steps_wait_for_the_viewer_and_keep_their_order():
    bench = Bench(tempo=Tempo.PAUSE, every=2)
    rates = [0.1, 0.2, 0.3, 0.4]
    for rate in rates:
        bench.session.submit(SetLearningRate(rate))
        bench.session.submit(SingleStep())
    for _ in range(3):
        bench.session.turn()
        bench.session.grant()
    bench.session.turn()
    assert [(snapshot.step, snapshot.learning_rate) for _, snapshot in bench.snapshots] == [
        (0, 0.05),
        (2, 0.2),
        (4, 0.4),
    ]
    assert [(applied.step, applied.command) for applied in bench.facts(Applied)] == [
        entry for step, rate in enumerate(rates) for entry in ((step, SetLearningRate(rate)), (step, SingleStep()))
    ]


def test_a_single_step_is_seen_at_once():
    bench = Bench(tempo=Tempo.PAUSE)
    bench.session.turn()
    bench.session.grant()
    bench.do(SingleStep())
    assert [snapshot.step for _, snapshot in bench.snapshots] == [0, 1]


def test_hold_at_stops_exactly_there_and_shows_it():
    bench = Bench(tempo=Tempo.UNBOUNDED, hold_at=33)
    bench.run(1.0)
    assert bench.session.step_index == 33
    assert bench.snapshots[-1][1].step == 33
    bench.do(SingleStep(), SetTempo(Tempo.X1))
    assert bench.session.step_index == 33


def test_a_snapshot_every_zero_steps_is_a_mistake():
    with pytest.raises(ValueError, match="every 0 steps"):
        Bench(every=0)


def test_checkpoints_come_at_the_beginning_often_at_first_and_then_every_five_seconds(tmp_path):
    bench = Bench(tempo=Tempo.X16, folder=CheckpointFolder(tmp_path))
    assert bench.said[1] == Saved(0)
    bench.run(1.5)
    assert len(bench.facts(Saved)) == 2
    bench.run(60.0)
    early = len(bench.facts(Saved))
    bench.run(50.0)
    assert len(bench.facts(Saved)) - early == pytest.approx(10, abs=1)


def test_nothing_new_is_nothing_to_save(tmp_path):
    bench = Bench(tempo=Tempo.PAUSE, folder=CheckpointFolder(tmp_path))
    bench.run(60.0)
    bench.session.stop()
    assert bench.facts(Saved) == [Saved(0)]
    assert bench.said[-1] == Stopped(0)


def test_disk_trouble_is_told_and_training_goes_on(tmp_path):
    (tmp_path / "in the way").write_text("a file")
    bench = Bench(tempo=Tempo.X16, folder=CheckpointFolder(tmp_path / "in the way"))
    assert isinstance(bench.said[1], NotSaved)
    assert "in the way" in bench.said[1].reason
    bench.run(10.0)
    assert bench.session.step_index > 1000
    assert not bench.facts(Saved)
    (tmp_path / "in the way").unlink()
    bench.do(SaveCheckpoint())
    assert bench.facts(Saved)


def test_without_a_disk_one_can_still_go_back(tmp_path):
    (tmp_path / "in the way").write_text("a file")
    bench = Bench(tempo=Tempo.PAUSE, folder=CheckpointFolder(tmp_path / "in the way"))
    bench.do(SingleStep(), SaveCheckpoint(), SingleStep(), SetLearningRate(9.0), SingleStep())
    assert bench.facts(Torn) == [Torn(3, "W1", 1)]
    bench.do(RestoreCheckpoint())
    assert bench.facts(Restored) == [Restored(1)]
    assert bench.session.step_index == 1


def test_a_torn_sea_makes_no_step_no_snapshot_no_checkpoint_until_restored(tmp_path):
    bench = Bench(tempo=Tempo.UNBOUNDED, folder=CheckpointFolder(tmp_path))
    bench.run(1.2)
    bench.do(SetLearningRate(9.0))
    assert bench.facts(Torn)
    said, seen = len(bench.said), len(bench.snapshots)
    bench.run(30.0)
    assert (len(bench.said), len(bench.snapshots)) == (said, seen)
    bench.do(SetLearningRate(0.2), RestoreCheckpoint())
    assert bench.facts(Restored) == [Restored(bench.facts(Torn)[0].last_good_step)]
    bench.run(1.0)
    assert bench.snapshots[seen][1].learning_rate == 0.2
    assert bench.session.step_index > bench.facts(Restored)[0].step


def test_a_snapshot_that_overflows_tears_as_a_step_does():
    from seaspirits_game.learning.torn import TornError

    bench = Bench(tempo=Tempo.PAUSE)
    bench.session.turn()

    def overflowing(tempo, steps_per_second):
        raise TornError(1, "layer1")

    bench.trainer.snapshot = overflowing
    bench.session.grant()
    bench.do(SingleStep())
    assert bench.facts(Torn) == [Torn(1, "layer1", 0)]


def test_resuming_goes_on_from_the_newest_checkpoint_as_if_nothing_had_been(tmp_path):
    first = Bench(tempo=Tempo.PAUSE, folder=CheckpointFolder(tmp_path))
    first.do(*[SingleStep()] * 5, SetLearningRate(0.3), SaveCheckpoint())
    second = Bench(tempo=Tempo.PAUSE, folder=CheckpointFolder(tmp_path), resume=True)
    assert [fact.step for fact in second.facts(Started)] == [5]
    for bench in (first, second):
        bench.do(*[SingleStep()] * 3)
    assert second.trainer.weights.tobytes() == first.trainer.weights.tobytes()


def test_resuming_in_an_empty_or_foreign_folder_begins_anew(tmp_path):
    other = FakeTrainer(VoyageConfig(task="fake", seed=9))
    other.step()
    CheckpointFolder(tmp_path).save(other.state())
    bench = Bench(tempo=Tempo.PAUSE, folder=CheckpointFolder(tmp_path), resume=True)
    assert [fact.step for fact in bench.facts(Started)] == [0]
    assert bench.facts(Saved) == [Saved(0)]


class DearTrainer(TimedTrainer):
    """A fake with two measures that take 40 and 10 ms."""

    dear_names = ("steep", "loud")

    def dear(self, name):
        self.clock.now += {"steep": 0.04, "loud": 0.01}[name]
        self.spent = getattr(self, "spent", 0.0) + {"steep": 0.04, "loud": 0.01}[name]
        return {name: float(self.weights[0])}


class DearBench(Bench):
    """A bench with that trainer."""

    def __init__(self, **options) -> None:
        super().__init__(**options)
        self.trainer = DearTrainer(self.clock, 1e-4, 2e-3)
        self.session = Session(CONFIG, self.trainer, None, self, clock=self.clock, **options)
        self.session.start()


@pytest.mark.parametrize("tempo", [Tempo.X1, Tempo.X16, Tempo.UNBOUNDED])
def test_dear_measures_have_a_bounded_share_and_do_not_thin_out_the_snapshots(tempo):
    bench, plain = DearBench(tempo=tempo), Bench(tempo=tempo)
    for one in (bench, plain):
        one.run(30.0)
    assert 0.5 * SHARE * 30.0 <= bench.trainer.spent <= SHARE * 30.0 + 0.05
    assert len(bench.snapshots) >= 0.9 * len(plain.snapshots)
    shown = [snapshot for _, snapshot in bench.snapshots]
    assert set(shown[-1].dear) == {"steep", "loud"}
    for snapshot in shown:
        for name, reading in snapshot.dear.items():
            assert (name in snapshot.readings) == (reading.step == snapshot.step)
            assert reading.step <= snapshot.step


def test_at_fixed_steps_clock_and_caller_get_the_same_dear_readings():
    by_clock, by_caller = DearBench(every=2), DearBench(every=2)
    by_clock.run(2.0)
    by_caller.session.advance(0)
    while by_caller.session.step_index < by_clock.session.step_index:
        by_caller.session.advance(1)
    told = [
        {snapshot.step: (snapshot.readings, snapshot.dear) for _, snapshot in bench.snapshots}
        for bench in (by_clock, by_caller)
    ]
    assert len(told[0]) > 30
    assert told[0] == {step: told[1][step] for step in told[0]}
    assert [step for step, (readings, _) in told[0].items() if readings] == [*range(0, max(told[0]) + 1, 20)]


def test_what_was_read_beyond_a_restored_step_is_forgotten():
    bench = DearBench(tempo=Tempo.UNBOUNDED, save_seconds=None)
    bench.do(SaveCheckpoint())
    bench.run(5.0)
    assert bench.snapshots[-1][1].dear
    count = len(bench.snapshots)
    bench.do(RestoreCheckpoint())
    bench.run(0.2)
    restored = bench.snapshots[count:]
    assert restored[0][1].step <= 1
    assert all(reading.step >= 0 and reading.step <= s.step for _, s in restored for reading in s.dear.values())
