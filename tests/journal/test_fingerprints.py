# SPDX-License-Identifier: AGPL-3.0-or-later
"""Published fingerprints: whoever rewrites the past, even all of it, is found out."""

import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import downgrade, upgrade

from amendments.documents.actions import correct
from amendments.models import Document
from amendments.record.verify import verify
from config import ROOT
from db import db
from journal import chain, fingerprints
from journal.models import Chain, Event, Fingerprint
from proposals.draft_actions import draft
from tests.make import Cast, published, text, writing
from tests.page import Visitor

Visit = Callable[..., Visitor]
FOLDER = str(ROOT / "migrations")


def publish() -> Fingerprint | None:
    with writing():
        return fingerprints.publish()


def reword(document: Document, year: int, cast: Cast) -> None:
    with writing():
        correct(document, text(tempi=f"Entro il {year}."), by=cast.bruno, base=document.version, reason="Anno.")


def breaks() -> list[str]:
    """Verify from scratch and return what is broken."""
    db.session.remove()
    return verify().breaks


def link_anew(key: str) -> None:
    """Compute a whole chain anew, as somebody would who may write into the database."""
    head = chain.START
    for event in db.session.scalars(sa.select(Event).where(Event.chain == key).order_by(Event.number)).all():
        event.previous = head
        event.salt, event.commitment = chain.commit(event.data or {})
        event.hash = head = chain.link(head, key, event.number, event.kind, event.at, event.pseudonym, event.commitment)
    db.session.get_one(Chain, key).head = head


def test_a_fingerprint_holds_the_head_of_every_chain(app: Flask, cast: Cast) -> None:
    published(cast)
    made = publish()
    heads = {
        chain.head(row.key, row.length, row.head)
        for row in db.session.scalars(sa.select(Chain).where(Chain.length > 0))
    }
    assert made is not None and made.count == len(heads)
    assert {*made.held["heads"].values(), *made.held["others"]} == heads
    assert breaks() == []


def test_only_published_texts_are_named(app: Flask, cast: Cast) -> None:
    document = published(cast)
    with writing():
        draft(cast.process, text("Una bozza"), by=cast.bruno)
    made = publish()
    assert made is not None and list(made.held["heads"]) == [f"document:{document.id}"]
    assert made.held["others"] == sorted(made.held["others"]) and made.count == 2


def test_nothing_is_published_twice(app: Flask, cast: Cast) -> None:
    assert publish() is None
    document = published(cast)
    first, again = publish(), publish()
    reword(document, 2030, cast)
    second = publish()
    assert again is None and first is not None and second is not None
    assert (second.number, second.previous) == (2, first.digest)


def test_a_chain_that_was_rewritten_whole_is_found_and_named(app: Flask, cast: Cast) -> None:
    rewritten, left = (f"document:{published(cast, text(title)).id}" for title in ("Uno", "Altro"))
    publish()
    with writing():
        link_anew(rewritten)
    found = breaks()
    assert len(found) == 1 and "fingerprint 1" in found[0]
    assert rewritten in found[0] and left not in found[0]


def test_a_chain_without_a_fingerprint_can_be_rewritten_unseen(app: Flask, cast: Cast) -> None:
    document = published(cast)
    with writing():
        link_anew(f"document:{document.id}")
    assert breaks() == []  # what fingerprints are for


def test_events_cut_off_at_the_end_are_found(app: Flask, cast: Cast) -> None:
    document = published(cast)
    publish()
    with writing():
        correct(document, text(tempi="Mai."), by=cast.bruno, base=1, reason="No.")
    publish()
    key = f"document:{document.id}"
    with writing():
        one = db.session.get_one(Chain, key)
        last = sa.select(Event).where(Event.chain == key, Event.number == one.length)
        gone = db.session.scalars(last).one()
        one.length, one.head = gone.number - 1, gone.previous
        db.session.delete(gone)
    assert any(found.startswith("fingerprint 2") and key in found for found in breaks())


def test_later_events_and_later_chains_break_nothing(app: Flask, cast: Cast) -> None:
    document = published(cast)
    publish()
    reword(document, 2030, cast)
    published(cast, text("Altro"))
    publish()
    reword(document, 2031, cast)
    assert breaks() == []


@pytest.mark.parametrize(
    "change", ["digest = previous", "previous = digest", "count = 99", 'heads = \'{"heads": {}, "others": []}\'']
)
def test_a_changed_fingerprint_is_found(app: Flask, cast: Cast, change: str) -> None:
    published(cast)
    publish()
    with writing():
        db.session.execute(sa.text(f"UPDATE fingerprint SET {change}"))  # noqa: S608 - the cases above
    assert breaks()[0].startswith("fingerprint 1")


