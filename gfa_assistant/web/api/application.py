"""The application that everything else is mounted beside: the API's routes, and what every request passes."""

from fastapi import FastAPI
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.settings import Settings
from gfa_assistant.web.api.answer_routes import add_answer_routes
from gfa_assistant.web.api.corpus_routes import add_corpus_routes
from gfa_assistant.web.api.documentation import add_documentation
from gfa_assistant.web.api.fallback import add_fallback
from gfa_assistant.web.api.feedback_routes import add_feedback_routes
from gfa_assistant.web.api.health_routes import add_health_routes
from gfa_assistant.web.api.responses import errors
from gfa_assistant.web.body_limit import UPLOADS, BodyLimit
from gfa_assistant.web.cors import ListedOrigins
from gfa_assistant.web.errors import UnexpectedErrors, add_error_handlers
from gfa_assistant.web.feedback import Feedback
from gfa_assistant.web.limited_routes import LimitedRoutes
from gfa_assistant.web.metrics import CountedRequests, Metrics, add_metrics_route
from gfa_assistant.web.rate_limit import RateLimits
from gfa_assistant.web.request_ids import RequestIds
from gfa_assistant.web.revalidation import Revalidation
from gfa_assistant.web.security import SecurityHeaders


def create_api(
    assistant: Assistant, settings: Settings, feedback: Feedback | None = None, limits: RateLimits | None = None
) -> FastAPI:
    """The application with the API's routes; further pages can be mounted beside them."""
    app = FastAPI(
        title="gfa_assistant",
        version="1",
        description="Answers about the municipal partner process „Gesundheit für alle“, with checked citations.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        responses=errors(),
    )
    # From the innermost to the outermost: a refusal by an inner one can be read by pages of listed origins, too.
    app.add_middleware(UnexpectedErrors)
    app.add_middleware(Revalidation)
    app.add_middleware(BodyLimit, own_limit=UPLOADS if settings.operator_token else ())
    limits = limits or RateLimits(settings)
    app.add_middleware(LimitedRoutes, limits=limits, believes_proxies=bool(settings.trusted_proxies))
    if settings.widget_origins:
        app.add_middleware(ListedOrigins, listed=settings.widget_origins)
    app.add_middleware(SecurityHeaders, embedding_origins=settings.widget_origins)
    app.add_middleware(RequestIds)
    metrics = Metrics()
    app.add_middleware(CountedRequests, metrics=metrics)
    if settings.trusted_proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=[str(network) for network in settings.trusted_proxies])
    add_error_handlers(app)
    feedback = feedback or Feedback(None)
    feedback.watch(metrics.count_answer)
    add_answer_routes(app, assistant, settings, feedback)
    add_feedback_routes(app, feedback)
    add_corpus_routes(app, assistant)
    add_health_routes(app, assistant)
    add_documentation(app)
    add_metrics_route(app, metrics, assistant, settings)
    add_fallback(app, ("/api/{rest:path}", "/healthz", "/readyz", "/metrics"))
    return app
