# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bodies, and the people confirmed to act for them."""

import pytest
import sqlalchemy as sa

from auth.models import Body, Mandate, User
from db import db
from journal.models import Event


def test_an_administrator_registers_a_body_and_confirms_who_acts_for_it(cast, visit):
    visitor = visit(cast.ines)
    visitor.get("/bodies").press("Registra l’ente", name="Comune di  Roccascura", place="Roccascura", province="aq")
    body = db.session.scalars(sa.select(Body)).one()
    assert (body.name, body.place, body.province) == ("Comune di Roccascura", "Roccascura", "AQ")
    page = visitor.get("/bodies").press("Conferma chi agisce per Comune di Roccascura", email="Ada@example.org")
    assert "Ada (ada@example.org)" in page.text
    assert db.session.get(User, cast.ada.id).acts_for(body.id)
    page.press("Togli Ada")
    assert not db.session.get(User, cast.ada.id).acts_for(body.id)
    assert db.session.scalars(sa.select(Mandate)).all() == []
    kinds = db.session.scalars(sa.select(Event.kind).order_by(Event.id)).all()
    assert kinds == ["body.created", "body.entrusted", "body.dismissed"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "Scrivi il nome"),
        ({"name": "x" * 201}, "al massimo 200"),
        ({"name": "A", "province": "Roma"}, "due lettere"),
        ({"name": "A", "place": "x" * 101}, "troppo lungo"),
        ({"name": "Comune"}, "c’è già"),
    ],
)
def test_a_body_that_cannot_stand_is_refused(cast, visit, fields, sentence):
    visitor = visit(cast.ines)
    visitor.get("/bodies").press("Registra l’ente", name="Comune")
    page = visitor.get("/bodies").press("Registra l’ente", **fields)
    assert page.status == 422
    assert sentence in page.text
    assert len(db.session.scalars(sa.select(Body)).all()) == 1


@pytest.mark.parametrize("email", ["nobody@example.org", "x", ""])
def test_only_a_person_with_an_account_acts_for_a_body(cast, visit, email):
    visitor = visit(cast.ines)
    page = visitor.get("/bodies").press("Registra l’ente", name="Comune")
    page = page.press("Conferma chi agisce per Comune", email=email)
    assert page.status == 422
    assert page.all(".//*[@aria-invalid]")


@pytest.mark.parametrize("who", ["ada", "bruno", "mara"])
def test_only_administrators_see_bodies(cast, visit, who):
    assert visit(getattr(cast, who)).get("/bodies").status == 403


def test_visitors_are_asked_to_sign_in(cast, visit):
    assert visit().get("/bodies").path == "/sign-in"
