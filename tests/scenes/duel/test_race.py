"""The race: what it shows is really run, in slices, and a thousand games end where the law says."""

import numpy as np
import pytest

from seaspirits_game.quicksort.costs import mean_comparisons, variance_comparisons
from seaspirits_game.quicksort.race import RACE_SIZES, race
from seaspirits_game.quicksort.rules import RULES_BY_NAME
from seaspirits_game.scenes.duel.race import ARRANGEMENTS, GAMES, RULES, RUNS, SLICE_S, Crowd, RacePage, Racer
from tests.scenes.duel.tables import Visit


class Ticking:
    """A clock that is a millisecond later at every look."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.001
        return self.now


def test_a_slice_ends_when_its_time_is_over() -> None:
    clock = Ticking()
    racer = Racer("random", 0, clock)
    racer.work(0.05)
    assert clock.now == pytest.approx(0.052, abs=0.003)
    assert not racer.done


def test_slices_make_the_points_of_the_race() -> None:
    racer = Racer("sorted", 3)
    while len(racer.points) < 3 * len(RULES):
        racer.work(0.002)
    rules = [RULES_BY_NAME[name] for name in RULES]
    expected = list(race(rules, "sorted", seed=3, sizes=RACE_SIZES[:3], runs=RUNS, murk=0.2))
    assert racer.points[: len(expected)] == expected
    assert racer.share == pytest.approx(len(racer.points) / (len(RULES) * len(RACE_SIZES)))


def test_the_race_runs_to_its_end() -> None:
    racer = Racer("random", 1, sizes=(8, 64, 512))
    while not racer.done:
        racer.work(1.0)
    assert racer.share == 1.0
    last = {point.rule: point.mean for point in racer.points if point.n == 512}
    mean, spread = mean_comparisons(512), variance_comparisons(512) ** 0.5
    assert abs(last["random"] - mean) < 4 * spread / RUNS**0.5
    assert last["true-median"] < last["ninther"] < last["random"] * 1.1


def test_a_thousand_games_end_where_the_law_says() -> None:
    crowd = Crowd(64, GAMES, 0)
    means = []
    while not crowd.done:
        means.append(float(crowd.costs.mean()))
        crowd.advance(1 / 20)
    assert means == sorted(means)
    spread = variance_comparisons(64) ** 0.5
    assert abs(crowd.costs.mean() - mean_comparisons(64)) < 4 * spread / GAMES**0.5
    first = crowd.costs.copy()
    crowd.advance(10.0)
    assert not crowd.done, "it begins anew"
    for _ in range(2000):
        crowd.advance(1 / 20)
        if crowd.done:
            break
    assert not np.array_equal(first, crowd.costs)


def test_the_page_races_while_it_is_drawn_and_keeps_what_was_run() -> None:
    visit = Visit()
    visit.press("r")
    page = visit.page
    assert isinstance(page, RacePage)
    assert SLICE_S <= 0.003
    for _ in range(12):
        visit.wait(1 / 60)
        visit.draw()
    run = len(page.racer.points)
    assert run > 0
    for number, name in enumerate(ARRANGEMENTS, 1):
        visit.press(str(number))
        assert page.racer.arrangement == name
    visit.press("1", "r")
    assert page.relative
    assert len(page.racer.points) >= run
    visit.click("relative")
    visit.click("again")
    visit.click("pick sorted")
    assert page.racer.arrangement == "sorted"
    assert not page.relative
