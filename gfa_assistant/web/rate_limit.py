"""How many costly requests a minute a client may make, and the visitors of one embedding site together.

What is remembered is bounded, kept in memory only, and says how often, never what for. (The memory storage of the
package `limits` starts a thread for each request and is bounded by nothing.)
"""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gfa_assistant.errors import RateLimitedError
from gfa_assistant.origins import find_listed
from gfa_assistant.settings import Settings
from gfa_assistant.web.client_address import client_network

MAX_KEYS = 20_000
_MINUTE = 60.0
_ROUNDING = 1e-9
Clock = Callable[[], float]


@dataclass(slots=True)
class _Counts:
    """Requests in one minute of the clock, and in the minute before it."""

    minute: int
    now: int
    before: int


class RateLimiter:
    """Counts requests by key over a sliding minute; safe to share between threads.

    The minute before counts by the share of it that is less than a minute ago. A key is forgotten after two minutes,
    and past `MAX_KEYS` keys the one that was served longest ago.
    """

    def __init__(self, per_minute: int, clock: Clock = time.monotonic) -> None:
        """`per_minute` 0 means that nothing is limited."""
        self._limit = per_minute
        self._clock = clock
        self._lock = threading.Lock()
        self._counts: OrderedDict[str, _Counts] = OrderedDict()

    def wait(self, key: str) -> int:
        """Count a request that may be served now and return 0, or return the seconds until the next one may be."""
        if self._limit == 0:
            return 0
        minute, elapsed = divmod(self._clock(), _MINUTE)
        share = elapsed / _MINUTE
        with self._lock:
            self._forget(int(minute))
            counts = self._turned(key, int(minute))
            if counts.before * (1 - share) + counts.now + 1 > self._limit + _ROUNDING:
                return max(math.ceil((self._free(counts) - share) * _MINUTE - _ROUNDING), 1)
            counts.now += 1
            self._counts[key] = counts
            self._counts.move_to_end(key)
            if len(self._counts) > MAX_KEYS:
                self._counts.popitem(last=False)
            return 0

    def _forget(self, minute: int) -> None:
        while self._counts and next(iter(self._counts.values())).minute < minute - 1:
            self._counts.popitem(last=False)

    def _turned(self, key: str, minute: int) -> _Counts:
        """The counts of a key, moved on to this minute."""
        counts = self._counts.get(key)
        if counts is None:
            return _Counts(minute, 0, 0)
        return counts if counts.minute == minute else _Counts(minute, 0, counts.now)

    def _free(self, counts: _Counts) -> float:
        """When one more request fits, in minutes since this minute began."""
        room = self._limit - counts.now - 1
        return 1 - room / counts.before if room >= 0 else 1 + 1 / self._limit


class RateLimits:
    """The limits of the settings; each process counts for itself."""

    def __init__(self, settings: Settings, clock: Clock = time.monotonic) -> None:
        self._listed: Sequence[str] = settings.widget_origins
        self._clients = RateLimiter(settings.rate_limit, clock)
        self._origins = RateLimiter(settings.origin_rate_limit, clock)

    def check(self, address: str, origin: str = "") -> None:
        """Count a request from `address`, sent by a page of `origin` as the browser says.

        Raises:
            RateLimitedError: the client, or the listed site that embeds the assistant, has to wait.
        """
        site = find_listed(origin, self._listed)
        wait = self._clients.wait(client_network(address)) or (self._origins.wait(site) if site else 0)
        if wait:
            raise RateLimitedError(wait)
