"""questions.yaml: questions whose answer in the corpus is known, and questions that the corpus does not answer."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from gfa_assistant.errors import CorpusError
from gfa_assistant.reading.yaml_file import check_keys, load_entries, text_value
from gfa_assistant.records import Document

QUESTIONS_NAME = "questions.yaml"
# Document id, start and end.
Place = tuple[str, int, int]
Form = Literal["statement", "list", "office", "unanswered"]
FORMS: tuple[Form, ...] = get_args(Form)
_KEYS = frozenset({"file", "quote", "also", "form", "questions", "subject"})
_PLACE_KEYS = frozenset({"file", "quote"})
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Entry:
    """Questions with one answer: the `quotes`, (file, words of its text), each of which answers all of them.

    Of the forms, "list" means the whole list that begins with the quote, "office" any contact card of the file, and
    "unanswered" that no file answers.
    """

    form: Form
    quotes: tuple[tuple[str, str], ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question with the places that answer it: `answers` are (document id, start, end), none for an office's card or
    where nothing answers.
    """

    text: str
    form: Form
    answers: tuple[Place, ...] = ()


def read_questions(folder: Path) -> tuple[Entry, ...]:
    """Read the entries in the file's order; empty where the corpus has no questions.yaml.

    Raises:
        CorpusError: the file is malformed, an entry lacks questions or its answer, or a question stands twice.
    """
    loaded = load_entries(folder / QUESTIONS_NAME, "entries")
    entries = tuple(_entry(value, f"{QUESTIONS_NAME}: entry {number}") for number, value in enumerate(loaded, start=1))
    seen: set[str] = set()
    for entry in entries:
        for question in entry.questions:
            if question.casefold() in seen:
                raise CorpusError(f"{QUESTIONS_NAME}: {question!r} stands twice; keep it under one answer")
            seen.add(question.casefold())
    return entries


class Locator:
    """Finds the answers of the entries in one document after another, and keeps nothing of the documents.

    A quote is found whatever white space and asterisks stand in it. An entry keeps the quotes that are found; one
    without any is left out, as is one whose file the corpus does not hold.
    """

    def __init__(self, entries: Collection[Entry]) -> None:
        self._entries = entries
        self._quotes: dict[str, set[str]] = {}
        for file, quote in (place for entry in entries for place in entry.quotes):
            self._quotes.setdefault(file, set()).add(quote)
        self._places: dict[tuple[str, str], Place] = {}
        self._seen: set[str] = set()

    def asks_for(self, path: str) -> bool:
        """Whether any entry quotes the file of this path; no other document needs to be added."""
        return path in self._quotes

    def add(self, document: Document) -> tuple[Place, ...]:
        """Look for the quotes of this document; return the places found in it."""
        if not self.asks_for(document.path):
            return ()
        self._seen.add(document.path)
        text, places = _squeezed(document.text)
        found: list[Place] = []
        for quote in self._quotes[document.path]:
            wanted = _SPACE.sub(" ", quote.replace("*", ""))
            at = text.find(wanted)
            if at >= 0:
                found.append((document.id, places[at], places[at + len(wanted) - 1] + 1))
                self._places[document.path, quote] = found[-1]
        return tuple(found)

    def result(self) -> tuple[tuple[KnownQuestion, ...], tuple[str, ...]]:
        """Return the questions with the places of their answers, and one line for each entry that was not found."""
        found: list[KnownQuestion] = []
        lost: list[str] = []
        for entry in self._entries:
            answers = tuple(self._places[place] for place in entry.quotes if place in self._places)
            if entry.quotes and not answers:
                file, quote = entry.quotes[0]
                if file in self._seen:
                    lost.append(
                        f"{QUESTIONS_NAME}: {quote!r} stands no longer in {file!r}; correct the quote or remove its "
                        f"{len(entry.questions)} questions"
                    )
                continue
            found.extend(KnownQuestion(question, entry.form, answers) for question in entry.questions)
        return tuple(found), tuple(lost)


def locate(
    entries: Collection[Entry], documents: Iterable[Document]
) -> tuple[tuple[KnownQuestion, ...], tuple[str, ...]]:
    """What a `Locator` finds in these documents."""
    locator = Locator(entries)
    for document in documents:
        locator.add(document)
    return locator.result()


def _entry(value: Any, place: str) -> Entry:
    if not isinstance(value, dict):
        raise CorpusError(f"{place} must have keys such as 'questions'; correct it")
    check_keys(value, _KEYS, place)
    form = text_value(value, "form", place) or "statement"
    if form not in FORMS:
        raise CorpusError(f"{place}: unknown form {form!r}; use one of {', '.join(FORMS)}")
    questions = value.get("questions")
    if not isinstance(questions, list) or not questions:
        raise CorpusError(f"{place}: 'questions' must be a list of questions; add some")
    texts = tuple(text_value({"questions": q}, "questions", place, required=True) or "" for q in questions)
    if form in ("office", "unanswered"):
        if "quote" in value or "also" in value:
            raise CorpusError(f"{place}: the form {form!r} takes no quote; remove it")
        return Entry(form, (), texts)
    others = value.get("also") or []
    if not isinstance(others, list):
        raise CorpusError(f"{place}: 'also' must be a list of places; correct it")
    return Entry(form, (_quote(value, place), *(_quote(other, place, also=True) for other in others)), texts)


def _quote(value: Any, place: str, *, also: bool = False) -> tuple[str, str]:
    if not isinstance(value, dict):
        raise CorpusError(f"{place}: each place in 'also' must have the keys 'file' and 'quote'; correct it")
    if also:
        check_keys(value, _PLACE_KEYS, place)
    file, quote = (text_value(value, key, place, required=True) or "" for key in ("file", "quote"))
    return file, quote


def _squeezed(text: str) -> tuple[str, Sequence[int]]:
    """The text without asterisks and with single spaces, and where each of its characters stands in `text`."""
    kept: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if char == "*" or (char.isspace() and kept and kept[-1] == " "):
            continue
        kept.append(" " if char.isspace() else char)
        places.append(place)
    return "".join(kept), places
