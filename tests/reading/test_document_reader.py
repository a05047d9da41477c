"""Reading in a process of its own: whatever a file does, it is refused within its time, and the next one is read."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fpdf import FPDF

from gfa_assistant.errors import UnreadableFileError
from gfa_assistant.reading import DocumentReader, list_corpus, read_document
from gfa_assistant.records import Document
from tests.reading.brochures import epub_file
from tests.reading.test_docx import p, word
from tests.reading.test_odt import odt

PARAGRAPHS = 40_000
SHORT = "Ein Satz über Gesundheit."


def pdf(pages: int) -> bytes:
    made = FPDF()
    made.set_font("helvetica", size=8)
    for _ in range(pages):
        made.add_page()
        made.multi_cell(0, text="Ein Satz steht hier. " * 100)
    return bytes(made.output())


# Each takes a second or more.
LONG: dict[str, Callable[[], bytes]] = {
    "a.docx": lambda: word(p("Ein Absatz.") * PARAGRAPHS),
    "a.odt": lambda: odt("<text:p>Ein Absatz.</text:p>" * PARAGRAPHS),
    "a.epub": lambda: epub_file(
        **{"OEBPS__text__eins a.xhtml": f"<html><body>{'<p>Ein Absatz.</p>' * PARAGRAPHS}</body></html>"},
    ),
    "a.html": f"<html><body>{'<p>Ein Absatz.</p>' * PARAGRAPHS}</body></html>".encode,
    "a.md": lambda: b"Ein *Absatz* und [mehr](x).\n\n" * PARAGRAPHS,
    "a.txt": lambda: b"Ein Absatz.\n\n" * PARAGRAPHS * 5,
    "a.pdf": lambda: pdf(40),
}


@pytest.fixture
def quick() -> Iterator[DocumentReader]:
    """A reader with so little time that only short files are read."""
    with DocumentReader(max_seconds=0.4, max_seconds_of_pdf=0.4) as reader:
        yield reader


@pytest.mark.parametrize("name", LONG)
def test_a_file_that_takes_too_long_is_refused_and_the_next_is_read(folder, put, quick, name):
    put(name, LONG[name]())
    put("b.txt", SHORT)
    (_, first), (_, second) = quick.read_all(list_corpus(folder))
    assert isinstance(first, UnreadableFileError)
    assert str(first) == (
        f"{name!r} cannot be read: reading it takes longer than 0.4 seconds; split it or save it anew"
    )
    assert isinstance(second, Document)
    assert second.text == SHORT


def test_documents_come_in_order_as_if_read_here(folder, put):
    put("a.md", "# Titel\n\nEin Satz.")
    put("b.txt", b"")
    put("c.pdf", pdf(1))
    files = list_corpus(folder)
    with DocumentReader() as reader:
        outcomes = dict(reader.read_all(files))
        assert list(outcomes) == list(files)
        assert outcomes[files[0]] == read_document(files[0])
        assert str(outcomes[files[1]]) == "'b.txt' cannot be read: it is empty; add text or remove the file"
        here, there = read_document(files[2]), outcomes[files[2]]
        assert there == here
        assert there.page_map is not None
        assert here.page_map is not None
        assert there.page_map.boxes(0, 20) == here.page_map.boxes(0, 20)
        assert reader.read(files[0]) == outcomes[files[0]]
        with pytest.raises(UnreadableFileError, match="it is empty"):
            reader.read(files[1])


def test_a_file_that_ends_the_process_is_refused_and_the_next_is_read(folder, put):
    put("a.md", LONG["a.md"]() * 5)
    put("b.txt", SHORT)
    with DocumentReader() as reader:
        killer = threading.Thread(target=kill_reader, args=(1.5,))
        killer.start()
        (_, first), (_, second) = reader.read_all(list_corpus(folder))
        killer.join()
    assert str(first) == (
        "'a.md' cannot be read: the program that reads it broke off (SIGSEGV); save it anew or remove it"
    )
    assert isinstance(second, Document)


def test_a_process_that_was_ended_while_it_waited_is_started_again(folder, put):
    put("a.txt", SHORT)
    (file,) = list_corpus(folder)
    with DocumentReader() as reader:
        assert reader.read(file).text == SHORT
        kill_reader(0)
        time.sleep(0.2)
        assert reader.read(file).text == SHORT


def test_closing_ends_the_process_whatever_it_does(folder, put):
    put("a.txt", SHORT)
    put("b.md", LONG["a.md"]() * 5)
    reader = DocumentReader()
    # The second file is being read when the first is handed out.
    assert next(reader.read_all(list_corpus(folder)))[1].text == SHORT
    assert len(children()) == 1
    reader.close()
    assert children() == []


@pytest.mark.parametrize("ending", ["txt", "pdf"])
def test_a_pipe_without_a_writer_is_refused_at_once(folder: Path, ending: str) -> None:
    os.mkfifo(folder / f"a.{ending}")
    (file,) = list_corpus(folder)
    with DocumentReader() as reader, pytest.raises(UnreadableFileError) as caught:
        reader.read(file)
    assert str(caught.value) == f"'a.{ending}' cannot be read: it is no regular file; remove it"


def kill_reader(after: float) -> None:
    time.sleep(after)
    for child in children():
        os.kill(child, signal.SIGSEGV)


def children() -> list[int]:
    """The processes of this one that read."""
    found = []
    for task in Path("/proc/self/task").iterdir():
        for child in (task / "children").read_text().split():
            if b"gfa_assistant.reading.worker" in Path(f"/proc/{child}/cmdline").read_bytes():
                found.append(int(child))
    return found
