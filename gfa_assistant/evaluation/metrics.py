"""Judges an answer against its case and counts what was right; pure, so every figure can be checked by hand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gfa_assistant.evaluation.cases import Case, Expectation
from gfa_assistant.evaluation.matching import lacking
from gfa_assistant.records import Answer, Citation, Contact, Document, Status


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one case; None = nothing of that kind is expected, so it is not scored.

    `status` is None when the assistant raised an error. `reasons` says in words all that was wrong. `earlier` are the
    turns that led up to the question, `language` is the one it is asked in, `state` the Land preset with it.
    """

    id: str
    topic: str
    question: str
    expected: tuple[Status, ...]
    status: Status | None
    status_right: bool
    answer_right: bool | None
    document_right: bool | None
    passage_right: bool | None
    quotes: int
    exact_quotes: int
    reasons: tuple[str, ...]
    answer: str = ""
    confidence: float = 0.0
    milliseconds: float = 0.0
    earlier: tuple[str, ...] = ()
    language: str = "de"
    state: str | None = None

    @property
    def passed(self) -> bool:
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Rate:
    """So many right of so many scored."""

    right: int
    of: int

    @property
    def value(self) -> float | None:
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Scores:
    """The counts over some outcomes.

    Refusal counts leave out the cases where experts differ on whether to refuse. `wrongly_answered` are the cases that
    were answered though no expert would answer them.
    """

    passed: Rate
    status: Rate
    answer: Rate
    document: Rate
    passage: Rate
    quotes: Rate
    refusal_precision: Rate
    refusal_recall: Rate
    wrongly_answered: int


def judge(case: Case, answer: Answer, documents: Mapping[str, Document]) -> Outcome:
    """Compare an answer with what its case expects; `documents` are the stored ones that quotes are checked against."""
    expect = case.expect
    status_right = answer.status in expect.status
    status_reasons = [] if status_right else [f"status is {answer.status}, expected {' or '.join(expect.status)}"]
    answer_reasons = _answer_reasons(case, answer)
    document_reasons = _document_reasons(expect, answer)
    passage_reasons = _passage_reasons(expect, answer)
    quote_reasons = [reason for citation in answer.citations if (reason := _inexact(citation, documents))]
    answer_eligible, citation_eligible = _eligible(case, answer)
    return Outcome(
        id=case.id,
        topic=case.topic,
        question=case.question,
        expected=expect.status,
        status=answer.status,
        status_right=status_right,
        answer_right=_right(answer_eligible, status_right, answer_reasons),
        document_right=_right(citation_eligible, status_right, document_reasons),
        passage_right=_right(citation_eligible and bool(expect.contains), status_right, passage_reasons),
        quotes=len(answer.citations),
        exact_quotes=len(answer.citations) - len(quote_reasons),
        reasons=(*status_reasons, *answer_reasons, *document_reasons, *passage_reasons, *quote_reasons),
        answer=answer.answer,
        confidence=answer.confidence,
        earlier=case.turns[:-1],
        language=case.language,
        state=case.state,
    )


def judge_failure(case: Case, reason: str) -> Outcome:
    """The outcome of a case that the assistant could not be asked to the end: all that is expected is wrong."""
    expect = case.expect
    citations = False if expect.documents else None
    return Outcome(
        id=case.id,
        topic=case.topic,
        question=case.question,
        expected=expect.status,
        status=None,
        status_right=False,
        answer_right=False if _has_content(expect) or expect.contact or expect.excludes else None,
        document_right=citations,
        passage_right=citations if expect.contains else None,
        quotes=0,
        exact_quotes=0,
        reasons=(reason,),
        earlier=case.turns[:-1],
        language=case.language,
        state=case.state,
    )


def score(outcomes: Sequence[Outcome]) -> Scores:
    """Count over all outcomes given; what is not scored in one is left out of that count."""
    clear = [
        outcome for outcome in outcomes if outcome.expected == ("not_found",) or "not_found" not in outcome.expected
    ]
    refused = [outcome for outcome in clear if outcome.status == "not_found"]
    to_refuse = [outcome for outcome in clear if outcome.expected == ("not_found",)]
    right_refusals = sum(outcome.status == "not_found" for outcome in to_refuse)
    return Scores(
        passed=_rate(outcome.passed for outcome in outcomes),
        status=_rate(outcome.status_right for outcome in outcomes),
        answer=_rate(outcome.answer_right for outcome in outcomes),
        document=_rate(outcome.document_right for outcome in outcomes),
        passage=_rate(outcome.passage_right for outcome in outcomes),
        quotes=Rate(sum(outcome.exact_quotes for outcome in outcomes), sum(outcome.quotes for outcome in outcomes)),
        refusal_precision=Rate(right_refusals, len(refused)),
        refusal_recall=Rate(right_refusals, len(to_refuse)),
        wrongly_answered=sum(o.status == "answered" and "answered" not in o.expected for o in outcomes),
    )


