# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who administers the site: appointed and removed by those who do, and somebody always does."""

import threading

import pytest
import sqlalchemy as sa

from auth import administrator_actions
from auth.account_actions import erase
from auth.models import User
from db import Invalid, db, transaction
from journal.models import Event, Message
from tests.make import writing


def anew(person):
    """Read a person anew from the database."""
    db.session.expire_all()
    return db.session.get(User, person.id)


def test_an_administrator_appoints_another_who_reads_so_in_a_letter(cast, visit):
    page = visit(cast.ines).get("/account").follow("Chi amministra la piattaforma")
    assert "Qualcuno deve sempre amministrare" in page.text and "Togli" not in page.text
    page = page.press("Nomina", email=" Bruno@example.org ")
    assert "La persona ora amministra la piattaforma." in page.text
    assert "Bruno (bruno@example.org)" in page.text and "Togli Ines" in page.text
    assert anew(cast.bruno).is_admin
    message = db.session.scalars(sa.select(Message)).one()
    assert (message.kind, message.to_user_id) == ("administrator", cast.bruno.id)
    event = db.session.scalars(sa.select(Event)).one()
    assert (event.kind, event.actor_id, event.data) == (
        "administrator.appointed",
        cast.ines.id,
        {"person": cast.bruno.pseudonym},
    )


def test_an_administrator_steps_back_when_there_is_another(cast, visit):
    page = visit(cast.ines).get("/administrators").press("Nomina", email="bruno@example.org")
    page = page.press("Togli Ines")
    assert page.path == "/account" and "Amministri la piattaforma" not in page.text
    assert not anew(cast.ines).is_admin and anew(cast.bruno).is_admin
    assert visit(cast.ines).get("/administrators").status == 403


def test_the_last_administrator_stays(cast, visit):
    with pytest.raises(Invalid, match="unico account"), writing():
        administrator_actions.dismiss(cast.ines, by=cast.ines)
    assert anew(cast.ines).is_admin
    assert db.session.scalars(sa.select(Event)).all() == []


@pytest.mark.parametrize("leave", [administrator_actions.dismiss, lambda user, by: erase(user, "", by=by)])
def test_of_two_administrators_who_leave_at_once_one_stays(app, cast, leave):
    with writing():
        cast.bruno.is_admin = True
    ids, start, endings = (cast.ines.id, cast.bruno.id), threading.Barrier(2), []

    def go(number):
        with app.app_context():
            start.wait()
            try:
                with transaction():
                    user = db.session.get_one(User, number)
                    leave(user, by=user)
                endings.append("left")
            except Invalid:
                endings.append("stayed")
            finally:
                db.session.remove()

    db.session.remove()
    threads = [threading.Thread(target=go, args=(number,)) for number in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(endings) == ["left", "stayed"]
    assert db.session.scalar(sa.select(sa.func.count()).where(User.is_admin)) == 1


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("", "Scrivi l’indirizzo della persona."),
        ("nessuno@example.org", "chiedi alla persona di iscriversi"),
        ("ines@example.org", "amministra già"),
        ("bruno", "non è un indirizzo"),
    ],
)
def test_whom_nobody_can_appoint(cast, visit, email, sentence):
    page = visit(cast.ines).get("/administrators").press("Nomina", email=email)
    assert page.status == 422 and sentence in page.text
    assert db.session.scalars(sa.select(Event)).all() == []
