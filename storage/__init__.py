# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the bytes of files are kept: in a local folder, or in a bucket that speaks the protocol of S3.

Names are random and ours (`new_name`), so nothing that people typed ever becomes a path. Whoever uses this knows
four verbs and no place.
"""

import re
import secrets
from collections.abc import Iterator
from typing import Protocol

NAME = re.compile(r"[0-9a-f]{32}")


class Missing(Exception):
    """There is no file of this name."""


class Unreachable(Exception):
    """The storage does not answer, or not as it should; trying again later may help."""


class Storage(Protocol):
    """Files by name, each written once and never changed."""

    def put(self, name: str, content: bytes) -> None:
        """Keep a file, whole or not at all."""

    def get(self, name: str) -> bytes:
        """Return a file; raise Missing."""

    def delete(self, name: str) -> None:
        """Delete a file for ever; one that is not there is no error."""

    def names(self) -> Iterator[str]:
        """Yield the names of all files, in any order."""


def new_name() -> str:
    """Return a name that nobody can guess."""
    return secrets.token_hex(16)


def checked(name: str) -> str:
    """Return a name that is one of ours; raise Missing for any other, which could lead elsewhere."""
    if not NAME.fullmatch(name):
        raise Missing(name)
    return name
