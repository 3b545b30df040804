"""Every recorded column has its place on the wall, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.geometry.catalogue import dear_columns, readings_by_snapshot
from seaspirits_game.geometry.registry import LAYER_MEASURES
from seaspirits_game.scenes.chart_room.topics import topics
from seaspirits_game.voyage.metrics import LEADING_COLUMNS, row_of
from tests.scenes.voyages import snapshots

ALL = [*LEADING_COLUMNS, "layer1.variance_shown", "layer2.variance_shown", *readings_by_snapshot(2), *dear_columns(2)]


def test_every_column_of_a_voyage_is_in_some_topic() -> None:
    charted = {column for topic in topics(ALL) for column, _ in topic.lines}
    assert charted == set(ALL) - {"step", "epoch"}


def test_each_topic_has_a_title_and_a_sentence() -> None:
    for topic in topics(ALL):
        assert topic.title
        assert len(topic.description) > 20, topic.key
    assert len({topic.key for topic in topics(ALL)}) == len(topics(ALL))


def test_layers_come_in_their_order_one_curve_each() -> None:
    shuffled = sorted(row_of(snapshots()[-1]), reverse=True)
    found = [topic for topic in topics(shuffled) if topic.of_layers]
    assert [topic.key.removeprefix("layers.") for topic in found][: len(LAYER_MEASURES)] == [
        measure.column for measure in LAYER_MEASURES
    ]
    for topic in found:
        assert [name for _, name in topic.lines] == ["1", "2", "3"]


def test_what_belongs_together_shares_a_chart() -> None:
    by_key = {topic.key: [column for column, _ in topic.lines] for topic in topics(ALL)}
    assert by_key["loss"] == ["train_loss", "val_loss"]
    assert by_key["accuracy"] == ["train_accuracy", "val_accuracy"]
    assert by_key["sharpness"] == ["sharpness", "edge_of_stability"]


def test_a_column_that_nobody_knows_is_charted_under_its_own_name() -> None:
    found = {topic.key: topic for topic in topics(["step", "echo", "layer3.echo_of_layer"])}
    assert found["echo"].title == "Echo"
    assert found["layers.echo_of_layer"].title == "Echo of layer"
    assert found["layers.echo_of_layer"].lines == (("layer3.echo_of_layer", "3"),)


@given(st.sets(st.sampled_from(ALL)))
def test_only_what_was_recorded_is_charted(columns: set[str]) -> None:
    found = topics(columns)
    assert all(topic.lines for topic in found)
    assert {column for topic in found for column, _ in topic.lines} == columns - {"step", "epoch"}
