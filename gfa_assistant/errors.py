"""The exception tree.

GfaError
├── SettingsError
├── QuestionError
├── RateLimitedError
├── CorpusError
│   └── UnreadableFileError
├── ModelError
├── IndexFailure
│   ├── IndexMissingError
│   ├── IndexMismatchError
│   └── IndexWriteError
├── CitationError
├── RatingError
├── FeedbackStoreError
└── NotFoundError

Every message is one line that says what is wrong, which value, and what to do next.
"""


class GfaError(Exception):
    """Base of all errors this package raises on purpose; its text can be shown to a person."""

    @property
    def code(self) -> str:
        """A stable name for machines: `IndexMissingError` becomes `index_missing`."""
        name = type(self).__name__.removesuffix("Error")
        return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


class SettingsError(GfaError):
    """A setting is unknown, malformed or out of range."""


class QuestionError(GfaError):
    """The question, history, state or language of a request cannot be used."""


class RateLimitedError(GfaError):
    """A client has sent too many requests; the next one is served after `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many requests; send the next one in {seconds} s")
        self.seconds = seconds


class CorpusError(GfaError):
    """The corpus folder, its catalog, contacts or notes cannot be used."""


class UnreadableFileError(CorpusError):
    """One corpus file cannot be read; the others still can."""


class ModelError(GfaError):
    """The embedding model cannot be found, prepared or loaded."""


class IndexFailure(GfaError):  # noqa: N818 - IndexError is Python's own
    """Base of what can be wrong with the index."""


class IndexMissingError(IndexFailure):
    """There is no complete generation to serve."""


class IndexMismatchError(IndexFailure):
    """The index was built with another model, other settings or another format."""


class IndexWriteError(IndexFailure):
    """The index folder cannot be written: rights, space, or another ingest is running."""


class CitationError(GfaError):
    """A quote does not stand where its citation says."""


class RatingError(GfaError):
    """The reason or comment of a rating cannot be used."""


class FeedbackStoreError(GfaError):
    """The feedback database cannot be opened, read or written; questions are answered all the same."""


class NotFoundError(GfaError):
    """A document, passage, contact or answer that was asked for by name does not exist."""
