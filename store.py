# SPDX-License-Identifier: AGPL-3.0-or-later
"""Stores in memory, bounded by the bytes they hold: of anything, and of pages.

A page is kept as pieces that all see alike and personal parts.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")
OVERHEAD = 500  # bytes: about what a page or a part costs beside its words


@dataclass(frozen=True, slots=True)
class Part:
    """A personal part: its template, the things it is about, and how a visitor sees it."""

    template: str
    things: dict[str, Any]
    for_visitors: bytes = b""


@dataclass(frozen=True, slots=True)
class Page:
    """A kept page: what all see alike and the personal parts, in turn, and until when it holds.

    `packed` keeps what was packed of it on request: the whole by encoding, for visitors, and its pieces for others.
    """

    pieces: tuple[bytes | Part, ...]
    etag: str
    content_type: str
    until: datetime | None = None
    packed: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def for_visitors(self) -> bytes:
        """The page as visitors see it."""
        return b"".join([piece.for_visitors if isinstance(piece, Part) else piece for piece in self.pieces])

    @property
    def size(self) -> int:
        """About how many bytes the page holds, with half as many again for what will be packed of it."""
        sizes = (OVERHEAD + len(p.for_visitors) if isinstance(p, Part) else len(p) for p in self.pieces)
        return OVERHEAD + 3 * sum(sizes) // 2


class Bounded(Generic[K, V]):
    """Things by key, least recently used out first, bounded by the bytes they hold."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes, self.bytes = most_bytes, 0
        self._things: OrderedDict[K, tuple[int, V]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: K) -> V | None:
        """Return what is kept under the key, or None."""
        with self._lock:
            found = self._things.get(key)
            if found is None:
                return None
            self._things.move_to_end(key)
            return found[1]

    def put(self, key: K, thing: V, size: int) -> None:
        """Keep a thing of so many bytes, dropping the least recently used while all are over the bound."""
        with self._lock:
            if key in self._things:
                self.bytes -= self._things.pop(key)[0]
            self._things[key] = (size, thing)
            self.bytes += size
            while self.bytes > self.most_bytes and self._things:
                self.bytes -= self._things.popitem(last=False)[1][0]


class Store:
    """Pages by key, each under its stamp, bounded by the bytes they hold."""

    def __init__(self, most_bytes: int) -> None:
        self.hits = self.misses = 0
        self._counting = threading.Lock()
        self._pages: Bounded[tuple[str, str], tuple[object, Page]] = Bounded(most_bytes)

    @property
    def bytes(self) -> int:
        """How many bytes the pages hold."""
        return self._pages.bytes

    def get(self, key: tuple[str, str], stamp: object, at: datetime) -> Page | None:
        """Return the page kept under the key if it bears the stamp and no phase changed since, else None."""
        kept_stamp, page = self._pages.get(key) or (None, None)
        if page is not None and (kept_stamp != stamp or (page.until is not None and at >= page.until)):
            page = None
        with self._counting:
            self.hits += page is not None
            self.misses += page is None
        return page

    def put(self, key: tuple[str, str], stamp: object, page: Page) -> None:
        """Keep a page, in place of the one before."""
        self._pages.put(key, (stamp, page), page.size)
