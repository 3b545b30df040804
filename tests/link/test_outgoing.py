"""Sending never waits; each new trainer hears first where the levers stand; nothing unread is lost."""

import time
from multiprocessing import Pipe

from seaspirits_game.core.commands import (
    RestoreCheckpoint,
    Rewind,
    SetClipping,
    SetDropout,
    SetLearningRate,
    SetTempo,
    SingleStep,
    Tempo,
)
from seaspirits_game.link.messages import Grant, Stop
from seaspirits_game.link.outgoing import MOST_WAITING, Outgoing


def read(pipe, count):
    messages = []
    for _ in range(count):
        assert pipe.poll(2.0), f"only {messages} came"
        messages.append(pipe.recv())
    return messages


def test_messages_arrive_in_the_order_of_sending():
    outgoing, (reader, writer) = Outgoing(), Pipe(duplex=False)
    sent = [SetLearningRate(0.1 + number) for number in range(5)] + [SingleStep(), Stop()]
    for message in sent:
        outgoing.put(message)
    outgoing.connect(writer)
    assert read(reader, 7) == sent
    outgoing.close()
    outgoing.disconnect()
    reader.close()


def test_a_reader_that_hears_nothing_keeps_nobody_waiting_and_costs_bounded_memory():
    outgoing, (reader, writer) = Outgoing(), Pipe(duplex=False)
    outgoing.connect(writer)
    slowest = 0.0
    for number in range(6000):  # far more than the pipe takes: the writer is caught in a write
        before = time.perf_counter()
        outgoing.put(SetLearningRate(1e-3 + number * 1e-6))
        slowest = max(slowest, time.perf_counter() - before)
    assert slowest < 0.1  # microseconds, but for what the machine does meanwhile
    assert len(outgoing._waiting) <= MOST_WAITING
    outgoing.close()
    reader.close()  # the write fails, and lets the pipe go
    outgoing.disconnect()


def test_a_new_trainer_hears_the_levers_first_and_then_what_nobody_has_read():
    outgoing, (reader, writer) = Outgoing(), Pipe(duplex=False)
    outgoing.connect(writer)
    for message in (SetTempo(Tempo.X1), SetLearningRate(0.3), SetTempo(Tempo.X4)):
        outgoing.put(message)
    read(reader, 3)
    reader.close()
    outgoing.put(SingleStep())  # fails to be written
    time.sleep(0.05)
    outgoing.disconnect()
    outgoing.put(SetLearningRate(0.4))
    reader, writer = Pipe(duplex=False)
    outgoing.connect(writer)
    assert read(reader, 4) == [SetTempo(Tempo.X4), SetLearningRate(0.3), SingleStep(), SetLearningRate(0.4)]
    outgoing.close()
    outgoing.disconnect()
    reader.close()


def test_there_is_never_more_than_one_credit_out():
    outgoing, (reader, writer) = Outgoing(), Pipe(duplex=False)
    outgoing.grant()  # nobody there
    outgoing.connect(writer)
    for _ in range(5):
        outgoing.grant()  # the trainer begins with one
    outgoing.credit_spent()
    for _ in range(5):
        outgoing.grant()
    assert read(reader, 1) == [Grant()]
    assert not reader.poll(0.05)
    outgoing.close()
    outgoing.disconnect()
    reader.close()


def test_levers_that_were_rewound_are_not_told_to_a_new_trainer():
    outgoing, (reader, writer) = Outgoing(), Pipe(duplex=False)
    outgoing.connect(writer)
    for message in (SetTempo(Tempo.X4), SetDropout(0.3), SetLearningRate(0.3), Rewind(5), SetDropout(0.1)):
        outgoing.put(message)
    read(reader, 5)
    reader.close()
    outgoing.disconnect()
    reader, writer = Pipe(duplex=False)
    outgoing.connect(writer)
    assert read(reader, 2) == [SetTempo(Tempo.X4), SetDropout(0.1)]
    outgoing.close()
    outgoing.disconnect()
    reader.close()


def test_after_a_checkpoint_was_gone_back_to_only_tempo_and_learning_rate_are_told_to_a_new_trainer():
    outgoing, (reader, writer) = Outgoing(), Pipe(duplex=False)
    outgoing.connect(writer)
    for message in (SetTempo(Tempo.X4), SetLearningRate(0.3), SetDropout(0.3), RestoreCheckpoint(), SetClipping(2.0)):
        outgoing.put(message)
    read(reader, 5)
    reader.close()
    outgoing.disconnect()
    reader, writer = Pipe(duplex=False)
    outgoing.connect(writer)
    assert read(reader, 3) == [SetTempo(Tempo.X4), SetLearningRate(0.3), SetClipping(2.0)]
    outgoing.close()
    outgoing.disconnect()
    reader.close()
