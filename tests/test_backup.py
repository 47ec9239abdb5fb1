# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was packed comes back whole, from either database into either; and nothing is overwritten unasked."""

import hashlib
import json
import tarfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from amendments.decisions.actions import Ruling, decide
from amendments.record.obscure_actions import obscure
from amendments.record.verify import verify
from amendments.request_models import Decision
from amendments.requests.actions import changes_of, propose
from app import create_app
from attachments import owners
from attachments.actions import Label, add
from attachments.contents import Content
from attachments.sweeping import storage
from backup import BadBackup, back_up, restore
from comments import actions as comments
from config import Settings
from db import db
from journal.actions import tell
from proposals import search
from storage import Unreachable
from storage.opening import open_storage
from tests.attachments.files import PDF
from tests.conftest import empty_database
from tests.make import Cast, published, text, writing
from tests.storage.s3_server import S3Server


@pytest.fixture
def settings(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The settings of the application under test, with an instance folder that holds a letter and a secret."""
    instance = tmp_path / "instance"
    (instance / "mail").mkdir(parents=True)
    (instance / "mail/letter.eml").write_bytes(b"Subject: a letter\r\n")
    (instance / "secret").write_text("the secret")
    settings = replace(app.config["SETTINGS"], instance=instance)
    monkeypatch.setitem(app.extensions, "storage", open_storage(settings))
    return settings


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Flask]:
    """Another installation, on SQLite, not yet prepared."""
    instance = tmp_path / "other"
    instance.mkdir()
    app = create_app(Settings(secret="x" * 40, database_url=f"sqlite:///{instance}/emenda.sqlite", instance=instance))
    yield app
    with app.app_context():
        db.engine.dispose()


def fill(cast: Cast) -> None:
    """Write a little of everything, with rows that refer to later rows of their table."""
    document = published(cast)
    with writing():
        amendment = propose(
            document, text(tempi="Nel 2025. \u2028 Parità 👩‍⚖️ ordinaria."), by=cast.ada, base=1, reason="Ecco."
        )
        rulings = [Ruling(row.number, "accepted") for row in changes_of(amendment, 1)]
        decide(amendment, rulings, by=cast.mara, seen_version=1, seen_revision=1)
        said = comments.post(document, "Bene, ma scandaloso.", by=cast.sami)
        comments.reply(said, "Grazie.", by=cast.zoe)
        tell("password_changed", {}, user=cast.ada)
        first = db.session.scalars(sa.select(Decision)).one()
        db.session.add(later := Decision(**{c: getattr(first, c) for c in FACTS}))
        db.session.flush()
        first.superseded_by_id = later.id
    for key, owner in (("0" * 32, owners.find("process", cast.process.id)), ("1" * 32, owners.find("document", 1))):
        storage().put(key, PDF)
        assert owner is not None
        with writing():
            content, sha256 = Content(PDF, "a.pdf", "application/pdf"), hashlib.sha256(PDF).hexdigest()
            add(owner, Label("Il regolamento", "act", "official"), content, key, sha256, by=cast.bruno)
    with writing():
        obscure(document, "scandaloso", by=cast.mara, reason="Prova.")


FACTS = ("document_id", "change_id", "outcome", "reason", "by_id", "organ", "act", "created_at")


def rows() -> dict[str, list[str]]:
    """Return every row of every table, as text in order."""
    db.session.remove()
    return {
        table.name: sorted(repr(tuple(row)) for row in db.session.execute(sa.select(table)))
        for table in db.metadata.sorted_tables
    }


def test_what_was_packed_comes_back_over_an_emptied_database(
    app: Flask, cast: Cast, settings: Settings, tmp_path: Path
) -> None:
    fill(cast)
    before = rows()
    counts = back_up(settings, tmp_path / "all.tar.gz")
    assert counts["version"] == 2 and counts["comment"] == 2
    db.session.remove()
    empty_database()
    (settings.instance / "mail/letter.eml").unlink()
    (settings.instance / "attachments" / ("0" * 32)).unlink()
    (settings.instance / "attachments" / ("2" * 32)).write_bytes(b"of nothing that was packed")
    restore(settings, tmp_path / "all.tar.gz")
    assert rows() == before
    assert verify().files == 2 and verify().breaks == []
    assert sorted(storage().names()) == ["0" * 32, "1" * 32]
    assert (settings.instance / "mail/letter.eml").read_bytes() == b"Subject: a letter\r\n"
    assert search.find("laboratori") == [1]
    published(cast=Cast(**{name: db.session.merge(who) for name, who in vars(cast).items()}))  # numbers go on


def test_an_archive_goes_into_the_other_database_and_back(
    app: Flask, cast: Cast, settings: Settings, other: Flask, tmp_path: Path
) -> None:
    fill(cast)
    before = rows()
    back_up(settings, tmp_path / "here.tar.gz")
    with other.app_context():
        restore(other.config["SETTINGS"], tmp_path / "here.tar.gz")
        assert rows() == before
        assert verify().breaks == []
        back_up(other.config["SETTINGS"], tmp_path / "there.tar.gz")
        db.session.remove()
    assert (tmp_path / "other/secret").read_text() == "the secret"
    with pytest.raises(BadBackup, match="--yes"):
        restore(settings, tmp_path / "there.tar.gz")
    assert rows() == before
    restore(settings, tmp_path / "there.tar.gz", over=True)
    assert rows() == before


def test_files_move_from_a_folder_into_a_bucket_and_back(
    app: Flask, cast: Cast, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(cast)
    back_up(settings, tmp_path / "folder.tar.gz")
    with S3Server() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        elsewhere = replace(settings, storage_url=server.address)
        monkeypatch.setitem(app.extensions, "storage", open_storage(elsewhere))
        restore(elsewhere, tmp_path / "folder.tar.gz", over=True)
        assert sorted(server.files.values()) == [PDF, PDF] and verify().breaks == []
        back_up(elsewhere, tmp_path / "bucket.tar.gz")
        server.is_broken = True
        before = rows()
        with pytest.raises(Unreachable):
            restore(elsewhere, tmp_path / "bucket.tar.gz", over=True)
        assert rows() == before, "nothing is lost where the storage does not answer"
        server.shutdown()
    with tarfile.open(tmp_path / "bucket.tar.gz") as archive:
        assert archive.extractfile("attachments/" + "1" * 32).read() == PDF  # type: ignore[union-attr]


def test_what_is_removed_while_a_backup_is_made_is_left_out(
    app: Flask, cast: Cast, settings: Settings, tmp_path: Path
) -> None:
    fill(cast)
    storage().delete("1" * 32)
    back_up(settings, tmp_path / "a.tar.gz")
    with tarfile.open(tmp_path / "a.tar.gz") as archive:
        assert [name for name in archive.getnames() if name.startswith("attachments/")] == ["attachments/" + "0" * 32]


def test_the_archive_is_closed_and_holds_no_database_file(app: Flask, other: Flask, cast: Cast, tmp_path: Path) -> None:
    with other.app_context():
        (tmp_path / "other/mail").mkdir()
        db.session.execute(sa.text("SELECT 1"))
        db.session.remove()
        (tmp_path / "other/emenda.sqlite-wal").touch()
        back_up(other.config["SETTINGS"], tmp_path / "a.tar.gz")
    assert (tmp_path / "a.tar.gz").stat().st_mode & 0o077 == 0
    with tarfile.open(tmp_path / "a.tar.gz") as archive:
        assert archive.getnames() == ["backup.json"]


def pack(target: Path, files: dict[str, bytes]) -> Path:
    """Write an archive with these files."""
    with tarfile.open(target, "w:gz") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, BytesIO(content))
    return target


@pytest.mark.parametrize(
    "damage",
    ["no archive", "cut short", "changed row", "missing table", "leads elsewhere", "newer release"],
)
def test_damaged_archives_are_refused_before_anything_is_lost(
    app: Flask, cast: Cast, settings: Settings, tmp_path: Path, damage: str
) -> None:
    back_up(settings, good := tmp_path / "good.tar.gz")
    with tarfile.open(good) as archive:
        files = {m.name: archive.extractfile(m).read() for m in archive}  # type: ignore[union-attr]
    bad, contents = tmp_path / "bad.tar.gz", json.loads(files["backup.json"])
    match damage:
        case "no archive":
            bad.write_text("hello")
        case "cut short":
            bad.write_bytes(good.read_bytes()[:-200])
        case "changed row":
            pack(bad, files | {"tables/user.jsonl": files["tables/user.jsonl"].replace(b"Ada", b"Eva")})
        case "missing table":
            pack(bad, {name: content for name, content in files.items() if name != "tables/user.jsonl"})
        case "leads elsewhere":
            pack(bad, files | {"files/../../elsewhere": b"x"})
        case "newer release":
            pack(bad, files | {"backup.json": json.dumps(contents | {"revision": "9999"}).encode()})
    before = rows()
    with pytest.raises(BadBackup):
        restore(settings, bad, over=True)
    assert rows() == before


def test_the_commands(app: Flask, cast: Cast, tmp_path: Path) -> None:
    runner = app.test_cli_runner()
    archive = str(tmp_path / "all.tar.gz")
    assert "rows of" in runner.invoke(args=["backup", archive]).output
    refused = runner.invoke(args=["restore", archive])
    assert refused.exit_code == 1 and "--yes" in refused.output
    assert "Restored" in runner.invoke(args=["restore", archive, "--yes"]).output
