import io
import sys

import pytest

from gfa_assistant.progress import embedding_bar


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
