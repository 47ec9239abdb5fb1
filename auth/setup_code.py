# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one-time code that opens the first-run page: whoever holds the machine reads it, nobody else can."""

import hmac
import os
import secrets
from pathlib import Path

NAME = "setup-code"


def read(instance: Path) -> str:
    """Return the code that opens the first-run page, making it the first time."""
    path = instance / NAME
    if not path.exists():
        instance.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(12))
    return path.read_text().strip()


def fits(instance: Path, code: str) -> bool:
    """Say whether a code opens the first-run page; none does when there is no file."""
    path = instance / NAME
    return path.exists() and hmac.compare_digest(path.read_text().strip().encode(), code.strip().encode())


def forget(instance: Path) -> None:
    """Remove the code: it was used."""
    (instance / NAME).unlink(missing_ok=True)
