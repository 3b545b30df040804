"""Curves as inline SVG by matplotlib. Colours are CSS variables, so that one drawing serves dark, light and paper.

Text stays text: it can be read aloud, searched and set in the page's own letters.
"""

import io
import math
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from seaspirits_game.geometry.alarms import Alarm
from seaspirits_game.geometry.stages import Stage
from seaspirits_game.texts.numbers import resolved, whole
from seaspirits_game.voyage.report.summary import Row, Spell

DASHES: tuple[tuple[float, ...], ...] = (
    (), (6, 2), (1.5, 1.5), (6, 2, 1.5, 2), (10, 3), (3, 1.5), (6, 2, 1.5, 2, 1.5, 2), (1, 3),
)  # fmt: skip
"""From the shallowest layer to the deepest, in line widths: colour never stands alone."""
MOST_POINTS = 800
_WIDTH, _HEIGHT, _LANE = 320.0, 196.0, 26.0
"""Points."""
_NUMBERS_LEFT, _NAMES_LEFT, _BELOW, _AIR = 38.0, 76.0, 22.0, 8.0
_TEXT = 10.5
_NAMES = ("ink", "quiet", "grid", "lane", "alarm", *(f"line{number}" for number in range(1, 9)))
_CODES = {name: f"#f00d{number:02x}" for number, name in enumerate(_NAMES)}
"""Stand-ins that no colour map hits by chance; `_inline` puts the variables in their places."""


@dataclass(frozen=True, slots=True)
class Line:
    """One curve of a plot."""

    name: str
    column: str
    tone: int
    """Which of the eight line colours and dashes, from 1."""


@dataclass(frozen=True, slots=True)
class Plot:
    """What one plot shows."""

    key: str
    """Unique in the page; letters, digits and hyphens."""
    title: str
    unit: str
    lines: tuple[Line, ...]
    by_ratio: bool = False
    """A logarithmic axis upward, where all readings are above 0."""


def svg_of(plot: Plot, rows: Sequence[Row], font: Path) -> str:
    """The `<svg>` of a plot over the steps of `rows`, on an axis by log(1 + step); `font` measures the labels."""
    curves = [(line, *_points(rows, line.column)) for line in plot.lines]
    values = [value for _, _, y in curves for value in y if math.isfinite(value)]
    last = max((float(row["step"]) for row in rows), default=0.0)

    def draw(axes: Any) -> None:
        if plot.by_ratio and values and min(values) > 0.0:
            axes.set_yscale("log")
        for line, x, y in curves:
            seldom = len(x) < len(rows) / 2
            axes.plot(
                x,
                y,
                color=_CODES[f"line{line.tone}"],
                linewidth=1.7,
                dashes=DASHES[line.tone - 1] or (None, None),
                marker="o" if seldom or len(x) == 1 else None,
                markersize=2.6,
            )
        axes.grid(axis="y", color=_CODES["grid"], linewidth=0.6)
        if not values:
            axes.set_yticks([])
        elif min(values) == max(values):  # a flat curve on a wide axis, lest the last digit look like news
            air = max(0.5 * abs(values[0]), 0.5)
            ratio = axes.get_yscale() == "log"
            axes.set_ylim(*((values[0] / 3.0, values[0] * 3.0) if ratio else (values[0] - air, values[0] + air)))

    return _drawn(plot.key, description(plot, rows), last, _HEIGHT, font, draw)


def description(plot: Plot, rows: Sequence[Row]) -> str:
    """What the plot shows, for who cannot see it: first and last reading of each curve."""
    parts = []
    for line in plot.lines:
        x, y = _points(rows, line.column)
        if x:
            begin, end = (f"{resolved(float(y[at]), 0.0)} at step {whole(int(x[at]))}" for at in (0, -1))
            parts.append(f"{line.name}: from {begin} to {end}" if line.name else f"from {begin} to {end}")
    unit = f", {plot.unit}" if plot.unit else ""
    return f"{plot.title}{unit}, over the steps. {'; '.join(parts) or 'never measured'}."


def lanes_of(stages: Sequence[Spell[Stage]], alarms: Sequence[Spell[Alarm]], last: float, font: Path) -> str:
    """The `<svg>` of the spells of stages, and of those alarms that went on, as lanes over the steps."""
    names = [stage.value for stage in Stage]
    names += [alarm.value for alarm in Alarm if any(spell.what is alarm for spell in alarms)]
    spells = [(spell.what.value, spell, "lane") for spell in stages] + [
        (spell.what.value, spell, "alarm") for spell in alarms
    ]
    told = "; ".join(f"{name} from step {whole(spell.begin)} to {whole(spell.end)}" for name, spell, _ in spells)

    def draw(axes: Any) -> None:
        ends = {spell.begin for spell in stages}
        for name, spell, kind in spells:
            # a stage lasts until the next one is announced
            end = min((step for step in ends if step > spell.begin), default=spell.end) if kind == "lane" else spell.end
            tone = "quiet" if name == Stage.NONE.value else kind
            at = names.index(name)
            axes.plot([spell.begin, max(end, spell.begin)], [at, at], color=_CODES[tone], linewidth=9.0)
        axes.set_yticks(range(len(names)), ["none of these" if name == "none" else name for name in names])
        axes.set_ylim(len(names) - 0.4, -0.6)
        axes.tick_params(axis="y", length=0)

    return _drawn(
        "stages", f"Stages and alarms over the steps: {told}.", last, 34.0 + _LANE * len(names), font, draw, lanes=True
    )


