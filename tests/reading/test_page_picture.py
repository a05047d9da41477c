"""A page as a picture: ink stands exactly where the places of the text say it does."""

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from fpdf import FPDF
from PIL import Image

from gfa_assistant.page_map import Rect
from gfa_assistant.reading.page_picture import PagePicture, page_picture
from tests.reading.typeset import LAYOUTS, Typeset

_PAPER = 200


def drawn(folder: Path, truth: Typeset, number: int = 1) -> PagePicture:
    path = folder / "datei.pdf"
    path.write_bytes(truth.data)
    picture = page_picture(path, number)
    assert picture is not None
    return picture


def ink(picture: PagePicture) -> "np.ndarray[tuple[int, int], np.dtype[np.bool_]]":
    grey = np.asarray(Image.open(io.BytesIO(picture.data)).convert("L"))
    assert grey.shape == (picture.height, picture.width)
    return grey < _PAPER


def lines_of(truth: Typeset, page: int) -> Iterator[Rect]:
    lines = [line for block in truth.blocks for line in block.lines]
    for line in (*lines, *truth.running):
        if line.page == page:
            yield Rect(line.rect.left, line.rect.bottom, line.rect.right, line.rect.top)


@pytest.mark.parametrize("layout", ["one_column", "rotated_90", "rotated_180", "rotated_270"])
def test_all_ink_of_the_lines_is_where_their_places_are(tmp_path: Path, layout: str) -> None:
    truth = LAYOUTS[layout]()
    picture = drawn(tmp_path, truth)
    dark = ink(picture)
    found = dark.copy()
    for rect in lines_of(truth, page=1):
        left, top, width, height = picture.place(rect)
        rows, columns = slice(max(round(top), 0), round(top + height)), slice(max(round(left), 0), round(left + width))
        assert dark[rows, columns].mean() > 0.05
        found[rows, columns] = False
    # What is left: bullets, descenders that the boxes cut, rules.
    assert found.sum() < 0.05 * dark.sum()


def test_every_page_has_its_own_picture(tmp_path: Path) -> None:
    truth = LAYOUTS["two_columns"]()
    pictures = [drawn(tmp_path, truth, page) for page in range(1, truth.page_count + 1)]
    assert len({picture.data for picture in pictures}) == truth.page_count


def test_a_page_laid_on_its_side_is_shown_upright(tmp_path: Path) -> None:
    upright, turned = drawn(tmp_path, LAYOUTS["one_column"]()), drawn(tmp_path, LAYOUTS["rotated_90"]())
    assert (turned.width, turned.height, turned.turn) == (upright.width, upright.height, 1)


@pytest.mark.parametrize("number", [0, -1, 99])
def test_no_such_page(tmp_path: Path, number: int) -> None:
    path = tmp_path / "datei.pdf"
    path.write_bytes(LAYOUTS["one_column"]().data)
    assert page_picture(path, number) is None


@pytest.mark.parametrize("data", [b"", b"no PDF", b"%PDF-1.7\n%%EOF"], ids=["empty", "other", "damaged"])
def test_what_pdfium_cannot_open_has_no_picture(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "datei.pdf"
    path.write_bytes(data)
    assert page_picture(path, 1) is None


def test_a_missing_file_has_no_picture(tmp_path: Path) -> None:
    assert page_picture(tmp_path / "fehlt.pdf", 1) is None


def test_an_image_of_more_dots_than_any_scan_is_not_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)
    pdf = FPDF()
    pdf.add_page()
    pdf.image(Image.new("1", (20_000, 11_000)), x=0, y=0, w=100)
    path = tmp_path / "datei.pdf"
    path.write_bytes(bytes(pdf.output()))
    assert page_picture(path, 1) is None


def test_a_poster_is_drawn_small_enough(tmp_path: Path) -> None:
    pdf = FPDF(format=(100, 2000))
    pdf.add_page()
    path = tmp_path / "datei.pdf"
    path.write_bytes(bytes(pdf.output()))
    picture = page_picture(path, 1)
    assert picture is not None
    assert picture.width * picture.height <= 6_010_000
