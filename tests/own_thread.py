"""Running code in a thread of its own: Playwright keeps an event loop running in that of the tests."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Out = TypeVar("Out")


def in_own_thread(call: Callable[[], Out]) -> Out:
    """What `call` returns or raises; inside, `asyncio.run` works whichever tests ran before."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(call).result()
