"""metrics.csv as TensorBoard reads it: every cell a scalar at its step, the same bytes for the same voyage.

`layer1.entropy` becomes the tag `layer1/entropy`, so that TensorBoard groups by layer. Values are rounded to float32,
the format's width. No wall time was measured by a simulation, so that an event's time is its step, in seconds; the
file's name holds neither time nor machine.
"""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from seaspirits_game.core.errors import UserError
from seaspirits_game.core.files import replace_atomically

FILE = "events.out.tfevents.0.voyage"
"""TensorBoard finds a file by `tfevents` in its name."""
_VERSION = "brain.Event:2"
_LARGEST = float(np.finfo(np.float32).max)


def check_tensorboard() -> None:
    """
    Raises:
        UserError: the library that writes the files is not installed.
    """
    try:
        import tensorboardX  # noqa: F401
    except ImportError as error:
        raise UserError('--tensorboard: needs tensorboardX; pip install -e ".[tensorboard]"') from error


def tag_of(column: str) -> str:
    """The name under which TensorBoard shows a column.

    >>> tag_of("layer1.entropy"), tag_of("train_loss")
    ('layer1/entropy', 'train_loss')
    """
    return column.replace(".", "/")


def write_events(folder: Path, rows: Sequence[Mapping[str, float]]) -> Path:
    """Put every column of `rows` of metrics.csv but `step` into the event file of `folder`, atomically; its path.

    A cell that is empty gives no event, one that has no value gives NaN.

    Raises:
        UserError: the library is missing.
        OSError: the file cannot be written.
    """
    check_tensorboard()
    from tensorboardX.proto.event_pb2 import Event
    from tensorboardX.proto.summary_pb2 import Summary
    from tensorboardX.record_writer import RecordWriter

    def fill(temporary: Path) -> None:
        writer = RecordWriter(str(temporary))
        try:
            writer.write(Event(wall_time=0.0, file_version=_VERSION).SerializeToString())
            for row in rows:
                step = int(row["step"])
                values = [
                    Summary.Value(tag=tag_of(column), simple_value=_single(value))
                    for column, value in row.items()
                    if column != "step"
                ]
                event = Event(wall_time=float(step), step=step, summary=Summary(value=values))
                writer.write(event.SerializeToString())
        finally:
            writer.close()

    path = folder / FILE
    replace_atomically(path, fill)
    return path


def _single(value: float) -> float:
    """`value`, or an infinity where float32 ends."""
    return math.copysign(math.inf, value) if abs(value) > _LARGEST else value
