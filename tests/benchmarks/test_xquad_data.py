"""XQuAD files read into questions, and written out as a corpus."""

import json
from pathlib import Path

import pytest

from benchmarks.xquad_data import Question, read_questions, read_xquad, write_corpus
from benchmarks.xquad_index import arguments_parser, asked, data_file

ARTICLES = [
    {
        "title": "Fluss",
        "paragraphs": [
            {
                "context": "Die Elbe ist 1094 km lang.",
                "qas": [{"id": "a", "question": "Wie lang?", "answers": [{"text": "1094 km", "answer_start": 13}]}],
            },
            {
                "context": "Sie mündet bei Cuxhaven.",
                "qas": [
                    {
                        "id": "b",
                        "question": "Wo mündet sie?",
                        "answers": [{"text": "Cuxhaven", "answer_start": 15}, {"text": "Cuxhaven", "answer_start": 15}],
                    }
                ],
            },
        ],
    },
    {
        "title": "Berg",
        "paragraphs": [
            {
                "context": "Der Brocken.",
                "qas": [{"id": "c", "question": "Welcher Berg?", "answers": [{"text": "Brocken"}]}],
            }
        ],
    },
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "xquad.de.json"
    path.write_text(json.dumps({"data": ARTICLES}), encoding="utf-8")
    return path


def test_a_question_knows_its_paragraph_article_and_distinct_answers(file: Path) -> None:
    assert read_xquad(file) == [
        Question("a", "Wie lang?", "p000", 0, ("1094 km",)),
        Question("b", "Wo mündet sie?", "p001", 0, ("Cuxhaven",)),
        Question("c", "Welcher Berg?", "p002", 1, ("Brocken",)),
    ]
    assert read_questions(file) == [("Wie lang?", "p000"), ("Wo mündet sie?", "p001"), ("Welcher Berg?", "p002")]


def test_each_paragraph_becomes_a_file_of_its_own(file: Path, tmp_path: Path) -> None:
    write_corpus(file, tmp_path / "corpus")
    written = {path.name: path.read_text(encoding="utf-8") for path in sorted((tmp_path / "corpus").iterdir())}
    assert written == {
        "p000.txt": "Die Elbe ist 1094 km lang.\n",
        "p001.txt": "Sie mündet bei Cuxhaven.\n",
        "p002.txt": "Der Brocken.\n",
    }


def test_every_thins_the_questions(file: Path) -> None:
    arguments = arguments_parser("…").parse_args(["--data", str(file.parent), "--every", "2"])
    assert [question.id for question in asked(arguments)] == ["a", "c"]


def test_a_missing_file_ends_the_program_with_one_line(tmp_path: Path) -> None:
    arguments = arguments_parser("…").parse_args(["--data", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        data_file(arguments)
    assert ended.value.code == f"no {tmp_path}/xquad.de.json; give the folder of the XQuAD files with --data"
