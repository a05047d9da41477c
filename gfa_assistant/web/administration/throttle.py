"""How fast tokens can be tried: a few times at once, then after ever longer waits, by client and over all."""

import math
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

from gfa_assistant.web.administration.sessions import Clock
from gfa_assistant.web.client_address import client_network

MAX_CLIENTS = 2000


@dataclass(frozen=True, slots=True)
class Pace:
    """So many failures are free; each further one makes the next try wait twice as long, up to `longest` seconds.

    Failures are forgotten when none has come for `memory` seconds.
    """

    free: int
    first: float
    longest: float
    memory: float

    def wait(self, failures: int) -> float:
        over = failures - self.free
        return 0.0 if over < 0 else min(self.first * 2.0 ** min(over, 30), self.longest)


PER_CLIENT = Pace(free=5, first=30, longest=900, memory=3600)
# Whoever tries from many addresses slows everybody down, but locks nobody out for longer than a minute.
OVERALL = Pace(free=30, first=5, longest=60, memory=900)


@dataclass(slots=True)
class _Record:
    failures: int = 0
    last: float = -math.inf
    until: float = -math.inf


class Throttle:
    """Counts tries; safe to share between threads. What it remembers is bounded and never written anywhere."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._clients: OrderedDict[str, _Record] = OrderedDict()
        self._all = _Record()

    def try_now(self, client: str) -> int:
        """Seconds to wait before this client may try, 0 if it may now.

        A try that may be made counts as failed from its beginning, so that a thousand at once are not one.
        """
        now, key = self._clock(), client_network(client)
        with self._lock:
            record = self._clients.get(key) or _Record()
            wait = max(record.until, self._all.until) - now
            if wait > 0:
                return math.ceil(wait)
            self._clients[key] = record
            self._clients.move_to_end(key)
            while len(self._clients) > MAX_CLIENTS:
                self._clients.popitem(last=False)
            for each, pace in ((record, PER_CLIENT), (self._all, OVERALL)):
                each.failures = each.failures + 1 if now - each.last < pace.memory else 1
                each.last = now
                each.until = now + pace.wait(each.failures)
            return 0

    def succeeded(self, client: str) -> None:
        """The try that was just made was right: this client begins anew."""
        with self._lock:
            self._clients.pop(client_network(client), None)
            self._all.failures = max(self._all.failures - 1, 0)
            self._all.until = -math.inf
