# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding proposals by their words, in one process or in all (`processes/registry/index.py` says how)."""

from collections.abc import Sequence

from processes.registry.index import Index, as_written

MOST = 200  # the best so many are ranked and then narrowed by the filters of a list
_PROPOSALS = Index("search_proposal", "document_id", "process_id")


def index(id: int, process_id: int, title: str, body: str) -> None:
    """Write the words of one proposal; `title` holds also its number and reference."""
    _PROPOSALS.put(id, title, body, process_id)


def work_ahead(body: str) -> None:
    """Split a text into the words that `index` will write."""
    as_written(body)


def find_any(words: Sequence[str], process_id: int, most: int) -> list[int]:
    """Return the ids of the proposals of a process that hold any of some words, those with most of them first."""
    return _PROPOSALS.find_any(words, most, process_id)


def find(words: str, process_id: int | None = None, most: int = MOST) -> list[int]:
    """Return the ids of the proposals of one process (None: of all) that hold all the words, best first."""
    return _PROPOSALS.find(words, most, process_id)