def _points(rows: Sequence[Row], column: str) -> tuple[list[float], list[float]]:
    """Steps and finite readings; of very many, evenly chosen ones on the axis of steps, never losing the extremes."""
    found = [(float(row["step"]), float(row[column])) for row in rows if column in row]
    found = [(x, y) for x, y in found if math.isfinite(y)]
    if len(found) > MOST_POINTS:
        last = math.log1p(found[-1][0])
        boxes: dict[int, list[tuple[float, float]]] = {}
        for point in found:
            boxes.setdefault(int(MOST_POINTS / 4 * math.log1p(point[0]) / last), []).append(point)
        found = [
            point
            for box in boxes.values()
            for point in sorted({box[0], min(box, key=_value), max(box, key=_value), box[-1]})
        ]
    return [x for x, _ in found], [y for _, y in found]


def _value(point: tuple[float, float]) -> float:
    return point[1]


def _drawn(
    key: str, told: str, last: float, height: float, font: Path, draw: Callable[[Any], None], lanes: bool = False
) -> str:
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    with _style(font, key):
        width, left = (2.0 * _WIDTH, _NAMES_LEFT) if lanes else (_WIDTH, _NUMBERS_LEFT)
        figure = Figure(figsize=(width / 72.0, height / 72.0))
        # all plots of a column begin at the same place; longer labels find room outside the drawing's frame
        figure.subplots_adjust(left / width, _BELOW / height, 1.0 - _AIR / width, 1.0 - _AIR / height)
        FigureCanvasSVG(figure)
        axes = figure.add_subplot()
        axes.set_xscale("function", functions=(_log1p, _expm1))
        axes.set_xlim(0.0, max(last, 1.0) * 1.02)
        axes.margins(y=0.06)
        draw(axes)
        axes.set_xticks(_ticks(last), minor=False)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: whole(round(value))))
        if axes.get_yscale() == "linear" and len(axes.get_yticks()) and not lanes:
            axes.yaxis.set_major_locator(MaxNLocator(5))
        content = io.StringIO()
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        figure.savefig(content, format="svg", metadata=nothing, transparent=True)
    return _inline(content.getvalue(), key, told)


def _log1p(values: Any) -> Any:
    import numpy as np

    return np.log1p(np.maximum(values, -0.999))


def _expm1(values: Any) -> Any:
    import numpy as np

    return np.expm1(values)


def _ticks(last: float) -> list[float]:
    """0 and the powers of ten, and the last step where it stands clear of them."""
    ticks = [0.0]
    power = 1.0
    while power <= max(last, 1.0):
        ticks.append(power)
        power *= 10.0
    if last > 0.0 and math.log1p(last) - math.log1p(ticks[-1]) > 0.09 * math.log1p(last):
        ticks.append(last)
    return ticks


@contextmanager
def _style(font: Path, key: str) -> Iterator[None]:
    import matplotlib
    from matplotlib import font_manager

    family = font_manager.get_font(str(font)).family_name
    if not any(entry.fname == str(font) for entry in font_manager.fontManager.ttflist):
        font_manager.fontManager.addfont(str(font))
    settings: Any = {  # of every version of matplotlib; newer ones know a type for each name
        "font.family": family,
        "font.size": _TEXT,
        "svg.fonttype": "none",
        "svg.hashsalt": key,
        "axes.edgecolor": _CODES["quiet"],
        "axes.linewidth": 0.8,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "xtick.color": _CODES["quiet"],
        "ytick.color": _CODES["quiet"],
        "xtick.labelcolor": _CODES["ink"],
        "ytick.labelcolor": _CODES["ink"],
        "xtick.minor.size": 0.0,
        "ytick.minor.size": 0.0,
        "lines.solid_capstyle": "butt",
        "lines.scale_dashes": True,
        "text.usetex": False,
        "text.parse_math": True,
        "mathtext.default": "regular",
    }
    with matplotlib.rc_context():
        matplotlib.rcdefaults()  # whatever a person's matplotlibrc says
        matplotlib.rcParams.update(settings)
        yield


def _inline(document: str, key: str, told: str) -> str:
    """An SVG document as part of a page: no prologue, names of its own, the page's colours, a text for who hears it."""
    body = document[document.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = re.sub(r"<style[^>]*>.*?</style>", "", body, flags=re.DOTALL)  # it would hold for the whole page
    body = re.sub(r"<!--.*?-->\s*", "", body, flags=re.DOTALL)
    body = re.sub(r'\bid="([^"]+)"', rf'id="{key}-\1"', body)
    body = re.sub(r'(xlink:)?href="#([^"]+)"', rf'href="#{key}-\2"', body)
    body = re.sub(r"url\(#([^)]+)\)", rf"url(#{key}-\1)", body)
    for name, code in _CODES.items():
        body = body.replace(code, f"var(--{name})")
    opening = body[: body.index(">") + 1]
    box = re.search(r'viewBox="[^"]+"', opening)
    assert box is not None
    head = f'<svg class="plot" {box[0]} role="img" aria-label="{escape(told)}">'
    return head + re.sub(r"\n\s*", "\n", body[len(opening) :]).strip()
