"""The JSON of the HTTP API, version 1: what goes in, what comes out, with an example of each."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from gfa_assistant.feedback.reasons import REASONS
from gfa_assistant.feedback.store import MAX_COMMENT_CHARS
from gfa_assistant.records import Status

EXAMPLE_DOCUMENT = "bayern-broschuere-partnerprozess"
EXAMPLE_PASSAGE = "6f1c0a9be2d4"
_QUOTE = "Besprechung der Schwerpunktthemen/Zielsetzung im Rahmen des Partnerprozesses"
_QUESTION = "Wie werden wir Partnerkommune in Bayern?"
_OFFICE = "Koordinierungsstelle Gesundheitliche Chancengleichheit Bayern"

DocumentId = Annotated[str, Field(examples=[EXAMPLE_DOCUMENT])]
PassageId = Annotated[str, Field(examples=[EXAMPLE_PASSAGE])]
Title = Annotated[str, Field(examples=["Der Partnerprozess „Gesundheit für alle“ in Bayern"])]
Publisher = Annotated[str | None, Field(examples=["Zentrum für Prävention und Gesundheitsförderung (ZPG) im LGL"])]
Url = Annotated[str | None, Field(examples=["https://www.zpg-bayern.de/partnerprozess.html"])]
StateCode = Annotated[str | None, Field(description="State code", examples=["BY"])]
AsOf = Annotated[str | None, Field(description="Year, month or day", examples=["2023-12"])]
Section = Annotated[list[str], Field(examples=[["Wie werde ich Partnerkommune in Bayern?"]])]
Page = Annotated[int | None, Field(description="1-based; null where the format has no pages", examples=[14])]
Start = Annotated[int, Field(description="In code points of the document's text", examples=[5021])]
End = Annotated[int, Field(examples=[5098])]
Text = Annotated[str, Field(examples=[_QUOTE])]


def _check_characters(text: str) -> str:
    # JSON can name half a character, which no text that is stored or sent can hold.
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("the text holds half a character (a lone surrogate); send whole ones")
    return text


Words = Annotated[str, AfterValidator(_check_characters)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class TurnBody(_Body):
    """One earlier message of the conversation."""

    role: Annotated[Literal["user", "assistant"], Field(examples=["user"])]
    content: Annotated[Words, Field(examples=["Was ist der Partnerprozess?"])]


class AskBody(_Body):
    """A question with what was said before, oldest first."""

    question: Annotated[Words, Field(examples=[_QUESTION])]
    history: Annotated[list[TurnBody], Field(default_factory=list)]
    state: Annotated[Words | None, Field(description="State code such as BY", examples=["BY"])] = None
    language: Annotated[
        Words | None, Field(description="de or en; left out, the question decides", examples=["de"])
    ] = None


class SupersededBody(_Body):
    """What took the place of a source that is out of date."""

    by: Annotated[str, Field(description="Title of the newer version", examples=["Partnerprozess, Ausgabe 2025"])]
    since: Annotated[str | None, Field(examples=["2025-03"])]


class CitationBody(_Body):
    """The exact words that support a statement; `start` and `end` count code points of the document's text."""

    number: Annotated[int, Field(examples=[1])]
    document_id: DocumentId
    title: Title
    publisher: Publisher
    url: Url
    section: Section
    page: Page
    quote: Text
    start: Start
    end: End
    passage_id: PassageId
    as_of: AsOf
    superseded: Annotated[
        SupersededBody | None, Field(description="Only where the source is out of date: what took its place")
    ] = None
    recognised: Annotated[
        bool,
        Field(description="Only where the words were read from a scan: single letters may be wrong", examples=[True]),
    ] = False


class ContactBody(_Body):
    """A coordinating office; null means not known."""

    state: Annotated[str, Field(description="State code, DE for the federal office", examples=["BY"])]
    office: Annotated[str, Field(examples=[_OFFICE])]
    carrier: Annotated[str | None, Field(examples=["Zentrum für Prävention und Gesundheitsförderung (ZPG)"])]
    street: Annotated[str | None, Field(examples=["Pfarrstraße 3"])]
    postcode: Annotated[str | None, Field(examples=["80538"])]
    city: Annotated[str | None, Field(examples=["München"])]
    phone: Annotated[str | None, Field(examples=["09131 6808-4506"])]
    email: Annotated[str | None, Field(examples=["kgc@example.org"])]
    url: Annotated[str | None, Field(examples=["www.zpg-bayern.de"])]
    source_url: Url
    as_of: AsOf


