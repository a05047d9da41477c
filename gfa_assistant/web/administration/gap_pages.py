"""The gap report: what people asked and got no good answer to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gfa_assistant.errors import GfaError
from gfa_assistant.feedback.gap_csv import gap_csv
from gfa_assistant.feedback.gaps import Encode, GapGroup, gap_report
from gfa_assistant.feedback.reasons import REASONS
from gfa_assistant.feedback.store import Counts, FeedbackStore
from gfa_assistant.settings import Settings
from gfa_assistant.web.administration.pages import address, page
from gfa_assistant.web.administration.problems import german_problem

_LARGEST = 1000
_NOTHING = Counts((), ())


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the form asks for; `problem` says why it cannot be given."""

    since: date
    until: date
    smallest: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    groups: tuple[GapGroup, ...] = ()
    counts: Counts = _NOTHING
    problem: str = ""


class GapPages:
    def __init__(self, settings: Settings, embed: Encode) -> None:
        """`embed` gives the query vectors by which questions are grouped."""
        self._settings = settings
        self._embed = embed

    def routes(self) -> Sequence[Route]:
        return (
            Route("/luecken", self.show, methods=["GET"]),
            Route("/luecken.csv", self.download, methods=["GET"]),
        )

    def show(self, request: Request) -> Response:
        asked = self._asked(request)
        found = _Found() if asked.problem else self._find(asked)
        answers = sum(count.answers for count in found.counts.answers)
        not_found = sum(count.answers for count in found.counts.answers if count.status == "not_found")
        badly = sum(count.ratings for count in found.counts.ratings if not count.helpful)
        query = {"von": f"{asked.since}", "bis": f"{asked.until}", "mindestens": f"{asked.smallest}"}
        return page(
            request,
            "gaps.html",
            status=422 if asked.problem else 200,
            asked=asked,
            found=found,
            answers=answers,
            not_found=not_found,
            badly=badly,
            reasons={code: words["de"] for code, words in REASONS.items()},
            kept=self._settings.keep_questions,
            days=self._settings.keep_days,
            csv=address("/luecken.csv", **query),
        )

    def download(self, request: Request) -> Response:
        asked = self._asked(request)
        found = _Found() if asked.problem else self._find(asked)
        if asked.problem or found.problem:
            return self.show(request)
        name = f"luecken-{asked.since}-{asked.until}.csv"
        return Response(
            gap_csv(found.groups),
            media_type="text/csv; charset=utf-8",
            headers={"content-disposition": f'attachment; filename="{name}"'},
        )

    def _find(self, asked: _Asked) -> _Found:
        try:
            with FeedbackStore.open_to_read(self._settings) as store:
                groups = gap_report(store, self._embed, asked.since, asked.until, smallest=asked.smallest)
                return _Found(groups, store.counts(asked.since, asked.until))
        except GfaError as error:
            return _Found(problem=german_problem(error))

    def _asked(self, request: Request) -> _Asked:
        query, today = request.query_params, date.today()
        default = _Asked(today - timedelta(days=self._settings.keep_days - 1), today, 3)
        try:
            since = date.fromisoformat(query.get("von") or f"{default.since}")
            until = date.fromisoformat(query.get("bis") or f"{default.until}")
        except ValueError:
            return _Asked(default.since, today, 3, "Geben Sie beide Tage als Datum an, zum Beispiel 31.01.2026.")
        typed = query.get("mindestens") or f"{default.smallest}"
        smallest = int(typed) if typed.isdecimal() and len(typed) < 5 else 0
        if not 1 <= smallest <= _LARGEST:
            return _Asked(since, until, 3, f"„Ab so vielen Fragen“ ist eine Zahl von 1 bis {_LARGEST}.")
        if since > until:
            return _Asked(since, until, smallest, "Der erste Tag liegt nach dem letzten. Tauschen Sie die beiden.")
        return _Asked(since, until, smallest)
