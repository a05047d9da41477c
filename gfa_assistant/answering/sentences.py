"""Answers of one to three sentences or items: those that cover most of what the question asks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from gfa_assistant.answering.draft import Draft, cite, escape, sentence_markdown, titled
from gfa_assistant.answering.evidence import Unit
from gfa_assistant.answering.terms import Term, TermMatcher, cover
from gfa_assistant.indexing.sentences import sentence_spans
from gfa_assistant.retrieval.lexicon import Lexicon
from gfa_assistant.retrieval.question import Question
from gfa_assistant.retrieval.states import STATE_NAMES

_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}\.\s?\d{1,2}\.|\b(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
)
_FULL_DATE = re.compile(r"\b\d{1,2}\.\s?(?:\d{1,2}\.|[A-Z]\w+) ?(?:19|20)\d\d\b")
_DAY_ASKED = re.compile(r"\b(genau|tag|datum|exact|date)\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"\d|\b(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|\w+zwanzig|\w+zig)\b", re.IGNORECASE
)
_POINTS_BACK = re.compile(r"^(Diese|Dieser|Dieses|Er|Sie|Es|Dabei|Dazu|Danach|Damit|Hierzu|Darüber hinaus)\b")
_NATIONWIDE = re.compile(r"\bbundesweit", re.IGNORECASE)
_ENUMERATION = re.compile(r"\b(welche|nenn|liste|heißen|lauten|which|what are)", re.IGNORECASE)
_NEIGHBOURS = 0.85
_MAX_CHARS = 400
# Views that differ are worth more room.
_MAX_CHARS_SIDE_BY_SIDE = 600
# Of these, sources often give different dates, counts or views: a second one nearly as good is shown beside the first.
_SIDE_BY_SIDE = frozenset({"history", "numbers", "funding", "partners", "members"})
# In logits of answerability.Model.
_CLOSE = 1.5
_TOSS_UP = 1.0
_COMPLETES = 3.0
_SAME_WORDS = 80


@dataclass(frozen=True, slots=True)
class Checks:
    """What the rules say of a unit, see `SupportCheck`: whether it holds the names asked about, or its passage; the
    kind of thing asked for; the subject where the kind itself is one; and enough of the question's words.
    `lacking` are the kinds asked for that it does not give.
    """

    names: bool
    names_around: bool
    kind: bool
    subject: bool
    words: bool
    lacking: frozenset[str] = frozenset()

    @property
    def hold(self) -> bool:
        """Whether all of them are met."""
        return self.names and self.kind and self.subject and self.words


UNCHECKED = Checks(names=False, names_around=False, kind=False, subject=False, words=False)


@dataclass(frozen=True, slots=True)
class RatedUnit:
    """A unit with its rating: `support` is the covered share of the question's words, `closeness` the cosine.

    `own`, `context` and `around` are that share in the unit itself, with what stands above it, and with its passage;
    `fit` rewards the kind of thing asked for.
    """

    unit: Unit
    support: float
    closeness: float
    score: float
    own: float = 0.0
    context: float = 0.0
    around: float = 0.0
    fit: float = 0.0
    checks: Checks = UNCHECKED


def rate(
    question: Question, units: Sequence[Unit], terms: Sequence[Term], matcher: TermMatcher, lexicon: Lexicon
) -> list[RatedUnit]:
    """Return the citable units of at most a few lines, best first."""
    known: dict[str, tuple[float, ...]] = {}

    def held(*texts: str) -> tuple[float, ...]:
        for text in texts:
            if text not in known:
                known[text] = matcher.held(terms, text)
        return tuple(map(max, zip(*(known[text] for text in texts), strict=True)))

    rated = []
    for unit in units:
        if unit.kind == "list":
            continue
        above = (*unit.passage.section, unit.lead)
        title = unit.document.title if unit.document.state else ""
        own = cover(terms, held(unit.text))
        context = cover(terms, held(unit.text, *above))
        around = cover(terms, held(unit.passage.text, *above))
        support = cover(terms, held(unit.text, *above, title))
        if own > 0:
            # What the neighbours in its passage say is part of what a sentence or item means ("Fachtag …", "Ziel: …").
            support = max(support, _NEIGHBOURS * around)
        fit = _fit_to_kind(question, unit, lexicon)
        score = support + 0.5 * own + 4 * unit.dense + 0.15 * unit.score + fit
        rated.append(RatedUnit(unit, support, unit.dense, score, own, context, around, fit))
    return sorted(rated, key=lambda r: -r.score)


def _fit_to_kind(question: Question, unit: Unit, lexicon: Lexicon) -> float:
    """Reward a unit that holds the kind of thing asked for, and one of the question's own Land."""
    text = unit.text
    bonus = 0.0
    if lexicon.is_of(question.intent, text):
        bonus += 0.2
    if lexicon.is_of(question.intent, unit.heading):
        bonus += 0.2
    if "history" in question.intents:
        bonus += 0.3 if _DATE.search(text) else -0.3
        bonus += 0.3 * bool(_FULL_DATE.search(text)) * bool(_DAY_ASKED.search(question.focus))
    if unit.kind == "contact" and question.intent != "contact":
        bonus -= 0.6
    if "numbers" in question.intents:
        bonus += 0.3 if _NUMBER.search(text) else -0.3
    if question.intent == "definition" and re.search(r"\b(ist|sind|bedeutet|heißt|heißen|gilt|antwortet)\b|:", text):
        bonus += 0.2
    if _ENUMERATION.search(question.focus) and text.partition(":")[2].count(",") >= 3:
        bonus += 0.4
    if question.intent == "members" and _ENUMERATION.search(question.focus):
        bonus += 0.4 * (text.count(",") >= 2)
    if question.state_named and question.state:
        name = STATE_NAMES[question.state]
        bonus -= 0.6 * bool(_NATIONWIDE.search(text) and name not in unit.passage.section)
        bonus += 0.2 * (name in text) + 0.4 * (name in unit.passage.section)
    if question.state and unit.document.state:
        bonus += 0.4 if unit.document.state == question.state else -0.5
    if text.rstrip().endswith("?"):
        bonus -= 0.5
    return bonus


