# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pack everything that is kept, database and files, into one archive, and bring it back.

The archive is a .tar.gz: `backup.json` says what is inside, `tables/NAME.jsonl` holds one row a line in plain
JSON, `attachments/` what people attached, from whichever storage, and `files/` the files of the instance folder.
Rows are the same whichever database they come from, so an archive of SQLite can be restored into PostgreSQL, and
back. Tables are read as they are, not as the models say: an archive of an earlier release is loaded into that
release's tables, which are then brought up to date.
Memory: a few hundred rows, or one attachment, at a time.
"""

import hashlib
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask_migrate import downgrade, upgrade

from amendments.models import Document
from config import ROOT, VERSION, Settings
from db import db, transaction
from progress import Follow, silently
from proposals import kept
from storage import Missing, Storage
from storage.opening import FOLDER, open_storage

BATCH = 500
MIGRATIONS = str(ROOT / "migrations")
CONTENTS, ATTACHMENTS = "backup.json", "attachments"
MADE_ANEW = ("search", "sqlite_")  # the index of the search is written anew from the texts


class BadBackup(Exception):
    """The archive cannot be read, or must not be restored here; the sentence says why."""


def back_up(settings: Settings, target: Path, follow: Follow = silently) -> dict[str, int]:
    """Write the archive, as of one moment, while the service may run; return how many rows of each table it holds."""
    with tempfile.TemporaryDirectory() as folder:
        counts, revision = _write_tables(Path(folder), follow)
        digests = {f"tables/{name}.jsonl": _sha256(Path(folder, f"{name}.jsonl")) for name in counts}
        contents = {"emenda": VERSION, "revision": revision, "made": datetime.now(UTC).isoformat()}
        contents_path = Path(folder, CONTENTS)
        contents_path.write_text(json.dumps(contents | {"rows": counts, "sha256": digests}, indent=1))
        half = target.with_name(f".{target.name}.half")
        descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as raw, tarfile.open(fileobj=raw, mode="w:gz") as archive:
            archive.add(contents_path, CONTENTS)
            for name in follow(list(counts), "Tables packed"):
                archive.add(Path(folder, f"{name}.jsonl"), f"tables/{name}.jsonl")
            _add_attachments(archive, open_storage(settings), Path(folder, "attachment.jsonl"), follow)
            for path in _files(settings):
                archive.add(path, f"files/{path.relative_to(settings.instance.absolute()).as_posix()}", recursive=False)
        half.replace(target)
    return counts


def restore(
    settings: Settings, source: Path, *, over: bool = False, follow: Follow = silently
) -> dict[str, int]:
    """Bring an archive back; return how many rows of each table it held.

    Raises BadBackup when the archive is damaged or newer than this release, or when there is something in the
    database already and `over` does not say that it may go.
    """
    with tempfile.TemporaryDirectory() as folder:
        contents = _unpack(source, Path(folder))
        if not is_empty() and not over:
            raise BadBackup("There is something in the database already: it would be lost. Say --yes if it may go.")
        db.session.remove()
        storage, attachments = open_storage(settings), Path(folder, ATTACHMENTS)
        _put_attachments(storage, attachments, follow)  # before anything is lost: the storage may not answer
        _make_tables(contents["revision"])
        _read_tables(Path(folder), list(contents["rows"]), follow)
        upgrade(MIGRATIONS)
        _put_files(settings, Path(folder, "files"))
        _delete_others(storage, attachments)
    with transaction():
        published = db.session.scalars(sa.select(Document).where(Document.version > 0)).all()
        for document in follow(published, "Documents to search"):
            kept.renew(document, document.text)
    return dict(contents["rows"])


def is_empty() -> bool:
    """Say whether the database has no tables yet, or no rows in them."""
    with db.engine.connect() as connection:
        tables = _reflected(connection)
        return all(connection.execute(sa.select(sa.literal(1)).select_from(t).limit(1)).first() is None for t in tables)


# --- tables -----------------------------------------------------------------------------------------------


def _reflected(connection: sa.Connection) -> list[sa.Table]:
    """Return the tables that are there, those that others refer to first."""
    metadata = sa.MetaData()
    metadata.reflect(connection, only=lambda name, _: name != "alembic_version" and not name.startswith(MADE_ANEW))
    return metadata.sorted_tables


def _write_tables(folder: Path, follow: Follow) -> tuple[dict[str, int], str]:
    """Write every table into a file, all as of the same moment; return the counts and the revision of the tables."""
    options = {} if db.engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    counts = {}
    with db.engine.connect().execution_options(**options) as connection, connection.begin():
        revision = MigrationContext.configure(connection).get_current_revision()
        for table in follow(_reflected(connection), "Tables read"):
            rows = connection.execution_options(yield_per=BATCH).execute(sa.select(table))
            with rows, Path(folder, f"{table.name}.jsonl").open("w", encoding="utf-8") as file:
                counts[table.name] = sum(file.write(_line(row)) > 0 for row in rows.mappings())
    return counts, revision or ""


def _line(row: sa.RowMapping) -> str:
    return json.dumps({name: _plain(value) for name, value in row.items()}, ensure_ascii=False) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _make_tables(revision: str) -> None:
    """Make the empty tables of a revision, in place of whatever is there."""
    if sa.inspect(db.engine).has_table("alembic_version"):
        downgrade(MIGRATIONS, revision="base")
    upgrade(MIGRATIONS, revision=revision)


def _read_tables(folder: Path, names: list[str], follow: Follow) -> None:
    with db.engine.connect().execution_options(emenda_writing=True) as connection, connection.begin():
        for table in follow([t for t in _reflected(connection) if t.name in names], "Tables written"):
            _read_table(connection, table, Path(folder, "tables", f"{table.name}.jsonl"))


def _read_table(connection: sa.Connection, table: sa.Table, path: Path) -> None:
    """Fill one table; references to rows of the same table are set at the end, when all are there."""
    own = [c for c in table.columns if any(key.column.table is table for key in c.foreign_keys)]
    later: list[dict[str, Any]] = []
    with path.open(encoding="utf-8") as file:
        rows = (_typed(table, json.loads(line)) for line in file)
        while batch := list(islice(rows, BATCH)):
            for row in batch:
                if any(row.get(c.name) is not None for c in own):
                    later.append({"row": row["id"]} | {f"to_{c.name}": row[c.name] for c in own})
                    row.update(dict.fromkeys((c.name for c in own), None))
            connection.execute(table.insert(), batch)
    if later:
        values: dict[str, Any] = {c.name: sa.bindparam(f"to_{c.name}") for c in own}
        connection.execute(table.update().where(table.c.id == sa.bindparam("row")).values(values), later)
    if connection.dialect.name == "postgresql" and "id" in table.columns:
        _set_next_number(connection, table)


def _typed(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with moments and days as such again; raise BadBackup for a column that is not there."""
    for name, value in row.items():
        if name not in table.columns:
            raise BadBackup(f"The table {table.name} has no column {name}: this archive is of another release.")
        if value is not None and isinstance(table.columns[name].type, sa.DateTime):
            row[name] = datetime.fromisoformat(value)
        elif value is not None and isinstance(table.columns[name].type, sa.Date):
            row[name] = date.fromisoformat(value)
    return row


