"""An assistant with the real one's interface over a dozen sentences of the Bavarian brochure.

It knows nothing: it recognises a few words and gives fixed answers, so that the web room is tested in milliseconds.
"""

import threading
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from gfa_assistant.errors import NotFoundError, QuestionError
from gfa_assistant.records import (
    Answer,
    Block,
    Citation,
    Contact,
    Document,
    ListItem,
    Note,
    Passage,
    ScoredPassage,
    Turn,
)

STEPS = (
    "Kontaktaufnahme zur Koordinierungsstelle Gesundheitliche Chancengleichheit in Bayern (KGC Bayern)",
    "Besprechung der Schwerpunktthemen/Zielsetzung im Rahmen des Partnerprozesses",
    "Unterzeichnung einer Partnerurkunde (ZPG, BZgA und Verantwortlicher aus der Kommune/dem Landkreis/der GR+)",
    "Ggf. Planung einer Fachtagung oder Werkstatt zum Partnerprozess mit Urkundenübergabe gemeinsam mit der KGC Bayern",
)
MEMBERS = "2012: Augsburg"
_HEADINGS = (
    "Der bundesweite Partnerprozess",
    "Bayerische Kommunen, die dem Partnerprozess beigetreten sind:",
    "Wie werde ich Partnerkommune in Bayern?",
)
_PARAGRAPH = (
    "Der Partnerprozess, 2011 ins Leben gerufen, konzentrierte sich unter dem Namen „Gesund aufwachsen für alle!“ bis "
    "Herbst 2015 vor allem auf die Gesundheitsförderung im Bereich Kinder und Jugendliche. <script>alert('x')</script>"
)


def _brochure() -> Document:
    text, blocks = "", []
    for heading, body in zip(_HEADINGS, ((_PARAGRAPH,), (MEMBERS, "2014: GR+ Nürnberg"), STEPS), strict=True):
        start = len(text)
        text += heading
        blocks.append(Block("heading", start, len(text), (heading,), level=1))
        text += "\n\n"
        first, items = len(text), []
        for line in body:
            items.append(ListItem(len(text), len(text) + len(line)))
            text += f"{line}\n"
        kind = "list" if len(items) > 1 else "paragraph"
        blocks.append(Block(kind, first, len(text) - 1, (heading,), items=tuple(items) if kind == "list" else ()))
        text += "\n"
    return Document(
        id="bayern-broschuere-partnerprozess",
        title="Der Partnerprozess „Gesundheit für alle“ in Bayern",
        text=text,
        blocks=tuple(blocks),
        publisher="Zentrum für Prävention und Gesundheitsförderung (ZPG) im LGL",
        url="www.zpg-bayern.de",
        state="BY",
        as_of="2023-12",
        rights="Alle Rechte vorbehalten",
        media_type="text/markdown",
    )


BROCHURE = _brochure()
PASSAGES = tuple(
    Passage(f"p{number}", BROCHURE.id, block.start, block.end, BROCHURE.block_text(block), block.section, state="BY")
    for number, block in enumerate(b for b in BROCHURE.blocks if b.kind != "heading")
)
BAVARIA = Contact(
    state="BY",
    office="Koordinierungsstelle Gesundheitliche Chancengleichheit Bayern (KGC Bayern)",
    carrier="Zentrum für Prävention und Gesundheitsförderung (ZPG)",
    street="Pfarrstr. 3",
    postcode="80538",
    city="München",
    phone="09131 6808-4506",
    url="www.zpg-bayern.de",
    source_url="https://www.zpg-bayern.de/partnerprozess",
    as_of="2023-12",
)
FEDERAL = Contact(
    state="DE", office="Geschäftsstelle des Kooperationsverbundes", city="Berlin", email="post@example.org"
)
NOTE = Note(
    "Die BZgA heißt seit dem 13.02.2025 Bundesinstitut für Öffentliche Gesundheit (BIÖG).",
    "https://www.bioeg.de/",
    "2025-02-13",
)


def _citation(number: int, passage: Passage, quote: str) -> Citation:
    start = BROCHURE.text.index(quote)
    return Citation(
        number=number,
        document_id=BROCHURE.id,
        title=BROCHURE.title,
        publisher=BROCHURE.publisher,
        url=BROCHURE.url,
        section=passage.section,
        page=None,
        quote=quote,
        start=start,
        end=start + len(quote),
        passage_id=passage.id,
        as_of=BROCHURE.as_of,
    )


