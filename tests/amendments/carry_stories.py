# SPDX-License-Identifier: AGPL-3.0-or-later
"""Short ways to let versions be born and open amendments follow them, for the tests of carry-over."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from flask import Flask

from amendments.carry.models import CarryOver
from amendments.documents.actions import correct
from amendments.models import Document
from amendments.record.verify import verify
from amendments.request_models import Amendment, Revision
from auth.models import User
from db import db
from journal.jobs import do_due
from journal.letters import Office, compose
from journal.models import Message
from tests.amendments.stories import asked
from tests.make import SECTIONS, Cast, published, text, writing

AIM = SECTIONS["Obiettivo"]
MORE = AIM.replace("rete", "rete tra Comuni")


def worked() -> None:
    """Let `flask work` do what is due."""
    while do_due():
        pass


def corrected(document: Document, by: User, **sections: str) -> None:
    """Let a version be born, in which some sections read otherwise; the open amendments follow it."""
    with writing():
        correct(document, text(**sections), by=by, base=document.version, reason="Precisazione.")
    worked()


def newest(amendment: Amendment) -> Revision:
    """Return the revision that an amendment stands in now."""
    chosen = sa.select(Revision).where(Revision.amendment_id == amendment.id, Revision.number == amendment.revision)
    return db.session.scalars(chosen).one()


def states(amendment: Amendment) -> list[tuple[int, str]]:
    """Return version and state of every carry-over of an amendment, in order."""
    chosen = sa.select(CarryOver.version, CarryOver.state).where(CarryOver.amendment_id == amendment.id)
    return [(row.version, row.state) for row in db.session.execute(chosen.order_by(CarryOver.id))]


def questions_mailed(kind: str = "carry_question") -> int:
    """Count the letters of a kind that wait to leave."""
    return db.session.scalar(sa.select(sa.func.count(Message.id)).where(Message.kind == kind)) or 0


def letter(app: Flask, tmp_path: Any) -> Any:
    """Return the last question as it would be mailed."""
    message = db.session.scalars(sa.select(Message).where(Message.kind == "carry_question").order_by(Message.id)).all()
    return compose(message[-1], Office(app.config["SETTINGS"], app.jinja_env))


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect the statements that reach the database."""
    seen: list[str] = []

    def listen(*words: Any) -> None:
        seen.append(words[2])

    sa.event.listen(db.engine, "before_cursor_execute", listen)
    yield seen
    sa.event.remove(db.engine, "before_cursor_execute", listen)


def whole() -> None:
    """Check the whole record."""
    assert verify().breaks == []


def in_the_way(cast: Cast) -> tuple[Document, Amendment]:
    """Return a document, and an amendment of two changes of which one clashes with a newer version."""
    document = published(cast)
    amendment = asked(document, cast.ada, tempi="Entro il 2025.", obiettivo=MORE)
    corrected(document, cast.bruno, tempi="Entro il 2030.")
    return document, amendment
