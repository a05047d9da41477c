"""The frozen records that pass between the stages.

Offsets (`start`, `end`) count Unicode code points in a document's stored, repaired text. Pages are 1-based and
exist only for paged formats (PDF); everywhere else `page` is None.
"""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from gfa_assistant.page_map import PageMap

BlockKind = Literal["heading", "paragraph", "list", "table", "contact"]
Status = Literal["answered", "not_found", "clarify"]
Role = Literal["user", "assistant"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where one block was read when that differs from its document's own entry (a fact, an office's contact)."""

    title: str
    url: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Superseded:
    """What took a document's place: the title of the newer version, and its date as the catalog has it."""

    by: str
    since: str | None = None


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list, without its bullet; `depth` 0 is the outermost level."""

    start: int
    end: int
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list, table or contact card of a document, with its place.

    `section` is the path of headings above the block, outermost first; a heading's own path ends in itself.
    `level` is a heading's depth (1 = outermost), 0 for all other kinds. `items` is filled for lists only;
    `ordered` says that the source numbers them. `recognised` says that the text was read from a picture of a page, so
    that single letters may be wrong.
    """

    kind: BlockKind
    start: int
    end: int
    section: tuple[str, ...] = ()
    page: int | None = None
    level: int = 0
    items: tuple[ListItem, ...] = ()
    ordered: bool = False
    source: Source | None = None
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One corpus file as repaired text with typed blocks, and what the catalog knows about it.

    `sha256` is the hash of the file's bytes together with its catalog entry: it changes when either does. A superseded
    document answers only what no other one does, and says so. `problems` are lines for the operator on what of the file
    could not be read. `page_map` says where the text of a PDF stands on its pages; documents read from an index come
    without it.
    """

    id: str
    title: str
    text: str
    blocks: tuple[Block, ...]
    publisher: str | None = None
    url: str | None = None
    state: str | None = None
    as_of: str | None = None
    rights: str | None = None
    path: str = ""
    media_type: str = "text/plain"
    sha256: str = ""
    superseded: Superseded | None = None
    problems: tuple[str, ...] = ()
    page_map: PageMap | None = field(default=None, compare=False, repr=False)

    def block_text(self, block: Block) -> str:
        return self.text[block.start : block.end]

    def source_of(self, part: "Block | Passage") -> Source:
        """Where a part of the document comes from: its own source, else the catalog's entry."""
        return part.source or Source(self.title, self.url, self.as_of)


@dataclass(frozen=True, slots=True)
class Passage:
    """One or more whole blocks of one section: the unit that is embedded, found and cited.

    `text` equals the document's text from `start` to `end`; `id` is a hash of document, location and text.
    """

    id: str
    document_id: str
    start: int
    end: int
    text: str
    section: tuple[str, ...] = ()
    page: int | None = None
    state: str | None = None
    source: Source | None = None

    @property
    def embedded_text(self) -> str:
        """The text that goes into the embedding and the lexical index: section path, then the passage."""
        return f"{self._head}{self.text}"

    @property
    def _head(self) -> str:
        return f"{' › '.join(self.section)}\n" if self.section else ""

    def embedded_span(self, start: int, end: int) -> tuple[int, int]:
        """Where the document's text from `start` to `end` stands in `embedded_text`."""
        shift = len(self._head) - self.start
        return start + shift, end + shift


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A passage with its fused score, and the scores that were fused: dense = cosine, lexical = BM25, late = MaxSim."""

    passage: Passage
    score: float
    dense: float
    lexical: float
    late: float = 0.0


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered pointer to the exact words in a document that support a statement (contract v1).

    `recognised` says that the words were read from a picture of the page, so that single letters may be wrong.
    """

    number: int
    document_id: str
    title: str
    publisher: str | None
    url: str | None
    section: tuple[str, ...]
    page: int | None
    quote: str
    start: int
    end: int
    passage_id: str
    as_of: str | None
    superseded: Superseded | None = None
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """A coordinating office (KGC) of one Bundesland, or the federal one (state DE); None = not known."""

    state: str
    office: str
    carrier: str | None = None
    street: str | None = None
    postcode: str | None = None
    city: str | None = None
    phone: str | None = None
    email: str | None = None
    url: str | None = None
    source_url: str | None = None
    as_of: str | None = None

    @property
    def town(self) -> str:
        """Postcode and city, as far as they are known."""
        return " ".join(part for part in (self.postcode, self.city) if part)

    @property
    def address(self) -> str:
        """Street and town on one line, as far as they are known."""
        return ", ".join(part for part in (self.street, self.town) if part)


@dataclass(frozen=True, slots=True)
class Note:
    """What has changed since a source was printed, with its own source."""

    text: str
    source_url: str
    as_of: str | None


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation so far, oldest first in a history."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The one object that CLI, HTTP API and pages show (contract v1)."""

    status: Status
    question: str
    standalone_question: str
    language: str
    intent: str
    state: str | None
    answer: str
    citations: tuple[Citation, ...] = ()
    contacts: tuple[Contact, ...] = ()
    notes: tuple[Note, ...] = ()
    suggestions: tuple[str, ...] = ()
    confidence: float = 0.0
    timings_ms: dict[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The answer as the contract's JSON object, in the contract's key order.

        A citation has the further keys `superseded` and `recognised` only where they say something.
        """
        answer = asdict(self)
        for citation in answer["citations"]:
            for key in ("superseded", "recognised"):
                if not citation[key]:
                    del citation[key]
        return answer
