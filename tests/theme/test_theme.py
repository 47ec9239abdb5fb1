# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page where administrators choose how the site looks, and every other page after that."""

import io

import pytest
import sqlalchemy as sa
from PIL import Image

from attachments.models import Attachment
from auth.models import Site
from db import db
from journal.models import Event
from tests.attachments.files import PDF, picture
from tests.make import published

GREEN = "#00663d"
LINKS = "Amministrazione trasparente | https://www.example.org/at?a=1&b=2\nAlbo | http://albo.example.org/"


def stylesheets(page):
    return [link.get("href") for link in page.all(".//link[@rel='stylesheet']")]


def change(visit, cast, button="Salva", **fields):
    return visit(cast.ines).get("/settings/theme").press(button, **fields)


def test_kept_pages_change_at_once_with_the_colour(cast, visit):
    visitor = visit()
    before = visitor.get("/legal")
    assert len(stylesheets(before)) == 1, "the colours of the house cost no request"
    page = change(visit, cast, colour="00663D")
    assert page.status == 200 and "Aspetto salvato" in page.html
    after = visitor.get("/legal")
    address = stylesheets(after)[1]
    assert before.answer.headers["ETag"] != after.answer.headers["ETag"]
    sheet = visitor.client.get(address)
    assert sheet.mimetype == "text/css" and "immutable" in sheet.headers["Cache-Control"]
    assert "--brand: #00663d;" in sheet.text and "--foot: #004d2e;" in sheet.text
    assert db.session.scalars(sa.select(Event.data).where(Event.kind == "site.look_changed")).one() == {
        "before": {"colour": "", "foot_colour": "", "footer_links": "", "reference_prefix": ""},
        "after": {"colour": GREEN, "foot_colour": "", "footer_links": "", "reference_prefix": ""},
    }


def test_the_colour_of_the_house_chosen_again_costs_no_request(cast, visit):
    change(visit, cast, colour=GREEN)
    change(visit, cast, colour="#06c")
    assert len(stylesheets(visit().get("/legal"))) == 1


def test_a_preview_shows_the_page_in_the_new_colours_and_keeps_nothing(cast, visit):
    page = change(visit, cast, "Anteprima", colour=GREEN, foot_colour="#222", footer_links=LINKS)
    assert page.status == 200 and "Non è stato salvato nulla" in page.text
    assert "00663d-222222" in stylesheets(page)[1]
    assert "Albo" in page.text and "7,07" in page.text
    assert page.all(".//input[@name='colour']")[0].get("value") == GREEN
    site = db.session.scalars(sa.select(Site)).one()
    assert (site.colour, site.foot_colour, site.footer_links) == ("", "", "")
    assert len(stylesheets(visit().get("/legal"))) == 1
    assert db.session.scalars(sa.select(Event).where(Event.kind == "site.look_changed")).all() == []


@pytest.mark.parametrize("button", ["Salva", "Anteprima"])
@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("colour", "#ffcc00", "è #826800"),
        ("foot_colour", "#ff8800", "è #b35f00"),
        ("colour", "red;}body{display:none}", "Scrivi il colore con #"),
        ("foot_colour", "url(//evil.example)", "Scrivi il colore con #"),
        ("colour", "#0066cc'><b>", "Scrivi il colore con #"),
        ("footer_links", "Albo", "Riga 1: scrivi dopo la barra"),
        ("footer_links", "Albo | https://a.example\n\nRete | javascript:alert(1)", "Riga 3: scrivi dopo la barra"),
        ("footer_links", 'Albo | https://a.example/"><script>', "Riga 1: scrivi dopo la barra"),
        ("footer_links", "| https://a.example", "Riga 1: scrivi prima della barra"),
        ("footer_links", "Albo | https://a.example\n" * 13, "al massimo 12"),
        ("reference_prefix", "?", "comincia con una lettera"),
    ],
)
def test_what_cannot_stand_is_refused_with_a_way_to_mend_it(cast, visit, button, field, value, sentence):
    page = change(visit, cast, button, **{field: value})
    assert page.status == 422
    assert sentence in page.text
    assert getattr(db.session.scalars(sa.select(Site)).one(), field) == ""


