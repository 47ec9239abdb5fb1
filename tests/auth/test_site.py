# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first-run page, the settings of the site, its required pages, and what an operator types."""

import pytest
import sqlalchemy as sa

from auth import setup_code
from auth.models import Site, User
from auth.queries import by_email
from db import db
from permissions import RULES
from processes.models import Process

PASSWORD = "quattro gatti rossi"
FILLED = {
    "name": "Comune di Roccascura partecipa",
    "email": "urp@example.org",
    "admin_name": "Ines Conti",
    "admin_email": "ines@example.org",
    "admin_password": PASSWORD,
    "process_title": "Piano della formazione",
    "process_slug": "piano",
    "process_prefix": "par",
}


@pytest.fixture
def new_site(app):
    """A site that nobody set up, and the code that opens its first-run page."""
    app.extensions.pop("site_is_set_up", None)
    instance = app.config["SETTINGS"].instance
    setup_code.forget(instance)
    yield setup_code.read(instance)
    setup_code.forget(instance)


@pytest.mark.parametrize("path", ["/", "/sign-in", "/roles", "/processes/piano", "/nowhere", "/en/privacy"])
def test_every_page_leads_to_the_first_run_page_until_it_is_filled_in(new_site, visit, path):
    answer = visit().client.get(path)
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("/setup")


def test_health_answers_before_the_site_is_set_up(new_site, visit):
    assert visit().client.get("/health").status_code == 200


def test_the_first_run_page_opens_the_site(new_site, visit, app):
    visitor = visit()
    page = visitor.get(f"/setup?code={new_site}").press("Apri la piattaforma", **FILLED)
    assert page.path == "/processes/piano"
    assert db.session.scalars(sa.select(Site.name)).one() == FILLED["name"]
    process = db.session.scalars(sa.select(Process)).one()
    assert (process.slug, process.headings[0]) == ("piano", "Obiettivo")
    ines = by_email("ines@example.org")
    assert ines.is_admin and ines.is_active
    assert visitor.get("/account").path == "/account", "whoever set it up is signed in"
    assert not setup_code.fits(app.config["SETTINGS"].instance, new_site)
    assert visit().get("/setup").path == "/sign-in", "it works once"
    page = visit().get("/sign-in?next=/account").press("Accedi", email="ines@example.org", password=PASSWORD)
    assert page.path == "/account"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"code": "sbagliato"}, "Questo codice non è giusto"),
        ({"code": ""}, "Scrivi il codice"),
        ({"name": " "}, "Scrivi il nome dell’ente"),
        ({"admin_email": "ines"}, "non è un indirizzo"),
        ({"admin_password": "breve"}, "troppo corta"),
        ({"admin_password": "password123"}, "fra le più comuni"),
        ({"process_slug": "Piano 2026"}, "lettere minuscole"),
        ({"process_prefix": "?"}, "comincia con una lettera"),
        ({"pec": "x"}, "non è un indirizzo"),
        ({"tax_code": "1" * 21}, "al massimo 20"),
        ({"parent_url": "regione"}, "che comincia con https://"),
        ({"mail_url": "posta.ente.it"}, "smtp://"),
    ],
)
def test_what_cannot_stand_is_named_and_nothing_is_kept(new_site, visit, fields, sentence, app):
    page = visit().get(f"/setup?code={new_site}").press("Apri la piattaforma", **FILLED | fields)
    assert page.status == 422
    assert sentence in page.text
    for table in (Site, User, Process):
        assert db.session.scalars(sa.select(table)).all() == []
    assert setup_code.fits(app.config["SETTINGS"].instance, new_site)
    if "process_title" not in fields:
        assert page.all(".//input[@name='process_title']")[0].get("value") == "Piano della formazione"


def test_without_a_code_on_the_machine_none_fits(app):
    instance = app.config["SETTINGS"].instance
    setup_code.forget(instance)
    assert not setup_code.fits(instance, "")
    assert not setup_code.fits(instance, "None")


def test_an_administrator_changes_the_data_of_the_site(cast, visit):
    visitor = visit(cast.ines)
    page = visitor.get("/settings").press(
        "Salva", name="Comune Nuovo", privacy_text="Prima riga.\n\nSeconda <b>riga</b>.", pec="pec@example.org"
    )
    assert "Dati salvati" in page.html
    site = db.session.scalars(sa.select(Site)).one()
    assert (site.name, site.privacy_version) == ("Comune Nuovo", "2")
    page = visit().get("/privacy")
    assert "Seconda <b>riga</b>." in page.text and "Versione 2" in page.text
    assert "pec@example.org" in visit().get("/legal").text


def test_kept_pages_show_the_changed_site(cast, visit):
    assert "Comune di Prova" in visit().get("/legal").text
    visit(cast.ines).get("/settings").press("Salva", name="Comune Nuovo")
    assert "Comune Nuovo" in visit().get("/legal").text


@pytest.mark.parametrize("who", ["ada", "bruno", "mara"])
def test_nobody_else_changes_the_site(cast, visit, who):
    assert visit(getattr(cast, who)).get("/settings").status == 403


@pytest.mark.parametrize("path", ["/privacy", "/legal", "/accessibility", "/roles"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_required_pages_are_public_and_leave_no_cookie(cast, visit, path, prefix):
    visitor = visit()
    page = visitor.get(prefix + path)
    assert page.status == 200
    assert visitor.client.get_cookie("session") is None
    assert page.answer.headers["ETag"]


def test_who_may_do_what_names_every_deed_of_the_table(cast, visit):
    text = visit().get("/roles").text
    for deed in RULES.values():
        assert deed.label in text
        for word in (word for clause in deed.clauses for word in clause):
            assert word.says in text


def test_flask_roles_prints_the_same_table(app):
    result = app.test_cli_runner().invoke(args=["roles"])
    assert result.exit_code == 0
    assert result.output.startswith("# Chi può fare cosa")
    assert all(deed.label in result.output for deed in RULES.values())


def test_flask_admin_create_opens_an_administrator(app):
    runner = app.test_cli_runner()
    words = ["--name", "Ines", "--email", "Ines@example.org", "--password"]
    refused = runner.invoke(args=["admin", "create", *words, "password123"])
    assert refused.exit_code == 1
    assert by_email("ines@example.org") is None
    done = runner.invoke(args=["admin", "create", *words, PASSWORD])
    assert done.exit_code == 0, done.output
    assert by_email("ines@example.org").is_admin and by_email("ines@example.org").is_active
    again = runner.invoke(args=["admin", "create", *words, "cinque gatti neri"])
    assert again.exit_code == 0


def test_the_texts_of_the_site_can_be_looked_at_before_they_are_saved(cast, visit):
    page = visit(cast.ines).get("/settings")
    page = page.press("Guarda l’anteprima dei testi", privacy_text="Uno.\n\nDue.", legal_notes="Tre.")
    assert page.status == 200 and "Anteprima: non è ancora salvata" in page.text
    shown = page.all(".//section[@aria-labelledby='preview']//p")
    assert [paragraph.text for paragraph in shown] == ["Uno.", "Due.", "Tre."]
    assert "Tre." not in visit().get("/legal").text
    page.press("Salva")
    assert "Tre." in visit().get("/legal").text and "Due." in visit().get("/privacy").text
