"""The MCP server at `/mcp` with the SDK's own client, against a real server."""

import json
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any, TypeVar

import anyio
import httpx
import httpx2
import pytest
from mcp import Client, MCPError
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult, Implementation, TextContent, Tool

from gfa_assistant import __version__
from gfa_assistant.records import Turn
from gfa_assistant.settings import Settings
from gfa_assistant.web.answer_text import answer_text
from gfa_assistant.web.server import create_app
from tests.own_thread import in_own_thread
from tests.web.conftest import Site, served
from tests.web.fake_assistant import BAVARIA, BROCHURE, FEDERAL, PASSAGES, STEPS, FakeAssistant

Out = TypeVar("Out")
JOINING = "Wie werden wir Partnerkommune in Bayern?"
INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "0"}},
}


def use(site: Site, do: Callable[[Client], Awaitable[Out]], mode: str = "auto") -> Out:
    """What `do` returns with a client that is connected to the site."""

    async def connected() -> Out:
        # A client of its own takes no proxy from the environment.
        async with httpx2.AsyncClient(trust_env=False) as http:
            transport = streamable_http_client(f"{site.url}/mcp", http_client=http)
            async with Client(transport, mode=mode) as client:
                return await do(client)

    return in_own_thread(lambda: anyio.run(connected))


def call(site: Site, tool: str, mode: str = "auto", **arguments: Any) -> CallToolResult:
    return use(site, lambda client: client.call_tool(tool, arguments), mode)


def text_of(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def post(site: Site, content: object = INITIALIZE, **headers: str) -> httpx.Response:
    sent = {"content-type": "application/json", "accept": "application/json, text/event-stream", **headers}
    body = content if isinstance(content, str | bytes) else json.dumps(content)
    return httpx.post(f"{site.url}/mcp", content=body, headers=sent, trust_env=False)


# Both ways of the protocol: with the handshake of earlier versions, and without.
@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_answer_is_cited_in_the_text_and_whole_beside_it(site: Site, mode: str) -> None:
    result = call(site, "ask", mode, question=JOINING)
    answer = FakeAssistant().ask(JOINING)
    assert result.is_error is False
    assert result.structured_content == json.loads(json.dumps(answer.to_json()))
    assert text_of(result) == answer_text(answer, f"{site.url}/")
    assert f"1. {STEPS[0]} [1]" in text_of(result)
    assert f"{site.url}/quelle/{BROCHURE.id}#p2" in text_of(result)


def test_the_conversation_before_a_question_is_handed_on(site: Site) -> None:
    history = [{"role": "user", "content": "Kontakt?"}, {"role": "assistant", "content": "Welches Bundesland?"}]
    call(site, "ask", question="Bayern", history=history, state="BY", language="en")
    turns = (Turn("user", "Kontakt?"), Turn("assistant", "Welches Bundesland?"))
    assert site.assistant.asked[-1] == ("Bayern", turns, "BY", "en")


def test_search_ranks_passages_with_their_places(site: Site) -> None:
    result = call(site, "search", query="2012", top_k=2)
    api = httpx.get(f"{site.url}/api/v1/search", params={"q": "2012", "top_k": 2}, trust_env=False).json()
    assert result.structured_content == api
    heading = "Bayerische Kommunen, die dem Partnerprozess beigetreten sind:"
    second = f"2. {BROCHURE.title} › {heading}, passage_id p1, {site.url}/quelle/{BROCHURE.id}#p1\n{PASSAGES[1].text}"
    assert text_of(result).split("\n\n")[1] == second


def test_passage_is_given_with_its_place(site: Site) -> None:
    result = call(site, "get_passage", passage_id="p2")
    assert result.structured_content == httpx.get(f"{site.url}/api/v1/passages/p2", trust_env=False).json()
    assert text_of(result) == (
        f"{BROCHURE.title} › Wie werde ich Partnerkommune in Bayern?, passage_id p2, "
        f"{site.url}/quelle/{BROCHURE.id}#p2\n{PASSAGES[2].text}"
    )


def test_contact_is_given_with_source_and_date(site: Site) -> None:
    result = call(site, "get_contact", state="BY")
    assert result.structured_content == asdict(BAVARIA)
    assert text_of(result).startswith(f"{BAVARIA.office}\n")
    assert text_of(result).endswith(f"\n  Stand: 2023-12\n  Quelle: {BAVARIA.source_url}")
    assert call(site, "get_contact", state="DE").structured_content == asdict(FEDERAL)


def test_tools_say_what_they_take_and_give(site: Site) -> None:
    async def listed(client: Client) -> tuple[Implementation | None, list[Tool]]:
        return client.server_info, (await client.list_tools()).tools

    server, tools = use(site, listed)
    assert server is not None
    assert (server.name, server.version) == ("gfa_assistant", __version__)
    assert [tool.name for tool in tools] == ["ask", "search", "get_passage", "get_contact"]
    for tool in tools:
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint is True
        assert tool.output_schema is not None
    assert tools[0].input_schema["required"] == ["question"]
    assert "citations" in (tools[0].output_schema or {})["required"]


@pytest.mark.parametrize(
    ("tool", "arguments", "message"),
    [
        pytest.param("ask", {"question": " "}, "the question is empty; write what you want to know", id="empty"),
        pytest.param("ask", {}, "question: Field required; see the input schema of the tool 'ask'", id="no question"),
        pytest.param(
            "ask",
            {"question": "a", "geheim": 1},
            "geheim: Extra inputs are not permitted; see the input schema of the tool 'ask'",
            id="extra",
        ),
        pytest.param(
            "search",
            {"query": "a", "top_k": 0},
            "top_k: Input should be greater than or equal to 1; see the input schema of the tool 'search'",
            id="top_k",
        ),
        pytest.param("search", {"query": "a", "document": "x"}, "no document 'x'", id="unknown document"),
        pytest.param("get_passage", {"passage_id": "x"}, "no passage 'x'", id="unknown passage"),
        pytest.param("get_contact", {"state": "XX"}, "no contact 'XX'", id="unknown contact"),
    ],
)
def test_what_a_tool_cannot_use_is_said_in_one_line(
    site: Site, tool: str, arguments: dict[str, Any], message: str
) -> None:
    result = call(site, tool, **arguments)
    assert (result.is_error, result.structured_content, text_of(result)) == (True, None, message)


def test_unknown_tool_is_refused_with_the_known_ones(site: Site) -> None:
    async def refused(client: Client) -> str:
        with pytest.raises(MCPError) as caught:
            await client.call_tool("answer", {})
        return str(caught.value)

    assert use(site, refused) == "no tool 'answer'; there are ask, search, get_passage, get_contact"


def test_unexpected_error_shows_nothing_and_logs_no_words(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        result = call(site, "ask", question="geheim kaputt")
        post(site, "{geheim", **{"mcp-protocol-version": "2025-06-18"})
        post(site, {**INITIALIZE, "method": "geheim"})
    assert result.is_error is True
    assert "try again later" in text_of(result)
    assert "geheim" not in text_of(result) + caplog.text
    assert "unexpected RuntimeError at " in caplog.text


def test_a_slow_answer_holds_up_no_other(site: Site) -> None:
    site.assistant.slow_may_end.clear()

    async def both(client: Client) -> list[str]:
        ended: list[str] = []

        async def one(question: str) -> None:
            await client.call_tool("ask", {"question": question})
            ended.append(question)

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(one, "Langsam?")
            await one(JOINING)
            site.assistant.slow_may_end.set()
        return ended

    assert use(site, both) == [JOINING, "Langsam?"]


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"origin": "https://elsewhere.example"}, id="another site"),
        pytest.param({"origin": "null"}, id="hidden origin"),
        pytest.param({"origin": "http://rebound.example", "host": "rebound.example"}, id="DNS rebinding"),
        pytest.param({"origin": "http://rebound.example", "mcp-protocol-version": "2026-07-28"}, id="newer protocol"),
    ],
)
def test_web_pages_are_refused(site: Site, headers: dict[str, str]) -> None:
    response = post(site, **headers)
    assert (response.status_code, response.json()["error"]["code"]) == (403, "origin_refused")


