"""Waiting in a queue, for what only so many may do at a time."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """So many at a time, first come, first served. Waiting here is cooperative under gevent; waiting inside SQLite
    is not, and a plain semaphore or a pool lets whoever runs overtake those who sleep: under load some wait
    for seconds.
    """

    def __init__(self, places: int) -> None:
        self._guard = threading.Lock()
        self._free = places
        self._queue: deque[threading.Lock] = deque()

    @contextmanager
    def mine(self) -> Iterator[None]:
        turn = threading.Lock()
        turn.acquire()
        try:
            self._await(turn)
            yield
        finally:
            self._pass_on(turn)

    def _await(self, turn: threading.Lock) -> None:
        with self._guard:
            if self._free:
                self._free -= 1
                return
            self._queue.append(turn)
        turn.acquire()

    def _pass_on(self, turn: threading.Lock) -> None:
        """Also where the wait was broken off: whoever still stands in the queue has nothing to hand over."""
        with self._guard:
            if turn in self._queue:
                self._queue.remove(turn)
            elif self._queue:
                self._queue.popleft().release()
            else:
                self._free += 1
