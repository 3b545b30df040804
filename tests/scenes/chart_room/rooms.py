"""A chart room over the kept voyage, with the whole record of readings that a real one would have."""

from functools import cache

import numpy as np

from seaspirits_game.geometry.catalogue import dear_columns
from seaspirits_game.scenes.chart_room.scene import ChartRoomScene
from seaspirits_game.scenes.company import Company
from seaspirits_game.scenes.curves import Curves
from seaspirits_game.scenes.preferences import Preferences
from seaspirits_game.scenes.stage import Compared
from seaspirits_game.voyage.metrics import row_of
from tests.scenes.voyages import advance, drawn, snapshots, staged

STILL = Preferences(still_water=True, reduced_motion=True)
EVERY = 10


@cache
def rows() -> tuple[dict[str, float], ...]:
    """Readings every ten steps, interpolated between the kept ones; a dear measure every hundred."""
    dear = set(dear_columns(3))
    kept = [{name: value for name, value in row_of(snapshot).items() if name not in dear} for snapshot in snapshots()]
    steps = np.arange(0, kept[-1]["step"] + 1, EVERY)
    places = np.log1p([row["step"] for row in kept])
    columns = {name: np.interp(np.log1p(steps), places, [row[name] for row in kept]) for name in kept[0]}
    columns["step"] = steps
    found = [{name: float(values[index]) for name, values in columns.items()} for index in range(len(steps))]
    for row in found[::EVERY]:
        row["sharpness"] = 5.0 + row["step"] / 40.0
    for row in found:
        row["edge_of_stability"] = 40.0
    return tuple(found)


def other() -> Compared:
    """A finished voyage of another length and grain."""
    calmer = [
        {**row, "val_loss": 1.3 * row["val_loss"], "layer2.entropy": row["layer2.entropy"] - 0.4} for row in rows()
    ]
    return Compared("calmer water", Curves.of(calmer[:100:4]))


def entered(
    size: tuple[int, int] = (1280, 720), compared: bool = False, preferences: Preferences = STILL, **looks: object
) -> Company:
    """The chart room once its charts are drawn."""
    company = staged(1500, "charts", size, preferences, seconds=0.0)
    company.stage.curves = Curves.of(rows())
    company.stage.compared = other() if compared else None
    for name, value in looks.items():
        setattr(room_of(company).looks, name, value)
    finish(company)
    return company


def room_of(company: Company) -> ChartRoomScene:
    scene = company.scene
    assert isinstance(scene, ChartRoomScene)
    return scene


def finish(company: Company) -> None:
    """Until every chart is up to date, and the picture before it is gone."""
    drawn(company)
    for _ in range(40):
        advance(company, 0.25)
        panes = room_of(company).wall.panes
        if panes and all(pane.making is None and pane.edition is not None for pane in panes):
            break
    advance(company, 2.0)
    drawn(company)
