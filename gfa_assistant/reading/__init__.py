"""Reading: a corpus file becomes a document of typed blocks; catalog, contacts and notes become records."""

from gfa_assistant.reading.catalog import CatalogEntry
from gfa_assistant.reading.contacts import read_contacts
from gfa_assistant.reading.corpus import READING_VERSION, CorpusFile, list_corpus, read_document
from gfa_assistant.reading.notes import NoteRule, notes_for, read_notes
from gfa_assistant.reading.repair import repair_text
from gfa_assistant.reading.states import CONTACT_STATES, STATE_NAMES

__all__ = [
    "CONTACT_STATES",
    "READING_VERSION",
    "STATE_NAMES",
    "CatalogEntry",
    "CorpusFile",
    "NoteRule",
    "list_corpus",
    "notes_for",
    "read_contacts",
    "read_document",
    "read_notes",
    "repair_text",
]
