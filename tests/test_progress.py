import io
import sys

import pytest

from gfa_assistant.progress import embedding_bar, progress_lines


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_terminal_shows_how_many_passages_are_done(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with embedding_bar() as advance:
        advance(2, 8)
        advance(6, 8)
    shown = terminal.getvalue()
    assert shown.startswith("\rembedding: ")
    assert shown.endswith("\r")


def test_file_or_pipe_gets_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    with embedding_bar() as advance:
        advance(8, 8)
    assert tuple(capsys.readouterr()) == ("", "")


def test_program_gets_a_line_of_json_for_each_step(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_lines() as advance:
        advance(2, 8)
        advance(6, 8)
    assert tuple(capsys.readouterr()) == (
        "",
        '{"stage": "embedding", "done": 2, "total": 8}\n{"stage": "embedding", "done": 8, "total": 8}\n',
    )
