import html
import re

import pytest
from markdown_it import MarkdownIt

from gfa_assistant.answering.citations import check_answer
from gfa_assistant.answering.draft import cite, escape, list_markdown, sentence_markdown
from gfa_assistant.answering.plain import plain_answer
from gfa_assistant.records import Answer, Document
from gfa_assistant.web.markup import render_answer
from tests.answering.hand_made import document, unit, units

NASTY = [
    "13. Februar 2025",
    "1) eins",
    "2025.",
    "- Punkt",
    "-",
    "+ Plus",
    "– Strich",
    "# Titel",
    "#",
    "> Zitat",
    "ein *Stern* und **zwei**",
    "Bürger*innen, Akteur_innen und Kolleg:innen",
    "_schräg_ und __fett__",
    "~~weg~~",
    "siehe [1] und [Link](https://example.org)",
    "![Bild](x.png)",
    "[^1] und [x]: y",
    "`code`",
    "<b>fett</b> <!-- nichts --> <https://example.org>",
    "&lt;b&gt; &amp; &#42; R&D, A & B",
    r"C:\Ordner\neu",
    r"\[1\]",
    "https://example.org/a_b~c?d=1&copy=2",
    "| a | b |",
    "---",
    "===",
    "04.05.2017: Fachtag (z. B. in Pfarrkirchen)",
]


def shown(markup: str) -> str:
    """What a reader sees of HTML: no tags, white space as one blank."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", markup)).split())


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize(
    "before", ["", "- ", "1. ", "Der erste Schritt: "], ids=["line", "bullet", "number", "sentence"]
)
def test_source_text_is_shown_word_for_word_by_any_markdown_renderer(text: str, before: str) -> None:
    rendered = MarkdownIt("commonmark").render(f"{before}{escape(text)} [1]")
    own = before if before.startswith("Der") else ""
    assert html.unescape(re.sub(r"</?(p|ul|ol|li)>", "", rendered)).split() == f"{own}{text} [1]".split()


@pytest.mark.parametrize("text", NASTY)
def test_source_text_is_shown_word_for_word_on_the_page_and_in_the_terminal(text: str) -> None:
    markdown = f"- {escape(text)} [1]"
    on_page = render_answer(markdown, lambda number: f"({number})", new_tab="")
    assert shown(on_page) == " ".join(f"{text} (1)".split())
    printed = plain_answer(Answer("answered", "?", "?", "de", "general", None, markdown))
    assert printed == f"- {text} [1]"


def test_markers_in_source_text_are_no_citations() -> None:
    escaped = escape("Siehe [1], [2] und [99]")
    check_answer(Answer("answered", "?", "?", "de", "general", None, escaped), {})


def test_ordinary_text_stays_as_it_is() -> None:
    text = "Kontaktaufnahme zur KGC (GR+), z. B. 2.5 – „Präventionsketten“ & mehr: www.example.org/a_b/"
    assert escape(text) == text
    assert escape("13. Februar") == "13\\. Februar"


LISTED = document("# Gründe\n\n- Austausch\n  - regional\n  - *bundesweit*\n- Begleitung\n")


def items_of(read: Document) -> tuple[str, ...]:
    (block,) = [b for b in read.blocks if b.kind == "list"]
    return tuple(read.text[i.start : i.end] for i in block.items)


@pytest.mark.parametrize(
    ("numbered", "lines"),
    [
        (False, ["- Austausch [1]", "   - regional [1]", "   - bundesweit [1]", "- Begleitung [1]"]),
        (True, ["1. Austausch [1]", "   - regional [1]", "   - bundesweit [1]", "2. Begleitung [1]"]),
    ],
    ids=["bullets", "numbers"],
)
def test_each_item_of_a_list_has_its_marker(numbered: bool, lines: list[str]) -> None:
    (block,) = [b for b in LISTED.blocks if b.kind == "list"]
    assert items_of(LISTED) == ("Austausch", "regional", "bundesweit", "Begleitung")
    assert list_markdown(LISTED, block.items, "[1]", numbered=numbered).split("\n") == lines


def test_sentence_is_one_line_with_its_marker() -> None:
    read = document("Die Teilnahme\nist **kostenfrei** [*].\n")
    (sentence,) = units(read)
    assert sentence_markdown(sentence, "[2]") == r"Die Teilnahme ist kostenfrei \[\*\]. [2]"


def test_cite_numbers_units_in_their_order() -> None:
    read = document("Die Teilnahme ist kostenfrei. Die Reise zahlt die Kommune.\n")
    free, travel = units(read)
    citations, markers = cite([travel, free, travel])
    assert markers == ["[1]", "[2]", "[1]"]
    assert [c.quote for c in citations.citations] == [travel.text, free.text]
    assert unit(units(read), "sentence", "Reise") == travel
