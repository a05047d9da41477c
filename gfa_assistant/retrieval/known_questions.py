"""Which known questions are nearest to the one asked, and what answers those.

Questions are compared by the cosine of their vectors after a linear map that benchmarks/fit_question_metric.py learns
from the known questions themselves (neighbourhood components analysis, Goldberger et al. 2004): two of them shall be
near when the same statement answers both, not when they are about the same subject.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from gfa_assistant.indexing.question_bank import QuestionBank
from gfa_assistant.reading import Form, KnownQuestion
from gfa_assistant.reading.questions import FORMS

METRIC_FILE = "question_metric.npz"
# The nearest known questions vote with exp(cosine / TEMPERATURE).
VOTERS = 20
TEMPERATURE = 0.05
# Chosen on the development questions.
VERY_NEAR = 0.72
_KEPT_PLACES = 8192


@dataclass(frozen=True)
class Metric:
    """The learnt map: a query vector less `mean` (dimensions,), times `matrix` (dimensions, dimensions)."""

    model: str
    mean: NDArray[np.float32]
    matrix: NDArray[np.float32]

    def apply(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Map (questions, dimensions) to rows of length 1."""
        mapped = (vectors - self.mean) @ self.matrix
        rows: NDArray[np.float32] = mapped / np.maximum(np.linalg.norm(mapped, axis=1, keepdims=True), 1e-9)
        return rows


class KnownQuestions:
    """The known questions of an index, searchable by a query vector; none where the metric is of another model."""

    def __init__(self, bank: QuestionBank, metric: Metric, model: str) -> None:
        fits = metric.model == model and len(bank.questions) > 0
        self.questions: Sequence[KnownQuestion] = bank.questions if fits else ()
        self.passages = bank.passages
        self._covered = bank.covered if fits else frozenset()
        self._metric = metric
        self._rows = metric.apply(bank.vectors) if fits else np.zeros((0, len(metric.mean)), np.float32)
        self.of_form: Mapping[Form, NDArray[np.intp]] = {
            form: np.array([i for i, q in enumerate(self.questions) if q.form == form], np.intp) for form in FORMS
        }
        places: dict[str, list[tuple[int, int, int]]] = {}
        for number, question in enumerate(self.questions):
            for document_id, start, end in question.answers:
                places.setdefault(document_id, []).append((start, end, number))
        self._places = {document_id: np.array(rows, np.intp) for document_id, rows in places.items()}
        # The same statements are looked at for question after question.
        self._answered_by = lru_cache(_KEPT_PLACES)(self._find_answered)

    def covers(self, document_id: str) -> bool:
        """Say whether it is known which questions this document answers."""
        return document_id in self._covered

    def answered_by(self, document_id: str, start: int, end: int) -> NDArray[np.intp]:
        """The numbers of the questions that the document's text from `start` to `end` answers, or a part of it."""
        return self._answered_by(document_id, start, end)

    def _find_answered(self, document_id: str, start: int, end: int) -> NDArray[np.intp]:
        places = self._places.get(document_id)
        if places is None:
            return np.zeros(0, np.intp)
        return np.unique(places[(places[:, 0] < end) & (places[:, 1] > start), 2])

    def nearest(self, vector: NDArray[np.float32]) -> "Neighbours | None":
        """Compare a question's query vector (dimensions,) with the known ones; None where there are none."""
        if not len(self._rows):
            return None
        return Neighbours(self, self._rows @ self._metric.apply(vector[None])[0])


@dataclass(frozen=True)
class Neighbours:
    """The known questions as seen from one asked: `cosines` (known questions,)."""

    known: KnownQuestions
    cosines: NDArray[np.float32]

    @cached_property
    def order(self) -> NDArray[np.intp]:
        """The numbers of the nearest ones, nearest first."""
        count = min(VOTERS, len(self.cosines))
        nearest = np.argpartition(-self.cosines, count - 1)[:count]
        return nearest[np.argsort(-self.cosines[nearest], kind="stable")]

    @cached_property
    def votes(self) -> NDArray[np.float64]:
        """Each known question's share of the vote, (known questions,); 0 beyond the nearest."""
        votes = np.zeros(len(self.cosines))
        near = self.cosines[self.order].astype(np.float64)
        weights = np.exp((near - near[0]) / TEMPERATURE)
        votes[self.order] = weights / weights.sum()
        return votes

    @property
    def are_very_near(self) -> bool:
        """Say whether the nearest one all but asks the same."""
        return float(self.cosines[self.order[0]]) >= VERY_NEAR

    def of(self, numbers: NDArray[np.intp]) -> tuple[float, float]:
        """The share of the vote of these known questions, and the highest of their cosines; 0 where there are none."""
        if not len(numbers):
            return 0.0, 0.0
        return float(self.votes[numbers].sum()), float(self.cosines[numbers].max())

    def of_forms(self, *forms: Form) -> tuple[float, float]:
        """What `of` says of all known questions of these forms."""
        return self.of(np.concatenate([self.known.of_form[form] for form in forms]))

    def passages(self, most: int) -> tuple[str, ...]:
        """The passages that answer the nearest `most` known questions."""
        return tuple(dict.fromkeys(key for i in self.order[:most] for key in self.known.passages[i]))


@cache
def load_metric() -> Metric:
    """The learnt map that comes with the package."""
    with files("gfa_assistant.retrieval").joinpath(METRIC_FILE).open("rb") as handle, np.load(handle) as data:
        return Metric(str(data["model"]), data["mean"].astype(np.float32), data["matrix"].astype(np.float32))
