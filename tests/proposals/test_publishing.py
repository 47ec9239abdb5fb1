# SPDX-License-Identifier: AGPL-3.0-or-later
"""Publishing a draft: reference, origin, place in the plan, and the order of the plan."""

from threading import Barrier, Thread

import pytest

from amendments.documents.texts import text_of
from auth.models import Body, Mandate, User
from db import db, now
from processes.plan import actions as parts
from proposals import actions, plan_actions, queries
from proposals.models import Proposal
from proposals.numbers import is_number, natural
from tests.make import writing
from tests.proposals.test_drafts import BODY, drafted


def publish(cast, title, part=None, number="", **more):
    """Draft and publish a proposal through the real actions; return it."""
    id = drafted(cast, title=title)
    with writing():
        proposal = db.session.get(Proposal, id)
        place = actions.Place(part_id=part.id if part else None, number=number, **more)
        actions.publish(proposal, place, by=cast.bruno, seen=1)
    return proposal


def add_part(cast, number, title="Parte"):
    with writing():
        return parts.add_part(cast.process, number, title, by=cast.bruno)


def titles(cast):
    return [row.title for row in queries.plan(cast.process)]


def test_staff_publish_a_draft_with_part_and_number(cast, visit):
    part, id = add_part(cast, "5", "Competenze"), drafted(cast)
    page = visit(cast.bruno).get(f"/proposals/{id}/publish")
    page = page.press("Pubblica adesso", part_id=part.id, number="5.2")
    assert page.status == 200
    reference = f"par-PROP-{actions.today():%Y-%m}-1"
    assert reference in page.text
    proposal = db.session.get(Proposal, id)
    assert (proposal.reference, proposal.number, proposal.document.state) == (reference, "5.2", "open")
    assert text_of(proposal.document, 1) == f"# Reti di colleghi\n\n{BODY}"
    assert proposal.excerpt.startswith("Formare il personale.")
    plan = visit().get("/processes/piano").text
    assert plan.index("5 Competenze") < plan.index("5.2 Reti di colleghi")


def test_a_proposal_from_elsewhere_keeps_its_date_and_reference(cast, visit):
    id = drafted(cast)
    page = visit(cast.bruno).get(f"/proposals/{id}/publish")
    words = {"original_date": "2022-06-20", "original_reference": "par-PROP-2022-05-3343"}
    page.press("Pubblica adesso", **words)
    proposal = db.session.get(Proposal, id)
    assert proposal.reference == proposal.original_reference == "par-PROP-2022-05-3343"
    assert proposal.original_date.isoformat() == "2022-06-20"
    assert "20 giugno 2022" in visit().get("/processes/piano/proposals").text
    assert cast.process.last_reference == 0


def test_a_reference_entered_by_hand_is_not_given_twice(cast):
    taken = f"par-PROP-{actions.today():%Y-%m}-1"
    publish(cast, "Prima", original_reference=taken)
    assert publish(cast, "Seconda").reference == taken[:-1] + "2"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("number", "5 due", "Scrivi un numero"),
        ("number", "5.2", "già di un’altra proposta"),
        ("number", "1" * 21, "al massimo 20"),
        ("original_date", "2999-01-01", "tra il 1900"),
        ("original_date", "2199-01-01", "non può essere nel futuro"),
        ("original_date", "ieri", ""),
        ("original_reference", "a b", "senza spazi"),
        ("original_reference", "rif-1", "già di un’altra proposta"),
        ("part_id", "999", ""),
        ("part_id", "x", ""),
        ("part_id", "99999999999999999999", ""),
    ],
)
def test_what_cannot_be_published_comes_back_as_typed(cast, visit, field, value, sentence):
    add_part(cast, "5")
    publish(cast, "Prima", number="5.2", original_reference="rif-1")
    id = drafted(cast)
    words = {"number": "7.7", field: value}
    page = visit(cast.bruno).get(f"/proposals/{id}/publish").press("Pubblica adesso", **words)
    assert page.status == 422
    assert sentence in page.text
    assert field == "number" or "7.7" in page.html
    db.session.expire_all()
    assert db.session.get(Proposal, id).document.state == "draft"
    assert db.session.get(Proposal, id).reference is None