def _set_next_number(connection: sa.Connection, table: sa.Table) -> None:
    quoted = connection.dialect.identifier_preparer.quote(table.name)
    sequence = connection.scalar(sa.select(sa.func.pg_get_serial_sequence(quoted, "id")))
    if sequence is not None:
        highest = connection.scalar(sa.select(sa.func.max(table.c.id)))
        connection.execute(sa.select(sa.func.setval(sequence, highest or 1, highest is not None)))


# --- files and the archive --------------------------------------------------------------------------------


def _files(settings: Settings) -> Iterator[Path]:
    """Return the files of the instance folder, but those of database and storage, and what is half written."""
    url = db.engine.url
    own = str(Path(url.database).absolute()) if url.drivername.startswith("sqlite") and url.database else None
    for path in sorted(settings.instance.absolute().rglob("*")):
        of_database = own is not None and str(path).startswith(own)  # with the endings -wal and -shm too
        stored = path.parent == settings.instance.absolute() / FOLDER
        if path.is_file() and not (path.is_symlink() or of_database or stored or path.name.endswith(".half")):
            yield path


def _add_attachments(archive: tarfile.TarFile, storage: Storage, rows: Path, follow: Follow) -> None:
    """Add the bytes of every attachment in the packed table; what was removed since then is left out."""
    if not rows.exists():  # a database without tables
        return
    with rows.open(encoding="utf-8") as file:
        keys = [json.loads(line)["key"] for line in file]
    for key in follow(keys, "Attachments"):
        try:
            content = storage.get(key)
        except Missing:
            continue
        entry = tarfile.TarInfo(f"{ATTACHMENTS}/{key}")
        entry.size, entry.mtime = len(content), int(datetime.now(UTC).timestamp())
        archive.addfile(entry, BytesIO(content))


def _put_attachments(storage: Storage, folder: Path, follow: Follow) -> None:
    """Store what was packed, whatever storage this is."""
    for path in follow(sorted(folder.glob("*")), "Attachments"):
        storage.put(path.name, path.read_bytes())


def _delete_others(storage: Storage, folder: Path) -> None:
    """Delete what was stored before and belongs to nothing any more."""
    for name in set(storage.names()) - {path.name for path in folder.glob("*")}:
        storage.delete(name)


def _put_files(settings: Settings, folder: Path) -> None:
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file():
            target = settings.instance / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
            target.chmod(0o600)


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    """Unpack an archive and check that all is there; return its contents page."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            for member in archive:
                _unpack_one(archive, member, folder)
        contents: dict[str, Any] = json.loads(Path(folder, CONTENTS).read_text())
        damaged = [n for n, digest in contents["sha256"].items() if _sha256(Path(folder, n)) != digest]
    except (OSError, EOFError, tarfile.TarError, ValueError, KeyError) as error:
        raise BadBackup(f"{source} is no backup of Emenda, or it is damaged: {error}") from error
    try:
        ScriptDirectory(MIGRATIONS).get_revision(contents["revision"])
    except CommandError as error:
        raise BadBackup(f"{source} was made by another release, Emenda {contents['emenda']}: use that one.") from error
    if damaged or set(contents["sha256"]) != {f"tables/{name}.jsonl" for name in contents["rows"]}:
        raise BadBackup(f"{source} is damaged: {', '.join(damaged) or 'some tables are missing'}")
    return contents


def _unpack_one(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """Write one file of the archive into the folder; a name that leads elsewhere is an error."""
    place = PurePosixPath(member.name)
    if not member.isfile() or place.is_absolute() or ".." in place.parts:
        raise ValueError(f"unexpected {member.name}")
    target, content = folder / place, archive.extractfile(member)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        while content is not None and (piece := content.read(1 << 20)):
            file.write(piece)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
