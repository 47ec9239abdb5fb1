# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bodies: their list and pages, and the people confirmed to act for them."""

from datetime import date

import pytest
import sqlalchemy as sa

from amendments.models import Document
from auth import account_actions
from auth.body_actions import BodyData, create
from auth.models import Body, BodyInvitation, Mandate, User
from db import db, now
from journal.actions import record
from journal.commands import office
from journal.models import Event, Message
from journal.outbox import send_due
from processes.meetings.actions import Gathering, add_meeting
from processes.meetings.models import Presence
from processes.models import Process
from processes.sheet import queries as facts_queries
from processes.sheet.actions import drop_body, name_body
from tests.attachments.files import PDF, picture
from tests.make import published, writing


def body(name="Comune di Roccascura", **more):
    """Add a body; the caller is inside `writing()`."""
    made = Body(name=name, **more)
    db.session.add(made)
    db.session.flush()
    return made


def register(visitor, **fields):
    """Register a body as an administrator would."""
    return visitor.get("/bodies/new").press("Salva i dati", **fields)


def test_an_administrator_registers_a_body_and_everybody_reads_of_it(cast, visit):
    visitor = visit(cast.ines)
    visitor.get("/bodies").follow("Registra un ente").press(
        "Salva i dati",
        name="Comune di  Roccascura",
        kind="municipality",
        place="Roccascura",
        province="aq",
        ipa="C_R123",
        istat="066079",
        other_names="Città di Roccascura\nComune di  Rocca Scura\n",
        website="https://www.roccascura.example",
        email="urp@roccascura.example",
        pec="protocollo@pec.roccascura.example",
        phone="0862 000000",
        address="Piazza Alta 1",
        privacy_text="Il titolare è il **Comune** <script>alert(1)</script>.",
    )
    found = db.session.scalars(sa.select(Body)).one()
    assert (found.name, found.place, found.province, found.ipa) == (
        "Comune di Roccascura",
        "Roccascura",
        "AQ",
        "c_r123",
    )
    page = visit().get("/bodies").follow("Comune di Roccascura")
    for words in (
        "Roccascura (AQ)", "Città di Roccascura, Comune di Rocca Scura", "c_r123", "066079", "Piazza Alta 1",
        "0862 000000", "urp@roccascura.example", "protocollo@pec.roccascura.example", "https://www.roccascura.example",
    ):  # fmt: skip
        assert words in page.text
    assert page.all(".//section[@aria-labelledby='privacy']//strong")[0].text == "Comune"
    assert db.session.scalars(sa.select(Event.kind)).all() == ["body.created"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "Scrivi il nome"),
        ({"name": "x" * 201}, "al massimo 200"),
        ({"name": "A", "province": "Roma"}, "al massimo 2"),
        ({"name": "A", "place": "x" * 101}, "al massimo 100"),
        ({"name": "Comune"}, "c’è già"),
        ({"name": "A", "ipa": "c-l219"}, "Scrivi il codice IPA con lettere"),
        ({"name": "A", "ipa": "c_x"}, "Questo codice è già di un altro ente, Comune: controllalo."),
        ({"name": "A", "istat": "X1"}, "Il codice ISTAT"),
        ({"name": "A", "website": "javascript:alert(1)"}, "per intero"),
        ({"name": "A", "website": "www.comune.example"}, "per intero"),
        ({"name": "A", "email": "nobody"}, "Questo non è un indirizzo"),
        ({"name": "A", "pec": "nobody"}, "Questo non è un indirizzo"),
        ({"name": "A", "other_names": "\n".join(map(str, range(51)))}, "al massimo 50 nomi"),
    ],
)
def test_a_body_that_cannot_stand_is_refused(cast, visit, fields, sentence):
    with writing():
        body("Comune", ipa="c_x")
    page = register(visit(cast.ines), **fields)
    assert page.status == 422
    assert sentence in page.text
    assert len(db.session.scalars(sa.select(Body)).all()) == 1


def test_what_is_known_of_a_body_changes_and_the_record_keeps_what_it_was(cast, visit):
    with writing():
        body(phone="1")
    visitor = visit(cast.ines)
    page = visitor.get("/bodies/1").follow("Dati dell’ente").press("Salva i dati", phone="2")
    assert page.path == "/bodies/1" and "2" in page.text
    visitor.get("/bodies/1/edit").press("Salva i dati")
    events = db.session.scalars(sa.select(Event).where(Event.kind == "body.changed")).all()
    assert [event.data["changes"] for event in events] == [[{"field": "phone", "before": "1", "after": "2"}]]


