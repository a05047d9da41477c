"""What the readers hand to the structure stage, and what that hands to assembly."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from gfa_assistant.page_map import PageMap
from gfa_assistant.records import BlockKind, Source

ElementKind = Literal["lines", "heading", "item", "table", "contact"]


@dataclass(frozen=True, slots=True)
class Element:
    """One piece of a file as its reader found it, before headings, lists and cards are recognised.

    `lines` is running text whose structure is still open; the other kinds are marked up in the file itself.
    `indent` is the column of an item's bullet; lines carry their own leading spaces. `marker` is an item's number
    ("1.") where it has one. `gap` counts the blank lines above. `strong` says that all of it is bold. `wrapped` says
    that line ends may be mere wraps (text, PDF) rather than breaks that the author set (HTML); `width` is the length
    of a full line where the reader knows it. `recognised` says that the text was read from a picture.
    """

    kind: ElementKind
    lines: tuple[str, ...]
    level: int = 0
    indent: int = 0
    marker: str = ""
    page: int | None = None
    gap: int = 1
    strong: bool = False
    wrapped: bool = True
    width: int = 0
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One future block: its final lines, and for a list the depth of each line.

    `closes_section` says that the running section ends above this part.
    """

    kind: BlockKind
    lines: tuple[str, ...]
    level: int = 0
    depths: tuple[int, ...] = ()
    ordered: bool = False
    page: int | None = None
    source: Source | None = None
    closes_section: bool = False
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """All that a reader found in one file; `title` to `as_of` are what the file itself declares outside its text.

    `page_map` makes the map of a paged file's finished text; None for all other files. `problems` say what of the file
    could not be read, each in words that follow the file's name.
    """

    elements: tuple[Element, ...]
    title: str | None = None
    publisher: str | None = None
    as_of: str | None = None
    page_map: Callable[[str], PageMap] | None = None
    problems: tuple[str, ...] = ()