class FakeAssistant:
    """Answers about joining, the year 2012 and contacts; everything else is not found."""

    generation = "g1"

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[Turn, ...], str | None, str | None]] = []
        self.slow_may_end = threading.Event()

    @property
    def documents(self) -> Mapping[str, Document]:
        return {BROCHURE.id: BROCHURE}

    @property
    def contacts(self) -> Mapping[str, Contact]:
        return {"BY": BAVARIA, "DE": FEDERAL}

    def document(self, document_id: str) -> Document:
        return _get(self.documents, document_id, "document")

    def passages_of(self, document_id: str) -> list[Passage]:
        return [passage for passage in PASSAGES if passage.document_id == self.document(document_id).id]

    def page_map(self, document_id: str) -> None:
        self.document(document_id)

    def embed_queries(self, texts: Sequence[str]) -> Any:
        raise NotImplementedError("the fake compares no meanings")

    def passage(self, passage_id: str) -> Passage:
        return _get({passage.id: passage for passage in PASSAGES}, passage_id, "passage")

    def contact(self, state: str) -> Contact:
        return _get(self.contacts, state, "contact")

    def search(
        self,
        query: str,
        *,
        top_k: int = 10,
        document: str | None = None,
        documents: Collection[str] | None = None,
        state: str | None = None,
    ) -> list[ScoredPassage]:
        if not query.strip():
            raise QuestionError("the query is empty; give a few words")
        if document is not None:
            self.document(document)
        return [ScoredPassage(passage, 1.0 - n / 10, 0.5, 2.0) for n, passage in enumerate(PASSAGES)][:top_k]

    def ask(
        self, question: str, *, history: Sequence[Turn] = (), state: str | None = None, language: str | None = None
    ) -> Answer:
        self.asked.append((question, tuple(history), state, language))
        _check(question, state)
        text = question.lower()
        if "kaputt" in text:
            raise RuntimeError(f"secret words: {question}")
        if "langsam" in text:
            self.slow_may_end.wait(timeout=10)
        if "2012" in text:
            return _answer(question, "members", f"- {MEMBERS} [1]", (_citation(1, PASSAGES[1], MEMBERS),), state="BY")
        if "partner" in text or "mitmachen" in text:
            return _joining(question)
        if "kontakt" in text and state is None and not any("kontakt" in turn.content.lower() for turn in history):
            return _answer(question, "contact", "In welchem Bundesland liegt Ihre Kommune?", status="clarify")
        if "kontakt" in text or "bayern" in text:
            return _answer(question, "contact", "Ihre Ansprechstelle:", state="BY", contacts=(BAVARIA,))
        nearest = (_citation(1, PASSAGES[0], BROCHURE.text[PASSAGES[0].start : PASSAGES[0].start + 51]),)
        return _answer(
            question, "other", "Dazu steht nichts in den Quellen.", nearest, "not_found", contacts=(FEDERAL,)
        )


def _joining(question: str) -> Answer:
    lines = [f"{n}. {step} [1]" for n, step in enumerate(STEPS, start=1)]
    quote = "\n".join(STEPS)
    return _answer(
        question,
        "joining",
        "So wird Ihre Kommune in Bayern Partnerkommune:\n\n" + "\n".join(lines),
        (_citation(1, PASSAGES[2], quote),),
        state="BY",
        contacts=(BAVARIA,),
        notes=(NOTE,),
        suggestions=("Wer war 2012 dabei?",),
    )


def _answer(
    question: str,
    intent: str,
    text: str,
    citations: tuple[Citation, ...] = (),
    status: str = "answered",
    **rest: object,
) -> Answer:
    values = {"state": None, "confidence": 0.9, "timings_ms": {"total": 1.5}, **rest}
    return Answer(status, question, question, "de", intent, answer=text, citations=citations, **values)  # type: ignore[arg-type]


def _check(question: str, state: str | None) -> None:
    if not question.strip():
        raise QuestionError("the question is empty; write what you want to know")
    if len(question) > 2000:
        raise QuestionError(f"the question has {len(question)} characters; the limit is 2000, shorten it")
    if any(ord(character) < 32 and character not in "\n\t" for character in question):
        raise QuestionError("the question contains control characters; remove them")
    if state not in (None, "BY", "HE"):
        raise QuestionError(f"unknown state {state!r}; use one of BW BY BE BB …")


def _get(found: Mapping[str, Any], name: str, kind: str) -> Any:
    if name not in found:
        raise NotFoundError(f"no {kind} {name!r}")
    return found[name]
