"""The last evaluation: the scores of its question sets, and the whole report."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.settings import Settings
from gfa_assistant.web.administration.pages import page, problem_page

_PAGE = "index.html"
REPORT = "/guete/bericht"
# Name of the score in the report, and what its column is called.
MEASURES = (
    ("passed", "ganz richtig"),
    ("status", "Status richtig"),
    ("answer", "Antwort richtig"),
    ("passage", "Textstelle richtig"),
    ("quotes", "Zitate wörtlich"),
)


@dataclass(frozen=True, slots=True)
class Scored:
    """One question set; `rates` are shares of right ones in the order of `MEASURES`, None where nothing was asked."""

    name: str
    cases: int
    rates: tuple[float | None, ...]
    of_this_corpus: bool


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What lies in the report folder; `broken` are files that are no reports."""

    sets: tuple[Scored, ...]
    made: datetime | None
    has_page: bool
    broken: tuple[str, ...]


class QualityPages:
    def __init__(self, assistant: Assistant, settings: Settings) -> None:
        self._assistant = assistant
        self._folder = settings.report_dir

    def routes(self) -> Sequence[Route]:
        return (Route("/guete", self.show, methods=["GET"]), Route(REPORT, self.report, methods=["GET"]))

    def show(self, request: Request) -> Response:
        found = read_evaluation(self._folder, self._assistant.corpus_sha256)
        return page(request, "quality.html", found=found, measures=MEASURES, folder=self._folder)

    def report(self, request: Request) -> Response:
        """The report as it was written; its own style is all that the policy of this address lets it have."""
        try:
            return HTMLResponse((self._folder / _PAGE).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            return problem_page(request, "Güte", "Es gibt keinen Bericht, der gezeigt werden kann.", 404)


def read_evaluation(folder: Path, corpus_sha256: str) -> Evaluation:
    """The reports of a folder; empty where there is none."""
    sets, broken, made = [], [], None
    for file in sorted(folder.glob("*.json")):
        try:
            sets.append(_scored(json.loads(file.read_text(encoding="utf-8")), corpus_sha256))
            written = datetime.fromtimestamp(file.stat().st_mtime).astimezone()
            made = max(made, written) if made else written
        except (OSError, ValueError, KeyError, TypeError):
            broken.append(file.name)
    return Evaluation(tuple(sets), made, (folder / _PAGE).is_file(), tuple(broken))


def _scored(report: dict[str, Any], corpus_sha256: str) -> Scored:
    rates = tuple(report["scores"][name]["value"] for name, _ in MEASURES)
    if not all(rate is None or isinstance(rate, int | float) for rate in rates):
        raise ValueError("a rate is no number")
    return Scored(str(report["question_set"]), int(report["cases"]), rates, report["corpus_sha256"] == corpus_sha256)
