# SPDX-License-Identifier: AGPL-3.0-or-later
"""The people of a process: appointed, invited, removed."""

import pytest
import sqlalchemy as sa

from auth import passwords
from auth.models import Invitation, Member, User
from db import db, now
from journal.models import Event, Message
from tests.make import process, writing

PEOPLE = "/processes/piano/people"


def test_staff_appoint_a_person_who_has_an_account(cast, visit):
    page = visit(cast.bruno).get(PEOPLE).press("Nomina o invita", email="Zoe@example.org", role="moderator")
    assert "Ruolo assegnato" in page.html
    assert db.session.get(User, cast.zoe.id).has_role("moderator", cast.process)
    assert db.session.scalars(sa.select(Message.kind)).all() == ["appointed"]
    assert db.session.scalars(sa.select(Event.kind)).all() == ["member.appointed"]
    page = page.press("Togli Zoe (Moderazione)")
    assert not db.session.get(User, cast.zoe.id).has_role("moderator", cast.process)
    assert db.session.scalars(sa.select(Event.kind).order_by(Event.id)).all()[-1] == "member.removed"


def test_whoever_has_no_account_is_invited_once(cast, visit):
    page = visit(cast.ines).get(PEOPLE).press("Nomina o invita", email="new@example.org", role="participant")
    assert "Invito mandato" in page.html
    assert "new@example.org" in page.text
    message = db.session.scalars(sa.select(Message)).one()
    assert (message.kind, message.to_address) == ("invitation", "new@example.org")
    again = page.press("Nomina o invita", email="new@example.org", role="participant")
    assert again.status == 422
    assert "già stato invitato" in again.text
    page = visit(cast.ines).get(PEOPLE).press("Ritira l’invito a new@example.org")
    assert db.session.scalars(sa.select(Invitation)).all() == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"email": "mara@example.org", "role": "moderator"}, "ha già questo ruolo"),
        ({"email": "mara", "role": "moderator"}, "non è un indirizzo"),
        ({"email": "mara@example.org", "role": "king"}, ""),
        ({"email": "", "role": "staff"}, "Scrivi l’indirizzo"),
        ({"email": "zoe@example.org"}, "Scegli un ruolo"),
    ],
)
def test_what_cannot_stand_is_refused(cast, visit, fields, sentence):
    page = visit(cast.bruno).get(PEOPLE).press("Nomina o invita", **fields)
    assert page.status == 422
    assert sentence in page.text
    assert db.session.scalars(sa.select(sa.func.count()).select_from(Member)).one() == 3


@pytest.mark.parametrize("who", ["ada", "mara"])
def test_nobody_else_appoints_people(cast, visit, who):
    assert visit(getattr(cast, who)).get(PEOPLE).status == 403


def test_people_of_another_process_are_out_of_reach(cast, visit):
    with writing():
        other = process(slug="altro", prefix="alt")
        db.session.flush()
        member = Member(process_id=other.id, user_id=cast.zoe.id, role="staff", created_at=now())
        invitation = Invitation(
            process_id=other.id, email="x@example.org", role="staff", by_id=cast.ines.id, created_at=now()
        )
        db.session.add_all([member, invitation])
    visitor = visit(cast.bruno)
    form, _ = visitor.get(PEOPLE).button("Nomina o invita")
    token = {"csrf_token": next(e.get("value") for e in form.iter("input") if e.get("name") == "csrf_token")}
    assert visitor.post(f"{PEOPLE}/{member.id}/remove", token).status == 404
    assert visitor.post(f"/processes/piano/invitations/{invitation.id}/withdraw", token).status == 404
    assert visitor.get("/processes/altro/people").status == 403


def test_signing_in_accepts_what_waited(cast, visit):
    with writing():
        cast.zoe.password_hash = passwords.hashed("quattro gatti rossi")
        db.session.add(
            Invitation(
                process_id=cast.process.id, email="zoe@example.org", role="staff", by_id=cast.ines.id, created_at=now()
            )
        )
    visit().get("/sign-in?next=/account").press("Accedi", email="zoe@example.org", password="quattro gatti rossi")
    assert db.session.get(User, cast.zoe.id).has_role("staff", cast.process)
    assert db.session.scalars(sa.select(Invitation.accepted_at)).one() is not None
