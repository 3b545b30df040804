"""The film running backwards in the sea: one stride for each picture seen, to the first step, only where it can be."""

from dataclasses import replace

from seaspirits_game.core.commands import Command, SetTempo, SingleStep, StepBack, Tempo
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.facts import Started
from seaspirits_game.scenes.events import KeyPress
from seaspirits_game.scenes.sea_scene import SeaScene
from tests.scenes.voyages import drawn, sheet, staged


def sea(reversible: bool = True):
    company = staged(150, "sea", seconds=0.1)
    sent: list[Command] = []
    company.stage._send = sent.append
    company.stage.hear(Started(VoyageConfig(reversible=reversible), sheet(), 150, 1))
    scene = company.scene
    assert isinstance(scene, SeaScene)
    drawn(company)
    return company, scene, sent


def see(company, step: int) -> None:
    company.stage.receive(replace(company.stage.snapshot, step=step, tempo=Tempo.PAUSE))
    company.advance(1 / 60)
    company.advance(1 / 60)


def test_a_stride_follows_each_picture_until_the_first_step() -> None:
    company, scene, sent = sea()
    scene.helm.set_tempo(Tempo.X1)
    sent.clear()
    company.handle(KeyPress("b"))
    assert sent == [SetTempo(Tempo.PAUSE), StepBack(1)]
    company.advance(1 / 60)
    assert len(sent) == 2, "nothing was seen yet"
    for step in (149, 148):
        see(company, step)
        assert sent[-1] == StepBack(1)
    assert len(sent) == 4
    see(company, 0)
    assert len(sent) == 4
    assert not scene.helm.walking_back
    company.handle(KeyPress("b"))
    assert len(sent) == 4, "there is nothing before the first step"
    company.close()


def test_it_stops_where_it_is_asked_to_and_walks_on_by_the_tempo_before() -> None:
    company, scene, sent = sea()
    scene.helm.set_tempo(Tempo.X16)
    company.handle(KeyPress("b"))
    assert sent[-1] == StepBack(16)
    company.handle(KeyPress("b"))
    assert not scene.helm.walking_back
    before = len(sent)
    see(company, 134)
    assert len(sent) == before
    company.handle(KeyPress("b"))
    assert sent[-1] == StepBack(16)
    company.handle(KeyPress("."))
    assert sent[-1] == SingleStep()
    assert not scene.helm.walking_back
    company.close()


def test_its_control_is_there_only_where_steps_can_be_taken_back() -> None:
    company, scene, _ = sea()
    assert "backwards" in [control.name for control in scene.controls.items]
    company.close()
    company, scene, sent = sea(reversible=False)
    assert "backwards" not in [control.name for control in scene.controls.items]
    company.handle(KeyPress("b"))
    assert sent == []
    company.close()
