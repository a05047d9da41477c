"""An index opened for reading: one complete generation with all that serving needs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

from gfa_assistant.errors import CorpusError, IndexMismatchError, IndexMissingError, NotFoundError
from gfa_assistant.indexing.encoder import Encoder
from gfa_assistant.indexing.generations import InUse, Manifest, claim_current, read_manifest
from gfa_assistant.indexing.lexical import LexicalIndex, LexicalTokenizer
from gfa_assistant.indexing.onnx_encoder import load_exported_encoder
from gfa_assistant.indexing.page_maps import read_page_map
from gfa_assistant.indexing.question_bank import QuestionBank
from gfa_assistant.indexing.stored import read_documents
from gfa_assistant.indexing.token_index import TOKENS, TokenIndex
from gfa_assistant.indexing.vectors import VectorIndex
from gfa_assistant.page_map import PageMap
from gfa_assistant.reading import NoteRule, read_contacts, read_notes
from gfa_assistant.records import Contact, Document, Passage
from gfa_assistant.settings import Settings


@dataclass(frozen=True)
class OpenIndex:
    """Everything of one generation; stays valid while later generations are written and switched to."""

    manifest: Manifest
    documents: Mapping[str, Document]
    contacts: Mapping[str, Contact]
    notes: tuple[NoteRule, ...]
    vectors: VectorIndex
    lexical: LexicalIndex
    tokens: TokenIndex
    questions: QuestionBank
    encoder: Encoder
    in_use: InUse | None
    folder: Path

    def document(self, document_id: str) -> Document:
        """Return one document.

        Raises:
            NotFoundError: the index has none with this id.
        """
        try:
            return self.documents[document_id]
        except KeyError:
            known = ", ".join(sorted(self.documents)[:8])
            raise NotFoundError(f"no document {document_id!r} in the index; known: {known}") from None

    def page_map(self, document_id: str) -> PageMap | None:
        """Return where a document's text stands on its pages, read anew each time; None where it has no pages.

        Raises:
            NotFoundError: the index has none with this id.
            IndexMissingError: the generation's page maps are damaged.
        """
        return read_page_map(self.folder, self.document(document_id).id)

    def passage(self, passage_id: str) -> Passage:
        """Return one passage.

        Raises:
            NotFoundError: the index has none with this id (its text may have changed since).
        """
        found = self.vectors.get([passage_id]).get(passage_id)
        if found is None:
            raise NotFoundError(f"no passage {passage_id!r} in the index; search again, its text may have changed")
        return found


def open_index(settings: Settings, load_encoder: Callable[[str, Path], Encoder] = load_exported_encoder) -> OpenIndex:
    """Open the current generation for reading, with the encoder that `load_encoder` makes of model and cache folder.

    Raises:
        IndexMissingError: there is no complete generation.
        IndexMismatchError: it was built with another model, other settings or another format.
    """
    folder, in_use = claim_current(settings.index_dir)
    manifest = read_manifest(folder)
    manifest.require(
        embedding_model=settings.embedding_model,
        passage_tokens=settings.passage_tokens,
        chroma_url=settings.chroma_url,
    )
    encoder = load_encoder(settings.embedding_model, settings.cache_dir)
    vectors = VectorIndex.open(folder / "chroma", settings.chroma_url, manifest.generation)
    # After the collection is open, since it waits for the model, which loads meanwhile.
    if encoder.dimensions != manifest.dimensions:
        raise IndexMismatchError(
            f"the index holds vectors of {manifest.dimensions} dimensions, the model {settings.embedding_model!r} "
            f"gives {encoder.dimensions}; run `gfa-assistant ingest --rebuild`"
        )
    try:
        index = OpenIndex(
            manifest=manifest,
            documents={d.id: d for d in read_documents(folder)},
            contacts=read_contacts(folder),
            notes=read_notes(folder),
            vectors=vectors,
            lexical=LexicalIndex.load(folder / "lexical", LexicalTokenizer(encoder.tokenize)),
            tokens=TokenIndex(folder / TOKENS),
            questions=QuestionBank.load(folder),
            encoder=encoder,
            in_use=in_use,
            folder=folder,
        )
    except (OSError, ValueError, TypeError, KeyError, BadZipFile, CorpusError) as error:
        raise _damaged(manifest, str(error)) from None
    passages, found = len(index.lexical.passage_ids), vectors.count()
    if found != passages or any(key not in index.tokens for key in index.lexical.passage_ids):
        raise _damaged(manifest, f"{found} of {passages} passages are there")
    return index


def _damaged(manifest: Manifest, reason: str) -> IndexMissingError:
    return IndexMissingError(
        f"index generation {manifest.generation!r} is damaged ({reason}); run `gfa-assistant ingest --rebuild`"
    )
