"""What the views of the desk are built from: HTML with a script of its own, and how an event is declared."""

from collections.abc import Callable
from typing import Any, Protocol

import gradio as gr

from gfa_assistant.web.rate_limit import RateLimits

Updates = tuple[Any, ...]

# Nothing covers a part of the page while its event runs, and no event is offered as an API.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}

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


def taking_turns(place: str, event: str) -> str:
    """The script that triggers `event` for what `show_latest` shows at `place`."""
    # Gradio knows an event by its name standing in the script of its part.
    return f"gfaTurns.take('{place}', (data) => trigger('{event}', data))"


def show_latest(place: str, event: Any, step: Callable[..., Any], inputs: Any, outputs: list[Any]) -> None:
    """Declare an event whose newest outcome stays, however quickly a visitor chooses again.

    While one event runs Gradio drops the next ("once"), forgets what was chosen ("always_last"), or shows the outcomes
    in either order ("multiple"); so the page sends the next only when it is told that this one is shown.
    """
    shown = event(step, inputs, outputs, **QUIET, trigger_mode="multiple", concurrency_limit=1)
    shown.then(None, js=f"() => gfaTurns.shown('{place}')", **QUIET)


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