def test_what_cannot_be_read_is_not_drawn_so_that_it_can_be_mended(cast, visit):
    page = change(visit, cast, "Anteprima", colour="#ffcc00")
    assert len(stylesheets(page)) == 1 and "Questa è un’anteprima" not in page.text
    assert "1,51" in page.text, "its figures are shown all the same"
    page = page.press("Anteprima", colour="#826800")
    assert page.status == 200 and "826800" in stylesheets(page)[1]


@pytest.mark.parametrize("name", ["red;}body", "0066cc", "0066cc-004d99;", "0066CC-004D99", "%7D"])
def test_a_sheet_of_anything_but_two_colours_is_not_there(cast, visit, name):
    assert visit().client.get(f"/theme/{name}.css").status_code == 404


def test_links_stand_at_the_foot_beside_the_required_ones(cast, visit):
    change(visit, cast, footer_links=LINKS)
    page = visit().get("/legal")
    foot = {a.text: a.get("href") for a in page.all(".//footer//a")}
    assert foot["Amministrazione trasparente"] == "https://www.example.org/at?a=1&b=2"
    assert foot["Albo"] == "http://albo.example.org/"
    assert {"Informativa privacy", "Note legali", "Accessibilità"} <= set(foot)


def test_the_prefix_is_offered_to_a_new_process(cast, visit):
    change(visit, cast, reference_prefix="vsg")
    field = visit(cast.ines).get("/processes/new").all(".//input[@name='prefix']")[0]
    assert field.get("value") == "vsg"


def test_a_logo_stands_on_every_page_and_can_be_replaced_and_taken_away(cast, visit):
    visitor = visit(cast.ines)
    page = visitor.get("/settings/theme").press("Carica il logo", file=(picture("PNG", (2000, 500)), "stemma.png"))
    assert page.status == 200 and "Il logo è in testa" in page.html
    shown = visit().get("/legal").all(".//img[@class='site-logo']")
    assert [(i.get("width"), i.get("height")) for i in shown] == [("512", "128")] * 2
    assert [i.get("alt") for i in shown] == ["", "Logo di Comune di Prova"], "beside its name in a link it says nothing"
    answer = visit().client.get(shown[0].get("src"))
    assert answer.mimetype == "image/png" and "immutable" in answer.headers["Cache-Control"]
    assert Image.open(io.BytesIO(answer.data)).size == (512, 128)
    visitor.get("/settings/theme").press("Carica il logo", file=(picture("JPEG"), "nuovo.jpg"))
    assert db.session.scalars(sa.select(Attachment.media_type)).all() == ["image/jpeg"]
    assert visit().client.get(shown[0].get("src")).status_code == 404
    visitor.get("/settings/theme").press("Togli il logo")
    assert visit().get("/legal").all(".//img[@class='site-logo']") == []


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ((PDF, "stemma.pdf"), "Scegli un’immagine"),
        ((b"<svg onload='x'/>", "stemma.png"), "Il contenuto non è quello che dice il nome"),
        ((b"<svg/>", "stemma.svg"), "Sono ammessi"),
    ],
)
def test_what_is_no_picture_is_no_logo(cast, visit, file, sentence):
    page = visit(cast.ines).get("/settings/theme").press("Carica il logo", file=file)
    assert page.status == 422 and sentence in page.text
    assert db.session.scalars(sa.select(Attachment)).all() == []


def test_an_attachment_of_something_else_is_no_logo(cast, visit):
    published(cast)
    page = visit(cast.bruno).get("/attachments/process/1")
    page = page.press("Aggiungi il file", title="Mappa", file=(picture(), "a.jpg"))
    assert page.status == 200
    key = db.session.scalars(sa.select(Attachment.key)).one()
    assert visit().client.get(f"/theme/logo/{key}").status_code == 404


@pytest.mark.parametrize("who", ["ada", "bruno", "mara"])
def test_nobody_else_changes_how_the_site_looks(cast, visit, who):
    visitor = visit(getattr(cast, who))
    assert visitor.get("/settings/theme").status == 403
    assert visitor.get("/attachments/site/1").status == 403
