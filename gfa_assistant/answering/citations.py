"""Citations: numbered by first use, and checked against the stored documents before anybody sees them."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gfa_assistant.answering.evidence import Unit
from gfa_assistant.errors import CitationError
from gfa_assistant.records import Answer, Citation, Document, Passage

_MARKER = re.compile(r"\[(\d+)\]")


class CitationList:
    """Collects the citations of one answer; the same words get the same number."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._citations: list[Citation] = []

    def mark(self, unit: Unit) -> str:
        """Cite the unit and return its marker, "[1]" for the first."""
        if unit.span not in self._numbers:
            self._numbers[unit.span] = len(self._citations) + 1
            number = self._numbers[unit.span]
            self._citations.append(cite_words(number, unit.document, unit.passage, unit.start, unit.end))
        return f"[{self._numbers[unit.span]}]"

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._citations)


def cite_words(number: int, document: Document, passage: Passage, start: int, end: int) -> Citation:
    """The citation of the words that stand at `start:end` of the document, within the passage."""
    source = document.source_of(passage)
    return Citation(
        number=number,
        document_id=document.id,
        title=source.title,
        publisher=document.publisher,
        url=source.url,
        section=passage.section,
        page=passage.page,
        quote=document.text[start:end],
        start=start,
        end=end,
        passage_id=passage.id,
        as_of=source.as_of,
        superseded=document.superseded,
        recognised=any(b.recognised for b in document.blocks if b.start < end and start < b.end),
    )


def check_answer(answer: Answer, documents: Mapping[str, Document]) -> None:
    """Check that every marker has a citation, every citation a marker, and every quote its place.

    Raises:
        CitationError: naming the first citation that does not hold.
    """
    markers = {int(n) for n in _MARKER.findall(answer.answer)}
    numbers = [c.number for c in answer.citations]
    if numbers != list(range(1, len(numbers) + 1)) or markers != set(numbers):
        raise CitationError(f"markers {sorted(markers)} and citations {numbers} of the answer do not belong together")
    for citation in answer.citations:
        document = documents.get(citation.document_id)
        if document is None:
            raise CitationError(f"citation {citation.number}: no document {citation.document_id!r} in the index")
        if not _stands(document, citation.quote, citation.start, citation.end):
            raise CitationError(
                f"citation {citation.number}: the quote does not stand in {citation.document_id!r} at "
                f"{citation.start}:{citation.end}; ask again, the document may have changed"
            )


def read_saved(path: Path) -> list[dict[str, Any]]:
    """Read saved answers: one JSON object, a list of them, or one a line.

    Raises:
        CitationError: the file cannot be read or holds something else.
    """
    try:
        text = path.read_text(encoding="utf-8")
        if not text.strip():
            raise ValueError("it is empty")
        try:
            data = json.loads(text)
        except ValueError:
            data = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (OSError, ValueError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise CitationError(
            f"{str(path)!r} cannot be read as saved answers ({reason}); save `ask --json` output"
        ) from None
    answers = data if isinstance(data, list) else [data]
    for position, answer in enumerate(answers, start=1):
        cited = answer.get("citations") if isinstance(answer, dict) else None
        if not isinstance(cited, list) or not all(_is_citation(c) for c in cited):
            raise CitationError(f"entry {position} of {str(path)!r} is no saved answer; save `ask --json` output")
    return answers


def check_saved(saved: Sequence[Mapping[str, Any]], documents: Mapping[str, Document]) -> list[str]:
    """Check the quotes of saved answers (contract v1 objects) and return what does not hold, one line each."""
    faults = []
    for position, answer in enumerate(saved, start=1):
        for citation in answer.get("citations", ()):
            document = documents.get(citation["document_id"])
            where = f"answer {position}, citation {citation['number']}"
            if document is None:
                faults.append(f"{where}: no document {citation['document_id']!r} in the index")
            elif not _stands(document, citation["quote"], citation["start"], citation["end"]):
                faults.append(f"{where}: quote not at {citation['start']}:{citation['end']} of {document.id!r}")
    return faults


def _stands(document: Document, quote: str, start: int, end: int) -> bool:
    # A negative offset would count from the end.
    return bool(quote) and start >= 0 and document.text[start:end] == quote


def _is_citation(value: object) -> bool:
    kinds = {"number": int, "document_id": str, "quote": str, "start": int, "end": int}
    return isinstance(value, dict) and all(isinstance(value.get(key), kind) for key, kind in kinds.items())
