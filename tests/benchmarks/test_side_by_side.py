"""The comparison's command line and report, without running a system."""

import json
from pathlib import Path

import pytest

from benchmarks import side_by_side
from tests.benchmarks.test_comparison import comparison


@pytest.mark.parametrize(
    ("count", "expected"),
    [(None, "abcdefg"), (9, "abcdefg"), (7, "abcdefg"), (3, "ace"), (1, "a")],
)
def test_questions_are_taken_evenly(count: int | None, expected: str) -> None:
    pairs = [(letter, "p000") for letter in "abcdefg"]
    assert "".join(question for question, _ in side_by_side.evenly(pairs, count)) == expected


def test_missing_data_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["side_by_side", "--data", str(tmp_path)])
    assert side_by_side.main() == 1
    assert capsys.readouterr() == (
        "",
        f"side_by_side: no {tmp_path / 'xquad.de.json'}; give the folder of the XQuAD files with --data\n",
    )


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [("--repeats", "0", "must be at least 1"), ("--json", "no-such-folder/all.json", "no folder 'no-such-folder'")],
)
def test_what_cannot_be_done_is_said_before_anything_is_measured(
    option: str, value: str, message: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["side_by_side", option, value])
    with pytest.raises(SystemExit) as stopped:
        side_by_side.main()
    assert stopped.value.code == 2
    assert message in capsys.readouterr().err


def test_the_json_has_all_measurements_and_the_ratios() -> None:
    written = json.loads(json.dumps(side_by_side.to_json(comparison())))
    assert list(written["systems"]) == ["plain", "hybrid", "ours", "bare"]
    assert written["systems"]["plain"]["search_ms"] == [20, 40, 30]
    assert written["systems"]["plain"]["r_at_5"] == 0.75
    assert "ranks" not in written["systems"]["plain"]
    assert "r_at_5" not in written["systems"]["bare"]
    assert [r["met"] for r in written["ratios"]] == [True, False, True, False]


def test_the_report_says_how_many_questions_were_answered() -> None:
    seen = comparison()
    seen.ours.answered = 1
    assert "2 questions in one process; ours answers 1 of them" in side_by_side.report(seen)
