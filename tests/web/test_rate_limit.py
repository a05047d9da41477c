"""How often a client may ask: over the API, on the desk, and from a listed site."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import BrowserContext, expect

from gfa_assistant.errors import RateLimitedError
from gfa_assistant.settings import Settings
from gfa_assistant.web import rate_limit
from gfa_assistant.web.api import create_api
from gfa_assistant.web.rate_limit import RateLimiter, RateLimits
from gfa_assistant.web.server import create_app
from gfa_assistant.web.texts import GERMAN
from tests.web.conftest import Site, served, visit
from tests.web.fake_assistant import FakeAssistant

SITE = "https://www.kgc.example"


class Clock:
    def __init__(self, now: float = 600.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def test_so_many_are_served_in_a_minute_and_the_next_waits() -> None:
    clock = Clock(now=600)
    limiter = RateLimiter(3, clock)
    assert [limiter.wait("a") for _ in range(3)] == [0, 0, 0]
    # A third of the minute after this one: two thirds of three requests still count then, and one more fits.
    assert limiter.wait("a") == 80
    assert limiter.wait("b") == 0
    clock.now += 79
    assert limiter.wait("a") == 1
    clock.now += 1
    assert limiter.wait("a") == 0


@pytest.mark.parametrize("limit", [1, 2, 7, 60])
@pytest.mark.parametrize("start", [0.0, 599.5, 630.0, 659.999])
def test_who_waits_as_long_as_told_is_served(limit: int, start: float) -> None:
    clock = Clock(start)
    limiter = RateLimiter(limit, clock)
    for _ in range(5 * limit):
        wait = limiter.wait("a")
        clock.now += wait
        if wait:
            assert limiter.wait("a") == 0
        clock.now += 0.37


def test_no_minute_serves_more_than_the_limit() -> None:
    clock = Clock()
    limiter = RateLimiter(10, clock)
    times = []
    for _ in range(3000):
        if limiter.wait("a") == 0:
            times.append(clock.now)
        clock.now += 0.1
    starts = [600 + second for second in range(240)]
    most = max(sum(start <= each < start + 60 for each in times) for start in starts)
    # The minute before is spread evenly when it is weighed, so one more may slip in.
    assert most <= 11
    assert len(times) >= 45


def test_refused_requests_do_not_lengthen_the_wait() -> None:
    clock = Clock()
    limiter = RateLimiter(2, clock)
    assert [limiter.wait("a") for _ in range(100)] == [0, 0, *[90] * 98]


def test_zero_limits_nothing() -> None:
    limiter = RateLimiter(0)
    assert {limiter.wait("a") for _ in range(1000)} == {0}


def test_memory_is_bounded_and_forgets_the_longest_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limit, "MAX_KEYS", 3)
    limiter = RateLimiter(1, Clock())
    for key in "abca":
        limiter.wait(key)
    limiter.wait("d")
    assert len(limiter._counts) == 3
    assert [limiter.wait(key) > 0 for key in "bcd"] == [True, True, True]
    assert limiter.wait("a") == 0


def test_addresses_are_forgotten_after_two_minutes() -> None:
    clock = Clock(now=600)
    limiter = RateLimiter(5, clock)
    for key in "abc":
        limiter.wait(key)
    clock.now += 61
    limiter.wait("b")
    assert list(limiter._counts) == ["a", "c", "b"]
    clock.now += 60
    limiter.wait("d")
    assert list(limiter._counts) == ["b", "d"]


def test_clients_are_told_apart_by_network() -> None:
    limits = RateLimits(Settings(rate_limit=1), Clock())
    limits.check("2001:db8:0:1::1")
    with pytest.raises(RateLimitedError, match="too many requests; send the next one in 120 s"):
        limits.check("2001:db8:0:1:ffff::2")
    limits.check("2001:db8:0:2::1")
    limits.check("192.0.2.1")
    with pytest.raises(RateLimitedError):
        limits.check("::ffff:192.0.2.1")


def test_all_visitors_of_a_listed_site_share_its_quota() -> None:
    settings = Settings(rate_limit=0, origin_rate_limit=2, widget_origins=(SITE, "https://*.stadt.example"))
    limits = RateLimits(settings, Clock())
    for address, origin in (("192.0.2.1", "https://a.stadt.example"), ("192.0.2.2", "https://b.stadt.example")):
        limits.check(address, origin)
    with pytest.raises(RateLimitedError) as raised:
        limits.check("192.0.2.3", "https://c.stadt.example")
    assert raised.value.seconds == 90
    limits.check("192.0.2.3", SITE)
    for _ in range(10):
        limits.check("192.0.2.3", "https://unlisted.example")
        limits.check("192.0.2.3")


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    app = create_api(FakeAssistant(), Settings(rate_limit=2, widget_origins=(SITE,)))  # type: ignore[arg-type]
    with served(app) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


def ask(client: httpx.Client, **headers: str) -> httpx.Response:
    return client.post("/api/v1/ask", json={"question": "2012"}, headers=headers)


def test_refusal_says_when_to_come_back_and_can_be_read_by_the_widget(client: httpx.Client) -> None:
    assert [ask(client).status_code for _ in range(2)] == [200, 200]
    refused = ask(client, origin=SITE)
    seconds = int(refused.headers["retry-after"])
    assert refused.status_code == 429
    assert 30 <= seconds <= 90
    assert refused.json() == {
        "error": {"code": "rate_limited", "message": f"too many requests; send the next one in {seconds} s"}
    }
    assert refused.headers["access-control-allow-origin"] == SITE
    assert len(refused.headers["x-request-id"]) == 32
    assert client.options("/api/v1/ask", headers={"origin": SITE, "access-control-request-method": "POST"}).is_success


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/v1/ask"),
        ("POST", "/api/v1/ask/stream"),
        ("GET", "/api/v1/search?q=2012"),
        ("POST", "/api/v1/feedback"),
        ("POST", "/v1/chat/completions"),
        ("POST", "/mcp"),
        ("POST", "/mcp/"),
    ],
)
def test_costly_routes_share_the_limit(client: httpx.Client, method: str, path: str) -> None:
    ask(client)
    ask(client)
    assert client.request(method, path).status_code == 429


@pytest.mark.parametrize("path", ["/api/v1/contacts", "/api/v1/documents", "/healthz", "/readyz", "/api/openapi.json"])
def test_cheap_routes_are_always_served(client: httpx.Client, path: str) -> None:
    assert {client.get(path).status_code for _ in range(5)} == {200}


def test_forwarded_address_counts_only_where_the_proxy_is_trusted() -> None:
    for trusted, expected in (((), [200, 429, 429]), (("127.0.0.0/8",), [200, 200, 429])):
        settings = Settings(rate_limit=1, trusted_proxies=trusted)  # type: ignore[arg-type]
        app = create_api(FakeAssistant(), settings)  # type: ignore[arg-type]
        with served(app) as url, httpx.Client(base_url=url, trust_env=False) as client:
            # What a client put there itself stands left of what the proxy adds.
            sent = ["198.51.100.9, 192.0.2.1", "198.51.100.9, 192.0.2.2", "203.0.113.5, 192.0.2.2"]
            assert [ask(client, **{"x-forwarded-for": each}).status_code for each in sent] == expected


def test_operator_is_told_once_that_visitors_of_a_proxy_count_as_one(caplog: pytest.LogCaptureFixture) -> None:
    for trusted, expected in (((), 1), (("127.0.0.1",), 0)):
        caplog.clear()
        app = create_api(FakeAssistant(), Settings(trusted_proxies=trusted))  # type: ignore[arg-type]
        with served(app) as url, httpx.Client(base_url=url, trust_env=False) as client:
            ask(client)
            assert "GFA_TRUSTED_PROXIES" not in caplog.text
            ask(client, **{"x-forwarded-for": "192.0.2.1"})
            ask(client, **{"x-forwarded-for": "192.0.2.2"})
        assert caplog.text.count("name its address in GFA_TRUSTED_PROXIES") == expected
        assert "192.0.2" not in caplog.text


def test_environment_of_uvicorn_does_not_make_anyone_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    app = create_api(FakeAssistant(), Settings(rate_limit=1))  # type: ignore[arg-type]
    with served(app) as url, httpx.Client(base_url=url, trust_env=False) as client:
        sent = ["192.0.2.1", "192.0.2.2"]
        assert [ask(client, **{"x-forwarded-for": each}).status_code for each in sent] == [200, 429]


@pytest.mark.browser
def test_desk_says_in_words_when_to_come_back_and_keeps_the_question(browser: BrowserContext) -> None:
    assistant = FakeAssistant()
    app = create_app(assistant, Settings(rate_limit=1))  # type: ignore[arg-type]
    with served(app) as url, visit(browser, Site(url, assistant)) as visitor:
        field, page = visitor.page.locator("#gfa-question-box textarea"), visitor.page
        field.fill("Wer war 2012 dabei?")
        field.press("Enter")
        expect(page.locator("#gfa-conversation")).to_contain_text("Augsburg")
        field.fill("Und danach?")
        field.press("Enter")
        problem = page.locator("#gfa-problem [role=alert]").last
        expect(problem).to_contain_text(f"{GERMAN.problem}: {GERMAN.error_rate_limited}")
        expect(field).to_have_value("Und danach?")
    assert [question for question, *_ in assistant.asked] == ["Wer war 2012 dabei?"]
