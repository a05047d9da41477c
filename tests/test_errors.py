import inspect

from gfa_assistant import errors
from gfa_assistant.errors import GfaError, RateLimitedError

CODES = {
    "GfaError": "gfa",
    "SettingsError": "settings",
    "QuestionError": "question",
    "RateLimitedError": "rate_limited",
    "CorpusError": "corpus",
    "UnreadableFileError": "unreadable_file",
    "ModelError": "model",
    "IndexFailure": "index_failure",
    "IndexMissingError": "index_missing",
    "IndexMismatchError": "index_mismatch",
    "IndexWriteError": "index_write",
    "CitationError": "citation",
    "RatingError": "rating",
    "FeedbackStoreError": "feedback_store",
    "FeedbackMissingError": "feedback_missing",
    "NotFoundError": "not_found",
}


def classes() -> dict[str, type[GfaError]]:
    return {name: value for name, value in vars(errors).items() if inspect.isclass(value)}


def test_codes_are_the_names_machines_rely_on() -> None:
    assert {name: kind("Text").code for name, kind in classes().items()} == CODES


def test_the_tree_in_the_modules_first_lines_is_the_one_in_the_code() -> None:
    written: dict[str, str] = {}
    path: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        name = line.lstrip("│├└─ ")
        if name in CODES:
            depth = (len(line) - len(name)) // 4
            path = [*path[:depth], name]
            written[name] = path[depth - 1] if depth else "Exception"
    assert written == {name: kind.__bases__[0].__name__ for name, kind in classes().items()}


def test_every_error_is_explained_and_shows_its_message() -> None:
    for kind in classes().values():
        assert kind.__doc__
        assert kind.__doc__.endswith(".")
        if kind is not RateLimitedError:
            assert str(kind("Was fehlt; was zu tun ist")) == "Was fehlt; was zu tun ist"
    assert str(RateLimitedError(7)) == "too many requests; send the next one in 7 s"
