"""Ingesting again: start, progress, cancelling, result."""

from collections.abc import Sequence

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.web.administration.ingest_run import IngestRun, IngestState
from gfa_assistant.web.administration.pages import back_to, page, posted, text_of

_STAGES = {"reading": "Dateien gelesen", "embedding": "Textstellen und Fragen eingebettet"}


class IngestPages:
    def __init__(self, assistant: Assistant, run: IngestRun) -> None:
        self._assistant = assistant
        self._run = run

    def routes(self) -> Sequence[Route]:
        return (
            Route("/einlesen", self.show, methods=["GET"]),
            Route("/einlesen", posted(self.start), methods=["POST"]),
            Route("/einlesen/abbrechen", posted(self.cancel), methods=["POST"]),
            Route("/einlesen/stand", self.progress, methods=["GET"]),
        )

    def show(self, request: Request) -> Response:
        state = self._run.state
        return page(
            request,
            "ingest.html",
            state=state,
            sentence=progress_sentence(state),
            generation=self._assistant.generation,
        )

    def start(self, _: Request, form: FormData) -> Response:
        started = self._run.start(rebuild=text_of(form, "alles") == "ja")
        return back_to("/einlesen", done="" if started else "laeuft-schon")

    def cancel(self, _: Request, __: FormData) -> Response:
        self._run.cancel()
        return back_to("/einlesen")

    def progress(self, _: Request) -> Response:
        """For the page's script, once a second."""
        state = self._run.state
        return JSONResponse(
            {"runs": state.runs, "done": state.done, "total": state.total, "sentence": progress_sentence(state)}
        )


def progress_sentence(state: IngestState) -> str:
    """Where a running ingest stands, in words."""
    if state.phase == "cancelling":
        return "Das Einlesen wird abgebrochen."
    if not state.total:
        return f"Das Einlesen läuft seit {state.seconds:.0f} Sekunden: Dateien werden gelesen, das Modell wird geladen."
    what = _STAGES.get(state.stage, "Schritte erledigt")
    share = 100 * state.done // state.total
    return f"{state.done} von {state.total} {what} ({share} %), seit {state.seconds:.0f} Sekunden."
