"""The corpus folder: which files it holds, and how one file becomes a document."""

import hashlib
import json
import os
import re
import stat
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path

from gfa_assistant.errors import CorpusError, UnreadableFileError
from gfa_assistant.reading.assembly import assemble
from gfa_assistant.reading.catalog import CATALOG_NAME, Catalog, CatalogEntry, read_catalog, superseded_files
from gfa_assistant.reading.contacts import CONTACTS_NAME, CONTACTS_TITLE, contact_parts, load_contacts
from gfa_assistant.reading.elements import Content, Part
from gfa_assistant.reading.facts import FACTS_NAME, FACTS_TITLE, load_fact_parts
from gfa_assistant.reading.formats import media_type_of, read_content
from gfa_assistant.reading.notes import NOTES_NAME
from gfa_assistant.reading.questions import QUESTIONS_NAME
from gfa_assistant.reading.structure import recognise
from gfa_assistant.records import Document, Superseded

# Raise it when reading changes what a file yields, so that an index built before is known to be old.
READING_VERSION = 2
MAX_BYTES = 50 * 1024 * 1024
_STRUCTURED = {FACTS_NAME: FACTS_TITLE, CONTACTS_NAME: CONTACTS_TITLE}
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """One file of the corpus folder before it is read.

    `sha256` is the hash of the file's bytes with what the catalog says about it; it is empty where the bytes cannot
    be read. `entry` is None for a file the catalog does not know, `superseded` for one that no newer one replaces.
    """

    path: Path
    document_id: str
    sha256: str
    entry: CatalogEntry | None
    folder: Path
    superseded: Superseded | None = None

    @property
    def name(self) -> str:
        """The path below the corpus folder, with slashes: the file's name in catalog.yaml and in messages."""
        return self.path.relative_to(self.folder).as_posix()


def list_corpus(folder: Path) -> tuple[CorpusFile, ...]:
    """List the corpus files in the order of their paths, without reading more than their bytes.

    catalog.yaml, notes.yaml, questions.yaml, hidden files and READMEs are no corpus files. Files of an unsupported
    type are listed: `read_document` reports them. Document ids are the stems as slugs, made unique in path order.

    Raises:
        CorpusError: the folder does not exist or cannot be listed, or its catalog is malformed.
    """
    if not folder.is_dir():
        raise CorpusError(f"corpus folder {str(folder)!r} does not exist; create it or correct GFA_CORPUS_DIR")
    catalog = read_catalog(folder)
    ids: set[str] = set()
    files: list[CorpusFile] = []
    paths = {path.relative_to(folder).as_posix(): path for path in _walk(folder)}
    superseded = superseded_files(catalog, paths.keys())
    for name, path in paths.items():
        document_id = _unique(_slug(path.stem), ids)
        entry, newer = catalog.get(name), superseded.get(name)
        files.append(CorpusFile(path, document_id, file_sha256(path, entry, catalog, newer), entry, folder, newer))
    return tuple(files)


def read_document(file: CorpusFile) -> Document:
    """Read one corpus file into a document of typed blocks.

    Raises:
        UnreadableFileError: one line with the file's name, the reason, and what to do.
    """
    try:
        file.name.encode("utf-8")
    except UnicodeEncodeError:
        raise UnreadableFileError(f"{file.name!a} cannot be read: its name is not UTF-8; rename the file") from None
    try:
        content, media_type, parts = _read(file)
    except UnreadableFileError:
        raise
    except RecursionError:
        raise UnreadableFileError(
            f"{file.name!r} cannot be read: its elements are nested too deeply; save it anew with an office program"
        ) from None
    except CorpusError as error:
        raise UnreadableFileError(f"{file.name!r} cannot be read: {error}") from error
    text, blocks = assemble(parts)
    if not text:
        raise UnreadableFileError(f"{file.name!r} cannot be read: it holds no text; add text or remove the file")
    entry = file.entry
    if entry is None:
        headings = (text[block.start : block.end] for block in blocks if block.kind == "heading")
        title = content.title or next(headings, file.path.stem)
        entry = CatalogEntry(title=title, publisher=content.publisher, as_of=content.as_of)
    return Document(
        id=file.document_id,
        title=entry.title,
        text=text,
        blocks=blocks,
        publisher=entry.publisher,
        url=entry.url,
        state=entry.state,
        as_of=entry.as_of,
        rights=entry.rights,
        path=file.name,
        media_type=media_type,
        sha256=file.sha256,
        superseded=file.superseded,
        problems=tuple(f"{file.name!r} was read, but {problem}" for problem in content.problems),
        page_map=content.page_map(text) if content.page_map else None,
    )


