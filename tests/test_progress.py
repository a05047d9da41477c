import io
import sys

import pytest

from gfa_assistant.progress import ingest_bars, progress_lines


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_terminal_shows_how_many_files_and_texts_are_done(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with ingest_bars() as advance:
        advance("reading", 0, 4)
        advance("reading", 1, 4)
        advance("embedding", 0, 12)
    shown = terminal.getvalue()
    assert "reading: " in shown
    assert " 0/4 " in shown
    assert "embedding: " in shown
    assert " 0/12 " in shown
    assert shown.endswith("\r")


def test_file_or_pipe_gets_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    with ingest_bars() as advance:
        advance("reading", 1, 1)
        advance("embedding", 8, 8)
    assert tuple(capsys.readouterr()) == ("", "")


def test_program_gets_a_line_of_json_for_each_step(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_lines() as advance:
        advance("reading", 1, 2)
        advance("embedding", 2, 8)
        advance("embedding", 6, 8)
    assert tuple(capsys.readouterr()) == (
        "",
        '{"stage": "reading", "done": 1, "total": 2}\n'
        '{"stage": "embedding", "done": 2, "total": 8}\n'
        '{"stage": "embedding", "done": 8, "total": 8}\n',
    )