def test_listed_origin_and_programs_without_one_are_served() -> None:
    settings = Settings(widget_origins=("https://*.amt.example",))
    with served(create_app(FakeAssistant(), settings)) as url:  # type: ignore[arg-type]
        site = Site(url, None)
        assert post(site).status_code == 200
        assert post(site, origin="https://www.amt.example").status_code == 200
        assert post(site, origin="https://www.amt.example.org").status_code == 403


@pytest.mark.parametrize(
    ("method", "path", "content", "status", "code"),
    [
        pytest.param("GET", "/mcp", None, 405, "method_not_allowed", id="get"),
        pytest.param("DELETE", "/mcp", None, 405, "method_not_allowed", id="delete"),
        pytest.param("POST", "/mcp/other", "{}", 404, "not_found", id="below"),
        pytest.param("POST", "/mcp", "x" * 65_537, 413, "body_too_large", id="64 KiB and a byte"),
    ],
)
def test_refusals_before_the_protocol_have_the_one_shape(
    site: Site, method: str, path: str, content: str | None, *, status: int, code: str
) -> None:
    response = httpx.request(method, site.url + path, content=content, trust_env=False)
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)
    assert response.headers["content-security-policy"].startswith("default-src 'none'")
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        pytest.param("{", 400, -32700, id="malformed JSON"),
        pytest.param(b'{"jsonrpc": "\xff"}', 400, -32700, id="no UTF-8"),
        pytest.param([INITIALIZE], 400, -32602, id="a batch"),
    ],
)
def test_no_message_of_the_protocol_is_refused_in_the_protocols_own_shape(
    site: Site, content: object, *, status: int, code: int
) -> None:
    response = post(site, content)
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)


def test_responses_carry_no_session(site: Site) -> None:
    headers = post(site).headers
    assert "mcp-session-id" not in headers
    assert re.fullmatch(r"[0-9a-f]{32}", headers["x-request-id"])