def score_topics(outcomes: Sequence[Outcome]) -> dict[str, Scores]:
    """The scores of each topic, in the order in which the topics first come up."""
    topics = dict.fromkeys(outcome.topic for outcome in outcomes)
    return {topic: score([outcome for outcome in outcomes if outcome.topic == topic]) for topic in topics}


def _rate(verdicts: Iterable[bool | None]) -> Rate:
    scored = [verdict for verdict in verdicts if verdict is not None]
    return Rate(sum(scored), len(scored))


def _right(eligible: bool, status_right: bool, reasons: list[str]) -> bool | None:
    return status_right and not reasons if eligible else None


def _has_content(expect: Expectation) -> bool:
    return bool(expect.contains or expect.note or expect.max_chars)


def _eligible(case: Case, answer: Answer) -> tuple[bool, bool]:
    """Whether the answer, and whether its citations, can be scored.

    A refusal that experts accept holds none of the content that an answer would have to.
    """
    expect = case.expect
    accepted_refusal = answer.status != "answered" and answer.status in expect.status
    content = _has_content(expect) and not accepted_refusal
    card = expect.contact is not None and answer.status != "clarify"
    return content or card or bool(expect.excludes), bool(expect.documents) and not accepted_refusal


def _answer_reasons(case: Case, answer: Answer) -> list[str]:
    expect = case.expect
    reasons = [
        f"answer holds {word!r}, which it must not"
        for word in expect.excludes
        if not lacking([[word]], [answer.answer])
    ]
    if expect.contact and answer.status != "clarify" and expect.contact not in (c.state for c in answer.contacts):
        attached = ", ".join(contact.state for contact in answer.contacts) or "none"
        reasons.append(f"contact of {expect.contact} is missing, attached: {attached}")
    if answer.status != "answered":
        return reasons
    texts = [answer.answer, *(citation.quote for citation in answer.citations)]
    if case.topic == "contacts" or expect.contact:
        texts += [_card_text(contact) for contact in answer.contacts]
    reasons += [f"answer lacks {_one_of(group)}" for group in lacking(expect.contains, texts)]
    if expect.note and lacking([[expect.note]], [note.text for note in answer.notes]):
        reasons.append(f"no note says {expect.note!r}")
    if expect.max_chars and len(answer.answer) > expect.max_chars:
        reasons.append(f"answer has {len(answer.answer)} characters, at most {expect.max_chars} are expected")
    return reasons


def _card_text(contact: Contact) -> str:
    shown = (contact.office, contact.carrier, contact.street, contact.postcode, contact.city)
    return " ".join(part for part in (*shown, contact.phone, contact.email, contact.url) if part)


def _document_reasons(expect: Expectation, answer: Answer) -> list[str]:
    if not expect.documents or answer.status != "answered":
        return []
    cited = dict.fromkeys(citation.document_id for citation in answer.citations)
    if any(document in cited for document in expect.documents):
        return []
    return [f"cites {', '.join(cited) or 'nothing'}, expected {' or '.join(expect.documents)}"]


def _passage_reasons(expect: Expectation, answer: Answer) -> list[str]:
    if not expect.documents or answer.status != "answered":
        return []
    quotes = [citation.quote for citation in answer.citations if citation.document_id in expect.documents]
    return [f"quotes lack {_one_of(group)}" for group in lacking(expect.contains, quotes)]


def _inexact(citation: Citation, documents: Mapping[str, Document]) -> str | None:
    document = documents.get(citation.document_id)
    if document is None:
        return f"quote [{citation.number}] names the unknown document {citation.document_id!r}"
    if not citation.quote or document.text[citation.start : citation.end] != citation.quote:
        place = f"{citation.document_id!r} at {citation.start}:{citation.end}"
        return f"quote [{citation.number}] is not the text of {place}"
    return None


def _one_of(group: Sequence[str]) -> str:
    return " and ".join(map(repr, group)) if len(group) == 1 else "any of " + ", ".join(map(repr, group))