def test_the_first_picture_that_hangs_on_a_body_is_its_logo(cast, visit):
    with writing():
        body()
    page = visit(cast.ines).get("/bodies/1").follow("Logo e allegati")
    fields = {"title": "Statuto", "kind": "act", "licence": "official"}
    page.press("Aggiungi il file", file=(PDF, "statuto.pdf"), **fields)
    page.press("Aggiungi il file", file=(picture("PNG"), "logo.png"), **(fields | {"title": "Logo"}))
    page = visit().get("/bodies/1")
    (logo,) = page.all(".//main//img")
    assert logo.get("alt") == "Logo di Comune di Roccascura"
    assert visit().client.get(logo.get("src")).headers["Content-Type"] == "image/png"
    assert page.has_link("Statuto") and not page.has_link("Logo")


# --- the list ---------------------------------------------------------------------------------------------


def names(page):
    return ["".join(link.itertext()) for link in page.all(".//main//h2/a")]


def test_the_list_is_searched_without_minding_accents_and_by_codes_and_other_names(cast, visit):
    with writing():
        body("Comune di Forlì", place="Forlì", province="FC", ipa="c_d704", kind="municipality")
        body("Unione della Valle", other_names=["Unione dei 100%"], province="BO", kind="union")
    for query, found in (
        ("q=forli", ["Comune di Forlì"]),
        ("q=COMUNE+forlì", ["Comune di Forlì"]),
        ("q=c_d704", ["Comune di Forlì"]),
        ("q=c_d70_", []),
        ("q=100", ["Unione della Valle"]),
        ("kind=union", ["Unione della Valle"]),
        ("province=fc", ["Comune di Forlì"]),
        ("q=forli&kind=union", []),
        ("q=%00", ["Comune di Forlì", "Unione della Valle"]),
        ("kind=nothing", ["Comune di Forlì", "Unione della Valle"]),
    ):
        assert names(visit().get(f"/bodies?{query}")) == found, query


def test_the_list_is_leafed_through_both_ways(cast, visit):
    with writing():
        for number in range(120):
            body(f"Ente {number:03}", kind="union")
    page = visit().get("/bodies?kind=union")
    pages = [names(page)]
    while page.has_link("Successivi"):
        page = page.follow("Successivi")
        pages.append(names(page))
    assert [len(found) for found in pages] == [50, 50, 20]
    assert sum(pages, []) == [f"Ente {number:03}" for number in range(120)]
    back = page.follow("Precedenti")
    assert names(back) == pages[1]
    assert names(back.follow("Precedenti")) == pages[0] and not back.follow("Precedenti").has_link("Precedenti")


@pytest.mark.parametrize("path", ["/bodies/9", "/bodies/1?before=x", "/bodies/1?before=0"])
def test_a_forged_address_finds_nothing(cast, visit, path):
    with writing():
        body()
    assert visit().get(path).status == 404


def test_the_page_of_a_body_shows_what_it_wrote_and_no_drafts(cast, visit):
    document = published(cast)
    with writing():
        made = body()
        db.session.execute(sa.update(Document).where(Document.id == document.id).values(body_id=made.id))
    assert visit().get("/bodies/1").has_link("Creare gruppi tra settori")
    with writing():
        db.session.execute(sa.update(Document).where(Document.id == document.id).values(state="draft"))
    assert not visit().get("/bodies/1?n=2").has_link("Creare gruppi tra settori")


def test_the_page_of_a_body_shows_its_meetings_each_once(cast, visit):
    with writing():
        made = body()
        meeting = add_meeting(cast.process, Gathering("Valle", date(2026, 3, 1), title="Si parte"), {}, by=cast.bruno)
        for role in ("host", "speaker"):
            db.session.add(Presence(meeting=meeting, body=made, role=role))
    page = visit().get("/bodies/1")
    assert page.text.count("Valle: Si parte") == 1
    assert page.follow("Valle: Si parte").path == f"/processes/piano/meetings/{meeting.id}"


def test_the_page_of_a_body_follows_what_happens_in_its_processes_and_in_no_others(cast, visit, app):
    store = app.extensions["kept_pages"]
    with writing():
        made, facts = body(), {"headings": [], "domains": [], "created_at": now()}
        other = Process(slug="altro", title="Un altro", prefix="alt", **facts)
        db.session.add(other)

    def reads(deed):
        """Return the page after a deed, and say whether it was made anew."""
        with writing():
            deed()
        missed = store.misses
        page = visit().get("/bodies/1")
        return page.text, store.misses > missed

    text, _ = reads(lambda: None)
    assert cast.process.title not in text
    text, anew = reads(lambda: name_body(cast.process, "holder", made, by=cast.bruno))
    assert cast.process.title in text and anew
    _, anew = reads(lambda: record("process.created", by=cast.ines, process=other, data={}))
    assert not anew
    text, anew = reads(lambda: record("process.changed", by=cast.bruno, process=cast.process, data={}))
    assert cast.process.title in text and anew
    row = facts_queries.involvements(cast.process)[0]
    text, anew = reads(lambda: drop_body(cast.process, row, by=cast.bruno))
    assert cast.process.title not in text and anew


# --- people -----------------------------------------------------------------------------------------------


