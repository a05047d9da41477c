"""Serving: the line that says it is ready, and what is said when it cannot."""

import socket

import pytest

from gfa_assistant.errors import SettingsError
from gfa_assistant.settings import Settings
from gfa_assistant.web.server import serve


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