def test_proposals_published_at_once_get_references_and_places_of_their_own(app, cast):
    part, bruno = add_part(cast, "5").id, cast.bruno.id
    ids = [drafted(cast, title=f"Proposta {n}") for n in range(5)]
    start, faults = Barrier(len(ids)), []

    def publish_one(id: int) -> None:
        try:
            with app.app_context():
                start.wait()
                draft, person = db.session.get_one(Proposal, id), db.session.get_one(User, bruno)
                actions.publish(draft, actions.Place(part_id=part), by=person, seen=1)
                db.session.commit()
        except Exception as error:  # told below, in the test's own thread
            faults.append(error)

    threads = [Thread(target=publish_one, args=(id,)) for id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    db.session.rollback()
    proposals = [db.session.get_one(Proposal, id) for id in ids]
    assert sorted(p.reference.rpartition("-")[2] for p in proposals) == ["1", "2", "3", "4", "5"]
    assert len({p.position for p in proposals}) == 5


def test_a_part_of_another_process_is_refused(cast, visit):
    part = add_part(cast, "5")
    with writing():
        other = type(cast.process)(slug="altro", title="Altro", prefix="alt", headings=[], domains=[], created_at=now())
        db.session.add(other)
        db.session.flush()
        part.process_id = other.id
    id = drafted(cast)
    page = visit(cast.bruno).get(f"/proposals/{id}/publish").press("Pubblica adesso", part_id=part.id)
    assert page.status == 422


def test_words_saved_meanwhile_are_not_published_unread(cast, visit):
    id, bruno = drafted(cast), visit(cast.bruno)
    page = bruno.get(f"/proposals/{id}/publish")
    bruno.get(f"/proposals/{id}/draft").press("Salva la bozza", body="Altre parole.")
    page = page.press("Pubblica adesso", number="5.5")
    assert page.status == 422
    assert "salvata di nuovo" in page.text
    assert "Altre parole." in page.text
    assert "5.5" in page.html
    assert page.press("Pubblica adesso").status == 200


def test_a_body_is_author_only_through_who_acts_for_it(cast, visit):
    with writing():
        body = Body(name="Unione dei Comuni")
        db.session.add(body)
        db.session.flush()
    id = drafted(cast)
    forged = {"seen": "1", "part_id": "", "body_id": str(body.id)}
    page = visit(cast.bruno).post(f"/proposals/{id}/publish", forged)
    assert page.status in (400, 422)
    with writing():
        db.session.add(Mandate(body_id=body.id, user_id=cast.bruno.id, by_id=cast.ines.id, created_at=now()))
    db.session.expire_all()
    visit(cast.bruno).get(f"/proposals/{id}/publish").press("Pubblica adesso", body_id=body.id)
    assert "Unione dei Comuni" in visit().get("/processes/piano/proposals").text


def test_coauthors_who_are_not_staff_do_not_publish(cast, visit):
    id = drafted(cast)
    visit(cast.bruno).get(f"/proposals/{id}/draft").press("Aggiungi alla stesura", email="ada@example.org")
    assert visit(cast.ada).get(f"/proposals/{id}/draft").status == 200
    assert not visit(cast.ada).get(f"/proposals/{id}/draft").has_link("Pubblica la proposta")
    assert visit(cast.ada).get(f"/proposals/{id}/publish").status == 403


def test_numbers_are_ordered_as_people_count():
    numbers = ["5.10", "5.9", "5", "10.1", "5.9b", "5.9a", "A.1", "5.9.1"]
    assert sorted(numbers, key=natural) == ["5", "5.9", "5.9.1", "5.9a", "5.9b", "5.10", "10.1", "A.1"]


@pytest.mark.parametrize("words", ["", "5.", ".5", "5 2", "5\n", "٥", "9" * 10, "1.2.3.4.5.6.7.8.9.10.11"])
def test_some_words_are_no_numbers(words):
    assert not is_number(words)


def test_the_plan_stands_by_part_then_number_then_as_ordered(cast, visit):
    four, five = add_part(cast, "4"), add_part(cast, "5")
    publish(cast, "Senza parte")
    publish(cast, "Dieci", five, "5.10")
    publish(cast, "Uno", five)
    publish(cast, "Due", five)
    publish(cast, "Nove", five, "5.9")
    publish(cast, "Quattro", four, "4.1")
    assert titles(cast) == ["Quattro", "Nove", "Dieci", "Uno", "Due", "Senza parte"]
    bruno = visit(cast.bruno)
    page = bruno.get("/processes/piano/arrange").press("Sposta su Due")
    assert titles(cast) == ["Quattro", "Nove", "Dieci", "Due", "Uno", "Senza parte"]
    page = page.press("Sposta giù Due")
    assert titles(cast) == ["Quattro", "Nove", "Dieci", "Uno", "Due", "Senza parte"]
    page = bruno.get("/processes/piano/parts").press("Sposta su la parte 5")
    assert titles(cast) == ["Nove", "Dieci", "Uno", "Due", "Quattro", "Senza parte"]
    page = bruno.get("/processes/piano/arrange").follow("Cambia parte o numero di Due")
    page.press("Salva il posto", part_id=four.id, number="4.0")
    assert titles(cast) == ["Nove", "Dieci", "Uno", "Due", "Quattro", "Senza parte"]


def test_a_new_place_is_written_in_the_record_and_shown(cast, visit):
    four = add_part(cast, "4")
    proposal = publish(cast, "Mobile")
    page = visit(cast.bruno).get(f"/proposals/{proposal.document_id}/place")
    page.press("Salva il posto", part_id=four.id, number="4.1")
    plan = visit().get("/processes/piano").text
    assert "4.1 Mobile" in plan
    assert visit().get("/processes/piano/proposals").text.count("4.1 Mobile") == 1


def test_a_numbered_proposal_is_not_moved_by_buttons(cast, visit):
    proposal = publish(cast, "Ferma", number="5.1")
    page = visit(cast.bruno).get("/processes/piano/arrange")
    assert "Sposta" not in page.text.replace("Sposta la", "")
    with pytest.raises(plan_actions.Invalid), writing():
        plan_actions.move(proposal, True, by=cast.bruno)


def test_only_staff_arrange(cast, visit):
    proposal = publish(cast, "Ferma")
    for who in (cast.ada, cast.mara, cast.ines):
        assert visit(who).get("/processes/piano/arrange").status == 403
        assert visit(who).get(f"/proposals/{proposal.document_id}/place").status == 403


def test_the_whole_plan_is_one_page_with_every_text(cast, visit):
    five = add_part(cast, "5", "Competenze")
    first = publish(cast, "Prima", five, "5.1")
    publish(cast, "Seconda", five, "5.2")
    page = visit().get("/processes/piano/plan")
    assert page.status == 200
    assert page.text.count("Formare il personale.") == 2
    assert first.reference in page.text
    assert "Versione 1 del" in page.text
    assert [h.text for h in page.all(".//main//h4")] == ["Obiettivo", "Tempi di realizzazione"] * 2