def test_an_administrator_confirms_who_acts_for_a_body_and_who_is_its_referent(cast, visit):
    with writing():
        body()
    page = visit(cast.ines).get("/bodies/1").follow("Chi agisce per l’ente")
    page = page.press("Conferma o invita", email="Ada@example.org")
    assert "ada@example.org" in page.text
    assert db.session.get(User, cast.ada.id).acts_for(1) and not db.session.get(User, cast.ada.id).is_referent
    assert page.press("Conferma o invita", email="ada@example.org").status == 422
    page.press("Conferma o invita", email="ada@example.org", referent="y")
    assert db.session.get(User, cast.ada.id).refers_for({1})
    page.press("Togli Ada")
    assert not db.session.get(User, cast.ada.id).acts_for(1)
    assert db.session.scalars(sa.select(Mandate)).all() == []
    kinds = db.session.scalars(sa.select(Event.kind).order_by(Event.id)).all()
    assert kinds == ["body.entrusted", "body.entrusted", "body.dismissed"]


def test_whoever_has_no_account_is_invited_and_acts_for_the_body_from_the_first_sign_in(cast, visit, app):
    with writing():
        body()
    page = visit(cast.ines).get("/bodies/1/people")
    page = page.press("Conferma o invita", email="nuova@example.org", referent="y")
    assert "nuova@example.org" in page.text and "Invito mandato." in page.html
    assert page.press("Conferma o invita", email="nuova@example.org").status == 422
    message = db.session.scalars(sa.select(Message)).one()
    assert (message.kind, message.to_address) == ("body_invitation", "nuova@example.org")
    with writing():
        new = User(email="nuova@example.org", name="Nuova", created_at=now(), privacy_version="1")
        db.session.add(new)
        db.session.flush()
        account_actions.confirm(new)
    assert new.refers_for({1}) and db.session.scalars(sa.select(BodyInvitation)).all() == []
    assert db.session.scalars(sa.select(Event.kind).order_by(Event.id)).all()[-1] == "body.accepted"


def test_an_invitation_is_taken_back_and_its_letter_stays(cast, visit, app):
    with writing():
        body()
    page = visit(cast.ines).get("/bodies/1/people").press("Conferma o invita", email="nuova@example.org")
    page.press("Ritira l’invito a nuova@example.org")
    assert db.session.scalars(sa.select(BodyInvitation)).all() == []
    send_due(office())
    assert not list(app.config["SETTINGS"].mail_folder.glob("*nuova*"))


@pytest.mark.parametrize("email", ["x", ""])
def test_an_address_that_is_none_is_refused(cast, visit, email):
    with writing():
        body()
    page = visit(cast.ines).get("/bodies/1/people").press("Conferma o invita", email=email)
    assert page.status == 422
    assert page.all(".//*[@aria-invalid]")


def test_only_those_who_agreed_stand_on_the_page_of_a_body(cast, visit):
    with writing():
        made = body()
        for who in (cast.ada, cast.zoe):
            db.session.add(Mandate(body=made, user=who, by_id=cast.ines.id, created_at=now()))
    assert "Ada" not in visit().get("/bodies/1").text
    visit(cast.ada).get("/account").press("Salva la scelta", shown="1")
    page = visit().get("/bodies/1")
    assert "Ada" in page.text and "Zoe" not in page.text and "example.org" not in page.text
    visit(cast.zoe).get("/account").press("Salva la scelta", shown="99")
    assert "Zoe" not in visit().get("/bodies/1").text
    visitor = visit(cast.ada)
    token = visitor.get("/account").all(".//input[@name='csrf_token']")[0].get("value")
    visitor.post("/account/bodies", {"csrf_token": token})
    assert "Ada" not in visit().get("/bodies/1").text


@pytest.mark.parametrize("who", ["ada", "bruno", "mara"])
def test_others_only_read(cast, visit, who):
    with writing():
        body()
    visitor = visit(getattr(cast, who))
    assert "Il tuo lavoro per questo ente" not in visitor.get("/bodies/1").text
    for path in ("/bodies/new", "/bodies/import", "/bodies/1/edit", "/bodies/1/people", "/bodies/1/merge"):
        assert visitor.get(path).status == 403, path


def test_the_privacy_notice_of_a_body_can_be_looked_at_before_it_is_saved(cast, visit):
    with writing():
        body = create(BodyData("Comune di Borgo"), by=cast.ines)
    page = visit(cast.ines).get(f"/bodies/{body.id}/edit")
    page = page.press("Guarda l’anteprima dell’informativa", privacy_text="Usiamo i **tuoi** dati.")
    assert page.status == 200 and "Anteprima: non è ancora salvata Usiamo i tuoi dati." in page.text
    assert "tuoi dati" not in visit().get(f"/bodies/{body.id}").text
    page = page.press("Salva i dati")
    assert "Usiamo i tuoi dati." in page.text and page.path == f"/bodies/{body.id}"
