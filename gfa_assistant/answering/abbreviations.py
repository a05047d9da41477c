"""What an abbreviation stands for, where a source spells it out beside it: "Bundeszentrale … Aufklärung (BZgA)"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from gfa_assistant.answering.draft import Draft, cite, sentence_markdown
from gfa_assistant.answering.evidence import Unit
from gfa_assistant.answering.frame import Frame
from gfa_assistant.indexing.opened import OpenIndex
from gfa_assistant.records import Document, Passage
from gfa_assistant.retrieval.question import Question

_ASKS = re.compile(
    r"wofür steht\b|was (steht|bedeutet|heißt|heisst|meint)\b|\babkürzung\b|\babk\b|\bausgeschrieben\b|"
    r"\bstands? for\b|\bmeaning of\b|\bkurz für\b",
    re.IGNORECASE,
)
_ASKS_WHAT = re.compile(r"\b(was|wer|what|who) (ist|sind|is|are)\b|'s\b", re.IGNORECASE)
_FILLERS = frozenset(
    "die der das ein eine einer den dem diese dieser bitte denn eigentlich und mir kürzel wort begriff abkürzung "
    "was the does what is letters word abbreviation of for sind ist hier genau nochmal".split()
)
# Two capitals at least, or one with a sign that no word has: "KGC", "BZgA", "GR+".
_SHORT = re.compile(r"(?<![\w-])(?=[^\s()]*[A-ZÄÖÜ][^\s()]*[A-ZÄÖÜ+])[A-ZÄÖÜ][A-Za-zÄÖÜäöü]{1,7}\+?(?![\w-])")
_IN_BRACKETS = re.compile(rf"\(({_SHORT.pattern})([^()]{{0,40}})\)")
_LEAST, _MOST_WORDS = 2, 2


@dataclass(frozen=True, slots=True)
class SpelledOut:
    """Where a document spells an abbreviation out; `is_alone` says that nothing else stands in its brackets."""

    short: str
    document_id: str
    start: int
    end: int
    is_alone: bool


def asked_abbreviation(text: str, *, loosely: bool = False) -> str | None:
    """The one abbreviation whose meaning a question asks for, in capitals, however it was typed.

    "What is …" counts only `loosely`: it may ask for more than the words.
    """
    asks = _ASKS_WHAT if loosely else _ASKS
    if not asks.search(text):
        return None
    words = re.findall(r"[\w+]+", asks.sub(" ", text))
    telling = [word for word in words if word.lower() not in _FILLERS]
    return telling[0].upper() if len(telling) == 1 else None


class Abbreviations:
    """The abbreviations that the current documents spell out; looked for when one is first asked for."""

    def __init__(self, index: OpenIndex) -> None:
        self._index = index

    @cached_property
    def _known(self) -> tuple[SpelledOut, ...]:
        return spelled_out(document for document in self._index.documents.values() if not document.superseded)

    def answer(self, question: Question, frame: Frame, *, loosely: bool = False) -> Draft | None:
        """The words that an abbreviation stands for; None where the question asks for none, or no source has it.

        A question that asks "What is …" counts only `loosely`.
        """
        short = asked_abbreviation(question.standalone, loosely=loosely)
        found = best_for(short, self._known) if short else None
        passage = self._passage(found) if found else None
        if found is None or passage is None:
            return None
        unit = Unit("sentence", self._index.document(found.document_id), passage, found.start, found.end, lead="")
        citations, (marker,) = cite([unit])
        text = f"{frame.abbreviation.format(short=found.short)} {sentence_markdown(unit, marker)}"
        return Draft("answered", text, citations.citations)

    def _passage(self, found: SpelledOut) -> Passage | None:
        passages = self._index.vectors.of_document(found.document_id)
        return next((p for p in passages if p.start <= found.start and found.end <= p.end), None)


def spelled_out(documents: Iterable[Document]) -> tuple[SpelledOut, ...]:
    """Find every abbreviation in brackets behind the words that it abbreviates."""
    return tuple(each for document in documents for each in _in_document(document))


def best_for(short: str, known: Sequence[SpelledOut]) -> SpelledOut | None:
    """The plainest place that spells `short` (in capitals) out: alone in its brackets, and short."""
    fitting = [each for each in known if each.short.upper() == short]
    return min(fitting, key=lambda each: (not each.is_alone, each.end - each.start), default=None)


def _in_document(document: Document) -> Iterator[SpelledOut]:
    for block in document.blocks:
        text = document.block_text(block)
        for match in _IN_BRACKETS.finditer(text):
            begin = long_form(text[: match.start()], match[1])
            if begin is not None:
                alone = not match[2].strip()
                yield SpelledOut(match[1], document.id, block.start + begin, block.start + match.end(), alone)


def long_form(before: str, short: str) -> int | None:
    """Where the words begin that `short` abbreviates, at the end of `before`; None where they do not.

    Each letter of the abbreviation, from the last to the first, must stand in the words in this order, the first one
    at the beginning of a word; the words are at most two more than twice the letters.

    Source: Schwartz and Hearst, A simple algorithm for identifying abbreviation definitions, PSB 2003.
    """
    letters = [character.lower() for character in short if character.isalpha()]
    limit = min(len(letters) + 5, 2 * len(letters)) + _MOST_WORDS
    at = len(before.rstrip())
    if len(letters) < _LEAST:
        return None
    for index in range(len(letters) - 1, -1, -1):
        at -= 1
        while at >= 0 and not (before[at].lower() == letters[index] and (index > 0 or _begins_word(before, at))):
            at -= 1
        if at < 0:
            return None
    words = before[at:]
    if len(words.split()) > limit or "\n" in words.strip() or re.search(r"[.;:!?] ", words):
        return None
    return at


def _begins_word(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()
