"""What the operator's monitoring reads: how many requests and answers, how long they took, which index answers.

Nothing here says who asked, from where, or what: labels are routes, status codes, intents and languages.
"""

import hmac
import time

from fastapi import FastAPI, Request
from fastapi.responses import Response
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.records import Answer
from gfa_assistant.settings import Settings
from gfa_assistant.web.errors import error_response

# The time of day at which the first answer of a kind was given says more than its count.
disable_created_metrics()  # type: ignore[no-untyped-call]

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
# A client can send any word as method.
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
# What was answered before a route was looked for: too often, too long, from a page that may not.
_UNROUTED = "none"


class Metrics:
    """Counts of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "gfa_requests", "Requests by route and status", ("method", "route", "status"), registry=self.registry
        )
        self._request_seconds = Histogram(
            "gfa_request_seconds",
            "Seconds until a response began",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._answers = Counter(
            "gfa_answers", "Answers by what became of them", ("status", "intent", "language"), registry=self.registry
        )
        self._answer_seconds = Histogram(
            "gfa_answer_seconds", "Seconds that answers took", buckets=_SECONDS, registry=self.registry
        )
        self._index = Info("gfa_index", "The generation of the index that answers", registry=self.registry)
        self._documents = Gauge("gfa_index_documents", "Documents in the index", registry=self.registry)
        ProcessCollector(registry=self.registry)

    def count_answer(self, answer: Answer) -> None:
        self._answers.labels(answer.status, answer.intent, answer.language).inc()
        self._answer_seconds.observe(answer.timings_ms["total"] / 1000)

    def count_request(self, method: str, route: str, status: int, seconds: float) -> None:
        self._requests.labels(method if method in _METHODS else "other", route, str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)

    def page(self, assistant: Assistant) -> bytes:
        """All counts in Prometheus's text format."""
        self._index.info({"generation": assistant.generation})
        self._documents.set(len(assistant.documents))
        return generate_latest(self.registry)


class CountedRequests:
    """ASGI middleware that counts every response when it begins."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()

        async def send_counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                seconds = time.perf_counter() - started
                self._metrics.count_request(scope["method"], _route(scope), message["status"], seconds)
            await send(message)

        await self._app(scope, receive, send_counted)


def _route(scope: Scope) -> str:
    """The route's template, so that no address a client makes up becomes a label."""
    path = getattr(scope.get("route"), "path", None)
    return f"{scope.get('root_path', '')}{path}" if path is not None else _UNROUTED


def add_metrics_route(app: FastAPI, metrics: Metrics, assistant: Assistant, settings: Settings) -> None:
    """Serve `/metrics` to whoever knows the token of the settings; without one in them, nothing."""
    if settings.metrics_token is None:
        return
    expected = f"Bearer {settings.metrics_token.get_secret_value()}".encode()

    @app.get("/metrics", include_in_schema=False)
    def read_metrics(request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get("authorization", "").encode("latin-1"), expected):
            message = "send the header 'Authorization: Bearer …' with the token of the setting GFA_METRICS_TOKEN"
            return error_response(401, "unauthorized", message, {"www-authenticate": "Bearer"})
        return Response(metrics.page(assistant), headers={"content-type": CONTENT_TYPE_LATEST})
