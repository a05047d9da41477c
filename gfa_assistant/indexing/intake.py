"""Which documents make the next generation: new and changed files are read, all others taken over, one at a time."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from gfa_assistant.indexing.generations import Manifest
from gfa_assistant.indexing.page_maps import StoredPageMaps
from gfa_assistant.indexing.stored import StoredDocuments
from gfa_assistant.reading import READING_VERSION, CorpusFile, DocumentReader
from gfa_assistant.records import Document


@dataclass(frozen=True)
class Earlier:
    """The generation that serves: what the next one can take over."""

    folder: Path
    manifest: Manifest
    documents: StoredDocuments

    def has(self, document_id: str) -> bool:
        return document_id in self.manifest.documents and document_id in self.documents

    def has_same(self, file: CorpusFile) -> bool:
        """Whether it holds the file as it is now, read as it would be read now."""
        same_readers = self.manifest.reading == READING_VERSION
        return same_readers and self.has(file.document_id) and self._entry(file.document_id)["sha256"] == file.sha256

    def problems(self, document_id: str) -> Sequence[str]:
        problems: Sequence[str] = self._entry(document_id)["problems"]
        return problems

    def _entry(self, document_id: str) -> dict[str, Sequence[str]]:
        return self.manifest.documents[document_id]


class Intake:
    """The documents of the next generation in the order of the files, and what became of each file.

    `added`, `changed`, `removed`, `unchanged` (document ids), `failed` and `problems` ((file, line)) are complete when
    `documents` is exhausted or `settle` was called.
    """

    def __init__(
        self,
        files: Sequence[CorpusFile],
        earlier: Earlier | None,
        reader: DocumentReader,
        heard: Callable[[], None],
    ) -> None:
        """`heard` is called for each file that is done with."""
        self._files, self._earlier, self._heard = files, earlier, heard
        present = {file.document_id for file in files}
        known = earlier.manifest.documents if earlier else {}
        self.removed = [key for key in known if key not in present]
        self.added: list[str] = []
        self.changed: list[str] = []
        self.unchanged: list[str] = []
        self.failed: list[tuple[str, str]] = []
        self.problems: list[tuple[str, str]] = []
        self._same = {file.document_id for file in files if earlier and earlier.has_same(file)}
        self._outcomes = reader.read_all(file for file in files if file.document_id not in self._same)

    def finds_new(self) -> bool:
        """Read on to the first file that is new or changed and can be read; return whether there is one."""
        ahead = []
        found = False
        for outcome in self._outcomes:
            ahead.append(outcome)
            if isinstance(outcome[1], Document):
                found = True
                break
        self._outcomes = chain(ahead, self._outcomes)
        return found

    def documents(self) -> Iterator[Document]:
        """Read or take over one document after another.

        Raises:
            IndexMissingError: a document that is to be taken over is damaged.
        """
        if self._earlier is None:
            yield from (document for _, document in self._outcome_of_each() if document is not None)
            return
        with closing(StoredPageMaps(self._earlier.folder)) as maps:
            for file, document in self._outcome_of_each():
                key = file.document_id
                yield document or replace(self._earlier.documents[key], page_map=maps[key])

    def settle(self) -> None:
        """Note what became of the files where no generation is written."""
        for _ in self._outcome_of_each():
            pass

    def _outcome_of_each(self) -> Iterator[tuple[CorpusFile, Document | None]]:
        """Each file of the next generation with its new document; None where the earlier one stays."""
        for file in self._files:
            key, name = file.document_id, file.path.name
            known = self._earlier is not None and self._earlier.has(key)
            document = None
            if key not in self._same:
                _, outcome = next(self._outcomes)
                if isinstance(outcome, Document):
                    document = outcome
                    (self.changed if known else self.added).append(key)
                    self.problems += [(name, line) for line in outcome.problems]
                else:
                    kept = "; the version read earlier stays" if known else ""
                    self.failed.append((name, f"{outcome}{kept}"))
            if document is None and known and self._earlier is not None:
                self.unchanged.append(key)
                self.problems += [(name, line) for line in self._earlier.problems(key)]
            self._heard()
            if document is not None or known:
                yield file, document
