"""The assistant: one question in, one checked answer out."""

import threading
import time
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gfa_assistant.answering.answerability import Model, load_model
from gfa_assistant.answering.candidates import Candidate
from gfa_assistant.answering.citations import check_answer
from gfa_assistant.answering.composer import Composer
from gfa_assistant.answering.draft import Draft
from gfa_assistant.answering.frame import frame_for
from gfa_assistant.answering.gathering import Evidence, Gatherer
from gfa_assistant.answering.routing import Weights, load_weights
from gfa_assistant.errors import NotFoundError, QuestionError
from gfa_assistant.indexing.generations import current_generation
from gfa_assistant.indexing.opened import OpenIndex, open_index
from gfa_assistant.indexing.question_bank import QuestionBank
from gfa_assistant.page_map import PageMap
from gfa_assistant.reading import notes_for
from gfa_assistant.records import Answer, Contact, Document, Note, Passage, ScoredPassage, Turn
from gfa_assistant.retrieval.known_questions import KnownQuestions, load_metric
from gfa_assistant.retrieval.lexicon import load_lexicon
from gfa_assistant.retrieval.places import Gazetteer
from gfa_assistant.retrieval.question import Question, readings
from gfa_assistant.retrieval.retriever import HybridRetriever
from gfa_assistant.retrieval.spelling import Speller
from gfa_assistant.retrieval.states import FEDERAL, STATE_NAMES
from gfa_assistant.settings import Settings

MAX_HISTORY_TURNS = 40
# Of the threads that answer, one at a time runs Python; the others wait in the model or the index, where it does not.
# More of them only take turns more often.
ANSWERS_AT_ONCE = 4
_LINE_CONTROLS = "\t\n\r"


@dataclass(frozen=True)
class _Opened:
    """One index generation with what is derived from it."""

    index: OpenIndex
    retriever: HybridRetriever
    composer: Composer
    gazetteer: Gazetteer
    speller: Speller


@dataclass(frozen=True)
class Tuning:
    """What the assistant decides by, where it is not what comes with package and index: for fitting it."""

    model: Model | None = None
    weights: Weights | None = None
    bank: Callable[[QuestionBank], QuestionBank] = lambda bank: bank


