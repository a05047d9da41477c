"""The commands that change the corpus, as people type them."""

import io
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from gfa_assistant.cli import main

FLYER = "# Flyer für Kommunen\n\nDie Teilnahme ist kostenfrei.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty corpus in the working folder, with a file beside it to add."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "flyer.md").write_text(FLYER, encoding="utf-8")
    return tmp_path


def catalog(folder: Path) -> dict[str, object]:
    entries: dict[str, object] = yaml.safe_load((folder / "corpus" / "catalog.yaml").read_text(encoding="utf-8"))
    return entries


def test_add_takes_what_options_and_file_say(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", "flyer.md", "--state", "BY", "--as-of", "2025-03", "--publisher", "Amt"]) == 0
    assert catalog(folder) == {
        "flyer.md": {"title": "Flyer für Kommunen", "publisher": "Amt", "state": "BY", "as_of": "2025-03"}
    }
    assert "added flyer.md (Flyer für Kommunen); run `gfa-assistant ingest`" in capsys.readouterr().out


def test_a_newer_version_is_added_and_the_older_removed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["add", "flyer.md"])
    capsys.readouterr()
    newer = ["--name", "flyer-2025.md", "--title", "Flyer 2025", "--supersedes", "flyer.md"]
    assert main(["add", "flyer.md", *newer, "--json"]) == 0
    added = json.loads(capsys.readouterr().out)
    assert (added["name"], added["title"], added["supersedes"]) == ("flyer-2025.md", "Flyer 2025", ["flyer.md"])
    assert main(["remove", "flyer", "--yes"]) == 0
    assert set(catalog(folder)) == {"flyer-2025.md"}
    assert "removed flyer.md" in capsys.readouterr().out


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_it_asks_for_what_was_not_given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", _Terminal("\nLandesamt\n\nHE\n2024\n\n"))
    assert main(["add", "flyer.md"]) == 0
    assert catalog(folder) == {
        "flyer.md": {"title": "Flyer für Kommunen", "publisher": "Landesamt", "state": "HE", "as_of": "2024"}
    }


@pytest.mark.parametrize(("typed", "left"), [("n\n", True), ("\n", True), ("ja\n", False)])
def test_on_a_terminal_nothing_is_deleted_unasked(
    folder: Path, monkeypatch: pytest.MonkeyPatch, typed: str, left: bool
) -> None:
    main(["add", "flyer.md"])
    monkeypatch.setattr(sys, "stdin", _Terminal(typed))
    assert main(["remove", "flyer.md"]) == 0
    assert (folder / "corpus" / "flyer.md").exists() == left


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["add", "fehlt.pdf"], "there is no file 'fehlt.pdf'; correct the name"),
        (["add", "flyer.md", "--state", "XX"], "unknown state code 'XX'"),
        (["add", "flyer.md", "--name", "../x.md"], "is no name for a corpus file"),
        (["remove", "fehlt", "--yes"], "'fehlt' is not in the corpus"),
        (["remove", "fehlt"], "'fehlt' would be deleted; give --yes to do it"),
    ],
)
def test_a_mistake_is_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str], command: list[str], message: str
) -> None:
    assert main(command) == 1
    err = capsys.readouterr().err
    assert message in err
    assert len(err.splitlines()) == 1


@pytest.mark.model
def test_watching_goes_on_until_it_is_interrupted(folder: Path) -> None:
    main(["add", "flyer.md"])
    process = subprocess.Popen(
        [sys.executable, "-m", "gfa_assistant", "ingest", "--watch"], stdout=subprocess.PIPE, text=True
    )
    try:
        _await((folder / "index" / "CURRENT").exists)
        assert process.stdout is not None
        assert process.stdout.readline().startswith("1 added")
        (folder / "corpus" / "neu.txt").write_text("Neu im Ordner.\n", encoding="utf-8")
        assert process.stdout.readline().startswith("1 added, 0 changed, 0 removed, 1 unchanged")
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
    finally:
        process.kill()
        process.communicate()


def _await(ready: Callable[[], bool], seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < until, "nothing came"
        time.sleep(0.2)
