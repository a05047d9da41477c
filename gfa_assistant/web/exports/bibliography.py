"""A reference as German authorities write it, after DIN ISO 690: who (when): what, where. Address (accessed)."""

from datetime import date

from gfa_assistant.dates import date_text
from gfa_assistant.web.exports.wording import Wording, day_text
from gfa_assistant.web.exports.works import CitedWork
from gfa_assistant.web.references import superseded_text

_INNER_QUOTES = str.maketrans("„“”", "‚‘’")


def reference_text(work: CitedWork, wording: Wording, *, accessed: date | None) -> str:
    """The whole reference; `accessed` is the day to name beside a web address."""
    return "".join(reference_parts(work, wording, accessed=accessed))


def reference_parts(work: CitedWork, wording: Wording, *, accessed: date | None) -> tuple[str, str, str]:
    """The reference as text before the web address, the address, and text after it (both "" without one)."""
    year = f"({work.issued.year if work.issued else wording.undated})"
    named = f"{work.publisher} {year}: {work.title}" if work.publisher else f"{work.title} {year}"
    sentences = [", ".join([named, *place_parts(work, wording)]), validity_text(work, wording)]
    before = " ".join(f"{sentence.removesuffix('.')}." for sentence in sentences if sentence)
    if not work.url:
        return before, "", ""
    after = f" ({wording.accessed.format(day=day_text(accessed, wording))})." if accessed else "."
    return f"{before} ", work.url, after


def place_parts(work: CitedWork, wording: Wording) -> list[str]:
    """Section and page, as far as they are known."""
    parts = []
    if work.section:
        parts.append(wording.texts.section.format(section=work.section.translate(_INNER_QUOTES)))
    if work.page is not None:
        parts.append(wording.page_short.format(page=work.page))
    return parts


def validity_text(work: CitedWork, wording: Wording) -> str:
    """The date as the corpus words it, where that says more than the year, and that a source is out of date."""
    sentences = []
    if work.as_of and work.as_of != str(work.issued.year if work.issued else ""):
        sentences.append(wording.as_of.format(as_of=date_text(work.as_of, wording.texts.language)))
    if work.superseded:
        text = superseded_text(work.superseded, wording.texts)
        sentences.append(text[0].upper() + text[1:])
    return ". ".join(sentences)
