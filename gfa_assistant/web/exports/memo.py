"""An answer becomes a Vermerk: one content, whatever file it is written to."""

import re
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

from gfa_assistant.dates import date_text
from gfa_assistant.reading.states import STATE_NAMES
from gfa_assistant.records import Answer, Citation, Contact, Note
from gfa_assistant.web.contact_view import address_text
from gfa_assistant.web.exports.answer_blocks import answer_blocks
from gfa_assistant.web.exports.bibliography import place_parts, reference_parts
from gfa_assistant.web.exports.characters import one_line, printable
from gfa_assistant.web.exports.memo_blocks import (
    Block,
    Card,
    Hint,
    Listing,
    Memo,
    Paragraph,
    Quote,
    Reference,
    Run,
    Section,
)
from gfa_assistant.web.exports.wording import Wording, day_text, wording_for
from gfa_assistant.web.exports.works import cited_place
from gfa_assistant.web.markup import mail_address, phone_address, web_address

_GENERATION = re.compile(r"(\d{4})(\d{2})(\d{2})t\d+z")


@dataclass(frozen=True, slots=True)
class Taken:
    """The day on which an answer is taken away, and the index generation that it came from."""

    on: date
    generation: str


def build_memo(answer: Answer, taken: Taken, *, language: str, quotes: bool = True) -> Memo:
    """The Vermerk with its frame in `language` ("de", else English); without `quotes`, the short form to copy."""
    wording = wording_for(language)
    sections = [
        Section(wording.question, (_question(answer, wording),)),
        Section(_status(answer, wording), _answer(answer, wording)),
        Section(wording.hints, tuple(_hint(note, wording) for note in answer.notes)),
        Section(wording.texts.contacts, tuple(_card(contact, wording) for contact in answer.contacts)),
        Section(
            _quotes_heading(answer, wording), tuple(_quote(c, wording) for c in answer.citations) if quotes else ()
        ),
        Section(wording.references, tuple(_reference(c, taken, wording) for c in answer.citations)),
    ]
    return Memo(
        language=wording.locale,
        title=wording.memo,
        subject=wording.subject,
        author=_tool(),
        day=taken.on,
        facts=_facts(answer, taken, wording),
        sections=tuple(section for section in sections if section.blocks),
        notice=_notice(answer, taken, wording, quotes=quotes),
        checked=wording.checked,
        footer=wording.footer.format(tool=_tool()),
        page=wording.page,
    )


def _tool() -> str:
    return f"gfa_assistant {version('gfa-assistant')}"


def _facts(answer: Answer, taken: Taken, wording: Wording) -> tuple[tuple[str, str], ...]:
    facts = [(wording.day, day_text(taken.on, wording)), (wording.file_number, "")]
    if answer.state in STATE_NAMES:
        facts.append((wording.state, STATE_NAMES[answer.state]))
    return (*facts, (wording.index, _index_state(taken.generation, wording)))


def _index_state(generation: str, wording: Wording) -> str:
    """The day in a generation's name, and the name; only the name where it is not one of ours."""
    match = _GENERATION.fullmatch(generation)
    if match is None:
        return one_line(generation)
    day = date(int(match[1]), int(match[2]), int(match[3]))
    return wording.index_state.format(day=day_text(day, wording), generation=generation)


def _notice(answer: Answer, taken: Taken, wording: Wording, *, quotes: bool) -> str:
    notice = wording.notice.format(day=day_text(taken.on, wording))
    return f"{notice} {wording.verbatim}" if quotes and answer.citations else notice


def _status(answer: Answer, wording: Wording) -> str:
    texts = wording.texts
    return {"answered": texts.answer, "not_found": texts.not_found, "clarify": texts.clarify}[answer.status]


def _quotes_heading(answer: Answer, wording: Wording) -> str:
    return wording.nearest_quotes if answer.status == "not_found" else wording.quotes


def _question(answer: Answer, wording: Wording) -> Paragraph:
    foreign = answer.language if answer.language != wording.texts.language else None
    return Paragraph((Run(printable(answer.question).strip()),), language=foreign)


def _answer(answer: Answer, wording: Wording) -> tuple[Paragraph | Listing, ...]:
    blocks = answer_blocks(answer.answer, frozenset(citation.number for citation in answer.citations))
    if answer.status != "clarify" or not answer.suggestions:
        return blocks
    choices = tuple((Paragraph((Run(printable(choice)),)),) for choice in answer.suggestions)
    return (*blocks, Paragraph((Run(f"{wording.texts.choices}:"),)), Listing(choices))


def _hint(note: Note, wording: Wording) -> Hint:
    as_of = wording.as_of.format(as_of=date_text(note.as_of, wording.texts.language)) if note.as_of else ""
    runs = [Run(one_line(f"{note.text} {as_of}"))]
    if address := web_address(note.source_url):
        runs += [Run(f"{'.' if as_of else ''} {wording.texts.note_source}: "), Run(address, url=address)]
    return Hint(tuple(runs))


def _card(contact: Contact, wording: Wording) -> Card:
    texts = wording.texts
    unknown = (Run(texts.unknown),)
    as_of = contact.as_of and date_text(contact.as_of, texts.language)
    rows = [
        (texts.carrier, _linked(contact.carrier, None) or unknown),
        (texts.address, _linked(address_text(contact, texts), None) or unknown),
        (texts.phone, _linked(contact.phone, phone_address(contact.phone or "")) or unknown),
        (texts.email, _linked(contact.email, mail_address(contact.email or "")) or unknown),
        (texts.web, _linked(contact.url, web_address(contact.url)) or unknown),
        (texts.as_of, _linked(as_of, None) or unknown),
    ]
    if source := web_address(contact.source_url):
        rows.append((texts.contact_source, (Run(source, url=source),)))
    state = STATE_NAMES.get(contact.state, texts.federal_contact)
    return Card(f"{state}: {one_line(contact.office)}", tuple(rows))


def _linked(value: str | None, address: str | None) -> tuple[Run, ...]:
    return (Run(one_line(value), url=address),) if value else ()


def _quote(citation: Citation, wording: Wording) -> Quote:
    work = cited_place(citation)
    place = ", ".join([work.title, *place_parts(work, wording)])
    return Quote(citation.number, printable(citation.quote), place)


def _reference(citation: Citation, taken: Taken, wording: Wording) -> Block:
    before, address, after = reference_parts(cited_place(citation), wording, accessed=taken.on)
    link = (Run(address, url=address), Run(after)) if address else ()
    return Reference(citation.number, (Run(before), *link))
