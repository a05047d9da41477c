"""The JSON of `/v1`, as OpenAI's clients send and read it; what else they send is ignored."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from gfa_assistant.web.models import AnswerBody, Words

MODEL = "gfa-assistant"


class PartBody(BaseModel):
    """One piece of a message; of others than `text` nothing is read."""

    type: Annotated[str, Field(examples=["text"])]
    text: Words | None = None


class MessageBody(BaseModel):
    """One message; those of other roles than user and assistant are not read."""

    role: Annotated[str, Field(examples=["user"])]
    content: Annotated[Words | list[PartBody] | None, Field(examples=["Wie werden wir Partnerkommune in Bayern?"])] = (
        None
    )


class StreamOptionsBody(BaseModel):
    include_usage: bool | None = None


class PresetBody(BaseModel):
    """What this assistant can be told beside the question; no other model knows it."""

    model_config = ConfigDict(extra="forbid")

    state: Annotated[str | None, Field(description="State code such as BY", examples=["BY"])] = None
    language: Annotated[str | None, Field(description="de or en; left out, the question decides")] = None


class ChatBody(BaseModel):
    """A conversation; its last user message is the question."""

    model: Annotated[str, Field(examples=[MODEL])]
    messages: Annotated[list[MessageBody], Field(min_length=1)]
    stream: bool | None = None
    stream_options: StreamOptionsBody | None = None
    n: Annotated[int | None, Field(description="One answer is given; more are refused")] = None
    gfa: PresetBody | None = None


class UsageBody(BaseModel):
    """No language model is asked, so that no tokens are used."""

    prompt_tokens: Literal[0]
    completion_tokens: Literal[0]
    total_tokens: Literal[0]


class ReplyBody(BaseModel):
    role: Literal["assistant"]
    content: Annotated[str, Field(description="The answer, then notes, contacts and sources, as Markdown")]
    refusal: None


class ChoiceBody(BaseModel):
    index: Literal[0]
    message: ReplyBody
    finish_reason: Literal["stop"]
    logprobs: None


class CompletionBody(BaseModel):
    """One answer as a chat completion, with the object that `/api/v1/ask` gives under `gfa`."""

    id: Annotated[str, Field(examples=["chatcmpl-7f3a"])]
    object: Literal["chat.completion"]
    created: Annotated[int, Field(description="Seconds since 1970")]
    model: Annotated[str, Field(examples=[MODEL])]
    system_fingerprint: Annotated[str, Field(description="The index generation that answered")]
    choices: list[ChoiceBody]
    usage: UsageBody
    gfa: AnswerBody


class ModelEntry(BaseModel):
    id: str = MODEL
    object: Literal["model"] = "model"
    created: Annotated[int, Field(description="When this server started, in seconds since 1970")]
    owned_by: str = "gfa_assistant"


class ModelsBody(BaseModel):
    object: Literal["list"] = "list"
    data: list[ModelEntry]


class ChatErrorDetail(BaseModel):
    message: str
    type: Annotated[str, Field(examples=["invalid_request_error"])]
    param: None = None
    code: Annotated[str, Field(examples=["question"])]


class ChatErrorBody(BaseModel):
    """Every error below `/v1`, in OpenAI's shape."""

    error: ChatErrorDetail
