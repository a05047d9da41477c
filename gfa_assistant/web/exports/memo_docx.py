"""A Vermerk as a Word document with real styles, so that headings, lists and quotes are what they look like."""

from datetime import UTC, datetime, time
from io import BytesIO

import docx
from docx.document import Document
from docx.text.paragraph import Paragraph as DocxParagraph

from gfa_assistant.web.exports.characters import runs_right_to_left
from gfa_assistant.web.exports.docx_markup import (
    add_anchor,
    add_field,
    add_link,
    mark_right_to_left,
    new_numbering,
    set_language,
)
from gfa_assistant.web.exports.docx_styles import set_up_styles
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
    plain,
)

# Word's own list styles go three levels deep.
_DEEPEST = 3
_GERMAN = "de-DE"


def memo_docx(memo: Memo) -> bytes:
    """The file's bytes."""
    document = docx.Document()
    set_up_styles(document, memo.language)
    _describe(document, memo)
    document.add_paragraph(memo.title, style="Title")
    document.add_paragraph(memo.subject, style="Subtitle")
    for label, value in memo.facts:
        document.add_paragraph(f"{label}:\t{value}", style="Fact")
    for section in memo.sections:
        document.add_heading(section.heading, level=1)
        for block in section.blocks:
            _add(document, block)
    document.add_paragraph(memo.notice, style="Notice")
    document.add_paragraph(f"{memo.checked}\t", style="Signature Line")
    _add_footer(document, memo)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _describe(document: Document, memo: Memo) -> None:
    about = document.core_properties
    made = datetime.combine(memo.day, time(12), UTC).replace(tzinfo=None)
    about.title, about.subject, about.author = f"{memo.title} – {memo.subject}", memo.subject, memo.author
    about.last_modified_by, about.language, about.comments = memo.author, memo.language, ""
    about.created = about.modified = made


def _add(document: Document, block: Block) -> None:
    match block:
        case Paragraph():
            _fill(document.add_paragraph(), block.runs, language=block.language)
        case Listing():
            _add_listing(document, block, depth=1)
        case Quote():
            place = document.add_paragraph(f"[{block.source}] {block.place}", style="Quote Source")
            set_language(place, _GERMAN)
            for line in block.text.split("\n"):
                set_language(document.add_paragraph(line, style="Quote"), _GERMAN)
        case Hint():
            _fill(document.add_paragraph(style="Hint"), block.runs)
        case Card():
            document.add_paragraph(block.title, style="Contact Name")
            for label, runs in block.rows:
                _fill(document.add_paragraph(style="Contact Line"), (Run(f"{label}: "), *runs))
        case Reference():
            paragraph = document.add_paragraph(style="Bibliography")
            _fill(paragraph, (Run(f"[{block.source}]\t"), *block.runs), language=_GERMAN)
            add_anchor(paragraph, block.source)


def _add_listing(document: Document, listing: Listing, depth: int) -> None:
    level = "" if depth == 1 else f" {min(depth, _DEEPEST)}"
    style = f"List {'Number' if listing.ordered else 'Bullet'}{level}"
    numbering = new_numbering(document, style, listing.start) if listing.ordered else None
    for item in listing.items:
        for position, block in enumerate(item):
            if isinstance(block, Listing):
                _add_listing(document, block, depth + 1)
                continue
            paragraph = document.add_paragraph(style=style if position == 0 else f"List Continue{level}")
            if numbering is not None and position == 0:
                numbering.apply_to(paragraph)
            _fill(paragraph, block.runs)


def _fill(paragraph: DocxParagraph, runs: tuple[Run, ...], *, language: str | None = None) -> None:
    for run in runs:
        if run.url or run.source is not None:
            add_link(paragraph, run)
        else:
            paragraph.add_run(run.text).bold = run.bold or None
    if language:
        set_language(paragraph, language)
    if runs_right_to_left(plain(runs)):
        mark_right_to_left(paragraph)


def _add_footer(document: Document, memo: Memo) -> None:
    """The footer with Word's page fields where the memo's page line has `{page}` and `{pages}`."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run(f"{memo.footer}\t")
    before, _, rest = memo.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    paragraph.add_run(before)
    add_field(paragraph, "PAGE")
    paragraph.add_run(between)
    add_field(paragraph, "NUMPAGES")
    paragraph.add_run(after)
