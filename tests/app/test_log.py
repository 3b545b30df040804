"""The logbook's place, and trouble with it."""

from seaspirits_game.app.log import logbook_path, open_logbook


def test_it_lies_in_the_persons_data_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert logbook_path().name == "logbook.sqlite"
    said: list[str] = []
    book = open_logbook(said.append, tmp_path / "deep" / "logbook.sqlite")
    assert book is not None
    book.close()
    assert said == []


def test_a_damaged_one_is_said_and_the_game_goes_on(tmp_path):
    path = tmp_path / "logbook.sqlite"
    path.write_bytes(b"scribble" * 1000)
    said: list[str] = []
    assert open_logbook(said.append, path) is None
    assert len(said) == 1
    assert "logbook.sqlite" in said[0]