def _read(file: CorpusFile) -> tuple[Content, str, tuple[Part, ...]]:
    data = _bytes_of(file)
    if file.path.name in _STRUCTURED:
        catalog = read_catalog(file.folder)
        if file.path.name == FACTS_NAME:
            parts = load_fact_parts(file.path, catalog)
        else:
            parts = contact_parts(load_contacts(file.path, catalog))
        return Content((), title=_STRUCTURED[file.path.name]), "application/yaml", parts
    suffix = file.path.suffix.lower()
    media_type = media_type_of(data, suffix, file.name)
    content = read_content(data, media_type, suffix, file.name)
    return content, media_type, recognise(content.elements)


def _bytes_of(file: CorpusFile) -> bytes:
    try:
        status = file.path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFileError(f"{file.name!r} cannot be read: it is no regular file; remove it")
        size = status.st_size
        if size > MAX_BYTES:
            raise UnreadableFileError(
                f"{file.name!r} cannot be read: it is {size / 1024**2:.0f} MB, more than the limit of "
                f"{MAX_BYTES // 1024**2} MB; split it or make it smaller"
            )
        data = file.path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            f"{file.name!r} cannot be read: {error.strerror or error}; check that it exists and its rights"
        ) from None
    if not data.strip():
        raise UnreadableFileError(f"{file.name!r} cannot be read: it is empty; add text or remove the file")
    return data


def _walk(folder: Path) -> list[Path]:
    found: list[Path] = []

    def refuse(error: OSError) -> None:
        raise CorpusError(f"corpus folder {error.filename!r} cannot be listed ({error.strerror}); check its rights")

    for parent, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found.extend(Path(parent) / name for name in names if not _is_skipped(Path(parent) / name, folder))
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _is_skipped(path: Path, folder: Path) -> bool:
    # "~$Bericht.docx" is the mark of Word that someone has the file open.
    if path.name.startswith((".", "~$")) or path.name.upper().startswith("README"):
        return True
    return path.parent == folder and path.name in (CATALOG_NAME, NOTES_NAME, QUESTIONS_NAME)


def file_sha256(path: Path, entry: CatalogEntry | None, catalog: Catalog, newer: Superseded | None) -> str:
    """The hash of a file with what the catalog says about it; empty where its bytes cannot be read.

    Facts and contacts cite other files by name, so the urls of the whole catalog count for them.
    """
    known = {name: other.url for name, other in sorted(catalog.items())} if path.name in _STRUCTURED else {}
    try:
        # A pipe or a device may have no end.
        if not path.is_file():
            return ""
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256")
    except OSError:
        return ""
    about = [entry and entry.to_json(), known, *([asdict(newer)] if newer else [])]
    digest.update(b"\0" + json.dumps(about, ensure_ascii=False, sort_keys=True).encode())
    return digest.hexdigest()


def _slug(stem: str) -> str:
    plain = unicodedata.normalize("NFC", stem).lower().translate(_GERMAN)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "document"


def _unique(slug: str, taken: set[str]) -> str:
    name, number = slug, 1
    while name in taken:
        number += 1
        name = f"{slug}-{number}"
    taken.add(name)
    return name
