"""A file that is sent to the corpus: read to the disk up to a limit, its name and its content looked at."""

import unicodedata
from collections.abc import AsyncGenerator
from pathlib import PurePosixPath

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from gfa_assistant.errors import UnreadableFileError
from gfa_assistant.reading.corpus import MAX_BYTES
from gfa_assistant.reading.formats import MEDIA_TYPES, media_type_of
from gfa_assistant.web.administration.problems import german_problem

_FORM_BYTES = 1024 * 1024
# What a browser still sends of a file that is too big is read and dropped, or it would never show the answer.
_DROPPED_BYTES = 10 * MAX_BYTES
_LONGEST_NAME_BYTES = 200
_FIELDS = 20


class TooLargeError(Exception):
    """More was sent than a corpus file may hold."""


async def read_upload(request: Request) -> FormData:
    """The form with its file, which lies on the disk.

    Raises:
        TooLargeError: the file is larger than a corpus file may be; starlette's MultiPartException: it is no such form.
    """
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise MultiPartException("no form with a file")
    return await MultiPartParser(request.headers, _limited(request), max_files=1, max_fields=_FIELDS).parse()


async def _limited(request: Request) -> AsyncGenerator[bytes, None]:
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= MAX_BYTES + _FORM_BYTES:
            yield chunk
        elif size > _DROPPED_BYTES:
            break
    if size > MAX_BYTES + _FORM_BYTES:
        raise TooLargeError


def upload_problem(upload: UploadFile | None) -> str:
    """What is wrong with the file, in a German sentence; empty where nothing is, as far as its content tells."""
    if upload is None or not upload.filename:
        return "Wählen Sie eine Datei aus."
    name = upload.filename
    if problem := name_problem(name):
        return problem
    if (upload.size or 0) > MAX_BYTES:
        return too_large()
    upload.file.seek(0)
    data = upload.file.read()
    upload.file.seek(0)
    if not data.strip():
        return "Die Datei ist leer. Wählen Sie eine andere aus."
    try:
        media_type_of(data, PurePosixPath(name).suffix.lower(), name)
    except UnreadableFileError as error:
        return german_problem(error)
    return ""


def name_problem(name: str) -> str:
    """What keeps a name from being that of a corpus file."""
    if "/" in name or "\\" in name or name.startswith((".", "~$")):
        return "Der Dateiname darf keinen Pfad enthalten und nicht mit einem Punkt beginnen. Benennen Sie die Datei um."
    if any(unicodedata.category(character)[0] == "C" for character in name):
        return "Der Dateiname enthält Steuerzeichen. Benennen Sie die Datei um."
    if len(name.encode("utf-8", "replace")) > _LONGEST_NAME_BYTES:
        return "Der Dateiname ist zu lang. Benennen Sie die Datei um."
    if name.upper().startswith("README"):
        return "Dateien, die mit README beginnen, werden nicht eingelesen. Benennen Sie die Datei um."
    if PurePosixPath(name).suffix.lower() not in MEDIA_TYPES:
        return f"Dieser Dateityp wird nicht gelesen. Möglich sind: {', '.join(MEDIA_TYPES)}."
    return ""


def too_large() -> str:
    return (
        f"Die Datei ist größer als {MAX_BYTES // 1024**2} MB und wurde nicht übernommen. "
        "Teilen oder verkleinern Sie sie."
    )
