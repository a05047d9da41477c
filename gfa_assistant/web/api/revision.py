"""What of the index may be kept by whom: everything, as long as its generation is the same."""

from collections.abc import Callable

from fastapi import Response

from gfa_assistant import __version__
from gfa_assistant.answering.assistant import Assistant


def revision_of(assistant: Assistant) -> Callable[[Response], None]:
    """A dependency that lets caches keep the response and ask each time whether it still holds.

    It looks at the generation before the route does: a tag may be too old for what it comes with, never too new.
    """

    def set_revision(response: Response) -> None:
        # Weak, since the same content is sent packed and plain.
        response.headers["etag"] = f'W/"{assistant.generation}-{__version__}"'
        response.headers["cache-control"] = "no-cache"

    return set_revision
