"""The XQuAD files: German paragraphs as a corpus, and the questions in each language with what answers them."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Question:
    """One question: `document` holds the paragraph it was written for, `article` numbers that paragraph's article.

    `answers` are in the language of the file.
    """

    id: str
    text: str
    document: str
    article: int
    answers: tuple[str, ...]


def write_corpus(file: Path, folder: Path) -> None:
    """Write each paragraph as `p000.txt`, `p001.txt`, …"""
    folder.mkdir(parents=True)
    for number, (_, paragraph) in enumerate(_paragraphs(file)):
        (folder / f"{document_id(number)}.txt").write_text(paragraph["context"] + "\n", encoding="utf-8")


def read_questions(file: Path) -> list[tuple[str, str]]:
    """Return (question, id of its paragraph's document) pairs."""
    return [(question.text, question.document) for question in read_xquad(file)]


def read_xquad(file: Path) -> list[Question]:
    """Return the questions in the order of the file."""
    return [
        Question(
            id=qa["id"],
            text=qa["question"],
            document=document_id(number),
            article=article,
            answers=tuple(dict.fromkeys(answer["text"] for answer in qa["answers"])),
        )
        for number, (article, paragraph) in enumerate(_paragraphs(file))
        for qa in paragraph["qas"]
    ]


def document_id(number: int) -> str:
    return f"p{number:03}"


def _paragraphs(file: Path) -> list[tuple[int, dict[str, Any]]]:
    articles = json.loads(file.read_text(encoding="utf-8"))["data"]
    return [(number, paragraph) for number, article in enumerate(articles) for paragraph in article["paragraphs"]]
