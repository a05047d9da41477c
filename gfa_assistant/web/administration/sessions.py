"""Who is signed in: one secret, sessions of eight hours that only this process knows."""

import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from pydantic import SecretStr

LASTS_SECONDS = 8 * 3600
# A hundred operators at once are none; the oldest session makes room.
MAX_SESSIONS = 100
Clock = Callable[[], float]


class Sessions:
    """Sessions by the hash of their id, so that a memory image holds no id that opens anything."""

    def __init__(self, token: SecretStr, clock: Clock = time.monotonic) -> None:
        self._token = token
        self._clock = clock
        self._lock = threading.Lock()
        self._ends: OrderedDict[bytes, float] = OrderedDict()

    def opens(self, typed: str) -> bool:
        """Whether this is the operator's token, compared in a time that does not tell how much of it is right."""
        expected = self._token.get_secret_value().encode()
        return hmac.compare_digest(typed.strip().encode("utf-8", "replace"), expected)

    def begin(self) -> str:
        """Start a session; return its id."""
        session = secrets.token_urlsafe(32)
        with self._lock:
            self._drop_ended()
            while len(self._ends) >= MAX_SESSIONS:
                self._ends.popitem(last=False)
            self._ends[_digest(session)] = self._clock() + LASTS_SECONDS
        return session

    def knows(self, session: str) -> bool:
        """Whether the session was begun here and has not ended."""
        with self._lock:
            return self._ends.get(_digest(session), 0.0) > self._clock()

    def end(self, session: str) -> None:
        with self._lock:
            self._ends.pop(_digest(session), None)

    def _drop_ended(self) -> None:
        now = self._clock()
        while self._ends and next(iter(self._ends.values())) <= now:
            self._ends.popitem(last=False)


def _digest(session: str) -> bytes:
    return hashlib.sha256(session.encode("utf-8", "replace")).digest()
