# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drafts: begun from a template, saved by several people at once, previewed, published."""

import re
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa

from auth.models import User
from db import db, transaction
from proposals import draft_actions, queries
from proposals.models import DraftSave, Proposal
from tests.make import writing

BODY = "## Obiettivo\n\nFormare il personale.\n\n## Tempi di realizzazione\n\nEntro il 2024."


def drafted(cast, body=BODY, title="Reti di colleghi"):
    """Write a draft by Bruno through the real action, and return its id."""
    with writing():
        return draft_actions.draft(cast.process, f"# {title}\n\n{body}", by=cast.bruno).document_id


def last_text(id):
    db.session.rollback()  # what others wrote is seen from here on
    return queries.save(db.session.get(Proposal, id), db.session.get(Proposal, id).last_save).text


def test_a_new_draft_begins_with_the_headings_of_its_process(cast, visit):
    page = visit(cast.bruno).get("/processes/piano/proposals/new")
    for heading in cast.process.headings:
        assert f"## {heading}" in page.html
    page = page.press("Salva la bozza", title="Reti di colleghi", body=BODY)
    assert page.status == 200
    assert "La bozza è salvata" in page.text
    assert page.follow("Anteprima di ciò che è salvato").all(".//main//h2")[0].text == "Obiettivo"


def test_a_draft_is_in_no_list_and_on_no_page_for_others(cast, visit):
    id = drafted(cast)
    for who in (None, cast.ada, cast.mara):
        for path in ("", "/draft", "/draft/preview", "/draft/saves", "/draft/saves/1", "/publish"):
            assert visit(who).get(f"/proposals/{id}{path}").status in (
                404,
                200 if path == "/publish" and not who else 404,
            )
        assert visit(who).get("/processes/piano/drafts").status == 404
    assert "Reti di colleghi" not in visit().get("/processes/piano/proposals").text
    assert "Reti di colleghi" not in visit().get("/processes/piano").text
    assert "Reti di colleghi" not in visit().get("/").text
    assert "Nessuna proposta trovata" in visit().get("/search?q=colleghi").text
    assert "Reti di colleghi" in visit(cast.bruno).get("/processes/piano/drafts").text


def test_only_staff_begin_a_draft_and_only_while_the_phase_is_open(cast, visit):
    assert visit(cast.ada).get("/processes/piano/proposals/new").status == 403
    with writing():
        cast.process.phases[0].proposing = False
    assert visit(cast.bruno).get("/processes/piano/proposals/new").status == 403


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Scrivi il titolo"),
        ("title", "\u202e\u200b", "Scrivi il titolo"),
        ("title", "t" * 301, "al massimo 300"),
        ("body", "", "Scrivi il testo"),
        ("body", "a" * 200_001, "troppo lungo"),
    ],
)
def test_what_cannot_stand_comes_back_with_everything_typed(cast, visit, field, value, sentence):
    words = {"title": "Un titolo mio", "body": "Parole mie.", field: value}
    page = visit(cast.bruno).get("/processes/piano/proposals/new").press("Salva la bozza", **words)
    assert page.status == 422
    assert sentence in page.text
    assert ("Parole mie." in page.html) == (field != "body")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(DraftSave)) == 0


def test_invisible_signs_and_scripts_are_harmless_in_a_draft(cast, visit):
    page = visit(cast.bruno).get("/processes/piano/proposals/new")
    page = page.press("Salva la bozza", title="Re\x00ti\u202e", body="a\x00b <script>alert(1)</script>\u200b")
    id = int(re.search(r"/proposals/(\d+)/draft", page.path)[1])
    assert last_text(id) == "# Reti\n\nab <script>alert(1)</script>"
    page = visit(cast.bruno).get(f"/proposals/{id}/draft/preview")
    assert "<script>alert" not in page.html


def test_every_save_is_kept_and_shows_what_it_changed(cast, visit):
    id, bruno = drafted(cast), visit(cast.bruno)
    bruno.get(f"/proposals/{id}/draft").press("Salva la bozza", body=BODY.replace("il personale", "tutto il personale"))
    page = bruno.get(f"/proposals/{id}/draft").follow("Tutti i salvataggi (2)")
    page = page.follow("Salvataggio 2")
    assert "tutto" in "".join(page.all(".//div[@class='difference prose']//ins")[0].itertext())
    assert bruno.get(f"/proposals/{id}/draft/saves/9").status == 404


def test_saving_what_is_already_saved_makes_no_new_save(cast, visit):
    id = drafted(cast)
    visit(cast.bruno).get(f"/proposals/{id}/draft").press("Salva la bozza")
    assert len(queries.saves(db.session.get(Proposal, id))) == 1


def test_saves_of_two_people_are_merged_and_they_are_told(cast, visit):
    id, bruno = drafted(cast), visit(cast.bruno)
    page = bruno.get(f"/proposals/{id}/draft").press("Aggiungi alla stesura", email="ada@example.org")
    assert "Ada ora può scrivere questa bozza" in page.text
    mine, hers = bruno.get(f"/proposals/{id}/draft"), visit(cast.ada).get(f"/proposals/{id}/draft")
    mine.press("Salva la bozza", body=BODY.replace("Formare", "Formare e aggiornare"))
    page = hers.press("Salva la bozza", body=BODY.replace("2024", "2025"))
    assert "unita alle parole salvate nel frattempo da Bruno" in page.text
    assert "Formare e aggiornare" in last_text(id)
    assert "Entro il 2025" in last_text(id)


