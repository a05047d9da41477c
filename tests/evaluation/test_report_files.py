import json
import sys
from pathlib import Path

import pytest

from gfa_assistant.evaluation.report_files import ReportError, check_report, write_report
from tests.evaluation.hand_made import OUTCOMES, outcome, report


def rate(right: int, of: int) -> dict[str, float | None]:
    return {"right": right, "of": of, "value": right / of if of else None}


def test_a_report_is_a_json_file_for_each_set_and_one_page(tmp_path: Path) -> None:
    folder = tmp_path / "neu" / "bericht"
    check_report(folder, ["eins", "zwei"])
    reports = [report(name="eins"), report(OUTCOMES[:1], name="zwei")]
    assert write_report(folder, reports) == folder / "index.html"
    assert sorted(file.name for file in folder.iterdir()) == ["eins.json", "index.html", "zwei.json"]
    written = (folder / "eins.json").read_text(encoding="utf-8")
    assert written == json.dumps(reports[0].to_json(), ensure_ascii=False, indent=2) + "\n"
    assert (folder / "index.html").read_text(encoding="utf-8").startswith('<!DOCTYPE html>\n<html lang="de">')


def test_the_json_holds_every_figure(tmp_path: Path) -> None:
    write_report(tmp_path, [report(OUTCOMES[1:2])])
    scores = {
        "passed": rate(0, 1),
        "status": rate(1, 1),
        "answer": rate(0, 1),
        "document": rate(0, 0),
        "passage": rate(0, 0),
        "quotes": rate(1, 2),
        "refusal_precision": rate(0, 0),
        "refusal_recall": rate(0, 0),
        "wrongly_answered": 0,
    }
    assert json.loads((tmp_path / "klein.json").read_text(encoding="utf-8")) == {
        "question_set": "klein",
        "held_out": False,
        "questions_sha256": "f" * 64,
        "corpus_sha256": "c" * 64,
        "settings": {"embedding_model": "tiny"},
        "cases": 1,
        "median_ms": 30.0,
        "p95_ms": 30.0,
        "scores": scores,
        "topics": {"members": scores},
        "risk_coverage": {
            "coverage": 1.0,
            "risk": 1.0,
            "aurc": 1.0,
            "auroc": None,
            "points": [{"threshold": 0.9, "answered": 1, "wrong": 1, "coverage": 1.0, "risk": 1.0}],
        },
        "outcomes": [
            {
                "id": "members-year",
                "topic": "members",
                "question": "Und <script>alert('Kassel')</script>?",
                "expected": ["answered"],
                "status": "answered",
                "status_right": True,
                "answer_right": False,
                "document_right": None,
                "passage_right": None,
                "quotes": 2,
                "exact_quotes": 1,
                "reasons": ["answer lacks 'Kassel'"],
                "answer": "Augsburg & <b>Fürth</b> [1]\n\nNürnberg [2]",
                "confidence": 0.9,
                "milliseconds": 30.0,
                "earlier": ["Wer war 2012 dabei?"],
                "language": "de",
                "state": "BY",
                "passed": False,
            }
        ],
    }


def test_no_case_of_a_held_out_set_is_in_any_file(tmp_path: Path) -> None:
    secret = outcome(id="geheim", question="Geheim?", answer="geheim", wrong="geheim", earlier=("geheim",))
    write_report(tmp_path, [report((secret,) * 3, held_out=True)])
    written = {file.name: file.read_text(encoding="utf-8") for file in tmp_path.iterdir()}
    assert set(written) == {"klein.json", "index.html"}
    assert [name for name, text in written.items() if "geheim" in text.lower()] == []
    assert json.loads(written["klein.json"])["outcomes"] == []


def test_without_an_answer_the_risk_is_unknown(tmp_path: Path) -> None:
    write_report(tmp_path, [report((outcome("not_found"),))])
    written = json.loads((tmp_path / "klein.json").read_text(encoding="utf-8"))
    assert written["risk_coverage"] == {"coverage": 0.0, "risk": None, "aurc": None, "auroc": None, "points": []}


def test_a_name_that_is_no_utf8_is_written_escaped(tmp_path: Path) -> None:
    write_report(tmp_path, [report(name="q\udcff")])
    assert "Fragensatz q\\udcff" in (tmp_path / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("datei", "File exists"),
        ("datei/bericht", "Not a directory"),
        ("/proc/bericht", "No such file or directory"),
    ],
    ids=["a file", "below a file", "read-only"],
)
def test_a_folder_that_cannot_be_written_is_refused_before_the_run(tmp_path: Path, place: str, reason: str) -> None:
    (tmp_path / "datei").write_text("meins")
    folder = tmp_path / place
    with pytest.raises(ReportError) as refused:
        check_report(folder, ["eins"])
    assert str(refused.value) == (
        f"report folder {str(folder)!r} cannot be written ({reason}); name another with --report"
    )
    assert (tmp_path / "datei").read_text() == "meins"


def test_two_sets_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"^two question sets are named 'dev'; rename the file of one$"):
        check_report(tmp_path, ["dev", "eins", "dev"])


def test_a_missing_library_is_named_with_what_installs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ReportError) as refused:
        check_report(tmp_path / "neu", ["eins"])
    assert str(refused.value) == (
        "--report needs matplotlib, which is not installed; run `pip install -e '.[report]'` in the project's folder"
    )
    assert not (tmp_path / "neu").exists()


def test_a_file_that_cannot_be_replaced_is_kept_and_nothing_half_written_stays(tmp_path: Path) -> None:
    (tmp_path / "index.html").mkdir()
    (tmp_path / "index.html" / "alt").touch()
    with pytest.raises(ReportError, match=r"^report folder .* cannot be written \(Is a directory\); name another"):
        write_report(tmp_path, [report()])
    assert sorted(file.name for file in tmp_path.iterdir()) == ["index.html", "klein.json"]
    assert (tmp_path / "index.html" / "alt").exists()
