"""The records of the development view: what one source says about one commune, and what all of them say together."""

from dataclasses import dataclass

from gfa_assistant.development.when import When


@dataclass(frozen=True, slots=True)
class Joining:
    """One commune in one dated list of one document.

    `label` is the commune as the source writes it ("GR+ Nürnberg"), `name` the same without its kind, `kind` what the
    source says that it is ("Stadt", "Landkreis", "GR+" …). The document's text from `start` to `end` holds both the
    date and the label. `superseded` says that a newer version of the document exists.
    """

    label: str
    name: str
    kind: str | None
    when: When
    state: str | None
    document_id: str
    title: str
    start: int
    end: int
    as_of: str | None = None
    passage_id: str | None = None
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class JoiningPoint:
    """One commune in one year, with every source that says so.

    `others` are the dates that sources give for the same commune in other years. `counts` is True for one of these
    points only, the one of the latest year, so that a sum counts no commune twice or too early.
    """

    label: str
    name: str
    kind: str | None
    year: int
    state: str | None
    sources: tuple[Joining, ...]
    others: tuple[str, ...] = ()
    counts: bool = True

    @property
    def date(self) -> str:
        """The date as the first source writes it."""
        return self.sources[0].when.text

    @property
    def is_certain(self) -> bool:
        """Whether a source gives the exact year and none gives another."""
        return not self.others and any(source.when.is_exact for source in self.sources)
