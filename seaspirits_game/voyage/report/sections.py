"""The measured part of the page: pictures, course, stages, plots and the table of measures. Every text is escaped."""

import base64
import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from seaspirits_game.geometry.alarms import Alarm
from seaspirits_game.geometry.catalogue import DEAR_MEASURES, NETWORK_MEASURES
from seaspirits_game.geometry.registry import Measure
from seaspirits_game.geometry.stages import Stage
from seaspirits_game.texts.numbers import decimal, percent, resolved, significant, whole
from seaspirits_game.voyage.report import summary
from seaspirits_game.voyage.report.plots import DASHES, Line, Plot, lanes_of, svg_of
from seaspirits_game.voyage.report.summary import Reading, Row

STAGES: dict[Stage, str] = {
    Stage.NONE: "Nothing has moved yet, or none of the three descriptions fits.",
    Stage.FOUNDATION: "The entropy of the deepest layer falls: the cloud gathers into fewer directions.",
    Stage.EXPANSION: "The visible cloud grows, and its entropy does not fall.",
    Stage.REFINEMENT: "It has grown, grows no more, and each snapshot is much like the last.",
}
ALARMS: dict[Alarm, str] = {
    Alarm.COLLAPSE: "A layer has shrunk to half its greatest size, or to a point; half of what was learned is lost.",
    Alarm.CHAOS: "The training loss stands at twice its lowest, and the deepest layer is thrown about.",
    Alarm.OVERFITTING: "The validation loss has risen by a quarter while the training loss went on falling.",
    Alarm.STAGNATION: "For 200 steps and an octave nothing has come down, with most of the loss still to go.",
}
_BY_RATIO = frozenset({"sharpness", "sharpness_error", "edge_of_stability", "path_length"})
_BESIDE = {
    "sharpness": (("sharpness", "measured"), ("edge_of_stability", "edge of stability")),
    "noise_scale": (
        ("noise_scale", "measured"),
        ("noise_scale_low", "at least, 95 %"),
        ("noise_scale_high", "at most, 95 %"),
    ),
}
"""Columns that say most beside each other: with the names of their curves."""
_AXIS = (
    "<p>Across: optimiser steps, on a logarithmic axis, since most of learning happens early. Only finite readings are "
    "drawn; dots are dear measures, which are taken now and then.</p>"
)
_SAID_BESIDE = {column for lines in _BESIDE.values() for column, _ in lines[1:]}


@dataclass(frozen=True, slots=True)
class Picture:
    """The sea at one row of metrics.csv."""

    row: int
    png: bytes


@dataclass(frozen=True, slots=True)
class Clan:
    """A class as the pictures colour it."""

    name: str
    rgb: tuple[int, int, int]


def sea(pictures: Sequence[Picture], clans: Sequence[Clan], rows: Sequence[Row], layers: int, remark: str) -> str:
    """The pictures with their captions; `remark` stands below, or alone where there is no picture."""
    figures = "\n".join(_picture(picture, rows[picture.row], layers, len(clans)) for picture in pictures)
    names = "".join(
        f'<li><span class="clan" style="background:rgb{clan.rgb}"></span>{escape(clan.name)}</li>' for clan in clans
    )
    told = f'<p class="note">{escape(remark)}</p>' if remark else ""
    if not pictures:
        return told
    return (
        f"<p>Each light is one sample as the deepest hidden layer ({layers}) sees it, at its leading three principal "
        "coordinates. Colour is what the network thinks of it: pale is undecided. Fine lines are ellipsoids of the "
        "classes at 1.7 standard deviations. The moments lie on a logarithmic course. Water and rays are cosmetic.</p>"
        f'<ul class="legend" aria-label="Colours of the classes">{names}</ul>'
        f'<div class="sea">\n{figures}\n</div>{told}'
    )


def _picture(picture: Picture, row: Row, layers: int, classes: int) -> str:
    step, accuracy = whole(int(row["step"])), percent(row["val_accuracy"])
    shown = row.get(f"layer{layers}.variance_shown", math.nan)
    alt = (
        f"The sea at step {step}: {classes} classes of coloured lights in dark water, layer {layers}. "
        f"Validation accuracy {accuracy}, variance shown {percent(shown)}."
    )
    data = base64.b64encode(picture.png).decode("ascii")
    width, height = (int.from_bytes(picture.png[at : at + 4], "big") for at in (16, 20))
    return (
        f'<figure><img src="data:image/png;base64,{data}" width="{width}" height="{height}" alt="{escape(alt)}">'
        f"<figcaption><b>Step {step}</b><br>validation accuracy {accuracy}<br>"
        f"variance shown {percent(shown)}</figcaption>"
        "</figure>"
    )


