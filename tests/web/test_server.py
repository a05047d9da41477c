"""Serving: the line that says it is ready, and what is said when it cannot."""

import asyncio
import socket

import httpx
import pytest

from gfa_assistant.errors import SettingsError
from gfa_assistant.settings import Settings
from gfa_assistant.web.server import create_app, serve
from tests.own_thread import in_own_thread
from tests.web.conftest import served
from tests.web.fake_assistant import FakeAssistant


def test_busy_port_is_named_before_anything_is_loaded() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError) as caught:
            serve(Settings(port=port))
    assert str(caught.value) == (
        f"cannot listen on 127.0.0.1:{port} (Address already in use); "
        "stop the program that uses it, or choose another with --port or GFA_PORT"
    )


def test_unusable_host_is_named() -> None:
    with pytest.raises(SettingsError, match=r"cannot listen on 192\.0\.2\.1:7860 .*GFA_PORT"):
        serve(Settings(host="192.0.2.1"))


def test_waiting_questions_leave_threads_for_everything_else() -> None:
    assistant = FakeAssistant()

    async def check() -> list[int]:
        async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=30, limits=httpx.Limits()) as client:
            waiting = [asyncio.create_task(client.post("/api/v1/ask", json={"question": "langsam"})) for _ in range(60)]
            while len(assistant.asked) < 60:
                await asyncio.sleep(0.01)
            health = await client.get("/healthz")
            assistant.slow_may_end.set()
            return [health.status_code, *(response.status_code for response in await asyncio.gather(*waiting))]

    with served(create_app(assistant, Settings(rate_limit=0))) as url:  # type: ignore[arg-type]
        assert in_own_thread(lambda: asyncio.run(asyncio.wait_for(check(), 9))) == [200] * 61
