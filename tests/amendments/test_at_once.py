# SPDX-License-Identifier: AGPL-3.0-or-later
"""Several people deciding at the same moment: no error, no loss, and the later one is told."""

import threading

import sqlalchemy as sa
from flask import Flask

from amendments.decisions.actions import Ruling, decide
from amendments.desk.actions import publish
from amendments.desk.queries import desk_of
from amendments.documents.texts import fingerprint, text_of
from amendments.models import Document, Version
from amendments.request_models import Amendment, Decision
from amendments.requests.actions import changes_of, propose
from auth.models import User
from db import Changed, db, transaction
from tests.amendments.desk_stories import staged
from tests.make import Cast, published, text, writing


def decide_at_once(app: Flask, deeds: list[tuple[int, int, int]]) -> list[str]:
    """Accept amendments in threads, each (amendment, moderator, seen version); say how each ended."""
    start, endings = threading.Barrier(len(deeds)), []

    def run(amendment_id: int, moderator_id: int, seen: int) -> None:
        with app.app_context():
            amendment, moderator = db.session.get(Amendment, amendment_id), db.session.get(User, moderator_id)
            assert amendment is not None and moderator is not None
            rulings = [Ruling(row.number, "accepted") for row in changes_of(amendment, 1)]
            start.wait()
            try:
                decide(amendment, rulings, by=moderator, seen_version=seen, seen_revision=1)
                db.session.commit()
                endings.append("kept")
            except Changed:
                endings.append("told")
            finally:
                db.session.rollback()
                db.session.remove()

    threads = [threading.Thread(target=run, args=deed) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(endings)


def test_two_moderators_accepting_two_amendments_at_once_lose_neither(app: Flask, cast: Cast) -> None:
    document = published(cast)
    with writing():
        first = propose(document, text(tempi="Entro il 2025."), by=cast.ada, base=1, reason="Più tempo.")
        second = propose(document, text(destinatari="Chiunque."), by=cast.sami, base=1, reason="Più aperto.")
    deeds = [(first.id, cast.mara.id, 1), (second.id, cast.mino.id, 1)]
    document_id = document.id
    db.session.rollback()
    assert decide_at_once(app, deeds) == ["kept", "told"]
    db.session.rollback()
    assert document.version == 2 and document.pending == 1
    again = second if second.state == "pending" else first
    with transaction():
        rulings = [Ruling(row.number, "accepted") for row in changes_of(again, 1)]
        decide(again, rulings, by=cast.mara, seen_version=2, seen_revision=1)
    assert "2025" in document.text and "Chiunque." in document.text and document.id == document_id


def test_two_moderators_deciding_the_same_amendment_make_one_version(app: Flask, cast: Cast) -> None:
    document = published(cast)
    with writing():
        amendment = propose(document, text(tempi="Entro il 2025."), by=cast.ada, base=1, reason="Più tempo.")
    deeds = [(amendment.id, cast.mara.id, 1), (amendment.id, cast.mino.id, 1)]
    db.session.rollback()
    endings = decide_at_once(app, deeds)
    db.session.rollback()
    assert endings.count("kept") == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Decision)) == amendment.change_count
    assert [v.number for v in db.session.scalars(sa.select(Version).order_by(Version.number))] == [1, 2]
    assert fingerprint(text_of(document, 2)) == db.session.scalars(sa.select(Version.sha256)).all()[-1]


def test_two_moderators_publishing_the_same_desk_make_one_version(app: Flask, cast: Cast) -> None:
    document = published(cast)
    for by, words in ((cast.ada, {"tempi": "Entro il 2025."}), (cast.sami, {"destinatari": "Chiunque."})):
        with writing():
            amendment = propose(document, text(**words), by=by, base=1, reason="Così.")
        staged(amendment, cast.mara)
    seal, id, people = desk_of(document).seal, document.id, (cast.mara.id, cast.mino.id)
    db.session.rollback()
    start, endings = threading.Barrier(2), []

    def run(moderator_id: int) -> None:
        with app.app_context():
            found, moderator = db.session.get_one(Document, id), db.session.get_one(User, moderator_id)
            start.wait()
            try:
                publish(found, by=moderator, seen_version=1, seal=seal)
                db.session.commit()
                endings.append("kept")
            except Changed:
                endings.append("told")
            finally:
                db.session.rollback()
                db.session.remove()

    threads = [threading.Thread(target=run, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    db.session.rollback()
    assert sorted(endings) == ["kept", "told"]
    assert document.version == 2 and document.pending == 0
    assert document.text == text(tempi="Entro il 2025.", destinatari="Chiunque.")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Decision)) == 2
