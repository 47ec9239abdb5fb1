# SPDX-License-Identifier: AGPL-3.0-or-later
"""A store of pages in memory: pieces that all see alike and personal parts, bounded by the bytes they hold."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

OVERHEAD = 500  # bytes: about what a page or a part costs beside its words


@dataclass(frozen=True, slots=True)
class Part:
    """A personal part: its template, the things it is about, and how a visitor sees it."""

    template: str
    things: dict[str, Any]
    for_visitors: bytes = b""


@dataclass(frozen=True, slots=True)
class Page:
    """A kept page: what all see alike and the personal parts, in turn, and until when it holds."""

    pieces: tuple[bytes | Part, ...]
    etag: str
    content_type: str
    until: datetime | None = None

    @property
    def size(self) -> int:
        """About how many bytes the page holds."""
        return OVERHEAD + sum(OVERHEAD + len(p.for_visitors) if isinstance(p, Part) else len(p) for p in self.pieces)


class Store:
    """Pages by key, least recently used out first, bounded by the bytes they hold."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes, self.bytes = most_bytes, 0
        self.hits = self.misses = 0
        self._pages: OrderedDict[tuple[str, str], tuple[int, Page]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[str, str], stamp: int, at: datetime) -> Page | None:
        """Return the page kept under the key if it bears the stamp and no phase changed since, else None."""
        with self._lock:
            kept_stamp, page = self._pages.get(key, (None, None))
            if page is None or kept_stamp != stamp or (page.until is not None and at >= page.until):
                self.misses += 1
                return None
            self.hits += 1
            self._pages.move_to_end(key)
            return page

    def put(self, key: tuple[str, str], stamp: int, page: Page) -> None:
        """Keep a page, dropping the least recently used while the store is over its bound."""
        with self._lock:
            if key in self._pages:
                self.bytes -= self._pages.pop(key)[1].size
            self._pages[key] = (stamp, page)
            self.bytes += page.size
            while self.bytes > self.most_bytes and self._pages:
                self.bytes -= self._pages.popitem(last=False)[1][1].size
