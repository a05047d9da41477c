"""The editors of contacts.yaml and notes.yaml: the same pages over different fields."""

import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gfa_assistant.errors import CorpusError
from gfa_assistant.reading.record_edit import RecordFile, remove_entry, save_entry, stored_entries
from gfa_assistant.web.administration.fields import Field, Form, field_problems, typed_values
from gfa_assistant.web.administration.pages import back_to, page, posted, problem_page, text_of
from gfa_assistant.web.administration.problems import german_problem

Entry = Mapping[str, Any]
_CHANGED = "Die Datei wurde inzwischen geändert. Laden Sie die Seite neu, und geben Sie Ihre Änderung noch einmal ein."


@dataclass(frozen=True, slots=True)
class Editor:
    """What tells one editor from another.

    `to_fields` gives what a form shows of an entry, `to_entry` the entry's new values from what was typed and what was
    stored; `name_of` calls an entry by what people call it.
    """

    path: str
    title: str
    template: str
    new_title: str
    file: RecordFile
    fields: Sequence[Field]
    to_fields: Callable[[Entry], dict[str, str]]
    to_entry: Callable[[Mapping[str, str], Entry], dict[str, Any]]
    name_of: Callable[[Entry], str]


class RecordPages:
    """List, form and removal of one file's entries; changes are made one after the other."""

    def __init__(self, folder: Path, editor: Editor) -> None:
        self._folder = folder
        self._editor = editor
        self._changing = threading.Lock()

    def routes(self) -> Sequence[Route]:
        path = self._editor.path
        return (
            Route(path, self.list, methods=["GET"]),
            Route(f"{path}/bearbeiten", self.edit, methods=["GET"]),
            Route(f"{path}/bearbeiten", posted(self.save), methods=["POST"]),
            Route(f"{path}/entfernen", self.ask_removal, methods=["GET"]),
            Route(f"{path}/entfernen", posted(self.remove), methods=["POST"]),
        )

    def list(self, request: Request) -> Response:
        try:
            entries = stored_entries(self._folder, self._editor.file)
        except CorpusError as error:
            return problem_page(request, self._editor.title, german_problem(error), 500)
        return page(request, self._editor.template, editor=self._editor, entries=entries)

    def edit(self, request: Request) -> Response:
        identity = request.query_params.get("eintrag", "")
        try:
            entry = self._entry(identity)
        except CorpusError as error:
            return problem_page(request, self._editor.title, german_problem(error), 500)
        if entry is None and identity:
            return self._unknown(request)
        return self._form(request, identity, self._editor.to_fields(entry or {}), {})

    def save(self, request: Request, form: FormData) -> Response:
        editor, identity = self._editor, text_of(form, "eintrag")
        values = typed_values(editor.fields, form)
        problems = field_problems(editor.fields, values)
        if not problems and text_of(form, "fassung") != self._version():
            problems[""] = _CHANGED
        if not problems:
            try:
                with self._changing:
                    stored = self._entry(identity) or {}
                    save_entry(self._folder, editor.file, identity or None, editor.to_entry(values, stored))
            except CorpusError as error:
                problems[self._field_of(error)] = german_problem(error)
        if problems:
            return self._form(request, identity, values, problems, 422)
        return back_to(editor.path, done="eintrag-gespeichert")

    def ask_removal(self, request: Request) -> Response:
        entry = self._entry(request.query_params.get("eintrag", ""))
        if entry is None:
            return self._unknown(request)
        return page(request, "remove_entry.html", editor=self._editor, entry=entry)

    def remove(self, request: Request, form: FormData) -> Response:
        identity = text_of(form, "eintrag")
        with self._changing:
            if self._entry(identity) is None:
                return self._unknown(request)
            remove_entry(self._folder, self._editor.file, identity)
        return back_to(self._editor.path, done="eintrag-entfernt")

    def _entry(self, identity: str) -> Entry | None:
        key = self._editor.file.key
        entries = stored_entries(self._folder, self._editor.file)
        return next((entry for entry in entries if entry[key] == identity), None)

    def _version(self) -> str:
        """Tells whether somebody else has changed the file since a form was loaded."""
        path = self._folder / self._editor.file.name
        return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else "none"

    def _field_of(self, error: CorpusError) -> str:
        """The field that a reader's message is about."""
        message = str(error)
        if "stands twice" in message:
            return self._editor.file.key
        if "corpus:" in message:
            return "source_url"
        return next((field.name for field in self._editor.fields if f"'{field.name}'" in message), "")

    def _unknown(self, request: Request) -> Response:
        sentence = "Diesen Eintrag gibt es nicht mehr. Laden Sie die Liste neu."
        return problem_page(request, self._editor.title, sentence, 404)

    def _form(
        self,
        request: Request,
        identity: str,
        values: Mapping[str, str],
        problems: Mapping[str, str],
        status: int = 200,
    ) -> Response:
        form = Form(self._editor.fields, values, problems)
        return page(
            request,
            "edit_entry.html",
            status=status,
            editor=self._editor,
            identity=identity,
            form=form,
            version=self._version(),
        )