def test_a_missing_fingerprint_is_found(app: Flask, cast: Cast) -> None:
    document = published(cast)
    publish()
    reword(document, 2030, cast)
    publish()
    with writing():
        db.session.execute(sa.text("DELETE FROM fingerprint WHERE number = 1"))
    assert breaks() == ["fingerprint 2: does not follow the one before"]


def test_the_command_publishes_once_and_says_what(app: Flask, cast: Cast) -> None:
    runner = app.test_cli_runner()
    assert "Nothing was recorded yet." in runner.invoke(args=["fingerprint"]).output
    published(cast)
    told = runner.invoke(args=["fingerprint"]).output
    found = fingerprints.newest()
    assert found is not None and told.startswith("Fingerprint 1 of ") and found.digest in told
    assert runner.invoke(args=["fingerprint"]).output.startswith("Nothing happened since the last one. Fingerprint 1")
    assert "1 fingerprints" in runner.invoke(args=["verify"]).output


# --- pages --------------------------------------------------------------------------------------------------


def test_the_page_says_what_is_proved_and_what_is_not(cast: Cast, visit: Visit) -> None:
    assert "Ancora nessuna impronta" in visit().get("/fingerprints").text
    published(cast)
    made = publish()
    page = visit().get("/").follow("Impronte pubblicate")
    assert made is not None and made.digest in page.text
    assert "Che cosa prova" in page.text and "Che cosa non prova" in page.text and "Non è una firma" in page.text
    assert visit().get("/en/fingerprints").status == 200
    for wrong in ("0", "x", "99999999999"):
        assert visit().get(f"/fingerprints?before={wrong}").status == 404


def test_the_files_say_the_same_as_the_page(cast: Cast, visit: Visit) -> None:
    published(cast)
    made = publish()
    assert made is not None
    whole = visit().get("/fingerprints/1.json").answer.json
    assert whole["digest"] == made.digest and {name: whole[name] for name in ("heads", "others")} == made.held
    listed = visit().get("/fingerprints.json").answer.json["fingerprints"]
    assert [one["digest"] for one in listed] == [made.digest] and "heads" not in listed[0]
    assert visit().get("/fingerprints/2.json").status == 404


def test_the_feed_is_atom_and_holds_the_digests(cast: Cast, visit: Visit) -> None:
    name = "{http://www.w3.org/2005/Atom}"
    for expected in (0, 1):
        answer = visit().client.get("/fingerprints.atom")
        feed = ET.fromstring(answer.get_data())  # noqa: S314 - our own
        assert answer.content_type.startswith("application/atom+xml") and feed.tag == f"{name}feed"
        assert feed.find(f"{name}id") is not None and feed.find(f"{name}updated") is not None
        assert len(feed.findall(f"{name}entry")) == expected
        published(cast)
        made = publish()
    entry = ET.fromstring(visit().client.get("/fingerprints.atom").get_data()).find(f"{name}entry")  # noqa: S314
    assert made is not None and entry is not None and entry.findtext(f"{name}content") == made.digest


def test_many_fingerprints_come_in_pages(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    for year in range(2030, 2030 + fingerprints.PAGE + 1):
        reword(document, year, cast)
        publish()
    page = visit().get("/fingerprints")
    assert page.text.count("Scarica l’impronta") == fingerprints.PAGE and page.has_link("Scarica l’impronta 51")
    older = page.follow("Più vecchie")
    assert older.text.count("Scarica l’impronta") == 1 and older.has_link("Scarica l’impronta 1")


# --- chains from before -------------------------------------------------------------------------------------


def test_chains_from_before_fingerprints_are_brought_along(app: Flask, cast: Cast) -> None:
    whole, broken = (f"document:{published(cast, text(title)).id}" for title in ("Uno", "Altro"))
    db.session.remove()
    try:
        downgrade(FOLDER, revision="0005")
        with writing():
            db.session.execute(
                sa.text("UPDATE event SET kind = 'document.closed' WHERE chain = :chain AND number = 1"),
                {"chain": broken},
            )
        db.session.remove()
    finally:
        upgrade(FOLDER)
    found = breaks()
    assert any(one.startswith(f"{broken}, event 1") for one in found)
    assert not any(one.startswith(f"{whole},") for one in found)
