# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writers of one SQLite database take turns: one at a time in a process, and one process at a time.

SQLite's own waiting is asking again after naps of up to 100 ms, so that under load some wait a second while others
pass by. Here the threads of a process queue for a lock that hands on at once; only whoever holds it asks, after naps of
a fifth of a millisecond, for a file lock beside the database, which ends with the process that holds it. So SQLite's
own lock is nearly always free. Nobody waits longer than PATIENCE.

Requests that will write stand in the queue from their beginning. Two that compute at once in one process gain nothing,
since the interpreter runs one of them; and whoever holds the turn gives the interpreter up at every statement, and
would wait for it each time, while the whole site waits for the turn.
"""

import fcntl
import os
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 30.0  # seconds, like the time SQLite itself waits
NAP = 0.0002
_queues: defaultdict[str, threading.RLock] = defaultdict(threading.RLock)


class Busy(Exception):
    """Others have been writing for too long: 503."""


@contextmanager
def queued(path: str) -> Iterator[None]:
    """Let no other thread of this process prepare a change of the database at this path; raise Busy as a turn does."""
    queue = _queues[path]
    if not queue.acquire(timeout=PATIENCE):
        raise Busy
    try:
        yield
    finally:
        queue.release()


class Turn:
    """The turn of one writer, from its birth until `end`."""

    def __init__(self, path: str) -> None:
        """Wait until nobody else writes to the database at this path; raise Busy after PATIENCE."""
        deadline = time.monotonic() + PATIENCE
        self._queue = _queues[path]
        if not self._queue.acquire(timeout=PATIENCE):
            raise Busy
        try:
            self._file = os.open(f"{path}-turn", os.O_RDWR | os.O_CREAT, 0o600)
            try:
                self._ask_until(deadline)
            except BaseException:
                os.close(self._file)
                raise
        except BaseException:
            self._queue.release()
            raise

    def end(self) -> None:
        """Let the next writer in."""
        os.close(self._file)
        self._queue.release()

    def _ask_until(self, deadline: float) -> None:
        while True:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise Busy from None
                time.sleep(NAP)
