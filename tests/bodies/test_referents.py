# SPDX-License-Identifier: AGPL-3.0-or-later
"""A body's referents run its processes, with nobody who administers the site; and no others."""

import pytest

from auth.models import Body, Mandate
from db import db, now
from processes import queries
from processes.models import Process
from processes.sheet.models import Involvement
from tests.make import published, writing


@pytest.fixture
def town(cast):
    """A town whose referent is Ada."""
    with writing():
        made = Body(name="Comune di Roccascura", email="urp@roccascura.example")
        db.session.add(made)
        db.session.add(Mandate(body=made, user=cast.ada, by_id=cast.ines.id, created_at=now(), referent=True))
        db.session.add(Mandate(body=made, user=cast.zoe, by_id=cast.ines.id, created_at=now()))
    return made


def begin(visitor, body):
    """Create a process of a body from its page."""
    page = visitor.get(f"/bodies/{body.id}").follow("Crea un processo di questo ente")
    assert body.name in page.text
    return page.press("Crea il processo", title="Bilancio dei quartieri", slug="quartieri", prefix="qua")


def test_a_referent_creates_a_process_of_the_body_and_runs_it(cast, visit, town):
    visitor = visit(cast.ada)
    assert begin(visitor, town).path == "/processes/quartieri/phases"
    process = queries.by_slug("quartieri")
    assert process.holder_ids == {town.id}
    visitor.get("/processes/quartieri/parts").press("Aggiungi la parte", number="1", title="Scuole")
    visitor.get("/processes/quartieri/people").press("Nomina o invita", email="mara@example.org", role="moderator")
    assert visitor.get("/processes/quartieri/proposals/new").status == 200
    page = visit().get("/processes/quartieri")
    assert "L’ente titolare" in page.text and "urp@roccascura.example" in page.text
    assert page.follow("Informativa privacy di Comune di Roccascura").path == "/bodies/1#privacy"
    assert "Titolari della decisione" in visit().get("/bodies/1").text


def test_a_referent_reads_what_others_read(cast, visit, town):
    document = published(cast)
    for path in ("/", "/processes/piano", "/processes/piano/plan", f"/proposals/{document.id}"):
        assert visit(cast.ada).get(path).status == 200, path


def test_whoever_only_acts_for_a_body_runs_nothing(cast, visit, town):
    begin(visit(cast.ada), town)
    visitor = visit(cast.zoe)
    assert not visitor.get("/bodies/1").has_link("Crea un processo di questo ente")
    for path in ("/processes/new?body=1", "/processes/quartieri/edit", "/processes/quartieri/people", "/bodies/1/edit"):
        assert visitor.get(path).status == 403, path


def test_a_referent_runs_nothing_of_others(cast, visit, town):
    with writing():
        other = Body(name="Comune di Altrove")
        db.session.add(other)
        db.session.flush()
        db.session.add(Involvement(process_id=cast.process.id, role="promoter", body=town))
        db.session.add(Involvement(process_id=cast.process.id, role="holder", body=other))
    visitor = visit(cast.ada)
    elsewhere = [f"/bodies/{other.id}/edit", f"/bodies/{other.id}/people", f"/attachments/body/{other.id}"]
    creating = ["/processes/new", f"/processes/new?body={other.id}", "/processes/new?body=99"]
    for path in [*creating, *elsewhere, "/processes/piano/edit"]:
        assert visitor.get(path).status in (403, 404), path


def test_a_process_that_a_body_comes_to_hold_is_run_by_its_referents_as_long_as_it_does(cast, visit, town):
    assert visit(cast.ada).get("/processes/piano/edit").status == 403
    page = visit(cast.bruno).get("/processes/piano/facts/bodies")
    page = page.press("Aggiungi l’ente", role="holder", name="Comune di Roccascura")
    assert visit(cast.ada).get("/processes/piano/edit").status == 200
    page.press("Togli Comune di Roccascura")
    assert visit(cast.ada).get("/processes/piano/edit").status == 403


def test_a_reserved_process_lets_the_referents_of_its_holder_in(cast, town):
    with writing():
        process = db.session.get(Process, cast.process.id)
        process.participation = "invitation"
        db.session.add(Involvement(process_id=process.id, role="holder", body_id=town.id))
        db.session.flush()
        assert process.admits(cast.ada) and not process.admits(cast.zoe)


def test_a_referent_invites_another_and_changes_page_and_files(cast, visit, town):
    visitor = visit(cast.ada)
    visitor.get("/bodies/1/people").press("Conferma o invita", email="sami@example.org", referent="y")
    visitor.get("/bodies/1/edit").press("Salva i dati", phone="123")
    assert visitor.get("/attachments/body/1").status == 200
    assert "123" in visit(cast.sami).get("/bodies/1").text
    assert visit(cast.sami).get("/bodies/1/edit").status == 200
    assert visitor.get("/bodies/1/merge").status == 403
