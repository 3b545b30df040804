"""A long text is gone through by wheel, keys and finger, and never left."""

from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.scenes.codex.scroll import Scroll

LONG = Scroll(length=2000.0, height=500.0)


def test_it_glides_to_where_it_was_sent() -> None:
    sent = LONG.by(300.0)
    assert 0.0 < sent.advance(1 / 60, calm=False).offset < 300.0
    for _ in range(120):
        sent = sent.advance(1 / 60, calm=False)
    assert sent.offset == 300.0
    assert LONG.by(300.0).advance(1 / 60, calm=True).offset == 300.0


def test_it_follows_a_finger_and_is_thrown() -> None:
    dragged = LONG.by(500.0).advance(1.0, calm=True).dragged(-40.0, 1 / 60)
    assert dragged.offset == 540.0
    assert dragged.let_go().goal > 560.0
    assert dragged.advance(0.5, calm=False).let_go().goal == 540.0, "a finger that rested throws nothing"


def test_a_short_text_stays() -> None:
    short = Scroll(length=300.0, height=500.0)
    assert short.by(100.0).advance(1.0, calm=True).offset == 0.0
    assert short.share == 0.0


@given(
    st.lists(st.tuples(st.sampled_from(["by", "drag", "go", "tick", "size"]), st.floats(-3000.0, 3000.0)), max_size=30)
)
def test_nothing_leaves_the_text(moves: list[tuple[str, float]]) -> None:
    scroll = LONG
    for kind, amount in moves:
        match kind:
            case "by":
                scroll = scroll.by(amount)
            case "drag":
                scroll = scroll.dragged(amount, 0.02)
            case "go":
                scroll = scroll.let_go()
            case "tick":
                scroll = scroll.advance(0.016, calm=False)
            case "size":
                scroll = scroll.of(abs(amount), 500.0)
        assert 0.0 <= scroll.offset <= scroll.most
        assert 0.0 <= scroll.goal <= scroll.most
        assert 0.0 <= scroll.share <= 1.0
