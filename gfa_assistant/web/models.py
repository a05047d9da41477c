"""The JSON of the HTTP API, version 1: what goes in, what comes out, with an example of each."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from gfa_assistant.feedback.reasons import REASONS
from gfa_assistant.feedback.store import MAX_COMMENT_CHARS
from gfa_assistant.records import Status

_QUOTE = "Besprechung der Schwerpunktthemen/Zielsetzung im Rahmen des Partnerprozesses"
_SECTION = ["Wie werde ich Partnerkommune in Bayern?"]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class TurnBody(_Body):
    """One earlier message of the conversation."""

    role: Literal["user", "assistant"]
    content: str


class AskBody(_Body):
    """A question with what was said before, oldest first."""

    question: Annotated[str, Field(examples=["Wie werden wir Partnerkommune in Bayern?"])]
    history: Annotated[list[TurnBody], Field(default_factory=list)]
    state: Annotated[str | None, Field(description="State code such as BY", examples=["BY"])] = None
    language: Annotated[str | None, Field(description="de or en; left out, the question decides")] = None


class SupersededBody(_Body):
    """What took the place of a source that is out of date."""

    by: Annotated[str, Field(description="Title of the newer version")]
    since: Annotated[str | None, Field(examples=["2025-03"])]


class CitationBody(_Body):
    """The exact words that support a statement; `start` and `end` count code points of the document's text."""

    number: Annotated[int, Field(examples=[1])]
    document_id: Annotated[str, Field(examples=["bayern-broschuere-partnerprozess"])]
    title: Annotated[str, Field(examples=["Der Partnerprozess „Gesundheit für alle“ in Bayern"])]
    publisher: str | None
    url: str | None
    section: Annotated[list[str], Field(examples=[_SECTION])]
    page: Annotated[int | None, Field(description="1-based; null where the format has no pages")]
    quote: Annotated[str, Field(examples=[_QUOTE])]
    start: Annotated[int, Field(examples=[5021])]
    end: Annotated[int, Field(examples=[5098])]
    passage_id: Annotated[str, Field(examples=["6f1c0a9be2d4"])]
    as_of: Annotated[str | None, Field(examples=["2023-12"])]
    superseded: Annotated[
        SupersededBody | None, Field(description="Only where the source is out of date: what took its place")
    ] = None
    recognised: Annotated[
        bool, Field(description="Only where the words were read from a scan: single letters may be wrong")
    ] = False


class ContactBody(_Body):
    """A coordinating office; null means not known."""

    state: Annotated[str, Field(description="State code, DE for the federal office", examples=["BY"])]
    office: Annotated[str, Field(examples=["Koordinierungsstelle Gesundheitliche Chancengleichheit Bayern"])]
    carrier: str | None
    street: str | None
    postcode: str | None
    city: Annotated[str | None, Field(examples=["München"])]
    phone: Annotated[str | None, Field(examples=["09131 6808-4506"])]
    email: str | None
    url: Annotated[str | None, Field(examples=["www.zpg-bayern.de"])]
    source_url: str | None
    as_of: Annotated[str | None, Field(examples=["2023-12"])]


class NoteBody(_Body):
    """What has changed since a source was printed."""

    text: str
    source_url: str
    as_of: str | None


class AnswerBody(_Body):
    """The answer as the command line's `ask --json` prints it too."""

    status: Status
    question: str
    standalone_question: str
    language: Annotated[str, Field(examples=["de"])]
    intent: Annotated[str, Field(examples=["joining"])]
    state: Annotated[str | None, Field(examples=["BY"])]
    answer: Annotated[str, Field(description="Markdown with [1] markers", examples=[f"1. {_QUOTE} [1]"])]
    citations: list[CitationBody]
    contacts: list[ContactBody]
    notes: list[NoteBody]
    suggestions: list[str]
    confidence: Annotated[float, Field(ge=0, le=1)]
    timings_ms: dict[str, float]


class FeedbackBody(_Body):
    """Whether an answer helped; the comment is kept only where the operator keeps questions."""

    answer_id: Annotated[str, Field(description="From X-Answer-Id or the event `rating`", max_length=200)]
    helpful: bool
    reason: Annotated[
        str | None, Field(description=f"Why it did not help: one of {', '.join(REASONS)}", examples=["incomplete"])
    ] = None
    comment: Annotated[str | None, Field(description=f"At most {MAX_COMMENT_CHARS} characters")] = None


class SearchHit(_Body):
    """One ranked passage."""

    rank: Annotated[int, Field(examples=[1])]
    score: float
    passage_id: str
    document_id: str
    title: str
    section: Annotated[list[str], Field(examples=[_SECTION])]
    page: int | None
    text: Annotated[str, Field(examples=[_QUOTE])]
    start: int
    end: int


class SearchBody(_Body):
    results: list[SearchHit]


class DocumentEntry(_Body):
    """A document's catalog entry."""

    document_id: Annotated[str, Field(examples=["bayern-broschuere-partnerprozess"])]
    title: str
    publisher: str | None
    url: str | None
    state: str | None
    as_of: str | None
    rights: str | None
    media_type: Annotated[str, Field(examples=["text/markdown"])]
    characters: Annotated[int, Field(description="Length of the stored text in code points")]


class DocumentsBody(_Body):
    documents: list[DocumentEntry]


class OutlineEntry(_Body):
    """One heading of a document with its place in the text."""

    level: Annotated[int, Field(examples=[1])]
    title: str
    page: int | None
    start: int
    end: int


class DocumentBody(DocumentEntry):
    """A catalog entry with the stored text that all `start` and `end` values count in."""

    text: str
    outline: list[OutlineEntry]


class PassageBody(_Body):
    """One passage with its document."""

    passage_id: str
    document_id: str
    title: str
    publisher: str | None
    url: str | None
    as_of: str | None
    section: Annotated[list[str], Field(examples=[_SECTION])]
    page: int | None
    text: str
    start: int
    end: int


class ContactsBody(_Body):
    contacts: list[ContactBody]


class HealthBody(_Body):
    status: Literal["ok"]


class ReadyBody(_Body):
    """Which generation of the index answers."""

    status: Literal["ready"]
    generation: str
    documents: int


class ErrorDetail(_Body):
    code: Annotated[str, Field(examples=["not_found"])]
    message: Annotated[str, Field(examples=["no document 'x'; GET /api/v1/documents lists them all"])]


class ErrorBody(_Body):
    """The one shape of every error."""

    error: ErrorDetail
