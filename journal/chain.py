# SPDX-License-Identifier: AGPL-3.0-or-later
"""The hash chain of events: how a link is computed, and how a chain is checked.

Each event hashes the link before it, its own place, kind and moment, a *mark* of the person, and a *commitment*:
SHA-256 of a random salt and the data. Deleting data and salt (obscuring) leaves the hash whole and reveals nothing;
changing them breaks it. A mark is the SHA-256 of the person's pseudonym, which nobody is told, and of the event's
place: so chains can be given to everybody, and nobody reads in them which events are of one person.
`journal/check_chain.py` computes the same for whoever downloads a chain; docs/integrity.md says it in words.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from journal.models import Event

START = "0" * 64


def commit(data: dict[str, Any]) -> tuple[str, str]:
    """Return a fresh salt and the commitment to the data under it, both in hexadecimal."""
    salt = secrets.token_hex(16)
    return salt, commitment(salt, data)


def commitment(salt: str, data: dict[str, Any]) -> str:
    """Return the SHA-256, in hexadecimal, of the salt and the data in canonical JSON."""
    return _sha256(salt, data)


def mark(pseudonym: str, chain: str, number: int) -> str:
    """Return what stands for a person in one event; "" where nobody acted."""
    return _sha256(pseudonym, chain, number) if pseudonym else ""


def link(previous: str, chain: str, number: int, kind: str, at: datetime, pseudonym: str, committed: str) -> str:
    """Return the hash of one event."""
    return _sha256(previous, chain, number, kind, written(at), mark(pseudonym, chain, number), committed)


def written(at: datetime) -> str:
    """Return a moment as it is hashed."""
    return at.isoformat(timespec="microseconds")


def head(chain: str, number: int, hash: str) -> str:
    """Return what a fingerprint holds of a chain that ended at an event; it tells nothing but that it is this one."""
    return _sha256(chain, number, hash)


def fingerprint(number: int, at: datetime, previous: str, heads: dict[str, str], others: list[str]) -> str:
    """Return the digest of a fingerprint: of its number and moment, the digest before it, and all it holds."""
    return _sha256(number, written(at), previous, heads, others)


def breaks(events: Iterable[Event]) -> Iterator[str]:
    """Yield a sentence for every event, given in order of one chain, that does not fit the one before."""
    previous = START
    for number, event in enumerate(events, 1):
        where = f"{event.chain}, event {number} ({event.kind})"
        if event.number != number:
            yield f"{where}: the next number is {event.number}, events are missing"
            return
        if event.previous != previous:
            yield f"{where}: does not follow the event before"
        expected = link(
            event.previous, event.chain, event.number, event.kind, event.at, event.pseudonym, event.commitment
        )
        if event.hash != expected:
            yield f"{where}: its hash does not fit"
        if event.data is not None and commitment(event.salt or "", event.data) != event.commitment:
            yield f"{where}: its data was changed"
        previous = event.hash


def _sha256(*parts: object) -> str:
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