def course(rows: Sequence[Row], font: Path) -> str:
    """Loss and accuracy, and what else is told of the course."""
    seen = (("train", "learned"), ("val", "unseen"))
    plots = [
        (
            Plot(
                f"course-{name}",
                title,
                unit,
                tuple(Line(told, f"{key}_{name}", number) for number, (key, told) in enumerate(seen, start=1)),
                by_ratio=name == "loss",
            ),
            says,
        )
        for name, title, unit, says in (
            ("loss", "Loss", "nats", "How surprised the network is by the true classes, on average."),
            ("accuracy", "Accuracy", "share", "Share of samples whose true class it finds the likeliest."),
        )
    ]
    if len({row["learning_rate"] for row in rows}) > 1:
        rate = summary.COURSE[0]
        plots.append(
            (Plot("course-rate", rate.title, "", (Line("", rate.column, 1),), by_ratio=True), rate.description)
        )
    legend = _legend([("learned: training samples", 1), ("unseen: validation samples", 2)])
    figures = "\n".join(_figure(plot, says, rows, font) for plot, says in plots)
    return f'{_AXIS}{legend}<div class="plots pair">\n{figures}\n</div>'


def stages(rows: Sequence[Row], font: Path) -> str:
    """The stages and alarms, drawn and told."""
    if not rows:
        return "<p>No row was written.</p>"
    spells, alarms = summary.stage_spells(rows), summary.alarm_spells(rows)
    last = float(rows[-1]["step"])
    parts = []
    if spells:
        lines = "".join(
            f"<tr><td>{_steps(spell.begin, spell.end)}</td><th scope='row'>{_stage_name(spell.what)}</th>"
            f"<td>{escape(STAGES[spell.what])}</td></tr>"
            for spell in spells
        )
        parts += [
            f'<figure class="lanes">{lanes_of(spells, alarms, last, font)}'
            "<figcaption>Stages and alarms over the steps, on a logarithmic axis.</figcaption></figure>",
            '<div class="wide" tabindex="0" role="region" aria-label="Table of stages"><table class="stack">'
            "<caption>As they were announced while the voyage went, row by row.</caption>"
            "<thead><tr><th scope='col'>steps</th><th scope='col'>stage</th>"
            "<th scope='col'>what holds</th></tr></thead>"
            f"<tbody>{lines}</tbody></table></div>",
        ]
    else:
        parts.append("<p>The layers of this voyage were not measured, so that no stage can be told.</p>")
    if alarms:
        items = "".join(
            f'<li><span class="alarm">{spell.what.value.capitalize()}</span>, '
            f"{_steps(spell.begin, spell.end).lower()}: "
            f"{escape(ALARMS[spell.what])}</li>"
            for spell in alarms
        )
        parts.append(f"<h3>Alarms</h3><ul>{items}</ul>")
    else:
        parts.append("<h3>Alarms</h3><p>None of the four went on: collapse, chaos, overfitting, stagnation.</p>")
    return "\n".join(parts)


def _stage_name(stage: Stage) -> str:
    return "None of these" if stage is Stage.NONE else stage.value.capitalize()


def _steps(begin: int, end: int) -> str:
    return f"Step {whole(begin)}" if begin == end else f"Steps {whole(begin)} to {whole(end)}"


def layer_plots(rows: Sequence[Row], layers: int, font: Path) -> str:
    """A plot a measure, a curve a layer."""
    measures = summary.present_of_layers(rows)
    if not measures:
        return "<p>The layers of this voyage were not measured.</p>"
    figures = []
    for measure in measures:
        lines = tuple(Line(f"layer {n}", f"layer{n}.{measure.column}", n) for n in range(1, layers + 1))
        plot = Plot(f"layers-{measure.column}", measure.title, measure.unit, lines)
        figures.append(_figure(plot, measure.description, rows, font))
    legend = _legend([(f"layer {n}", n) for n in range(1, layers + 1)])
    return f'{_AXIS}{legend}<div class="plots">\n{"".join(figures)}\n</div>'


def network_plots(rows: Sequence[Row], font: Path) -> str:
    """A plot for each measure of the whole network."""
    measures = [m for m in summary.present((*NETWORK_MEASURES, *DEAR_MEASURES), rows) if m.column not in _SAID_BESIDE]
    if not measures:
        return "<p>Besides loss and accuracy nothing of the network was measured.</p>"
    figures = []
    for measure in measures:
        named = _BESIDE.get(measure.column, ((measure.column, ""),))
        lines = tuple(Line(name, column, number) for number, (column, name) in enumerate(named, start=1))
        ratio = measure.column in _BY_RATIO
        plot = Plot(f"network-{measure.column}", measure.title, measure.unit, lines, by_ratio=ratio)
        figures.append(_figure(plot, measure.description, rows, font))
    return f'{_AXIS}<div class="plots">\n{"".join(figures)}\n</div>'


