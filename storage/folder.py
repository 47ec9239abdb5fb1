# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files in a folder of this machine."""

import os
from collections.abc import Iterator
from pathlib import Path

from storage import NAME, Missing, Unreachable, checked


class Folder:
    """A folder with one file for each name, readable by nobody else; it is made when the first file comes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def put(self, name: str, content: bytes) -> None:
        """Keep a file: it stands under its name only when all of it is on the disk."""
        target = self.path / checked(name)
        half = target.with_suffix(".half")
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            half.replace(target)
        except OSError as error:
            raise Unreachable(str(error)) from error

    def get(self, name: str) -> bytes:
        """Return a file; raise Missing."""
        try:
            return (self.path / checked(name)).read_bytes()
        except FileNotFoundError as error:
            raise Missing(name) from error
        except OSError as error:
            raise Unreachable(str(error)) from error

    def delete(self, name: str) -> None:
        """Delete a file for ever."""
        try:
            (self.path / checked(name)).unlink(missing_ok=True)
        except OSError as error:
            raise Unreachable(str(error)) from error

    def names(self) -> Iterator[str]:
        """Yield the names of all files."""
        if self.path.is_dir():
            yield from (path.name for path in self.path.iterdir() if NAME.fullmatch(path.name))
