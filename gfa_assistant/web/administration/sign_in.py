"""Signing in and out."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gfa_assistant.web.administration.guard import COOKIE, PREFIX, SIGN_IN
from gfa_assistant.web.administration.pages import address, page, posted, problem_page, text_of
from gfa_assistant.web.administration.sessions import LASTS_SECONDS, Sessions
from gfa_assistant.web.administration.throttle import Throttle

_WRONG = "Das Kennwort stimmt nicht. Es steht in der Einstellung GFA_OPERATOR_TOKEN des Servers."
_ENDED = "Ihre Sitzung ist abgelaufen. Melden Sie sich wieder an."
_NOT_SAVED = "Ihre Sitzung ist abgelaufen, und die Eingabe wurde nicht gespeichert. Melden Sie sich wieder an."


class SignIn:
    """The page for it, and what is shown in place of any other page to whom is not signed in."""

    def __init__(self, sessions: Sessions, throttle: Throttle) -> None:
        self._sessions = sessions
        self._throttle = throttle

    def routes(self) -> Sequence[Route]:
        return (
            Route(SIGN_IN, self.show, methods=["GET"]),
            Route(SIGN_IN, posted(self.sign_in), methods=["POST"]),
            Route("/abmeldung", posted(self.sign_out), methods=["POST"]),
        )

    def show(self, request: Request) -> Response:
        return self._form(request, "", 200)

    def needed(self, request: Request) -> Response:
        """In place of a page: with status 401, whatever was asked for."""
        # A browser that was signed in says so by its cookie.
        if COOKIE not in request.cookies:
            return self._form(request, "", 401)
        return self._form(request, _ENDED if request.method in ("GET", "HEAD") else _NOT_SAVED, 401)

    def sign_in(self, request: Request, form: FormData) -> Response:
        client = request.client.host if request.client else ""
        wait = self._throttle.try_now(client)
        if wait:
            response = self._form(
                request, f"Zu viele Fehlversuche. Versuchen Sie es in {_german_time(wait)} wieder.", 429
            )
            response.headers["retry-after"] = str(wait)
            return response
        if not self._sessions.opens(text_of(form, "kennwort")):
            return self._form(request, _WRONG, 403)
        self._throttle.succeeded(client)
        response = RedirectResponse(_target(text_of(form, "weiter")), status_code=303)
        response.set_cookie(
            COOKIE,
            self._sessions.begin(),
            max_age=LASTS_SECONDS,
            path=PREFIX,
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="strict",
        )
        return response

    def sign_out(self, request: Request, _: FormData) -> Response:
        self._sessions.end(request.cookies.get(COOKIE, ""))
        response = RedirectResponse(address(SIGN_IN, done="abgemeldet"), status_code=303)
        response.delete_cookie(COOKIE, path=PREFIX, httponly=True, samesite="strict")
        return response

    def _form(self, request: Request, problem: str, status: int) -> Response:
        asked = f"{request.url.path}?{request.url.query}" if request.method == "GET" else ""
        return page(request, "sign_in.html", status=status, problem=problem, target=_target(asked))


def other_site(request: Request) -> Response:
    """What a form gets that was sent from another site."""
    return problem_page(
        request,
        "Nicht von dieser Seite",
        "Die Anfrage wurde abgelehnt, weil sie nicht von dieser Seite kam. Öffnen Sie die Verwaltung neu. Steht ein "
        "Reverse-Proxy davor, muss er den Host der Anfrage weiterreichen.",
        403,
    )


def _target(path: str) -> str:
    """Where to go after signing in: a page of the administration, never another site."""
    asked = urlsplit(path)
    inside = not asked.netloc and not asked.scheme and asked.path.startswith(f"{PREFIX}/") and "\\" not in path
    if not inside or asked.path == f"{PREFIX}{SIGN_IN}":
        return f"{PREFIX}/dokumente"
    return f"{asked.path}?{asked.query}" if asked.query else asked.path


def _german_time(seconds: int) -> str:
    if seconds < 90:
        return f"{seconds} Sekunde{'n' if seconds != 1 else ''}"
    return f"{-(-seconds // 60)} Minuten"
