"""The files that a visitor can download: their names, media types and bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from gfa_assistant.records import Answer, Contact
from gfa_assistant.web.exports.bibliography import reference_text
from gfa_assistant.web.exports.bibtex import bibtex
from gfa_assistant.web.exports.memo import Taken, build_memo
from gfa_assistant.web.exports.memo_pdf import memo_pdf
from gfa_assistant.web.exports.memo_text import memo_text
from gfa_assistant.web.exports.ris import ris
from gfa_assistant.web.exports.vcard import vcard
from gfa_assistant.web.exports.wording import wording_for
from gfa_assistant.web.exports.works import CitedWork, ascii_name, cited_place

AnswerFormat = Literal["txt", "docx", "pdf", "bib", "ris"]
SourceFormat = Literal["txt", "bib", "ris"]

MEDIA_TYPES: dict[str, str] = {
    "txt": "text/plain; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "vcf": "text/vcard; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Download:
    """One file; `name` is ASCII without spaces, so it needs no quoting in a header."""

    name: str
    media_type: str
    content: bytes


def answer_text(answer: Answer, taken: Taken, *, language: str) -> str:
    """„Beleg kopieren“: question, answer, notes, contacts and reference list as plain text."""
    return memo_text(build_memo(answer, taken, language=language, quotes=False))


def answer_file(answer: Answer, taken: Taken, *, language: str, kind: AnswerFormat) -> Download:
    """The answer as text or Vermerk, or its sources for a reference manager."""
    wording = wording_for(language)
    works = [cited_place(citation) for citation in answer.citations]
    match kind:
        case "txt":
            return _download(wording.evidence_file, taken.on, kind, answer_text(answer, taken, language=language))
        case "docx":
            # Its libraries cost a fifth of a second, which no start of the server should wait for.
            from gfa_assistant.web.exports.memo_docx import memo_docx  # noqa: PLC0415

            return _download(wording.memo_file, taken.on, kind, memo_docx(build_memo(answer, taken, language=language)))
        case "pdf":
            memo = build_memo(answer, taken, language=language)
            return _download(wording.memo_file, taken.on, kind, memo_pdf(memo, no_glyph=wording.no_glyph))
        case "bib" | "ris":
            return _download(wording.sources_file, taken.on, kind, _references(works, taken.on, language, kind))


def source_file(work: CitedWork, *, accessed: date, language: str, kind: SourceFormat) -> Download:
    """One source, or one place in it, as a reference line or for a reference manager."""
    name = f"{wording_for(language).source_file}_{ascii_name(work.key)}.{kind}"
    return Download(name, MEDIA_TYPES[kind], _references([work], accessed, language, kind).encode())


def contact_file(contact: Contact, *, language: str) -> Download:
    """The office as a contact card."""
    wording = wording_for(language)
    name = f"{wording.contact_file}_GfA_{ascii_name(contact.state)}.vcf"
    return Download(name, MEDIA_TYPES["vcf"], vcard(contact, wording).encode())


def _references(works: Iterable[CitedWork], accessed: date, language: str, kind: SourceFormat) -> str:
    wording = wording_for(language)
    match kind:
        case "txt":
            return "".join(f"{reference_text(work, wording, accessed=accessed)}\n" for work in works)
        case "bib":
            return bibtex(works, wording, accessed=accessed)
        case "ris":
            return ris(works, wording, accessed=accessed)


def _download(name: str, day: date, kind: str, content: str | bytes) -> Download:
    data = content.encode() if isinstance(content, str) else content
    return Download(f"{name}_GfA_{day.isoformat()}.{kind}", MEDIA_TYPES[kind], data)
