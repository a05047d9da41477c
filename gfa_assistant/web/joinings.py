"""Who joined when, found once in every generation of the index and shared by all pages."""

from collections.abc import Sequence
from functools import lru_cache

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.development import JoiningPoint, find_joinings, joining_points


class Joinings:
    """The joinings that the current generation's documents tell."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._points_of = lru_cache(maxsize=1)(self._find)

    def points(self) -> Sequence[JoiningPoint]:
        return self._points_of(self._assistant.generation)

    def _find(self, _generation: str) -> Sequence[JoiningPoint]:
        """Only documents that date anybody are asked for their passages."""
        documents = self._assistant.documents
        dating = dict.fromkeys(joining.document_id for joining in find_joinings(documents.values()))
        passages = [passage for document_id in dating for passage in self._assistant.passages_of(document_id)]
        return joining_points(find_joinings([documents[document_id] for document_id in dating], passages))
