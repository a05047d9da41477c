"""The corpus: table of its files, upload, catalog data, removal."""

import re
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.errors import CorpusError, GfaError
from gfa_assistant.reading.catalog import CatalogEntry, read_catalog
from gfa_assistant.reading.catalog_edit import change_entry, remove_file
from gfa_assistant.reading.contacts import CONTACTS_NAME
from gfa_assistant.reading.corpus import MAX_BYTES, list_corpus
from gfa_assistant.reading.facts import FACTS_NAME
from gfa_assistant.reading.formats import MEDIA_TYPES
from gfa_assistant.reading.notes import NOTES_NAME
from gfa_assistant.settings import Settings
from gfa_assistant.web.administration.commands import run_command
from gfa_assistant.web.administration.corpus_status import STRUCTURED, FileStatus, corpus_status
from gfa_assistant.web.administration.fields import Field, Form, field_problems, typed_values
from gfa_assistant.web.administration.pages import back_to, page, posted, problem_page, text_of
from gfa_assistant.web.administration.problems import german_problem
from gfa_assistant.web.administration.uploads import TooLargeError, read_upload, too_large, upload_problem

ON_A_PAGE = 100
STATUSES = {
    "read": "gelesen",
    "failed": "nicht lesbar",
    "new": "neu, noch nicht eingelesen",
    "changed": "geändert, noch nicht eingelesen",
    "removed": "entfernt, noch im Index",
}
_ABOUT = (
    Field("title", "Titel", "long", required=True),
    Field("publisher", "Herausgeber", "long"),
    Field("url", "Adresse der Veröffentlichung", "web"),
    Field("state", "Land", "state", hint="Für welches Land die Datei gilt."),
    Field("as_of", "Stand", "date", hint="Datum des Inhalts, zum Beispiel 2025-03."),
    Field("rights", "Rechte", "long", hint="Was mit dem Text gemacht werden darf."),
)
_NEW = (Field("title", "Titel", "long", hint="Leer lassen, um den Titel aus der Datei zu übernehmen."), *_ABOUT[1:])
_INCOMPLETE = "Die Datei kam nicht vollständig an. Versuchen Sie es noch einmal."
# Files that name others as "corpus:NAME".
_REFERRING = (CONTACTS_NAME, NOTES_NAME, FACTS_NAME)


@dataclass(frozen=True, slots=True)
class _Listing:
    """What of the table is shown; `pages` are counted from 1."""

    lines: Sequence[FileStatus]
    found: int
    number: int
    pages: int


