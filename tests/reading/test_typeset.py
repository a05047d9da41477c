"""The typeset PDFs themselves: their truth must be right before a reader is measured by it."""

import io
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pypdfium2
import pytest
from pypdf import PdfReader

from tests.reading.typeset import FAULTY, LAYOUTS, Rect, TruthBlock, TruthLine, Typeset
from tests.reading.typeset.containers import PASSWORD
from tests.reading.typeset.fonts import LIGATURES, PRIVATE_LIGATURES
from tests.reading.typeset.linebreaks import SOFT_HYPHEN, break_lines, line_text

_DARK = 128
# A list item's marker stands so far outside its rectangle.
_MARKER = 15
# The rules of tables; all other ink is text.
_INK_OUTSIDE = 0.01


def build(name: str) -> Typeset:
    return {**LAYOUTS, **FAULTY}[name]()


@pytest.mark.parametrize("name", [*LAYOUTS, "encrypted", "blank_page", "no_pages"])
def test_a_pdf_is_the_same_each_time(name: str) -> None:
    assert build(name).data == build(name).data


@pytest.mark.parametrize("name", LAYOUTS)
def test_lines_spell_their_block(name: str) -> None:
    for block in build(name).blocks:
        spelt = "".join(line.text for line in block.lines)
        assert _letters(spelt) == _letters(block.text)


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name != "filled_form"])
def test_the_ink_of_a_page_lies_in_the_lines_of_its_truth(name: str) -> None:
    pdf = build(name)
    rects = [(line.page, line.rect) for block in pdf.blocks for line in block.lines]
    rects += [(line.page, line.rect) for line in pdf.running]
    with pypdfium2.PdfDocument(pdf.data) as document:
        assert len(document) == pdf.page_count
        for number, page in enumerate(document, start=1):
            ink = _ink(page)
            own = [rect for on, rect in rects if on == number]
            assert all(ink[_dots(rect, ink.shape[0])].any() for rect in own)
            for rect in own:
                ink[_dots(rect, ink.shape[0], _MARKER)] = False
            assert ink.mean() < _INK_OUTSIDE


@pytest.mark.parametrize("name", ["two_columns", "three_columns"])
def test_words_are_divided_over_columns_and_pages(name: str) -> None:
    divided = [pair for block in build(name).blocks for pair in _breaks(block) if pair[0].text.endswith("-")]
    assert {left.page == right.page for left, right in divided} == {True, False}


@pytest.mark.parametrize("name", ["narrow", "narrow_soft_hyphens"])
def test_written_hyphens_stand_at_line_ends_of_the_narrow_column(name: str) -> None:
    pdf = build(name)
    ends = [line.text.split()[-1] for block in pdf.blocks for line in block.lines if line.text.endswith("-")]
    kept = [end for end in ends if end in pdf.text]
    assert len(kept) >= 3
    assert len(ends) - len(kept) >= 30


def test_a_line_breaks_at_written_hyphens_and_syllables() -> None:
    lines = break_lines("die Good-Practice der Gesundheitsregionen^{plus}", 11, _count, 1, "-")
    assert [line_text(line) for line in lines] == ["die Good-", "Practice", "der Gesund-", "heitsregio-", "nen plus"]
    soft = break_lines("Gesundheit", 7, _count, 1, SOFT_HYPHEN)
    assert [line_text(line) for line in soft] == ["Gesund-", "heit"]


def test_blocks_know_their_section() -> None:
    block = next(block for block in build("one_column").blocks if block.text.startswith("Seit 2019"))
    assert block.section == (
        "Gesundheit für alle – gemeinsam in der Kommune",
        "Aus der Praxis: drei Beispiele",
        "Fürstenfeldbruck: Frühe Hilfen von Tür zu Tür",
    )


def test_a_repeated_table_head_is_no_row() -> None:
    pdf = build("table_over_pages")
    assert [line.text for line in pdf.running] == ["Kommune", "Zuständige Stelle", "Beitritt", "Förderung"]
    assert sum(block.cells[:1] == ("Kommune",) for block in pdf.blocks) == 1


def test_rectangles_overlap_by_their_share() -> None:
    assert Rect(0, 0, 2, 2).iou(Rect(1, 0, 3, 2)) == pytest.approx(1 / 3)
    assert Rect(0, 0, 1, 1).iou(Rect(2, 0, 3, 1)) == 0
    assert Rect(0, 0, 1, 1).union(Rect(2, 0, 3, 4)) == Rect(0, 0, 3, 4)


def test_files_carry_what_their_truth_says() -> None:
    assert opened("bookmarked").outline
    assert opened("labelled").page_labels == list(build("labelled").labels)
    assert opened("filled_form").get_form_text_fields() == dict(build("filled_form").fields)
    assert list(opened("with_attachment").attachments) == list(build("with_attachment").attachments)
    about = opened("with_metadata").metadata
    assert about is not None
    assert (about.title, about.author) == (build("with_metadata").title, build("with_metadata").author)
    assert about.creation_date is not None
    assert about.creation_date.date().isoformat() == build("with_metadata").created
    assert [page.rotation for page in opened("rotated_270").pages] == [270] * 3


@pytest.mark.parametrize(("name", "glyphs"), [("ligatures", LIGATURES), ("private_ligatures", PRIVATE_LIGATURES)])
def test_ligatures_stand_in_the_file_as_one_character(name: str, glyphs: dict[str, str]) -> None:
    text = "".join(page.extract_text() for page in opened(name).pages)
    assert [letters for letters in glyphs if glyphs[letters] in text] == ["ffi", "ff", "fi", "fl"]


def test_only_the_password_opens_what_is_encrypted() -> None:
    assert opened("restricted").decrypt("")
    assert not opened("encrypted").decrypt("")
    assert opened("encrypted").decrypt(PASSWORD)


def test_a_scan_holds_no_text() -> None:
    assert "".join(page.extract_text() for page in opened("scan").pages) == ""


def opened(name: str) -> PdfReader:
    return PdfReader(io.BytesIO(build(name).data))


def _count(word: Sequence[object]) -> float:
    return float(sum(len(getattr(part, "text", "")) for part in word))


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _breaks(block: TruthBlock) -> list[tuple[TruthLine, TruthLine]]:
    """Two lines of a block of which the second stands higher, or on another page."""
    return [
        (left, right)
        for left, right in pairwise(block.lines)
        if left.page != right.page or left.rect.bottom < right.rect.bottom
    ]


def _ink(page: pypdfium2.PdfPage) -> npt.NDArray[np.bool_]:
    """Which dots of a page are dark, one dot a point, in the page's own space before its /Rotate."""
    picture = page.render(scale=1, grayscale=True).to_pil()
    return np.asarray(picture.rotate(page.get_rotation(), expand=True)) < _DARK


def _dots(rect: Rect, height: int, around: float = 0) -> tuple[slice, slice]:
    return (
        slice(max(int(height - rect.top - around), 0), int(height - rect.bottom + around) + 1),
        slice(max(int(rect.left - around), 0), int(rect.right + around) + 1),
    )
