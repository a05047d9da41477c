"""Connections that end when their client takes too long: to send the head of a request, or to take an answer."""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 15.0
STALLED_SECONDS = 60.0
# More at once get status 503; most systems let a process hold 1,024 files and connections.
MAX_CONNECTIONS = 800
MAX_HEAD_BYTES = 32 * 1024


class TimedConnection(H11Protocol):
    """uvicorn's HTTP/1.1 over h11, which bounds the head's size but waits for it, and for slow readers, for ever.

    (Its other implementation, over httptools, does not even bound the head.)
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._deadlines: dict[str, asyncio.TimerHandle] = {}

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect("head", HEAD_SECONDS)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._expect("head", HEAD_SECONDS)
        else:
            self._has_come("head")

    def pause_writing(self) -> None:
        super().pause_writing()
        self._expect("reader", STALLED_SECONDS)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._has_come("reader")

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        for name in list(self._deadlines):
            self._has_come(name)

    def _expect(self, name: str, seconds: float) -> None:
        """End the connection after so many seconds, unless what is expected has come; a second call changes nothing."""
        if name not in self._deadlines:
            self._deadlines[name] = self.loop.call_later(seconds, self.transport.abort)

    def _has_come(self, name: str) -> None:
        deadline = self._deadlines.pop(name, None)
        if deadline is not None:
            deadline.cancel()