class Assistant:
    """Answers questions from the current index generation; safe to share between threads."""

    def __init__(self, settings: Settings, tuning: Tuning = Tuning()) -> None:
        self._settings = settings
        self._tuning = tuning
        self._lexicon = load_lexicon()
        self._lock = threading.Lock()
        # First come, first served; they start with the first question.
        self._workers = ThreadPoolExecutor(ANSWERS_AT_ONCE, thread_name_prefix="answer")
        self._opened = self._open()

    @classmethod
    def open(cls, settings: Settings, tuning: Tuning = Tuning()) -> "Assistant":
        """Open the current generation.

        Raises:
            IndexMissingError: there is none; IndexMismatchError: it was built with other settings.
        """
        return cls(settings, tuning)

    @property
    def documents(self) -> Mapping[str, Document]:
        return self._current().index.documents

    @property
    def contacts(self) -> Mapping[str, Contact]:
        """The coordinating offices by state code, and the federal one under "DE"."""
        return self._current().index.contacts

    @property
    def generation(self) -> str:
        return self._current().index.manifest.generation

    @property
    def corpus_sha256(self) -> str:
        return self._current().index.manifest.corpus_sha256

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        state: str | None = None,
        language: str | None = None,
    ) -> Answer:
        """Answer one question; `history` is the conversation before it, `state` a preset Land,
        `language` that of the answer's frame (the question's own when None).

        Raises:
            QuestionError: question, state or language cannot be used.
        """
        return self._workers.submit(self._ask, question, history, state, language).result()

    def _ask(self, question: str, history: Sequence[Turn], state: str | None, language: str | None) -> Answer:
        started = time.perf_counter()
        text = clean_question(question, self._settings.max_question_chars)
        frame_language = check_language(language)
        opened = self._current()
        understood = self._understand(opened, text, history, state)
        ready = time.perf_counter()
        frame = frame_for(frame_language or understood[0].language)
        chosen, draft = opened.composer.draft(understood, frame)
        answer = self._finish(opened, chosen, draft)
        check_answer(answer, opened.index.documents)
        done = time.perf_counter()
        timings = {"understand": ready - started, "answer": done - ready, "total": done - started}
        return replace(answer, timings_ms={name: round(seconds * 1000, 1) for name, seconds in timings.items()})

    def examine(self, question: str, *, history: Sequence[Turn] = (), state: str | None = None) -> Evidence:
        """Return the units rated for a question, and what the model looks at, without answering it.

        Raises:
            QuestionError: question or state cannot be used.
        """
        opened = self._current()
        text = clean_question(question, self._settings.max_question_chars)
        return opened.composer.examine(self._understand(opened, text, history, state)[0])

    def proposals(
        self, question: str, *, history: Sequence[Turn] = (), state: str | None = None
    ) -> list[tuple[Candidate, Answer]]:
        """Return the candidates among which `ask` chooses, each with the answer that it would be.

        There are none for a question that is settled without a look at the sources.

        Raises:
            QuestionError: question or state cannot be used.
        """
        opened = self._current()
        text = clean_question(question, self._settings.max_question_chars)
        understood = self._understand(opened, text, history, state)
        frame = frame_for(understood[0].language)
        candidates = opened.composer.candidates(understood, frame)
        return [(each, self._finish(opened, each.question, each.draft())) for each in candidates]

    def search(
        self,
        query: str,
        *,
        top_k: int = 10,
        document: str | None = None,
        documents: Collection[str] | None = None,
        state: str | None = None,
    ) -> list[ScoredPassage]:
        """Return the passages nearest to the query, best first.

        `document` keeps the passages of one document, `documents` those of several, `state` that Land's and the
        federal ones.

        Raises:
            QuestionError: the query, `top_k` or state cannot be used; NotFoundError: no such document.
        """
        text = clean_question(query, self._settings.max_question_chars)
        if not 1 <= top_k <= 100:
            raise QuestionError(f"top_k is {top_k}; give a number from 1 to 100")
        opened = self._current()
        wanted = [document] if document is not None else documents
        for each in wanted or ():
            opened.index.document(each)
        if wanted is not None and not wanted:
            return []
        code = check_state(state)
        return opened.retriever.retrieve(
            text,
            top_k=top_k,
            documents=wanted,
            states=[code] if code else None,
            lexical_query=self._lexicon.expand(text),
        )

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one vector a question, (texts, dimensions), as the search compares them."""
        return self._current().index.encoder.embed_queries(texts)

    def document(self, document_id: str) -> Document:
        return self._current().index.document(document_id)

    def passages_of(self, document_id: str) -> list[Passage]:
        """Return a document's passages in the order of its text.

        Raises:
            NotFoundError: there is no such document.
        """
        index = self._current().index
        return index.vectors.of_document(index.document(document_id).id)

    def page_map(self, document_id: str) -> PageMap | None:
        """Return where a document's text stands on its pages; None where it has none.

        Raises:
            NotFoundError: there is no such document; IndexMissingError: the index is damaged.
        """
        return self._current().index.page_map(document_id)

    def passage(self, passage_id: str) -> Passage:
        return self._current().index.passage(passage_id)

    def contact(self, state: str) -> Contact:
        """Return the office of a Land, or the federal one for "DE".

        Raises:
            NotFoundError: there is none for this code.
        """
        found = self.contacts.get(state.strip().upper())
        if found is None:
            raise NotFoundError(f"no contact for {state!r}; known: {', '.join(self.contacts)}")
        return found

    def _understand(
        self, opened: _Opened, text: str, history: Sequence[Turn], state: str | None
    ) -> tuple[Question, ...]:
        return readings(
            text,
            [turn for turn in history if turn.content.strip()][-MAX_HISTORY_TURNS:],
            state=check_state(state),
            lexicon=self._lexicon,
            gazetteer=opened.gazetteer,
            speller=opened.speller,
        )

    def _finish(self, opened: _Opened, question: Question, draft: Draft) -> Answer:
        contacts = tuple(opened.index.contacts[code] for code in draft.offices if code in opened.index.contacts)
        # A note speaks of what is shown as an answer; passages merely offered are not vouched for.
        shown = "\n".join((draft.text, *(c.quote for c in draft.citations))) if draft.status == "answered" else ""
        notes: tuple[Note, ...] = notes_for(shown, opened.index.notes)
        return Answer(
            status=draft.status,
            question=question.text,
            standalone_question=question.standalone,
            language=question.language,
            intent=question.intent,
            state=question.state,
            answer=draft.text,
            citations=draft.citations,
            contacts=contacts,
            notes=notes,
            suggestions=draft.suggestions,
            confidence=round(draft.confidence, 3),
        )

    def _current(self) -> _Opened:
        """Return the opened generation, the newer one if an ingest has switched to it."""
        if current_generation(self._settings.index_dir).name != self._opened.index.manifest.generation:
            with self._lock:
                if current_generation(self._settings.index_dir).name != self._opened.index.manifest.generation:
                    self._opened = self._open()
        return self._opened

    def _open(self) -> _Opened:
        index = open_index(self._settings)
        retriever = HybridRetriever(index)
        gazetteer = Gazetteer.load(self._settings.cache_dir, index.documents.values())
        tuning = self._tuning
        known = KnownQuestions(tuning.bank(index.questions), load_metric(), index.manifest.embedding_model)
        gatherer = Gatherer(index, retriever, self._lexicon, gazetteer, known=known, model=tuning.model or load_model())
        return _Opened(
            index=index,
            retriever=retriever,
            composer=Composer(index, retriever, self._lexicon, gatherer, tuning.weights or load_weights()),
            gazetteer=gazetteer,
            speller=Speller(index.documents.values(), lambda w: gazetteer.knows(w) or self._lexicon.knows(w)),
        )


def clean_question(text: str, max_chars: int) -> str:
    """Return the question in NFC on one line.

    Raises:
        QuestionError: it is empty, too long, or holds control characters.
    """
    if any(unicodedata.category(char) in ("Cc", "Cs") and char not in _LINE_CONTROLS for char in text):
        raise QuestionError("the question holds control characters; please type it as plain text")
    cleaned = " ".join(unicodedata.normalize("NFC", text).split())
    if not any(char.isalnum() for char in cleaned):
        raise QuestionError("the question is empty; please type a question in words")
    if len(cleaned) > max_chars:
        raise QuestionError(f"the question has {len(cleaned)} characters; please shorten it to {max_chars} at most")
    return cleaned


def check_state(state: str | None) -> str | None:
    """Return the state code in capitals, None for none or the whole federation.

    Raises:
        QuestionError: there is no Land with this code.
    """
    code = (state or "").strip().upper()
    if code in ("", FEDERAL):
        return None
    if code not in STATE_NAMES:
        raise QuestionError(f"unknown state {state!r}; use one of {' '.join(STATE_NAMES)}")
    return code


def check_language(language: str | None) -> str | None:
    """Return "de", "en" or None.

    Raises:
        QuestionError: the frame of an answer exists in German and English only.
    """
    code = (language or "").strip().lower()
    if code in ("", "de", "en"):
        return code or None
    raise QuestionError(f"unknown language {language!r}; use de or en")


def search_json(hits: Sequence[ScoredPassage], documents: Mapping[str, Document]) -> dict[str, list[dict[str, Any]]]:
    """Return ranked passages as the contract's JSON object."""
    return {
        "results": [
            {
                "rank": rank,
                "score": round(hit.score, 4),
                "passage_id": hit.passage.id,
                "document_id": hit.passage.document_id,
                "title": documents[hit.passage.document_id].source_of(hit.passage).title,
                "section": list(hit.passage.section),
                "page": hit.passage.page,
                "text": hit.passage.text,
                "start": hit.passage.start,
                "end": hit.passage.end,
            }
            for rank, hit in enumerate(hits, start=1)
        ]
    }
