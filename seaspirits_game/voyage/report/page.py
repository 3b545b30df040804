"""The page as a whole: one HTML file that asks the network for nothing, and says so in its own policy.

What comes from a voyage (the path of a table, names of classes) may hold any letters and is escaped wherever it stands.
"""

import json
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from string import Template

from seaspirits_game import __version__
from seaspirits_game.core.commands import to_record
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.paths import assets
from seaspirits_game.geometry.stages import Stage
from seaspirits_game.texts.numbers import percent, significant, whole
from seaspirits_game.voyage.record import Status, Voyage
from seaspirits_game.voyage.report import sections, summary
from seaspirits_game.voyage.report.sections import Clan, Picture
from seaspirits_game.voyage.report.summary import Row
from seaspirits_game.voyage.report.type_face import font_face

_FACES = (("EBGaramond12-Regular.otf", "Sea Garamond", 400), ("Inter-Regular.otf", "Sea Inter", 400),
          ("Inter-SemiBold.otf", "Sea Inter", 600))  # fmt: skip
_LETTERS = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) + "αηθλπρσψΔΣ\u2009–—‘’“”…√∞−≈≤≥⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
"""Always there: much the same letters for all pages, and all that matplotlib writes."""
_OPTIONS = {
    "learning_rate": "--lr",
    "weight_decay": "--weight-decay",
}
_SETTINGS = {
    "task": "what is learned",
    "seed": "where every random choice comes from",
    "layers": "units of each hidden layer",
    "activation": "nonlinearity",
    "learning_rate": "at the start",
    "momentum": "heavy-ball factor",
    "weight_decay": "L2 coefficient on the weights",
    "dropout": "probability that a hidden unit is silenced in a step",
    "noise": "gradient noise, in units of the gradient's root-mean-square",
    "batch": "samples in a batch",
    "init": "initial weights",
    "orthogonal": "hidden weights kept orthogonal",
    "reversible": "steps that can be taken back exactly",
}
_CAVEATS = (
    (
        "One voyage is an example, not evidence.",
        "Another seed gives other curves. The command claims tests statements over many tasks and seeds.",
    ),
    (
        "A picture is a projection.",
        "Three of a layer's directions are drawn; the caption says what share of the variance they hold. Nearness in "
        "the picture need not be nearness in the layer.",
    ),
    (
        "Visible volume is the volume of what is seen.",
        "It also grows when all activations merely get larger; the coding rate on normalised samples does not.",
    ),
    (
        "Entropy and effective rank count directions, not knowledge.",
        "They fall when few directions hold most of the variance, for good or ill. No quantum physics happens.",
    ),
    (
        "Coherence measures slowness, not quality.",
        "A network that has stopped learning is perfectly coherent. It depends on how far apart snapshots are.",
    ),
    (
        "Stages exist because we named them.",
        "Change points can be drawn into any curve. The rule never looks ahead, and may say that none of them fits.",
    ),
    (
        "A quiet alarm is no promise.",
        "A network may be wrong for reasons that no training curve shows.",
    ),
    (
        "Dear measures are samples.",
        "Curvature, expansion, noise scale and echo are taken now and then, on some of the samples.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """All that the page tells."""

    voyage: Voyage
    rows: Sequence[Row]
    pictures: Sequence[Picture] = ()
    clans: Sequence[Clan] = ()
    remark: str = ""
    """On the pictures: how they were made, or why there are none."""
    versions: Mapping[str, str] = field(default_factory=dict)
    """Of what made the page."""


def render(document: Document) -> bytes:
    """The page as UTF-8; the same document gives the same bytes. Needs the extra `[report]`.

    Raises:
        ImportError: matplotlib is missing.
    """
    voyage, folder = document.voyage, assets() / "report"
    rows, layers = summary.kept(document.rows), len(voyage.config.layers)
    font = assets() / "fonts" / "Inter-Regular.otf"
    parts = (
        ("sea", "The sea at five moments" if len(document.pictures) == summary.PICTURES else "The sea",
         sections.sea(document.pictures, document.clans, document.rows, layers, document.remark)),
        ("course", "The course", sections.course(rows, font)),
        ("stages", "Stages of the voyage", sections.stages(rows, font)),
        ("layers", "Measures by layer", sections.layer_plots(rows, layers, font)),
        ("network", "Measures of the whole network", sections.network_plots(rows, font)),
        ("table", "All measures in figures", sections.table(rows, layers)),
        ("caveats", "What the measures do not mean", _caveats()),
        ("settings", "Settings and versions", _settings(document)),
        ("repeat", "How to repeat it", _repeat(voyage)),
    )  # fmt: skip
    heading = f"{_short(voyage.config.task)}, seed {voyage.config.seed}"
    filled = {
        "version": escape(__version__),
        "title": escape(f"{heading} · Sea of Spirits"),
        "heading": escape(heading),
        "lead": escape(_lead(voyage, rows)),
        "facts": "\n".join(_fact(name, value) for name, value in _facts(voyage, rows)),
        "contents": "\n".join(f'<li><a href="#{key}">{title}</a></li>' for key, title, _ in parts),
        "sections": "\n".join(
            f'<section id="{key}" aria-labelledby="{key}-title">\n<h2 id="{key}-title">{title}</h2>\n{body}\n</section>'
            for key, title, body in parts
        ),
    }
    others = set("".join(filled.values())) - set(_LETTERS)
    letters = _LETTERS + "".join(sorted(others))
    faces = [font_face(assets() / "fonts" / name, family, weight, letters) for name, family, weight in _FACES]
    page = Template((folder / "page.html").read_text("utf-8")).substitute(
        filled, faces="\n".join(faces), style=(folder / "style.css").read_text("utf-8")
    )
    # the name of a file may hold bytes that are no letters
    return page.encode("utf-8", "replace")


def command_of(config: VoyageConfig) -> list[str]:
    """The options of `simulate` (or `play`) that give `config`, those left out that are so by default."""
    usual = VoyageConfig()
    words = ["--task", config.task, "--seed", str(config.seed), "--layers", ",".join(map(str, config.layers))]
    for name, value in config.to_record().items():
        if name in ("task", "seed", "layers") or value == getattr(usual, name):
            continue
        option = _OPTIONS.get(name, f"--{name}")
        words += [option] if value is True else [option, str(value)]
    return words


def _short(task: str) -> str:
    """A task's name, or its table's without the folders."""
    return task.replace("\\", "/").rstrip("/").rpartition("/")[2] or task


def _lead(voyage: Voyage, rows: Sequence[Row]) -> str:
    config = voyage.config
    *others, last = map(str, config.layers)
    widths = f"{', '.join(others)} and {last}" if others else last
    said = f"A network of {widths} {config.activation} units learned {_short(config.task)}"
    if not rows:
        return f"{said}; no row of measures was written."
    said += f" for {whole(int(rows[-1]['step']))} steps"
    if voyage.status is Status.TORN:
        said += f" and was torn at step {whole(voyage.step)}, where {voyage.torn_in} was no longer finite"
    elif voyage.status is Status.INTERRUPTED:
        said += f" of {whole(voyage.steps)}; the voyage was interrupted there"
    return f"{said}. At the end it recognised {percent(rows[-1]['val_accuracy'])} of the samples it had never seen."


def _facts(voyage: Voyage, rows: Sequence[Row]) -> list[tuple[str, str]]:
    facts = [("seed", str(voyage.config.seed)), ("status", voyage.status.value)]
    if not rows:
        return facts
    spells = summary.stage_spells(rows)
    last = rows[-1]
    facts = [
        ("steps", whole(int(last["step"]))),
        ("validation accuracy", percent(last["val_accuracy"])),
        ("validation loss, nats", significant(last["val_loss"])),
        ("training loss, nats", significant(last["train_loss"])),
    ]
    if spells:
        stage = spells[-1].what
        facts.append(("stage at the end", "none of these" if stage is Stage.NONE else stage.value))
    alarms = {spell.what.value: None for spell in summary.alarm_spells(rows)}
    return [*facts, ("alarms on the way", ", ".join(alarms) or "none")]


def _fact(name: str, value: str) -> str:
    return f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"


def _caveats() -> str:
    items = "".join(f"<li><b>{escape(first)}</b> {escape(rest)}</li>" for first, rest in _CAVEATS)
    where = "<p>Each measure's own caveat is in <cite>docs/measures.md</cite>, under the name of its column.</p>"
    return f"<ul>{items}</ul>{where}"


def _settings(document: Document) -> str:
    voyage = document.voyage
    record = voyage.config.to_record()
    lines = [(name, record[name], says) for name, says in _SETTINGS.items()]
    lines += [
        ("steps", voyage.steps, "optimiser steps of the whole voyage"),
        ("every", voyage.every, "steps between two rows of metrics.csv"),
        ("measures", voyage.measures.value, "what metrics.csv holds besides losses"),
        ("status", voyage.status.value, "how the voyage ended"),
    ]
    if voyage.table_sha256 is not None:
        lines.append(("table_sha256", voyage.table_sha256, "of the bytes of the table"))
    body = "".join(
        f"<tr><th scope='row'><code>{escape(name)}</code></th>"
        f"<td>{escape(_plain(value))}</td><td>{escape(says)}</td></tr>"
        for name, value, says in lines
    )
    return (
        '<div class="wide" tabindex="0" role="region" aria-label="Settings"><table class="stack">'
        "<thead><tr><th scope='col'>setting</th><th scope='col'>value</th><th scope='col'>meaning</th></tr></thead>"
        f"<tbody>{body}</tbody></table></div>\n{_commands(voyage)}\n{_versions(document)}"
    )


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _commands(voyage: Voyage) -> str:
    if not voyage.commands:
        return "<h3>Commands on the way</h3><p>None: nobody touched the levers.</p>"
    return f"<h3>Commands on the way</h3><pre><code>{escape(_command_file(voyage))}</code></pre>"


def _command_file(voyage: Voyage) -> str:
    return "\n".join(json.dumps({"step": step, **to_record(command)}) for step, command in voyage.commands)


def _versions(document: Document) -> str:
    then, now = document.voyage.versions, document.versions
    body = "".join(
        f"<tr><th scope='row'>{escape(name)}</th>"
        f"<td>{escape(then.get(name, '—'))}</td><td>{escape(now.get(name, '—'))}</td></tr>"
        for name in dict.fromkeys((*then, *now))
    )
    return (
        '<h3>Versions</h3><div class="wide" tabindex="0" role="region" aria-label="Versions"><table><thead><tr>'
        "<th scope='col'>of</th><th scope='col'>the voyage</th><th scope='col'>this page</th></tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _repeat(voyage: Voyage) -> str:
    words = ["python", "main.py", "simulate", *command_of(voyage.config)]
    words += ["--steps", str(voyage.steps), "--every", str(voyage.every), "--measures", voyage.measures.value]
    words += ["--save-state"] if voyage.save_state else []
    words += ["--commands", "commands.json"] if voyage.commands else []
    first = shlex.join([*words, "--out", "again"])
    saved = "<p>with the commands above saved as <code>commands.json</code>.</p>" if voyage.commands else ""
    return (
        "<p>From the voyage's own record, with a comparison of every number:</p>"
        "<pre><code>python main.py replay voyage.json --out again</code></pre>"
        f'<p>Or from the settings:</p><pre id="command"><code>{escape(first)}</code></pre>{saved}'
        "<p>One machine with the same versions repeats a voyage to the last bit. Two machines may differ in the last "
        "digits, and a network amplifies them.</p>"
    )
