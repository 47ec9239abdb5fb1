# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two bodies that are the same become one: nothing that spoke of either is lost, and old addresses go on."""

import pytest
import sqlalchemy as sa

from amendments.record.verify import verify
from amendments.request_models import Amendment
from amendments.requests.actions import propose
from attachments.models import Attachment
from auth.models import Body, BodyInvitation, Mandate
from bodies.merge_actions import referring
from comments.actions import post
from db import db, now
from journal.models import Event
from processes.sheet.models import Involvement
from tests.attachments.files import picture
from tests.make import published, text, writing


@pytest.fixture
def two(cast):
    """A town, and its double under another name."""
    with writing():
        town = Body(name="Comune di Roccascura", phone="1", other_names=["Roccascura"])
        double = Body(name="Municipio di Roccascura", phone="2", ipa="c_r1", place="Roccascura", other_names=["Città"])
        db.session.add_all([town, double])
    return town, double


def merge(visitor, double, into="Comune di Roccascura", reason="Stesso codice."):
    """Merge a body from its page."""
    page = visitor.get(f"/bodies/{double.id}").follow("È il doppione di un altro ente")
    return page.press("Unisci per sempre", into=into, reason=reason)


def test_whatever_spoke_of_the_double_speaks_of_the_other(cast, visit, two):
    town, double = two
    document = published(cast)
    with writing():
        for body, role in ((town, "holder"), (double, "holder"), (double, "funder")):
            db.session.add(Involvement(process_id=cast.process.id, role=role, body=body))
        for body, who, referent in ((town, cast.ada, False), (double, cast.ada, True), (double, cast.zoe, False)):
            mandate = Mandate(body=body, user=who, by_id=cast.ines.id, created_at=now(), referent=referent)
            db.session.add(mandate)
        db.session.add(BodyInvitation(body=double, email="x@example.org", by_id=cast.ines.id, created_at=now()))
    with writing():
        wanted = text(tempi="Entro il 2025.")
        propose(document, wanted, by=cast.zoe, base=1, reason="Serve tempo.", body_id=double.id)
        post(document, "Bene.", by=cast.zoe, body_id=double.id)
    page = visit(cast.ines).get(f"/attachments/body/{double.id}")
    page.press("Aggiungi il file", title="Logo", licence="official", kind="picture", file=(picture("PNG"), "a.png"))
    assert merge(visit(cast.ines), double).path == f"/bodies/{town.id}"
    involvements = db.session.execute(sa.select(Involvement.role, Involvement.body_id).order_by(Involvement.id)).all()
    assert [tuple(row) for row in involvements] == [("holder", town.id), ("funder", town.id)]
    mandates = db.session.execute(sa.select(Mandate.user_id, Mandate.body_id, Mandate.referent)).all()
    assert {tuple(row) for row in mandates} == {(cast.ada.id, town.id, True), (cast.zoe.id, town.id, False)}
    assert db.session.scalars(sa.select(Amendment.body_id)).one() == town.id
    assert db.session.scalars(sa.select(Attachment.owner_id)).one() == town.id
    assert db.session.scalars(sa.select(BodyInvitation.body_id)).one() == town.id
    for column in referring():
        assert db.session.scalar(sa.select(sa.func.count()).where(column == double.id)) == 0, column
    assert verify().breaks == []


def test_the_other_learns_what_only_the_double_knew_and_keeps_its_own(cast, visit, two):
    town, double = two
    merge(visit(cast.ines), double)
    assert (town.phone, town.ipa, town.place) == ("1", "c_r1", "Roccascura")
    assert town.other_names == ["Roccascura", "Municipio di Roccascura", "Città"]
    event = db.session.scalars(sa.select(Event).where(Event.kind == "body.merged")).one()
    assert (event.data["double"], event.data["number"], event.data["reason"]) == (
        double.name,
        double.id,
        "Stesso codice.",
    )


def test_the_registry_knows_only_the_other(cast, visit, two):
    town, double = two
    page = visit(cast.bruno).get("/processes/piano/facts/bodies")
    page.press("Aggiungi l’ente", role="holder", name="Municipio di Roccascura")
    assert "Municipio di Roccascura" in visit().get("/processes").text
    merge(visit(cast.ines), double)
    page = visit().get("/processes")
    assert "Municipio di Roccascura" not in page.text and "Comune di Roccascura" in page.text
    visit(cast.ines).get(f"/bodies/{town.id}/edit").press("Salva i dati", name="Città di Roccascura")
    page = visit().get("/processes")
    assert "Comune di Roccascura" not in page.text and "Città di Roccascura" in page.text


def test_old_addresses_and_names_lead_to_the_other(cast, visit, two):
    town, double = two
    merge(visit(cast.ines), double)
    answer = visit().client.get(f"/en/bodies/{double.id}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/en/bodies/{town.id}")
    assert "Municipio di Roccascura" not in [a.text for a in visit().get("/bodies").all(".//h2/a")]
    assert visit(cast.ines).get(f"/bodies/{double.id}/edit").status == 404
    visit(cast.bruno).get("/processes/piano/facts/bodies").press(
        "Aggiungi l’ente", role="holder", name="Municipio di Roccascura"
    )
    assert db.session.scalars(sa.select(Involvement.body_id)).one() == town.id


@pytest.mark.parametrize(
    ("into", "reason"),
    [
        ("Comune di Roccascura", " "),
        ("Nessuno", "Perché."),
        ("Municipio di Roccascura", "Perché."),
        ("Terzo", "Perché."),
    ],
)
def test_what_cannot_be_merged_stays_as_it_is(cast, visit, two, into, reason):
    town, double = two
    with writing():
        db.session.add(Body(name="Terzo", merged_into_id=town.id))
    assert merge(visit(cast.ines), double, into, reason).status == 422
    assert double.merged_into_id is None


def test_likely_doubles_are_suggested_by_their_name(cast, visit, two):
    page = visit(cast.ines).get(f"/bodies/{two[1].id}/merge")
    assert [option.get("value") for option in page.all(".//datalist/option")] == ["Comune di Roccascura"]
