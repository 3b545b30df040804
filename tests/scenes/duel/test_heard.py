"""A partition is heard once, with the sizes of its sides, where it is seen; and read where captions are wanted."""

from seaspirits_game.audio.sounds import Parted
from seaspirits_game.scenes.duel.play import PlayPage
from seaspirits_game.scenes.events import KeyPress
from seaspirits_game.scenes.preferences import Preferences
from tests.scenes.voyages import advance, drawn, staged


def test_each_partition_of_a_duel_is_heard() -> None:
    company = staged(600, "duel", preferences=Preferences(captions=True), seconds=0.1)
    company.handle(KeyPress("d"))
    drawn(company)
    page = company.scene.page
    assert isinstance(page, PlayPage)
    company.stage.take_sounds()
    page.choose(20)
    advance(company, 0.1)
    (heard,) = (sound for sound in company.stage.take_sounds() if isinstance(sound, Parted) and sound.who == "you")
    step = page.player.state.moves[0].step
    assert (heard.smaller, heard.larger) == (step.left_end, len(page.player.state.values) - step.right_start)
    assert heard.smaller + heard.larger + 1 == heard.n
    assert -1.0 <= heard.pan_left < heard.pan_right <= 1.0
    assert str(heard.smaller) in company.stage.caption
    advance(company, 0.2)
    assert not [sound for sound in company.stage.take_sounds() if isinstance(sound, Parted) and sound.who == "you"]
    advance(company, 6.0)
    assert any(isinstance(sound, Parted) and sound.who == "rival" for sound in company.stage.take_sounds())
