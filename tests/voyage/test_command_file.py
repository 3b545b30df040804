"""A file of commands is read as a list or as lines; what is wrong in it is told with file and line."""

import pytest

from seaspirits_game.core.commands import SetTempo, SingleStep, Tempo
from seaspirits_game.core.errors import UserError
from seaspirits_game.voyage.command_file import read_commands


@pytest.mark.parametrize(
    "content",
    [
        '{"step": 1, "command": "single_step"}\n\n{"step": 2, "command": "set_tempo", "tempo": "4x"}\n',
        '\ufeff[{"step": 1, "command": "single_step"}\n,\n {"step": 2, "command": "set_tempo", "tempo": "4x"}]',
    ],
)
def test_commands_come_as_lines_or_as_a_list(content, tmp_path):
    path = tmp_path / "commands"
    path.write_text(content, encoding="utf-8")
    assert read_commands(path, 10) == ((1, SingleStep()), (2, SetTempo(Tempo.X4)))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"step": 1, "command": "single_step"}\nnonsense', "line 2: not JSON"),
        ('[\n{"step": 1, "command": "single_step"},\n', "line 3: not JSON"),
        ('[\n{"step": 1, "command": "single_step"},\n\n{"step": 1}]', "line 4: unknown command None"),
        ('[\n{"step": 1, "command": "[,]"}, {"step": -1}]', "line 2: unknown command '[,]'"),
        ('{"step": 1.5, "command": "single_step"}', "line 1: step: 1.5"),
        ('{"command": "single_step"}', "line 1: step: None"),
        ("7", "line 1: 7 is not an object"),
        ('{"step": 11, "command": "single_step"}', "line 1: step 11 lies beyond the last step, 10"),
        ('{"step": 2, "command": "single_step"}\n{"step": 1, "command": "single_step"}', "line 2: step 1 after step 2"),
        ('{"step": 2, "command": "set_learning_rate", "value": NaN}', "line 1: set_learning_rate: value: nan"),
        ("[" * 100_000, "not"),
    ],
)
def test_wrong_commands_name_file_and_line(content, told, tmp_path):
    path = tmp_path / "commands.json"
    path.write_text(content)
    with pytest.raises(UserError) as caught:
        read_commands(path, 10)
    assert str(path) in str(caught.value)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_commands_that_cannot_be_read(tmp_path):
    (tmp_path / "latin").write_bytes(b'{"step": "\xe9"}')
    for path in (tmp_path / "none", tmp_path, tmp_path / "latin"):
        with pytest.raises(UserError, match=path.name):
            read_commands(path, 10)


def test_no_commands_are_possible(tmp_path):
    (tmp_path / "empty").write_text("")
    (tmp_path / "list").write_text("[]\n")
    assert read_commands(tmp_path / "empty", 1) == read_commands(tmp_path / "list", 1) == ()
