"""Generations of the index: which there are, which one serves, and the way back to an earlier one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.errors import GfaError, IndexFailure
from gfa_assistant.indexing.generations import Manifest, current_generation
from gfa_assistant.indexing.history import roll_back, stored_generations
from gfa_assistant.settings import Settings
from gfa_assistant.web.administration.pages import back_to, page, posted, problem_page, text_of
from gfa_assistant.web.administration.problems import german_problem

_NAME = re.compile(r"\d{8}t\d{12}z")


@dataclass(frozen=True, slots=True)
class Generation:
    """One line of the list."""

    name: str
    made: str
    documents: int
    passages: int
    serves: bool


class GenerationPages:
    def __init__(self, assistant: Assistant, settings: Settings) -> None:
        self._assistant = assistant
        self._settings = settings

    def routes(self) -> Sequence[Route]:
        return (
            Route("/staende", self.list, methods=["GET"]),
            Route("/staende/wechseln", self.ask, methods=["GET"]),
            Route("/staende/wechseln", posted(self.switch), methods=["POST"]),
        )

    def list(self, request: Request) -> Response:
        return self._list(request, "", 200)

    def ask(self, request: Request) -> Response:
        name = request.query_params.get("stand", "")
        chosen = next((each for each in self._generations() if each.name == name and not each.serves), None)
        if chosen is None:
            return self._gone(request)
        return page(request, "switch_generation.html", chosen=chosen)

    def switch(self, request: Request, form: FormData) -> Response:
        name = text_of(form, "stand")
        if not _NAME.fullmatch(name):
            return self._gone(request)
        try:
            roll_back(self._settings, name, lambda: self._assistant.generation)
        except GfaError as error:
            return self._list(request, german_problem(error), 409)
        return back_to("/staende", done="gewechselt")

    def _list(self, request: Request, problem: str, status: int) -> Response:
        return page(
            request,
            "generations.html",
            status=status,
            generations=self._generations(),
            kept=self._settings.keep_generations,
            problem=problem,
        )

    def _generations(self) -> tuple[Generation, ...]:
        try:
            serving = current_generation(self._settings.index_dir).name
        except IndexFailure:
            serving = ""
        return tuple(_line(manifest, serving) for manifest in stored_generations(self._settings.index_dir))

    def _gone(self, request: Request) -> Response:
        sentence = "Diesen Stand gibt es nicht mehr, oder er ist schon in Gebrauch. Laden Sie die Liste neu."
        return problem_page(request, "Stände", sentence, 404)


def _line(manifest: Manifest, serving: str) -> Generation:
    return Generation(
        manifest.generation,
        _german_time(manifest.created),
        len(manifest.documents),
        sum(len(entry["passages"]) for entry in manifest.documents.values()),
        manifest.generation == serving,
    )


def _german_time(moment: str) -> str:
    try:
        return datetime.fromisoformat(moment).astimezone().strftime("%d.%m.%Y, %H:%M Uhr")
    except ValueError:
        return moment
