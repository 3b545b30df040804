"""Frame statistics agree with NumPy's percentiles; the pacer keeps its rate."""

import time

import numpy as np

from seaspirits_game.app.pacing import FrameTimes, Pacer, seconds_since_process_start


def test_summary_is_numpys_percentiles() -> None:
    times = FrameTimes()
    values = np.random.default_rng(0).gamma(2.0, 0.004, 500)
    for value in values:
        times.add(float(value))
    summary = times.summary()
    assert summary["p99"] == round(float(np.percentile(values * 1000, 99)), 3)
    assert summary["max"] == round(float(values.max() * 1000), 3)
    assert np.allclose(times.last(10), values[-10:] * 1000)


def test_summary_before_the_first_frame_is_zeros() -> None:
    assert FrameTimes().summary() == {"p50": 0.0, "p95": 0.0, "p99": 0.0, "max": 0.0}
    assert len(FrameTimes().last(5)) == 0


def test_pacer_is_never_early_and_forgives_a_stall() -> None:
    pacer = Pacer(200.0)
    start = time.perf_counter()
    for _ in range(10):
        pacer.wait()
    assert time.perf_counter() - start >= 10 / 200.0 - 1e-4
    time.sleep(0.1)
    pacer.wait()
    after_stall = time.perf_counter()
    pacer.wait()
    assert time.perf_counter() - after_stall >= 0.5 / 200.0


def test_the_process_started_a_moment_ago() -> None:
    first = seconds_since_process_start()
    assert 0 < first < 3600
    assert seconds_since_process_start() >= first


def test_only_the_newest_frames_are_kept() -> None:
    times = FrameTimes(keep=8)
    for number in range(20):
        times.add(number / 1000.0)
    assert len(times) == 8
    assert times.last(100).tolist() == [12.0, 13.0, 14.0, 15.0, 16.0, 17.0, 18.0, 19.0]
    assert times.last(3).tolist() == [17.0, 18.0, 19.0]
    assert times.summary()["max"] == 19.0
