"""What the four tools take and give: the API's own objects, and the same as text with its sources."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from gfa_assistant.answering.assistant import Assistant, search_json
from gfa_assistant.answering.plain import plain_contact
from gfa_assistant.records import Turn
from gfa_assistant.web.answer_text import answer_text, permanent_link
from gfa_assistant.web.api.corpus_routes import passage_json
from gfa_assistant.web.feedback import Feedback
from gfa_assistant.web.models import AnswerBody, AskBody, ContactBody, PassageBody, SearchBody


@dataclass(frozen=True, slots=True)
class Call:
    """What a tool works with; `base_url` is where this program's pages are read, None where it serves none."""

    assistant: Assistant
    feedback: Feedback
    base_url: str | None


@dataclass(frozen=True, slots=True)
class Result:
    """A tool's result: the object that its output schema describes, and the same as text."""

    value: dict[str, Any]
    text: str


@dataclass(frozen=True, slots=True)
class ToolKind:
    """One tool: the models give the schemas of its arguments and of its result."""

    name: str
    title: str
    description: str
    arguments: type[BaseModel]
    result: type[BaseModel]
    run: Callable[[Call, Any], Result]


class _Arguments(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SearchArguments(_Arguments):
    """What to search for."""

    query: Annotated[str, Field(description="A question or a few words, best in German", examples=["Partnerurkunde"])]
    top_k: Annotated[int, Field(ge=1, le=100, description="How many passages")] = 10
    document: Annotated[str | None, Field(description="Only this document_id")] = None
    state: Annotated[str | None, Field(description="Only sources of this Land, such as BY, and of none")] = None


class PassageArguments(_Arguments):
    """Which passage."""

    passage_id: Annotated[str, Field(description="passage_id of a citation or of a search result")]


class ContactArguments(_Arguments):
    """Which office."""

    state: Annotated[str, Field(description="Two-letter code of the Land, DE for the federal office", examples=["BY"])]


def _ask(call: Call, arguments: AskBody) -> Result:
    history = [Turn(turn.role, turn.content) for turn in arguments.history]
    answer = call.assistant.ask(arguments.question, history=history, state=arguments.state, language=arguments.language)
    call.feedback.note(answer)
    return Result(answer.to_json(), answer_text(answer, call.base_url))


def _search(call: Call, arguments: SearchArguments) -> Result:
    hits = call.assistant.search(
        arguments.query, top_k=arguments.top_k, document=arguments.document, state=arguments.state
    )
    found = search_json(hits, call.assistant.documents)
    lines = [f"{hit['rank']}. {_place(call, hit)}\n{hit['text']}" for hit in found["results"]]
    return Result(found, "\n\n".join(lines) or "Nichts gefunden.")


def _get_passage(call: Call, arguments: PassageArguments) -> Result:
    passage = passage_json(call.assistant, arguments.passage_id)
    return Result(passage, f"{_place(call, passage)}\n{passage['text']}")


def _get_contact(call: Call, arguments: ContactArguments) -> Result:
    contact = call.assistant.contact(arguments.state)
    source = f"\n  Quelle: {contact.source_url}" if contact.source_url else ""
    return Result(asdict(contact), plain_contact(contact) + source)


def _place(call: Call, passage: dict[str, Any]) -> str:
    """Where a passage stands: title, section, page, id, and its permanent link where there is one."""
    place = [" › ".join([passage["title"], *passage["section"]])]
    if passage["page"] is not None:
        place.append(f"Seite {passage['page']}")
    place.append(f"passage_id {passage['passage_id']}")
    if call.base_url:
        place.append(permanent_link(passage["document_id"], passage["passage_id"], call.base_url))
    return ", ".join(place)


TOOLS = {
    kind.name: kind
    for kind in (
        ToolKind(
            "ask",
            "Frage zum Partnerprozess beantworten",
            "Answer a question about the German municipal partner process „Gesundheit für alle“ (GfA) from its own "
            "texts. The answer is made of their exact words; each statement has a marker [n], and citations[n] the "
            "quote with its document, section or page, date and link. Pass the answer on with its markers and sources. "
            "status not_found means that the sources do not say it: do not fill the gap from elsewhere, name the "
            "contact. status clarify asks back, mostly for the Land.",
            AskBody,
            AnswerBody,
            _ask,
        ),
        ToolKind(
            "search",
            "Textstellen suchen",
            "Find passages in the programme's texts by meaning and by words, best first, each with its document, "
            "section, page and passage_id.",
            SearchArguments,
            SearchBody,
            _search,
        ),
        ToolKind(
            "get_passage",
            "Textstelle lesen",
            "Give one passage in full, by the passage_id of a citation or a search result, with its document, "
            "publisher, date and link.",
            PassageArguments,
            PassageBody,
            _get_passage,
        ),
        ToolKind(
            "get_contact",
            "Koordinierungsstelle nennen",
            "Give the coordinating office (Koordinierungsstelle Gesundheitliche Chancengleichheit, KGC) of a German "
            "Land, with the source and date of these details. null means not known: do not guess.",
            ContactArguments,
            ContactBody,
            _get_contact,
        ),
    )
}
