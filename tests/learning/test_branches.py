"""The book of branches, against a plain list of everything that ever happened on each way."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seaspirits_game.core.commands import Command, SetDropout
from seaspirits_game.core.errors import UserError
from seaspirits_game.learning import branches as module
from seaspirits_game.learning.branches import Branches, Place

Event = tuple[int, Command | None]

deeds = st.lists(
    st.one_of(
        st.tuples(st.just("steps"), st.integers(1, 4)),
        st.tuples(st.just("command"), st.integers(0, 9)),
        st.tuples(st.just("picture"), st.just(0)),
        st.tuples(st.just("rewind"), st.integers(0, 100)),
        st.tuples(st.just("hop"), st.integers(0, 100)),
    ),
    max_size=40,
)


@settings(max_examples=200)
@given(deeds)
def test_the_way_to_every_branch_is_the_list_of_what_was_done_on_it(course: list[tuple[str, int]]) -> None:
    book = Branches()
    ways: dict[int, list[Event]] = {0: []}
    here: list[Event] = []
    step, tips = 0, {0: 0}
    start = book.here

    def went_on(fresh: bool) -> None:
        nonlocal here
        if fresh:
            assert book.current not in ways
            ways[book.current] = list(here)
        here = ways[book.current]

    for deed, value in course:
        if deed == "steps":
            for _ in range(value):
                went_on(book.step())
                step += 1
                tips[book.current] = step
        elif deed == "command":
            command = SetDropout(value / 10)
            went_on(book.command(command))
            here.append((step, command))
            tips[book.current] = step
        elif deed == "picture":
            before = book.tree
            book.picture()
            assert book.tree == before
        elif deed == "rewind":
            step = value % (tips[book.current] + 1)
            here = [event for event in ways[book.current] if event[0] < step]
            place = book.at_step(step)
            book.stand(place)
            tips.setdefault(book.current, step)
        else:
            branch = value % len(ways)
            book.stand(book.tip(branch))
            step, here = tips[branch], ways[branch]
        assert book.here.step == step
    assert [branch.id for branch in book.tree] == sorted(ways)
    for branch in ways:
        tip = book.tip(branch)
        assert tip.step == tips[branch]
        assert book.on_the_way(start, tip)
        told = [event for event in book.between(start, tip) if event[1] is not None]
        assert told == ways[branch]
        steps = [event[0] for event in book.between(start, tip)]
        assert steps == sorted(steps)


def test_looking_around_in_the_past_begins_nothing() -> None:
    book = Branches()
    for _ in range(6):
        book.step()
        book.picture()
    book.stand(book.at_step(3))
    book.picture()
    assert book.here == Place(0, 3, 0, 3), "the picture that was taken there at the time"
    book.picture()
    assert len(book.tree) == 1
    assert book.step()
    assert [(branch.parent, branch.fork_step, branch.last_step) for branch in book.tree] == [(None, 0, 6), (0, 3, 4)]


def test_a_picture_that_the_past_does_not_know_is_part_of_the_new_branch_only() -> None:
    book = Branches()
    for _ in range(6):
        book.step()
    book.stand(book.at_step(3))
    start = book.here
    book.picture()
    book.step()
    assert list(book.between(start, book.here)) == [(3, None)]
    assert list(book.between(start, book.tip(0))) == []


def test_what_is_not_known_is_refused_in_one_line() -> None:
    book = Branches(begin=50, current=2, count=4)
    book.step()
    with pytest.raises(UserError, match="before step 50"):
        book.at_step(49)
    with pytest.raises(UserError, match="goes up to step 51"):
        book.at_step(52)
    with pytest.raises(UserError, match="branch 1 is not known; known are 2"):
        book.tip(1)
    book.stand(book.at_step(50))
    assert book.step()
    assert book.current == 4, "numbers are not given twice"


def test_old_pictures_are_forgotten_and_old_commands_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PICTURES", 10)
    book = Branches()
    start = book.here
    for step in range(40):
        if step == 5:
            book.command(SetDropout(0.1))
        book.step()
        book.picture()
    told = list(book.between(start, book.here))
    assert told[0] == (5, SetDropout(0.1))
    assert 5 <= len(told) - 1 <= 10
    assert [step for step, _ in told[1:]] == list(range(41 - len(told) + 1, 41))
