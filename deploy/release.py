# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pack dist/emenda-VERSION.tar.gz: the committed files, the built assets and the compiled translations.

The archive is the same bytes for the same content: names in order, no owner, one date, that of the commit.
"""

import gzip
import io
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class NotReady(Exception):
    """The checkout cannot be packed; the message says why."""


def pack(root: Path = ROOT) -> Path:
    """Write the archive and return its place; raise NotReady where something is missing or not committed."""
    if _git(root, "status", "--porcelain"):
        raise NotReady("Some files differ from what is committed: commit or remove them first.")
    version = tomllib.loads((root / "pyproject.toml").read_text())["project"]["version"]
    date = int(_git(root, "log", "-1", "--format=%ct"))
    folder = f"emenda-{version}"
    archive = root / "dist" / f"{folder}.tar.gz"
    archive.parent.mkdir(exist_ok=True)
    with (
        archive.open("wb") as raw,
        gzip.GzipFile(fileobj=raw, mode="wb", filename="", mtime=date) as squeezed,
        tarfile.open(fileobj=squeezed, mode="w", format=tarfile.PAX_FORMAT) as packed,
    ):
        for name in sorted(committed(root) + made(root)):
            _add(packed, root / name, f"{folder}/{name}", date)
    return archive


def committed(root: Path) -> list[str]:
    """List the committed files, as paths from the root."""
    return [name for name in _git(root, "ls-files", "-z").split("\0") if name]


def made(root: Path) -> list[str]:
    """List the built assets and the compiled translations; raise NotReady where there are none."""
    found = []
    for kind, pattern in (
        ("built assets", "static/built/**/*"),
        ("compiled translations", "translations/**/*.mo"),
    ):
        files = [path for path in root.glob(pattern) if path.is_file()]
        if not files:
            raise NotReady(f"There are no {kind}: run `make release`, which makes them first.")
        found += [path.relative_to(root).as_posix() for path in files]
    return found


def _add(packed: tarfile.TarFile, path: Path, name: str, date: int) -> None:
    content = path.read_bytes()
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    entry.mtime = date
    entry.mode = 0o755 if path.stat().st_mode & 0o100 else 0o644
    packed.addfile(entry, io.BytesIO(content))


def _git(root: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", *words],  # noqa: S607  the git that the person uses
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


if __name__ == "__main__":
    try:
        print(pack().relative_to(ROOT))
    except NotReady as reason:
        sys.exit(str(reason))