class DocumentPages:
    """Changes to the corpus are made one after the other."""

    def __init__(self, assistant: Assistant, settings: Settings) -> None:
        self._assistant = assistant
        self._settings = settings
        self._folder = settings.corpus_dir
        self._changing = threading.Lock()

    def routes(self) -> Sequence[Route]:
        return (
            Route("/dokumente", self.table, methods=["GET"]),
            Route("/dokumente/neu", self.new, methods=["GET"]),
            Route("/dokumente/neu", self.upload, methods=["POST"]),
            Route("/dokumente/bearbeiten", self.edit, methods=["GET"]),
            Route("/dokumente/bearbeiten", posted(self.save), methods=["POST"]),
            Route("/dokumente/entfernen", self.ask_removal, methods=["GET"]),
            Route("/dokumente/entfernen", posted(self.remove), methods=["POST"]),
        )

    def table(self, request: Request) -> Response:
        query = request.query_params
        wanted, words = query.get("status", ""), query.get("suche", "").strip()
        try:
            lines = corpus_status(self._settings, self._assistant.documents)
        except CorpusError as error:
            return problem_page(request, "Dokumente", german_problem(error), 500)
        counts = {key: sum(line.status == key for line in lines) for key in STATUSES}
        listing = _listing(lines, wanted, words, query.get("seite", ""))
        return page(
            request,
            "documents.html",
            listing=listing,
            counts=counts,
            statuses=STATUSES,
            wanted=wanted,
            words=words,
            all=len(lines),
            superseded=sum(line.superseded for line in lines),
        )

    def new(self, request: Request) -> Response:
        return self._upload_form(request, {}, (), {})

    async def upload(self, request: Request) -> Response:
        try:
            form = await read_upload(request)
        except TooLargeError:
            return await self._not_arrived(request, too_large(), 413)
        except MultiPartException:
            return await self._not_arrived(request, _INCOMPLETE, 400)
        try:
            return await run_in_threadpool(self._take, request, form)
        finally:
            await form.close()

    async def _not_arrived(self, request: Request, problem: str, status: int) -> Response:
        return await run_in_threadpool(self._upload_form, request, {}, (), {"file": problem}, status=status)

    def _take(self, request: Request, form: FormData) -> Response:
        """Take the sent file into the corpus, through the command that does so; it never replaces another."""
        values, older = typed_values(_NEW, form), _older(form)
        upload = form.get("file")
        upload = upload if isinstance(upload, UploadFile) else None
        problems = field_problems(_NEW, values)
        if problem := upload_problem(upload):
            problems["file"] = problem
        if not problems and upload is not None and upload.filename:
            try:
                with self._changing:
                    self._add(upload, values, older)
            except GfaError as error:
                problems["file"] = german_problem(error)
        if problems:
            return self._upload_form(request, values, older, problems, status=422)
        return back_to("/dokumente", done="hochgeladen")

    def _add(self, upload: UploadFile, values: Mapping[str, str], older: Sequence[str]) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            assert upload.filename is not None
            copy = Path(scratch) / upload.filename
            with copy.open("wb") as target:
                while chunk := upload.file.read(1024 * 1024):
                    target.write(chunk)
            options = [f"--{key.replace('_', '-')}={value}" for key, value in values.items() if value]
            options += [f"--supersedes={name}" for name in older]
            run_command(self._settings, ["add", "--yes", "--json", *options, "--", str(copy)])

    def edit(self, request: Request) -> Response:
        name = request.query_params.get("datei", "")
        entry = read_catalog(self._folder).get(name)
        line = self._line(name)
        if line is None:
            return self._unknown(request)
        about = entry or CatalogEntry(line.title, line.publisher, state=line.state, as_of=line.as_of)
        values = {field.name: getattr(about, field.name) or "" for field in _ABOUT}
        return self._edit_form(request, line, values, about.supersedes, {})

    def save(self, request: Request, form: FormData) -> Response:
        line = self._line(text_of(form, "datei"))
        if line is None:
            return self._unknown(request)
        values, older = typed_values(_ABOUT, form), _older(form)
        problems = field_problems(_ABOUT, values)
        if not problems:
            known = {key: value or None for key, value in values.items() if key != "title"}
            try:
                with self._changing:
                    change_entry(self._folder, line.name, CatalogEntry(values["title"], **known, supersedes=older))
            except CorpusError as error:
                problems["supersedes" if "supersede" in str(error) else ""] = german_problem(error)
        if problems:
            return self._edit_form(request, line, values, older, problems, status=422)
        return back_to("/dokumente", done="geaendert")

    def ask_removal(self, request: Request) -> Response:
        line = self._line(request.query_params.get("datei", ""))
        if line is None or line.structured:
            return self._unknown(request)
        return page(request, "remove_document.html", line=line, problem=self._kept_by(line.name))

    def remove(self, request: Request, form: FormData) -> Response:
        line = self._line(text_of(form, "datei"))
        if line is None or line.structured:
            return self._unknown(request)
        if problem := self._kept_by(line.name):
            return page(request, "remove_document.html", status=409, line=line, problem=problem)
        with self._changing:
            remove_file(self._folder, line.name)
        return back_to("/dokumente", done="entfernt")

    def _kept_by(self, name: str) -> str:
        """Why a file cannot be removed: a record names it as its source, and the next ingest would fail."""
        for file in _REFERRING:
            path = self._folder / file
            if path.is_file() and re.search(rf"corpus:{re.escape(name)}(?!\S)", path.read_text("utf-8", "replace")):
                return f"{file} nennt diese Datei als Quelle. Ändern Sie dort zuerst die Quelle."
        return ""

    def _line(self, name: str) -> FileStatus | None:
        lines = corpus_status(self._settings, self._assistant.documents)
        return next((line for line in lines if line.name == name and line.status != "removed"), None)

    def _unknown(self, request: Request) -> Response:
        return problem_page(
            request, "Datei unbekannt", "Diese Datei gibt es im Korpus nicht. Laden Sie die Liste neu.", 404
        )

    def _names(self) -> list[str]:
        """The files that another may take the place of."""
        try:
            return [file.name for file in list_corpus(self._folder) if file.name not in STRUCTURED]
        except CorpusError:
            return []

    def _upload_form(
        self,
        request: Request,
        values: Mapping[str, str],
        older: Sequence[str],
        problems: Mapping[str, str],
        *,
        status: int = 200,
    ) -> Response:
        form = Form(_NEW, {field.name: values.get(field.name, "") for field in _NEW}, problems)
        limit = MAX_BYTES // 1024**2
        return page(
            request,
            "upload.html",
            status=status,
            form=form,
            names=self._names(),
            older=older,
            limit=limit,
            endings=", ".join(MEDIA_TYPES),
        )

    def _edit_form(
        self,
        request: Request,
        line: FileStatus,
        values: Mapping[str, str],
        older: Sequence[str],
        problems: Mapping[str, str],
        *,
        status: int = 200,
    ) -> Response:
        names = [name for name in self._names() if name != line.name]
        form = Form(_ABOUT, values, problems)
        return page(request, "edit_document.html", status=status, form=form, line=line, names=names, older=older)


def _older(form: FormData) -> tuple[str, ...]:
    return tuple(value for value in form.getlist("supersedes") if isinstance(value, str) and value)


def _listing(lines: Sequence[FileStatus], wanted: str, words: str, number: str) -> _Listing:
    kept = [
        line for line in lines if not wanted or line.status == wanted or (wanted == "superseded" and line.superseded)
    ]
    for word in words.lower().split():
        kept = [line for line in kept if word in f"{line.name} {line.title} {line.publisher}".lower()]
    pages = max(-(-len(kept) // ON_A_PAGE), 1)
    shown = min(max(int(number), 1), pages) if number.isdecimal() and len(number) < 6 else 1
    return _Listing(kept[(shown - 1) * ON_A_PAGE : shown * ON_A_PAGE], len(kept), shown, pages)
