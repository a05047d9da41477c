"""Who may come in: sessions, throttle, guard, and what a stranger gets at every address."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from gfa_assistant.settings import Settings
from gfa_assistant.web.administration.guard import Guard
from gfa_assistant.web.administration.sessions import LASTS_SECONDS, MAX_SESSIONS, Sessions
from gfa_assistant.web.administration.throttle import MAX_CLIENTS, OVERALL, PER_CLIENT, Throttle
from gfa_assistant.web.server import create_app
from tests.web.administration.conftest import TOKEN, Desk, create_administration, make_settings, sign_in, visitor
from tests.web.conftest import served
from tests.web.fake_assistant import FakeAssistant


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_session_ends_after_eight_hours_or_when_it_is_ended() -> None:
    clock = Clock()
    sessions = Sessions(SecretStr(TOKEN), clock)
    first, second = sessions.begin(), sessions.begin()
    assert first != second
    assert (sessions.knows(first), sessions.knows(""), sessions.knows(first + "x")) == (True, False, False)
    sessions.end(second)
    assert not sessions.knows(second)
    clock.now += LASTS_SECONDS - 1
    assert sessions.knows(first)
    clock.now += 1
    assert not sessions.knows(first)


def test_sessions_are_bounded() -> None:
    sessions = Sessions(SecretStr(TOKEN), Clock())
    ids = [sessions.begin() for _ in range(MAX_SESSIONS + 1)]
    assert [sessions.knows(each) for each in (ids[0], ids[1], ids[-1])] == [False, True, True]


@pytest.mark.parametrize(
    ("typed", "opens"),
    [(TOKEN, True), (f" {TOKEN}\n", True), ("", False), (TOKEN[:-1], False), (TOKEN + "x", False), ("\udcff", False)],
)
def test_only_the_whole_token_opens(typed: str, opens: bool) -> None:
    assert Sessions(SecretStr(TOKEN)).opens(typed) is opens


def test_a_client_waits_longer_with_every_failure_and_begins_anew_when_it_succeeds() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    assert [throttle.try_now("192.0.2.1") for _ in range(6)] == [0, 0, 0, 0, 0, 30]
    assert throttle.try_now("192.0.2.2") == 0
    clock.now += 29.5
    assert throttle.try_now("192.0.2.1") == 1
    clock.now += 0.5
    assert [throttle.try_now("192.0.2.1"), throttle.try_now("192.0.2.1")] == [0, 60]
    for _ in range(10):
        clock.now += throttle.try_now("192.0.2.1")
        throttle.try_now("192.0.2.1")
    assert throttle.try_now("192.0.2.1") == PER_CLIENT.longest
    clock.now += PER_CLIENT.longest
    assert throttle.try_now("192.0.2.1") == 0
    throttle.succeeded("192.0.2.1")
    assert [throttle.try_now("192.0.2.1") for _ in range(5)] == [0] * 5


def test_many_clients_slow_everybody_down_for_a_minute_at_most() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    assert {throttle.try_now(f"192.0.2.{n}") for n in range(OVERALL.free)} == {0}
    assert throttle.try_now("198.51.100.1") == 5
    for n in range(20):
        clock.now += 60
        assert throttle.try_now(f"203.0.113.{n}") == 0
    assert throttle.try_now("198.51.100.1") == 60
    clock.now += OVERALL.memory + 60
    assert [throttle.try_now("198.51.100.1"), throttle.try_now("198.51.100.2")] == [0, 0]


def test_one_network_of_ipv6_is_one_client_and_what_is_remembered_is_bounded() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    for n in range(5):
        assert throttle.try_now(f"2001:db8::{n + 1:x}") == 0
    assert throttle.try_now("2001:db8::ffff") == 30
    for n in range(MAX_CLIENTS + 10):
        clock.now += 61
        assert throttle.try_now(f"2001:db8:{n + 1:x}::1") == 0
    assert len(throttle._clients) == MAX_CLIENTS


def test_without_a_token_there_is_no_administration(tmp_path: Path) -> None:
    settings = make_settings(tmp_path).model_copy(update={"operator_token": None})
    with served(create_app(FakeAssistant(), settings)) as url:  # type: ignore[arg-type]
        for path in ("", "/", "/anmeldung", "/dokumente"):
            answer = httpx.get(f"{url}/verwaltung{path}", trust_env=False, follow_redirects=True)
            assert "Anmeldung" not in answer.text
            assert "/verwaltung" not in httpx.get(url, trust_env=False).text
        assert httpx.post(f"{url}/verwaltung/anmeldung", trust_env=False).status_code in (404, 405)


def test_desk_links_to_it_where_it_is_on(tmp_path: Path) -> None:
    with served(create_app(FakeAssistant(), make_settings(tmp_path))) as url:  # type: ignore[arg-type]
        for path in ("/", "/en/"):
            assert "/verwaltung/dokumente" in httpx.get(url + path, trust_env=False).text
        assert httpx.get(f"{url}/verwaltung/dokumente", trust_env=False).status_code == 401
        start = httpx.get(f"{url}/verwaltung", trust_env=False)
        assert (start.status_code, start.headers["location"]) == (303, "/verwaltung/dokumente")


def all_routes(app: FastAPI) -> list[tuple[str, str]]:
    mount = next(route for route in app.routes if isinstance(route, Mount) and route.path == "/verwaltung")
    assert isinstance(mount.app, Guard)
    pages = mount.app._app
    assert isinstance(pages, Starlette)
    return [(m, r.path) for r in pages.routes if isinstance(r, Route) for m in sorted(r.methods or ())]


def test_every_address_answers_401_to_a_stranger(desk: Desk) -> None:
    routes = all_routes(desk.app)
    assert len(routes) > 30
    others = [("GET", "/gibt-es-nicht"), ("POST", "/gibt-es-nicht"), ("DELETE", "/dokumente"), ("GET", "/upload")]
    for method, path in [*routes, *others]:
        if path == "/anmeldung":
            continue
        for cookies in ({}, {"gfa_verwaltung": "erfunden"}):
            answer = httpx.request(
                method, f"{desk.url}/verwaltung{path}", trust_env=False, cookies=cookies, headers={"origin": desk.url}
            )
            assert (answer.status_code, method, path) == (401, method, path)
            assert answer.headers["cache-control"] == "no-store"


def test_upload_of_a_stranger_is_refused_before_it_is_read(desk: Desk) -> None:
    big = b"x" * (2 * 1024 * 1024)
    answer = desk.stranger.post("/verwaltung/dokumente/neu", files={"file": ("a.md", big)})
    assert answer.status_code == 401
    assert sorted(path.name for path in desk.corpus.iterdir()) == sorted(
        ["bayern.md", "hessen.txt", "catalog.yaml", "contacts.yaml", "notes.yaml"]
    )


def test_signing_in_and_out(desk: Desk) -> None:
    answer = sign_in(desk.stranger)
    assert (answer.status_code, answer.headers["location"]) == (303, "/verwaltung/kontakte")
    cookie = answer.headers["set-cookie"]
    assert {"HttpOnly", "Path=/verwaltung", "SameSite=strict", "Max-Age=28800"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert TOKEN not in cookie
    assert desk.stranger.get("/verwaltung/kontakte").status_code == 200
    stolen = desk.stranger.cookies["gfa_verwaltung"]
    assert desk.stranger.post("/verwaltung/abmeldung").status_code == 303
    assert "gfa_verwaltung" not in desk.stranger.cookies
    again = httpx.get(f"{desk.url}/verwaltung/kontakte", trust_env=False, cookies={"gfa_verwaltung": stolen})
    assert again.status_code == 401
    assert "Ihre Sitzung ist abgelaufen." in again.text


@contextmanager
def behind_a_proxy(desk: Desk, *trusted: str) -> Iterator[httpx.Client]:
    """A stranger at an administration of its own that believes `trusted`."""
    app = create_administration(Settings(**{**dict(desk.settings), "trusted_proxies": trusted}))
    with served(app) as url, visitor(url) as client:
        yield client


@pytest.mark.parametrize(("trusted", "secure"), [(("127.0.0.1",), True), ((), False)], ids=["trusted", "unknown"])
def test_cookie_is_secure_where_a_trusted_proxy_speaks_tls(desk: Desk, trusted: tuple[str, ...], secure: bool) -> None:
    with behind_a_proxy(desk, *trusted) as client:
        answer = client.post("/verwaltung/anmeldung", data={"kennwort": TOKEN}, headers={"x-forwarded-proto": "https"})
    assert ("Secure" in answer.headers["set-cookie"].split("; ")) is secure


@pytest.mark.parametrize(("trusted", "status"), [(("127.0.0.0/8",), 303), ((), 429)], ids=["trusted", "unknown"])
def test_throttle_tells_the_visitors_of_a_trusted_proxy_apart(
    desk: Desk, trusted: tuple[str, ...], status: int
) -> None:
    with behind_a_proxy(desk, *trusted) as client:
        for _ in range(6):
            client.headers["x-forwarded-for"] = "192.0.2.1"
            sign_in(client, "falsch")
        client.headers["x-forwarded-for"] = "192.0.2.2"
        assert sign_in(client).status_code == status


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        ("/verwaltung/dokumente/bearbeiten?datei=a.md", "/verwaltung/dokumente/bearbeiten?datei=a.md"),
        ("https://evil.example/verwaltung/", "/verwaltung/dokumente"),
        ("//evil.example/verwaltung/x", "/verwaltung/dokumente"),
        ("/\\evil.example", "/verwaltung/dokumente"),
        ("/verwaltung/anmeldung", "/verwaltung/dokumente"),
        ("javascript:alert(1)", "/verwaltung/dokumente"),
    ],
)
def test_after_signing_in_nobody_is_sent_away(desk: Desk, asked: str, target: str) -> None:
    answer = desk.stranger.post("/verwaltung/anmeldung", data={"kennwort": TOKEN, "weiter": asked})
    assert answer.headers["location"] == target


def test_wrong_tokens_are_refused_then_throttled_and_never_shown(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = "falsches-geheimnis"
    answers = [sign_in(desk.stranger, wrong) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [403] * 5 + [429]
    assert "Das Kennwort stimmt nicht." in answers[0].text
    assert 'aria-invalid="true"' in answers[0].text
    assert 1 <= int(answers[5].headers["retry-after"]) <= 30
    assert "Zu viele Fehlversuche. Versuchen Sie es in " in answers[5].text
    assert sign_in(desk.stranger).status_code == 429
    assert desk.client.get("/verwaltung/kontakte").status_code == 200
    shown = "".join(answer.text for answer in answers) + caplog.text
    assert TOKEN not in shown
    assert wrong not in shown


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
    ],
)
def test_form_of_another_site_is_refused(desk: Desk, headers: dict[str, str]) -> None:
    for path, data in (("anmeldung", {"kennwort": TOKEN}), ("dokumente/entfernen", {"datei": "hessen.txt"})):
        answer = desk.client.post(f"/verwaltung/{path}", data=data, headers=headers)
        assert answer.status_code == 403
        assert "nicht von dieser Seite" in answer.text
        assert "set-cookie" not in answer.headers
    assert (desk.corpus / "hessen.txt").exists()


def test_pages_allow_no_foreign_and_no_inline_script(desk: Desk) -> None:
    for client in (desk.stranger, desk.client):
        answer = client.get("/verwaltung/dokumente")
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self'; ")
        assert "form-action 'self'; frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert (answer.headers["referrer-policy"], answer.headers["x-frame-options"]) == ("same-origin", "DENY")
        assert " onclick=" not in answer.text
        assert " style=" not in answer.text


def test_unknown_page_and_method_are_told_in_german(desk: Desk) -> None:
    unknown = desk.client.get("/verwaltung/gibt-es-nicht")
    assert (unknown.status_code, "Diese Seite gibt es nicht." in unknown.text) == (404, True)
    assert desk.client.post("/verwaltung/kontakte", data={"x": "y"}).status_code == 405


def test_settings_show_no_token(tmp_path: Path) -> None:
    settings: Settings = make_settings(tmp_path)
    assert TOKEN not in f"{settings!r}{settings.model_dump(mode='json')}"