def clash(cast, visit):
    """Let Bruno and Ada change the same words; return the draft's id and the page Ada gets."""
    id, bruno = drafted(cast), visit(cast.bruno)
    bruno.get(f"/proposals/{id}/draft").press("Aggiungi alla stesura", email="ada@example.org")
    hers = visit(cast.ada).get(f"/proposals/{id}/draft")
    bruno.get(f"/proposals/{id}/draft").press("Salva la bozza", body=BODY.replace("2024", "2025"))
    changed = BODY.replace("2024", "2030").replace("Formare", "Istruire")
    return id, hers.press("Salva la bozza", body=changed)


def test_clashing_saves_overwrite_nothing_and_keep_all_that_was_typed(cast, visit):
    id, page = clash(cast, visit)
    assert page.status == 409
    assert "2025" in page.text
    assert "2030" in page.text
    assert "Istruire" in page.html
    assert "2025" in last_text(id)
    assert "2030" not in last_text(id)


@pytest.mark.parametrize(
    ("choice", "own", "result"),
    [("saved", "", "2025"), ("mine", "", "2030"), ("own", "2026 o 2027", "2026 o 2027")],
)
def test_a_person_settles_each_clash(cast, visit, choice, own, result):
    id, page = clash(cast, visit)
    page = page.press("Salva con le parole scelte", **{"choice-0": choice, "own-0": own})
    assert page.status == 200
    assert result in last_text(id)
    assert "Istruire" in last_text(id)


def test_a_clash_without_a_choice_comes_back(cast, visit):
    id, page = clash(cast, visit)
    page = page.press("Salva con le parole scelte", **{"own-0": "parole quasi perse"})
    assert page.status == 409
    assert "Manca ancora una scelta" in page.text
    assert "parole quasi perse" in page.html
    assert db.session.get(Proposal, id).last_save == 2


def test_a_choice_made_against_an_older_save_is_asked_again(cast, visit):
    id, page = clash(cast, visit)
    visit(cast.bruno).get(f"/proposals/{id}/draft").press("Salva la bozza", body=BODY.replace("2024", "2029"))
    page = page.press("Salva con le parole scelte", **{"choice-0": "mine"})
    assert page.status == 409
    assert "2029" in page.text
    assert "2029" in last_text(id)


@pytest.mark.parametrize("base", ["77", "-1", "1e9", "99999999999", "\x00", ""])
def test_a_forged_base_changes_nothing(cast, visit, base):
    id = drafted(cast)
    page = visit(cast.bruno).get(f"/proposals/{id}/draft").press("Salva la bozza", base=base, body="Altro.")
    assert page.status == 422
    assert "Altro." in page.html
    assert last_text(id).endswith("Entro il 2024.")


@pytest.mark.parametrize(
    ("email", "sentence"),
    [("nobody@example.org", "Nessuno si è registrato"), ("bruno@example.org", "già"), ("", "Scrivi")],
)
def test_a_coauthor_must_be_a_person_who_does_not_write_yet(cast, visit, email, sentence):
    id = drafted(cast)
    page = visit(cast.bruno).get(f"/proposals/{id}/draft").press("Aggiungi alla stesura", email=email)
    assert page.status == 422
    assert sentence in page.text


def test_parallel_saves_of_a_draft_lose_nothing(app, cast):
    paragraphs = [f"Paragrafo {n} con le sue parole." for n in range(8)]
    id = drafted(cast, "\n\n".join(paragraphs))
    start, faults, number = Barrier(len(paragraphs)), [], cast.bruno.id

    def save(n: int) -> None:
        body = "\n\n".join(paragraphs).replace(f"Paragrafo {n} ", f"Paragrafo {n} salvato ")
        try:
            with app.app_context():
                start.wait()
                draft, bruno = db.session.get_one(Proposal, id), db.session.get_one(User, number)
                draft_actions.save(draft, f"# Reti\n\n{body}", by=bruno, base=1)
                db.session.commit()
        except Exception as error:  # told by the test below, in its own thread
            faults.append(error)

    threads = [Thread(target=save, args=(n,)) for n in range(len(paragraphs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    text = last_text(id)
    for n in range(len(paragraphs)):
        assert f"Paragrafo {n} salvato" in text
    assert db.session.get(Proposal, id).last_save == len(paragraphs) + 1


def test_a_published_text_is_no_longer_saved_as_a_draft(cast, visit):
    id, bruno = drafted(cast), visit(cast.bruno)
    page = bruno.get(f"/proposals/{id}/draft")
    bruno.get(f"/proposals/{id}/publish").press("Pubblica adesso")
    page = page.press("Salva la bozza", body="Di nascosto.")
    assert "Di nascosto" not in last_text(id)
    assert bruno.get(f"/proposals/{id}/draft").path == f"/proposals/{id}"
    with pytest.raises(Exception), transaction():  # noqa: B017, PT011 - Refused, whatever its sentence
        draft_actions.save(db.session.get(Proposal, id), "# a\n\nb", by=cast.bruno, base=1)
