"""What a Vermerk is made of, whatever file it becomes: sections of paragraphs, lists, quotes, hints and cards."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; `url` makes it a link, `source` makes it a pointer to that number in the reference list.

    A line break within a run is `\\n`.
    """

    text: str
    bold: bool = False
    url: str | None = None
    source: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`language` is given where it differs from the document's own (a question asked in Ukrainian)."""

    runs: tuple[Run, ...]
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; each item is one or more blocks. `start` is the first number of an ordered list."""

    items: tuple[tuple["Paragraph | Listing", ...], ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Quote:
    """The cited words, exactly as stored, and where they stand."""

    source: int
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Hint:
    """A note that corrects a source, set apart from the answer."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One office: its name, then label and value of each line."""

    title: str
    rows: tuple[tuple[str, tuple[Run, ...]], ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of the reference list."""

    source: int
    runs: tuple[Run, ...]


Block = Paragraph | Listing | Quote | Hint | Card | Reference


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Memo:
    """A whole Vermerk. `facts` are label and value; an empty value is a line to fill in by hand."""

    language: str
    title: str
    subject: str
    author: str
    day: date
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    notice: str
    checked: str
    footer: str
    page: str


def plain(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)
