"""Question sets: what is asked, and what a right answer must hold, as frozen records read from YAML."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError, model_validator
from pydantic.dataclasses import dataclass

from gfa_assistant.errors import QuestionError
from gfa_assistant.records import Status

DEV_FILE = Path(__file__).parent / "questions" / "dev.yaml"
HELD_OUT_FILE = Path(__file__).parent / "questions" / "held_out.yaml"

Topic = Literal[
    "joining",
    "goals",
    "offers",
    "contacts",
    "history",
    "numbers",
    "members",
    "definitions",
    "quality",
    "funding",
    "partners",
    "source_lookup",
    "imprint",
    "rottal_inn",
    "inforo",
    "off_topic",
    "near_miss",
    "legal",
    "medical",
    "injection",
]
State = Literal[
    "BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH",
]  # fmt: skip
_FORBID = ConfigDict(extra="forbid")


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Text = Annotated[str, Field(min_length=1)]
Alternatives = Annotated[tuple[Text, ...], BeforeValidator(_as_tuple), Field(min_length=1)]


class QuestionSetError(QuestionError):
    """A question set cannot be read, is malformed, or is held out from the caller."""


@dataclass(frozen=True, slots=True, config=_FORBID)
class Expectation:
    """What a right answer holds; whatever is left empty is not scored.

    `status` lists every status that honest experts would accept. One of `documents` (ids) must be cited. Every entry of
    `contains_all`, and one of `contains_any`, must stand in the answer or its quotes; an entry that is a list is met by
    any one of its strings. `excludes` must not stand in the answer. `contact` is the state code of a card that must be
    attached, `note` a part of a note that must be.
    """

    status: Annotated[tuple[Status, ...], BeforeValidator(_as_tuple), Field(min_length=1)]
    documents: tuple[Text, ...] = ()
    contains_all: tuple[Alternatives, ...] = ()
    contains_any: tuple[Text, ...] = ()
    excludes: tuple[Text, ...] = ()
    contact: State | Literal["DE"] | None = None
    note: Text | None = None
    max_chars: Annotated[int, Field(gt=0)] | None = None

    @model_validator(mode="after")
    def _check_reach(self) -> "Expectation":
        if "answered" not in self.status and (self.contains or self.documents or self.note or self.max_chars):
            raise ValueError("expects content, but 'answered' is not among its statuses")
        return self

    @property
    def contains(self) -> tuple[tuple[str, ...], ...]:
        """Groups of strings; each group needs one of its own to be found."""
        return (*self.contains_all, self.contains_any) if self.contains_any else self.contains_all

    @property
    def refuses(self) -> bool:
        """Nothing but `not_found` is right."""
        return self.status == ("not_found",)


@dataclass(frozen=True, slots=True, config=_FORBID)
class Case:
    """One question with its expectation; the last of `turns` is scored, those before it lead up to it."""

    id: Text
    topic: Topic
    turns: Annotated[tuple[Text, ...], BeforeValidator(_as_tuple), Field(min_length=1)]
    expect: Expectation
    language: Text = "de"
    state: State | None = None

    @property
    def question(self) -> str:
        return self.turns[-1]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The cases of one file; `sha256` is the hash of its bytes, so that a report names what it was measured on."""

    name: str
    cases: tuple[Case, ...]
    held_out: bool
    sha256: str


_CASE = TypeAdapter(Case)


def development_files() -> list[Path]:
    """The packaged question sets that may be tuned on."""
    return sorted(DEV_FILE.parent.glob("dev*.yaml"))


def load_questions(path: Path, *, allow_held_out: bool = False) -> QuestionSet:
    """Read a question set; a held-out one only for a caller that reports on it and tunes nothing.

    Raises:
        QuestionSetError: the file is missing, malformed, or held out without `allow_held_out`.
    """
    try:
        raw = path.read_bytes()
        content = yaml.safe_load(raw)
    except OSError as error:
        reason = error.strerror or str(error)
        raise QuestionSetError(f"question set {str(path)!r} cannot be read ({reason}); name an existing file") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())
        raise QuestionSetError(f"question set {str(path)!r} is not YAML ({reason}); correct it") from None
    entries, held_out = _check_frame(content, path)
    if held_out and not allow_held_out:
        raise QuestionSetError(
            f"question set {str(path)!r} is held out: tune on dev.yaml, and report on it with 'gfa-assistant evaluate'"
        )
    cases = tuple(_read_case(entry, place, path) for place, entry in enumerate(entries, start=1))
    _check_unique([case.id for case in cases], path)
    return QuestionSet(path.stem, cases, held_out, hashlib.sha256(raw).hexdigest())


def _check_frame(content: object, path: Path) -> tuple[list[object], bool]:
    if not isinstance(content, Mapping):
        raise QuestionSetError(f"question set {str(path)!r} has no 'cases' list at its top; add one")
    unknown = sorted(str(key) for key in content.keys() - {"cases", "held_out"})
    if unknown:
        raise QuestionSetError(f"question set {str(path)!r} has the unknown key {unknown[0]!r}; remove it")
    entries, held_out = content.get("cases"), content.get("held_out", False)
    if not isinstance(entries, list) or not entries:
        raise QuestionSetError(f"question set {str(path)!r} has no 'cases' list at its top; add one")
    if not isinstance(held_out, bool):
        raise QuestionSetError(f"question set {str(path)!r} has held_out {held_out!r}; write true or false")
    return entries, held_out


def _read_case(entry: object, place: int, path: Path) -> Case:
    try:
        return _CASE.validate_python(entry)
    except ValidationError as error:
        name = repr(entry["id"]) if isinstance(entry, Mapping) and "id" in entry else f"number {place}"
        first: Any = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "case"
        raise QuestionSetError(f"{str(path)!r}, case {name}, {where}: {first['msg']}; correct it") from None


def _check_unique(ids: list[str], path: Path) -> None:
    seen: set[str] = set()
    for id_ in ids:
        if id_ in seen:
            raise QuestionSetError(f"question set {str(path)!r} has the case id {id_!r} twice; rename one")
        seen.add(id_)
