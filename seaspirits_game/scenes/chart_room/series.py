"""Charts of topics: the recorded readings as curves, this voyage's in light, the compared one's paler and broken."""

import math

import numpy as np

from seaspirits_game.render.ui.ink import GLASS, RGB, mixed
from seaspirits_game.render.ui.plot import Chart, Curve
from seaspirits_game.render.ui.ticks import Axis, Kind
from seaspirits_game.scenes.chart_room.topics import Topic
from seaspirits_game.scenes.curves import Curves
from seaspirits_game.scenes.stage import Compared
from seaspirits_game.texts.catalogue import Texts

COLOURS: tuple[RGB, ...] = (
    (128, 236, 220),
    (116, 186, 255),
    (190, 158, 255),
    (242, 146, 214),
    (164, 224, 136),
    (216, 232, 255),
    (96, 200, 168),
    (176, 176, 214),
)
"""From the shallowest layer to the deepest; none is lamp amber, which is for what a person can do."""
_PALE = 0.42
_AIR = 0.03
_LEAST_RATIO, _LEAST_SPAN = 1.12, 1e-6
_LARGEST = 1e100


def chart_of(
    topic: Topic, curves: Curves, compared: Compared | None, steps: Kind, texts: Texts, brief: bool = False
) -> Chart:
    """The topic's recorded readings over steps on an axis of kind `steps` (`log1p` or `linear`).

    `brief` shortens the names of the curves: only its number for a shoal, two dashes for the compared voyage.
    """
    drawn = []
    records = [(curves, None)] if compared is None else [(curves, None), (compared.curves, compared.name)]
    for record, voyage in reversed(records):  # this voyage lies on top
        for number, (column, name) in enumerate(topic.lines):
            x, y = record.measured(column)
            label = _label(topic, name, voyage, texts, brief)
            tone = COLOURS[number % len(COLOURS)]
            if len(x):
                there = voyage is not None
                drawn.append(
                    Curve(
                        label,
                        x,
                        y,
                        mixed(tone, GLASS, _PALE) if there else tone,
                        dashed=there,
                    )
                )
    last = max((float(curve.x[-1]) for curve in drawn), default=1.0)
    across = Axis(texts.t("steps"), 0.0, max(last, 1.0), steps, counts=True)
    return Chart(across, _up(topic, drawn), tuple(drawn))


def _label(topic: Topic, name: str, voyage: str | None, texts: Texts, brief: bool) -> str:
    label = texts.t(name) if name else ""
    if topic.of_layers:
        label = f"#{name}" if brief else texts.t("shoal {number}").format(number=name)
    if voyage is None:
        return label
    if brief:
        return f"- - {label}".strip()
    return f"{label} · {voyage}" if label else voyage


def _up(topic: Topic, curves: list[Curve]) -> Axis:
    """An axis that holds all readings, and hardly more than a measure can be."""
    values = np.concatenate([np.zeros(0), *(curve.y for curve in curves)])
    # a torn voyage's last readings may be beyond what can be told apart on any axis
    finite = np.clip(values[np.isfinite(values)], -_LARGEST, _LARGEST)
    low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
    if topic.log_up and low > 1.0 / _LARGEST:
        air = max((high / low) ** (2 * _AIR), _LEAST_RATIO)
        return Axis("", low / air, high * air, "log")
    air = max(2 * _AIR * (high - low), _LEAST_SPAN * max(abs(low), abs(high)), 1e-9)
    if high - low < air:  # all alike: a wide axis, lest noise of the last digit look like news
        air = max(0.5 * abs(high), 0.5)
    low, high = low - air, high + air
    inside = _AIR * (high - low)
    if math.isfinite(topic.low) and topic.low - inside < high:
        low = max(low, topic.low - inside)
    if math.isfinite(topic.high) and topic.high + inside > low:
        high = min(high, topic.high + inside)
    return Axis("", low, high)