class NoteBody(_Body):
    """What has changed since a source was printed."""

    text: Annotated[str, Field(examples=["Die BZgA heißt seit dem 13.02.2025 Bundesinstitut für Öffentliche …"])]
    source_url: Annotated[str, Field(examples=["https://www.bioeg.de/"])]
    as_of: AsOf


class AnswerBody(_Body):
    """The answer as the command line's `ask --json` prints it too."""

    status: Annotated[Status, Field(examples=["answered"])]
    question: Annotated[str, Field(examples=[_QUESTION])]
    standalone_question: Annotated[str, Field(description="With what the history adds to it", examples=[_QUESTION])]
    language: Annotated[str, Field(examples=["de"])]
    intent: Annotated[str, Field(examples=["joining"])]
    state: StateCode
    answer: Annotated[str, Field(description="Markdown with [1] markers", examples=[f"1. {_QUOTE} [1]"])]
    citations: list[CitationBody]
    contacts: list[ContactBody]
    notes: list[NoteBody]
    suggestions: Annotated[list[str], Field(examples=[["Was kostet die Teilnahme?"]])]
    confidence: Annotated[float, Field(ge=0, le=1, examples=[0.93])]
    timings_ms: Annotated[dict[str, float], Field(examples=[{"understand": 2.1, "answer": 118.4, "total": 120.5}])]


class FeedbackBody(_Body):
    """Whether an answer helped; the comment is kept only where the operator keeps questions."""

    answer_id: Annotated[
        str,
        Field(
            description="From X-Answer-Id or the event `rating`",
            max_length=200,
            examples=["VdB0u5QXx2kK7d2w.20261122.answered.joining.BY.de.5f0c…"],
        ),
    ]
    helpful: Annotated[bool, Field(examples=[False])]
    reason: Annotated[
        Words | None, Field(description=f"Why it did not help: one of {', '.join(REASONS)}", examples=["incomplete"])
    ] = None
    comment: Annotated[
        Words | None, Field(description=f"At most {MAX_COMMENT_CHARS} characters", examples=["Die Fristen fehlen."])
    ] = None


class SearchHit(_Body):
    """One ranked passage."""

    rank: Annotated[int, Field(examples=[1])]
    score: Annotated[float, Field(examples=[0.8731])]
    passage_id: PassageId
    document_id: DocumentId
    title: Title
    section: Section
    page: Page
    text: Text
    start: Start
    end: End


class SearchBody(_Body):
    results: list[SearchHit]


class DocumentEntry(_Body):
    """A document's catalog entry."""

    document_id: DocumentId
    title: Title
    publisher: Publisher
    url: Url
    state: StateCode
    as_of: AsOf
    rights: Annotated[str | None, Field(examples=["Alle Rechte vorbehalten"])]
    media_type: Annotated[str, Field(examples=["text/markdown"])]
    characters: Annotated[int, Field(description="Length of the stored text in code points", examples=[18_204])]


class DocumentsBody(_Body):
    documents: list[DocumentEntry]


class OutlineEntry(_Body):
    """One heading of a document with its place in the text."""

    level: Annotated[int, Field(examples=[1])]
    title: Annotated[str, Field(examples=["Wie werde ich Partnerkommune in Bayern?"])]
    page: Page
    start: Start
    end: End


class DocumentBody(DocumentEntry):
    """A catalog entry with the stored text that all `start` and `end` values count in."""

    text: Text
    outline: list[OutlineEntry]


class PassageBody(_Body):
    """One passage with its document."""

    passage_id: PassageId
    document_id: DocumentId
    title: Title
    publisher: Publisher
    url: Url
    as_of: AsOf
    section: Section
    page: Page
    text: Text
    start: Start
    end: End


class ContactsBody(_Body):
    contacts: list[ContactBody]


class HealthBody(_Body):
    status: Literal["ok"]


class ReadyBody(_Body):
    """Which generation of the index answers."""

    status: Literal["ready"]
    generation: Annotated[str, Field(examples=["20261122T101500-4f2a"])]
    documents: Annotated[int, Field(examples=[12])]


class ErrorDetail(_Body):
    code: Annotated[str, Field(examples=["not_found"])]
    message: Annotated[str, Field(examples=["no document 'x'; GET /api/v1/documents lists them all"])]


class ErrorBody(_Body):
    """The one shape of every error."""

    error: ErrorDetail
