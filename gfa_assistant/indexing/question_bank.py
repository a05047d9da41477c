"""The known questions of a generation: their vectors, and the passages that answer them."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gfa_assistant.errors import IndexMissingError
from gfa_assistant.reading import KnownQuestion, Locator
from gfa_assistant.reading.questions import Entry, Place
from gfa_assistant.records import Document, Passage

_VECTORS, _QUESTIONS = "question_vectors.npy", "known_questions.json"
Embed = Callable[[Sequence[str]], NDArray[np.float32]]


class AnswerFinder:
    """Finds, in one document after another, the passages that answer the known questions."""

    def __init__(self, entries: Collection[Entry]) -> None:
        self._locator = Locator(entries)
        self._holders: dict[Place, tuple[str, ...]] = {}
        self._with_offices: set[str] = set()

    def add(self, document: Document, passages: Sequence[Passage]) -> None:
        """Look at a document with its passages."""
        for place in self._locator.add(document):
            self._holders[place] = tuple(p.id for p in passages if p.start <= place[1] < p.end)
        if any(block.kind == "contact" for block in document.blocks):
            self._with_offices.add(document.id)

    def result(self) -> "FoundAnswers":
        questions, lost = self._locator.result()
        return FoundAnswers(questions, lost, self._holders, frozenset(self._with_offices))


@dataclass(frozen=True)
class FoundAnswers:
    """The known questions whose answers the documents hold, one line for each entry that was `lost`, the passages that
    hold an answer, and the documents with cards of offices.
    """

    questions: tuple[KnownQuestion, ...]
    lost: tuple[str, ...]
    holders: Mapping[Place, tuple[str, ...]]
    with_offices: frozenset[str]


@dataclass(frozen=True)
class QuestionBank:
    """Known questions with their query vectors, (questions, dimensions).

    `passages` are the ids of those that hold the answers, in the order of each question's answers; `covered` are the
    documents for which the bank says which questions they answer.
    """

    questions: tuple[KnownQuestion, ...]
    passages: tuple[tuple[str, ...], ...]
    covered: frozenset[str]
    vectors: NDArray[np.float32]

    @classmethod
    def build(
        cls,
        found: FoundAnswers,
        *,
        embed: Embed,
        dimensions: int,
        known: Mapping[str, NDArray[np.float32]],
    ) -> "QuestionBank":
        """Embed the questions, those in `known` excepted."""
        questions = found.questions
        new = [q.text for q in questions if q.text not in known]
        vectors = {**known, **dict(zip(new, embed(new) if new else (), strict=True))}
        covered = {document_id for q in questions for document_id, _, _ in q.answers}
        if any(q.form == "office" for q in questions):
            covered.update(found.with_offices)
        return cls(
            questions,
            tuple(tuple(key for place in q.answers for key in found.holders[place]) for q in questions),
            frozenset(covered),
            np.array([vectors[q.text] for q in questions], np.float32).reshape(-1, dimensions),
        )

    @property
    def by_text(self) -> dict[str, NDArray[np.float32]]:
        """The vectors by question."""
        return {question.text: vector for question, vector in zip(self.questions, self.vectors, strict=True)}

    def save(self, folder: Path) -> None:
        # Half precision moves a cosine by less than 0.001.
        np.save(folder / _VECTORS, self.vectors.astype(np.float16))
        data = {
            "questions": [asdict(question) for question in self.questions],
            "passages": self.passages,
            "covered": sorted(self.covered),
        }
        (folder / _QUESTIONS).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "QuestionBank":
        """Read what `save` wrote.

        Raises:
            IndexMissingError: it is missing or damaged.
        """
        try:
            data = json.loads((folder / _QUESTIONS).read_text(encoding="utf-8"))
            vectors = np.load(folder / _VECTORS).astype(np.float32)
            questions = tuple(
                KnownQuestion(q["text"], q["form"], tuple((key, start, end) for key, start, end in q["answers"]))
                for q in data["questions"]
            )
            if len(vectors) != len(questions):
                raise ValueError(f"{len(vectors)} vectors for {len(questions)} questions")
            return cls(questions, tuple(map(tuple, data["passages"])), frozenset(data["covered"]), vectors)
        except (OSError, ValueError, TypeError, KeyError, EOFError) as error:
            raise IndexMissingError(
                f"the known questions of index generation {folder.name!r} are damaged ({error}); "
                "run `gfa-assistant ingest --rebuild`"
            ) from None