def table(rows: Sequence[Row], layers: int) -> str:
    """Every measure at the start, at the quarters and at the end."""
    if not rows:
        return "<p>No row was written.</p>"
    indices = summary.quarters(rows)
    last = len(rows) - 1
    heads = []
    for index in indices:
        step = int(rows[index]["step"])
        name = "start" if index == 0 else "end" if index == last else percent(step / rows[-1]["step"], 0)
        heads.append(f'<th scope="col" class="number">{name}<br>step {whole(step)}</th>')
    network = "".join(_network_rows(measure, rows, indices) for measure in summary.present(summary.OF_NETWORK, rows))
    of_layers = "".join(_layer_rows(measure, rows, indices, layers) for measure in summary.present_of_layers(rows))
    parts = [_table("Of the whole network", "", heads, network)]
    if of_layers:
        parts.append(_table("Of each layer", '<th scope="col" class="number">layer</th>', heads, of_layers))
    return "\n".join(parts)


def _table(title: str, second: str, heads: Sequence[str], body: str) -> str:
    return (
        f'<h3>{title}</h3>\n<div class="wide" tabindex="0" role="region" aria-label="Measures: {title.lower()}"><table>'
        "<caption>A dash: no value there. A small number of steps: when a dear measure was last taken.</caption>"
        f'<thead><tr><th scope="col">measure</th>{second}{"".join(heads)}</tr></thead>\n{body}</table></div>'
    )


def _network_rows(measure: Measure, rows: Sequence[Row], indices: Sequence[int]) -> str:
    return f'<tbody class="measure"><tr>{_name(measure, 1)}{_cells(measure.column, rows, indices)}</tr></tbody>\n'


def _layer_rows(measure: Measure, rows: Sequence[Row], indices: Sequence[int], layers: int) -> str:
    lines = []
    for n in range(1, layers + 1):
        name = _name(measure, layers) if n == 1 else ""
        cells = _cells(f"layer{n}.{measure.column}", rows, indices)
        lines.append(f'<tr>{name}<th scope="row" class="number" style="min-width:0">{n}</th>{cells}</tr>')
    return f'<tbody class="measure">{"".join(lines)}</tbody>\n'


def _name(measure: Measure, span: int) -> str:
    unit = f' <span class="unit">{escape(measure.unit)}</span>' if measure.unit else ""
    scope = "row" if span == 1 else "rowgroup"
    return (
        f'<th scope="{scope}" rowspan="{span}"><b>{escape(measure.title)}</b>{unit}<br>'
        f"<code>{escape(measure.column)}</code>"
        f"<p>{escape(measure.description)}</p></th>"
    )


def _cells(column: str, rows: Sequence[Row], indices: Sequence[int]) -> str:
    cells = []
    for index in indices:
        found = summary.reading(rows, index, column)
        step = int(rows[index]["step"])
        late = f"<small>step {whole(found.step)}</small>" if found is not None and found.step != step else ""
        cells.append(f'<td class="number">{_number(found)}{late}</td>')
    return "".join(cells)


def _number(found: Reading | None) -> str:
    if found is None or math.isnan(found.value):
        return "—"
    if math.isinf(found.value):
        return "∞" if found.value > 0 else "−∞"
    # the same places in every column, as far as four digits go
    places = 0 if abs(found.value) >= 1000.0 else 1 if abs(found.value) >= 100.0 else 3
    small = found.value != 0.0 and abs(found.value) < 0.01
    if small:
        return significant(found.value, 2)
    nearly_one = abs(found.value - 1.0) < 5e-4 and found.value != 1.0
    return resolved(found.value, 1e-3) if nearly_one else decimal(found.value, places)


def _figure(plot: Plot, says: str, rows: Sequence[Row], font: Path) -> str:
    unit = f' <span class="unit">{escape(plot.unit)}</span>' if plot.unit else ""
    key = (
        "" if plot.key.startswith(("layers-", "course-")) else _legend([(x.name, x.tone) for x in plot.lines if x.name])
    )
    return (
        f"<figure><figcaption><b>{escape(plot.title)}</b>{unit}<p>{escape(says)}</p></figcaption>{key}"
        f"{svg_of(plot, rows, font)}</figure>\n"
    )


def _legend(entries: Sequence[tuple[str, int]]) -> str:
    if not entries:
        return ""
    items = []
    for name, tone in entries:
        dashes = " ".join(f"{2.0 * part:g}" for part in DASHES[tone - 1]) or "none"
        items.append(
            f'<li><svg viewBox="0 0 40 10" aria-hidden="true"><path d="M0 5H40" style="stroke:var(--line{tone});'
            f'stroke-width:2.4;stroke-dasharray:{dashes}"/></svg>{escape(name)}</li>'
        )
    return f'<ul class="legend" aria-label="Curves">{"".join(items)}</ul>'
