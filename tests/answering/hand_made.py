"""Small documents, questions and word indexes made by hand, through the real readers and the real lexicon."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from gfa_assistant.answering.evidence import Unit, units_of
from gfa_assistant.answering.terms import TermMatcher
from gfa_assistant.indexing.lexical import LexicalIndex, LexicalTokenizer
from gfa_assistant.indexing.passages import split_passages
from gfa_assistant.indexing.question_bank import QuestionBank
from gfa_assistant.reading import Form, KnownQuestion
from gfa_assistant.reading.assembly import assemble
from gfa_assistant.reading.markdown_reader import read_markdown
from gfa_assistant.reading.structure import recognise
from gfa_assistant.records import Document, Passage, ScoredPassage, Turn
from gfa_assistant.retrieval.known_questions import KnownQuestions, Metric, Neighbours
from gfa_assistant.retrieval.lexicon import load_lexicon
from gfa_assistant.retrieval.places import Gazetteer
from gfa_assistant.retrieval.question import Question, readings

GAZETTEER = Gazetteer(
    {
        "frankfurt": {"HE": 700_000, "BB": 58_000},
        "kassel": {"HE": 200_000},
        "bamberg": {"BY": 77_000},
        "bochum": {"NW": 360_000},
    },
    {"augsburg": "BY"},
)


def document(markdown: str, document_id: str = "leitfaden", **about: Any) -> Document:
    """Read Markdown as the corpus reader does; `about` is what a catalog would say."""
    text, blocks = assemble(recognise(read_markdown(markdown).elements))
    return Document(**{"id": document_id, "title": "Leitfaden", "text": text, "blocks": blocks, **about})


def passages(read: Document) -> list[Passage]:
    return split_passages(read, lambda texts: [len(text.split()) for text in texts], 400)


def hits(*documents: Document, dense: float = 0.9) -> list[ScoredPassage]:
    """All passages in reading order, as if the retriever had ranked them so."""
    return [ScoredPassage(passage, 1.0, dense, 1.0) for read in documents for passage in passages(read)]


def units(*documents: Document, dense: float = 0.9) -> list[Unit]:
    return units_of(hits(*documents, dense=dense), {read.id: read for read in documents})


def unit(found: Sequence[Unit], kind: str, words: str) -> Unit:
    """The one unit of this kind whose text holds `words`."""
    (only,) = [u for u in found if u.kind == kind and words in u.text]
    return only


def ask(text: str, *previous: str, state: str | None = None) -> Question:
    """The question as the rules read it after the user's `previous` ones."""
    history = [Turn("user", question) for question in previous]
    return readings(text, history, state=state, lexicon=load_lexicon(), gazetteer=GAZETTEER)[0]


def matcher(*documents: Document) -> TermMatcher:
    found = [passage for read in documents for passage in passages(read)]
    texts = [passage.embedded_text for passage in found]
    return TermMatcher(
        load_lexicon(), LexicalIndex.build([p.id for p in found], texts, LexicalTokenizer(lambda text: text.split()))
    )


def near_known(*known: tuple[str, Form, float], document_id: str = "leitfaden") -> Neighbours:
    """Known questions at these cosines from the one asked; the i-th is answered by character i where it is answered."""
    questions = tuple(
        KnownQuestion(text, form, ((document_id, i, i + 1),) if form in ("statement", "list") else ())
        for i, (text, form, _) in enumerate(known)
    )
    plain = Metric("fake", np.zeros(2, np.float32), np.eye(2, dtype=np.float32))
    cosines = np.array([cosine for *_, cosine in known], np.float32)
    vectors = np.stack([cosines, np.sqrt(1 - cosines**2)], axis=1)
    passages = tuple((f"answers {text.casefold().strip('?')}",) for text, _, _ in known)
    bank = QuestionBank(questions, passages, frozenset({document_id}), vectors)
    found = KnownQuestions(bank, plain, "fake").nearest(np.array([1.0, 0.0], np.float32))
    assert found is not None
    return found