def sentence_draft(
    question: Question, rated: Sequence[RatedUnit], terms: Sequence[Term], matcher: TermMatcher
) -> Draft:
    """Show the best unit, and a second one where it adds words of the question that the first does not cover."""
    chosen = [rated[0].unit]
    covered = set(matcher.covered(terms, rated[0].unit.context))
    for other in rated[1:8]:
        if len(chosen) == 2 or rated[0].score - other.score > _COMPLETES:
            break
        other_words = fuzz.token_set_ratio(other.unit.text, chosen[0].text) < _SAME_WORDS
        second_view = (
            question.intent in _SIDE_BY_SIDE
            and rated[0].score - other.score <= _CLOSE
            and other.unit.passage.id != chosen[0].passage.id
            and other_words
        )
        new = set(matcher.covered(terms, other.unit.text)) - covered
        # Two statements that are about as likely are both shown: the reader tells them apart better than a score.
        toss_up = (
            rated[0].score - other.score <= _TOSS_UP and (other.own > 0 or question.language != "de") and other_words
        )
        if (
            (new or second_view or toss_up)
            and _length(chosen) + len(other.unit.text) <= (_MAX_CHARS_SIDE_BY_SIDE if second_view else _MAX_CHARS)
            and not _overlap(chosen, other.unit)
        ):
            chosen.append(other.unit)
            covered |= new
    chosen = [_with_antecedent(unit) for unit in chosen]
    citations, markers = cite(chosen)
    parts = [_show(unit, marker) for unit, marker in zip(chosen, markers, strict=True)]
    return Draft("answered", "\n\n".join(parts), citations.citations)


def _show(unit: Unit, marker: str) -> str:
    if unit.kind != "item":
        return sentence_markdown(unit, marker)
    lines = [titled(unit), ""]
    for item in unit.items:
        indent = "   " if item.depth > unit.items[0].depth else ""
        lines.append(f"{indent}- {escape(unit.document.text[item.start : item.end])} {marker}")
    return "\n".join(lines)


def _with_antecedent(unit: Unit) -> Unit:
    """Begin one sentence earlier where the sentence points back to it ("Diese sollen …")."""
    if unit.kind != "sentence" or not _POINTS_BACK.match(unit.text) or unit.start == unit.passage.start:
        return unit
    spans = sentence_spans(unit.document.text[unit.passage.start : unit.end])
    earlier = [unit.passage.start + start for start, _ in spans if unit.passage.start + start < unit.start]
    return replace(unit, start=earlier[-1]) if earlier else unit


def _length(units: Sequence[Unit]) -> int:
    return sum(len(u.text) for u in units)


def _overlap(units: Sequence[Unit], other: Unit) -> bool:
    return any(u.document.id == other.document.id and u.start < other.end and other.start < u.end for u in units)
