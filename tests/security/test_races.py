# SPDX-License-Identifier: AGPL-3.0-or-later
"""Deeds that arrive at the same moment: whatever comes first, nothing is lost, and what is counted stays right."""

import threading
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from amendments.decisions.actions import Ruling, decide
from amendments.documents import actions as document_actions
from amendments.models import Document, Support
from amendments.record.verify import verify
from amendments.request_models import Amendment, AmendmentState, Decision, Visibility
from amendments.requests import actions as amendment_actions
from amendments.support import actions as support_actions
from auth.models import User
from comments import actions as comment_actions
from comments.models import Comment
from db import Changed, Invalid, begin_writing, db
from permissions import Refused
from tests.make import Cast, published, text, writing

ROUNDS = 3


def accept(amendment: Amendment, by: User) -> None:
    """Accept every point of an amendment as it stands."""
    rows = amendment_actions.changes_of(amendment, amendment.revision)
    rulings = [Ruling(row.number, "accepted", "Sì.") for row in rows]
    decide(amendment, rulings, by=by, seen_version=amendment.document.version, seen_revision=amendment.revision)


Deed = Callable[[Amendment, User], object]
DEEDS: list[tuple[str, Deed]] = [
    ("ada", lambda a, by: amendment_actions.withdraw(a, by=by)),
    ("ada", lambda a, by: amendment_actions.revise(a, text(tempi="Mai."), by=by, seen=1, reason="Meglio.")),
    ("mara", accept),
    ("mino", accept),
    ("mino", lambda a, by: amendment_actions.moderate(a, by=by, show=False, reason="Fuori tema.")),
    ("sami", lambda a, by: support_actions.support_amendment(a, by=by)),
    ("sami", lambda a, by: support_actions.support_amendment(a, by=by)),
    ("zoe", lambda a, by: support_actions.support(a.document, by=by)),
    ("zoe", lambda a, by: support_actions.unsupport(a.document, by=by)),
    ("zoe", lambda a, by: comment_actions.post(a.document, "Bene.", by=by, amendment=a)),
]
ENDS: list[tuple[str, Deed]] = [
    ("bruno", lambda a, by: document_actions.close(a.document, by=by)),
    ("bruno", lambda a, by: document_actions.conclude(a.document, by=by, adopted=True, reason="Atto 1.")),
    ("bruno", lambda a, by: document_actions.withdraw(a.document, by=by, reason="Superata.")),
    ("ada", lambda a, by: amendment_actions.revise(a, text(tempi="Mai."), by=by, seen=1, reason="Meglio.")),
    ("sami", lambda a, by: support_actions.support_amendment(a, by=by)),
    ("mara", accept),
]


def at_once(app: Flask, cast: Cast, amendment: Amendment, deeds: list[tuple[str, Deed]]) -> list[BaseException]:
    """Do the deeds in as many threads, each as a view would; return the errors that are not answers to people."""
    start, wrong, id = threading.Barrier(len(deeds)), [], amendment.id
    people = {who: getattr(cast, who).id for who, _ in deeds}
    db.session.rollback()

    def run(who: str, deed: Deed) -> None:
        with app.app_context():
            start.wait()
            try:
                begin_writing()
                deed(db.session.get_one(Amendment, id), db.session.get_one(User, people[who]))
                db.session.commit()
            except (Refused, Changed, Invalid):
                pass
            except BaseException as error:
                wrong.append(error)
            finally:
                db.session.rollback()
                db.session.remove()

    threads = [threading.Thread(target=run, args=deed) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    db.session.rollback()
    return wrong


def how_many(model: type, *words: sa.ColumnElement[bool]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*words)) or 0


def check_counters(document: Document) -> None:
    of_this = (Amendment.document_id == document.id, Amendment.visibility == Visibility.SHOWN)
    assert document.amendments == how_many(Amendment, *of_this)
    assert document.pending == how_many(Amendment, *of_this, Amendment.state == AmendmentState.PENDING)
    mine = (Support.document_id == document.id, Support.amendment_id.is_(None))
    assert document.supports == how_many(Support, *mine)
    for amendment in db.session.scalars(sa.select(Amendment).where(Amendment.document_id == document.id)):
        assert amendment.supports == how_many(Support, Support.amendment_id == amendment.id)
        assert amendment.comments == how_many(Comment, Comment.amendment_id == amendment.id)


@pytest.mark.parametrize("deeds", [DEEDS, ENDS])
def test_deeds_at_once_end_in_one_order_with_nothing_lost(
    app: Flask, cast: Cast, deeds: list[tuple[str, Deed]]
) -> None:
    for turn in range(ROUNDS):
        document = published(cast)
        with writing():
            amendment = amendment_actions.propose(
                document, text(tempi=f"Entro il {2025 + turn}."), by=cast.ada, base=1, reason="Più tempo."
            )
        assert at_once(app, cast, amendment, deeds) == []
        decided = how_many(Decision, Decision.document_id == document.id)
        assert decided == (amendment.change_count if amendment.state == "decided" else 0)
        assert document.version == (2 if decided else 1)
        if document.state != "open":
            assert amendment.state != "pending"
        check_counters(document)
    assert verify().breaks == []
