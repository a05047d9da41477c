"""What the views of the desk are built from: HTML with a script of its own, and how an event is declared."""

from collections.abc import Callable
from typing import Any, Protocol

import gradio as gr

from gfa_assistant.web.rate_limit import RateLimits

Updates = tuple[Any, ...]

# Nothing covers a part of the page while its event runs, and no event is offered as an API.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
# The same, for what shows a choice. While one is being shown Gradio drops the next, or ("always_last") forgets what was
# chosen; so all are shown, and one after the other, that the last stays.
LATEST: dict[str, Any] = {**QUIET, "trigger_mode": "multiple", "concurrency_limit": 1}

# There from the first, so that a screen reader says what is put into it.
STATUS = '<div role="status" class="gfa-hidden">${value}</div>'


class View(Protocol):
    """One view of the desk."""

    def build(self) -> None:
        """Lay it out where Gradio is building, and declare its events."""


def html_part(
    value: str | Callable[[], str], elem_id: str, *, template: str = "${value}", js: str | None = None
) -> Any:
    """HTML that this package wrote itself, or what writes it when a page is opened.

    `js` runs once with `element`, `props`, `watch` and `trigger` at hand.
    """
    return gr.HTML(value, elem_id=elem_id, html_template=template, js_on_load=js, apply_default_css=False)


def check_rate(limits: RateLimits, request: gr.Request) -> None:
    """Count what a visitor of the desk asks for like a request to the API.

    Raises:
        RateLimitedError: this client has to wait.
    """
    client = request.client
    limits.check(client.host if client else "")


def event_value(event: gr.EventData, name: str, kind: type) -> Any:
    """What the browser sent with an event, if it is of the expected type; its word is never trusted further."""
    value = getattr(event, name, None)
    return value if isinstance(value, kind) and not (kind is int and isinstance(value, bool)) else None
