"""Cited sources as BibTeX in UTF-8, for biblatex and for classic styles alike."""

from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import quote

from gfa_assistant.web.exports.bibliography import place_parts, validity_text
from gfa_assistant.web.exports.characters import one_line
from gfa_assistant.web.exports.wording import Wording
from gfa_assistant.web.exports.works import CitedWork

_ESCAPES = str.maketrans(
    {
        **{sign: rf"\{sign}" for sign in "&%$#_"},
        # Classic BibTeX counts braces even behind a backslash, so these must not stand as themselves.
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "\\": r"{\textbackslash}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
    }
)


def bibtex(works: Iterable[CitedWork], wording: Wording, *, accessed: date) -> str:
    """One `@misc` entry a work (every style knows that type); a work that occurs twice is written once."""
    entries = {work.key: _entry(work, wording, accessed) for work in works}
    return "\n".join(entries.values())


def _entry(work: CitedWork, wording: Wording, accessed: date) -> str:
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(work, wording, accessed))
    return f"@misc{{{work.key},\n{fields}}}\n"


def _fields(work: CitedWork, wording: Wording, accessed: date) -> Iterator[tuple[str, str]]:
    # Double braces: an office is no first name and surname, and German nouns keep their capitals.
    if work.publisher:
        yield "author", f"{{{{{_escaped(work.publisher)}}}}}"
    yield "title", f"{{{{{_escaped(work.title)}}}}}"
    if work.issued:
        yield "year", f"{{{work.issued.year}}}"
        if work.issued.month:
            yield "month", f"{{{work.issued.month}}}"
    if work.url:
        yield "url", f"{{{_verbatim(work.url)}}}"
        yield "urldate", f"{{{accessed.isoformat()}}}"
    note = ". ".join(part for part in (", ".join(place_parts(work, wording)), validity_text(work, wording)) if part)
    if note:
        yield "note", f"{{{_escaped(note)}}}"
    if work.quote:
        yield "annote", f"{{{_escaped(work.quote)}}}"
    yield "langid", "{ngerman}"


def _escaped(text: str) -> str:
    # Readers take an @ at the beginning of a line for a new entry.
    return one_line(text).translate(_ESCAPES)


def _verbatim(url: str) -> str:
    """An address is read as it stands; only what would end the field is percent-encoded."""
    return "".join(quote(character) if character in "{}\\" else character for character in url)
