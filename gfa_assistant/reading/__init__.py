"""Reading: a corpus file becomes a document of typed blocks; catalog, contacts, notes and questions become records."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from gfa_assistant.reading.catalog import CatalogEntry
from gfa_assistant.reading.contacts import read_contacts
from gfa_assistant.reading.notes import NoteRule, notes_for, read_notes
from gfa_assistant.reading.questions import Form, KnownQuestion, Locator, locate, read_questions
from gfa_assistant.reading.states import CONTACT_STATES, STATE_NAMES

if TYPE_CHECKING:
    from gfa_assistant.reading.corpus import READING_VERSION, CorpusFile, list_corpus, read_document
    from gfa_assistant.reading.document_reader import DocumentReader
    from gfa_assistant.reading.repair import repair_text

__all__ = [
    "CONTACT_STATES",
    "READING_VERSION",
    "STATE_NAMES",
    "CatalogEntry",
    "CorpusFile",
    "DocumentReader",
    "Form",
    "KnownQuestion",
    "Locator",
    "NoteRule",
    "list_corpus",
    "locate",
    "notes_for",
    "read_contacts",
    "read_document",
    "read_notes",
    "read_questions",
    "repair_text",
]
# Imported when one of these is asked for: answering needs no reader of Markdown, HTML or PDF.
_OF_FILES = {
    "READING_VERSION": "corpus",
    "CorpusFile": "corpus",
    "DocumentReader": "document_reader",
    "list_corpus": "corpus",
    "read_document": "corpus",
    "repair_text": "repair",
}


def __getattr__(name: str) -> Any:
    if name not in _OF_FILES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_OF_FILES[name]}"), name)
