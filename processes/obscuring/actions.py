# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verb on unlawful words outside the texts: cover them for ever in a process, or in what belongs to the site."""

from collections import Counter

from amendments.documents.texts import required
from amendments.record.covering import WHY, Cover, cover_events, record_covering
from auth.models import User
from db import begin_writing, lock, now
from permissions import require
from processes.models import Process
from processes.obscuring.covering import cover_process, cover_site


def places(process: Process, words: str, *, by: User) -> Counter[str]:
    """Return how often the words stand in a process; nothing is changed."""
    require(by, "process.obscure", process, now())
    cover = Cover(words, apply=False)
    cover_process(process, cover)
    cover_events(f"process:{process.id}", cover)
    return +cover.found


def obscure(process: Process, words: str, *, by: User, reason: str) -> Counter[str]:
    """Cover the words for ever in a process and its timeline; return how many places, by kind.

    Raises Invalid for words that stand nowhere, and without a reason, which everybody reads.
    """
    require(by, "process.obscure", process, now())
    reason = required(reason, "reason", WHY)
    cover = Cover(words, apply=True)
    begin_writing()
    require(by, "process.obscure", lock(process), now())
    cover_process(process, cover)
    return record_covering(cover, reason, by=by, process=process)


def site_places(words: str, *, by: User) -> Counter[str]:
    """Return how often the words stand in what belongs to no process; nothing is changed."""
    require(by, "site.obscure", None, now())
    cover = Cover(words, apply=False)
    cover_site(cover)
    cover_events("site", cover)
    return +cover.found


def obscure_site(words: str, *, by: User, reason: str) -> Counter[str]:
    """Cover the words for ever in what belongs to no process, and in its timeline; raise Invalid as `obscure` does."""
    require(by, "site.obscure", None, now())
    reason = required(reason, "reason", WHY)
    cover = Cover(words, apply=True)
    begin_writing()
    require(by, "site.obscure", None, now())
    cover_site(cover)
    return record_covering(cover, reason, by=by)
