"""An answer's Markdown as blocks."""

import pytest

from gfa_assistant.web.exports.answer_blocks import answer_blocks
from gfa_assistant.web.exports.memo_blocks import Listing, Paragraph, Run

SOURCES = frozenset({1, 2})


def paragraph(*runs: Run) -> Paragraph:
    return Paragraph(runs)


def test_paragraphs_lists_bold_and_markers_are_kept() -> None:
    markdown = "**Gründe** hier:\n\n- Eins [1]\n   - Zwei [2]\n- Drei\n\n3. Vier\n4. Fünf"
    assert answer_blocks(markdown, SOURCES) == (
        paragraph(Run("Gründe", bold=True), Run(" hier:")),
        Listing(
            (
                (
                    paragraph(Run("Eins "), Run("[1]", source=1)),
                    Listing(((paragraph(Run("Zwei "), Run("[2]", source=2)),),)),
                ),
                (paragraph(Run("Drei")),),
            )
        ),
        Listing(((paragraph(Run("Vier")),), (paragraph(Run("Fünf")),)), ordered=True, start=3),
    )


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Bürger*innen und Bürger*innen", "Bürger*innen und Bürger*innen"),
        ("Bürger\\*innen \\[1] 5 \\_ \\\\", "Bürger*innen [1] 5 _ \\"),
        ("# kein Kopf <b>kein HTML</b> [kein](https://example.org) `kein Code`", None),
        ("eine Zeile\nnoch eine", "eine Zeile\nnoch eine"),
        ("unbekannt [7] und [0]", "unbekannt [7] und [0]"),
        ("mit\x00 Steuer\u202ezeichen\u200b", "mit Steuerzeichen"),
    ],
    ids=["asterisks", "escapes", "other markup", "line break", "unknown number", "controls"],
)
def test_everything_else_means_itself(markdown: str, text: str | None) -> None:
    assert answer_blocks(markdown, SOURCES) == (paragraph(Run(text or markdown)),)


def test_an_escaped_marker_is_no_pointer_but_a_bold_one_is() -> None:
    assert answer_blocks("**Amt [2]**", SOURCES) == (
        paragraph(Run("Amt ", bold=True), Run("[2]", bold=True, source=2)),
    )
