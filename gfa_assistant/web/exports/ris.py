"""Cited sources as RIS, which Citavi, Zotero and EndNote read."""

from collections.abc import Iterable, Iterator
from datetime import date

from gfa_assistant.web.exports.bibliography import place_parts, validity_text
from gfa_assistant.web.exports.characters import one_line
from gfa_assistant.web.exports.wording import Wording
from gfa_assistant.web.exports.works import CitedWork, IssueDate


def ris(works: Iterable[CitedWork], wording: Wording, *, accessed: date) -> str:
    r"""One record a work, lines ending in `\r\n`; a work that occurs twice is written once."""
    records = {work.key: _record(work, wording, accessed) for work in works}
    return "\r\n".join(records.values())


def _record(work: CitedWork, wording: Wording, accessed: date) -> str:
    lines = (("TY", "ELEC" if work.url else "GEN"), *_fields(work, wording, accessed), ("ER", ""))
    return "".join(f"{tag}  - {one_line(value)}\r\n" for tag, value in lines)


def _fields(work: CitedWork, wording: Wording, accessed: date) -> Iterator[tuple[str, str]]:
    yield "ID", work.key
    # A comma would make surname and first name of an office; then the publisher alone names it.
    if work.publisher and "," not in work.publisher:
        yield "AU", work.publisher
    yield "TI", work.title
    if work.publisher:
        yield "PB", work.publisher
    if work.issued:
        yield "PY", str(work.issued.year)
        yield "DA", _ris_date(work.issued)
    if work.page is not None:
        yield "SP", str(work.page)
    if work.url:
        yield "UR", work.url
        yield "Y2", f"{accessed:%Y/%m/%d}/"
    yield "LA", "de"
    for note in (", ".join(place_parts(work, wording)), validity_text(work, wording), work.quote):
        if note:
            yield "N1", note


def _ris_date(issued: IssueDate) -> str:
    """Year, month, day and a free part, each ended by a slash but the last."""
    month = f"{issued.month:02}" if issued.month else ""
    day = f"{issued.day:02}" if issued.day else ""
    return f"{issued.year}/{month}/{day}/"
