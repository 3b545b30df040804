"""What a second of sound costs, as a share of one core: `python -m tests.benchmarks.bench_audio`."""

import time

from seaspirits_game.audio.desk import Desk
from seaspirits_game.audio.mood import Mood
from seaspirits_game.audio.sounds import Drop, Parted, Sound, Struck
from seaspirits_game.audio.speaker import BLOCK, pcm
from seaspirits_game.audio.tones import RATE

SECONDS = 30.0


def processor_seconds(seconds: float = SECONDS) -> float:
    """Seconds of processor time for a second of a busy sea: a drop and two events a second."""
    desk = Desk(0, 1.0)
    blocks = round(seconds * RATE / BLOCK)
    begun = time.process_time()
    for index in range(blocks):
        desk.mood = Mood(index % 50 / 50, 0.5, 0.3, 0.2)
        happened: list[Sound] = [Drop(index), Parted(20, 43, 64), Struck(3, 10, 0.4)]
        if index % 5 == 0:
            desk.strike(happened[index // 5 % 3])
        pcm(desk.block(BLOCK))
    return (time.process_time() - begun) / (blocks * BLOCK / RATE)


def test_a_second_of_sound(benchmark) -> None:
    benchmark.pedantic(processor_seconds, args=(1.0,), rounds=1)


if __name__ == "__main__":
    print(f"{100.0 * processor_seconds():.2f} % of a core")
