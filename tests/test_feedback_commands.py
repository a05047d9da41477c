"""`gfa-assistant gaps` as an operator uses it."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from gfa_assistant.cli import main
from gfa_assistant.feedback.store import FeedbackStore
from tests.feedback.answers import MONDAY, Calendar, answer, settings


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with three gaps of one wording; the command finds it by its setting."""
    file = tmp_path / "feedback.sqlite"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GFA_FEEDBACK_URL", f"sqlite:///{file}")
    with FeedbackStore.open(settings(file, keep_questions=True), Calendar()) as store:
        for state in ("HE", "HE", None):
            store.note_answer(answer("Wann sind Ferien?", status="not_found", intent="general", state=state))
    return file


SINCE = ("--since", "2026-03-01", "--until", "2026-03-31")
GROUP = {
    "name": "Wann sind Ferien?",
    "questions": 3,
    "unanswered": 3,
    "rated_badly": 0,
    "states": {"HE": 2},
    "intents": {"general": 3},
    "languages": {"de": 3},
    "reasons": {},
    "first_day": "2026-03-02",
    "last_day": "2026-03-02",
    "examples": [],
    "comments": [],
}


@pytest.mark.model
@pytest.mark.usefixtures("file")
def test_gaps_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gaps", *SINCE]) == 0
    assert capsys.readouterr().out == (
        "   3  Wann sind Ferien?\n      3 not answered, 0 rated badly; HE 2; 2026-03-02 to 2026-03-02\n"
    )
    assert main(["gaps", *SINCE, "--smallest", "4"]) == 0
    assert capsys.readouterr().out.startswith("   3  (too few to show)\n")


@pytest.mark.model
@pytest.mark.usefixtures("file")
def test_gaps_are_written_as_json_and_as_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gaps", *SINCE, "--json", "--csv", "gaps.csv"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == {"since": "2026-03-01", "until": "2026-03-31", "groups": [GROUP]}
    assert "Wann sind Ferien?" in (tmp_path / "gaps.csv").read_text(encoding="utf-8-sig")


@pytest.mark.usefixtures("file")
def test_without_gaps_in_the_period_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gaps", "--since", "2026-03-03", "--until", "2026-03-04"]) == 0
    assert capsys.readouterr().out == (
        "no gaps from 2026-03-03 to 2026-03-04; questions are reported where GFA_KEEP_QUESTIONS lets them be kept\n"
    )


def test_period_is_by_default_as_long_as_questions_are_kept(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GFA_KEEP_DAYS", "7")
    assert main(["gaps", "--until", f"{MONDAY - timedelta(days=1)}", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"since": "2026-02-22", "until": "2026-03-01", "groups": []}
    assert main(["gaps", "--json", "--since", f"{date.max}", "--until", f"{date.max}"]) == 0


def test_missing_database_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GFA_FEEDBACK_URL", f"sqlite:///{tmp_path}/none.sqlite")
    assert main(["gaps"]) == 1
    assert capsys.readouterr().err == (
        f"gfa-assistant: no feedback database at '{tmp_path}/none.sqlite'; `gfa-assistant serve` makes one, "
        "or correct GFA_FEEDBACK_URL\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--since", "1.3.2026"), "argument --since: '1.3.2026' is no date; write it like 2026-01-31"),
        (("--smallest", "0"), "argument --smallest: '0' is no number from 1 on"),
    ],
)
def test_wrong_usage_is_one_line(arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["gaps", *arguments])
    assert ended.value.code == 2
    assert capsys.readouterr().err == f"gfa-assistant: {message}; see `gfa-assistant gaps --help`\n"
