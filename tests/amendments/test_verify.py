# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whoever changes the record behind the service's back is found out."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from amendments.decisions.actions import Ruling, decide
from amendments.documents.actions import correct, restore
from amendments.documents.texts import fingerprint
from amendments.models import Document, Version
from amendments.record.verify import verify
from amendments.request_models import Revision
from amendments.requests.actions import changes_of, propose, revise
from db import db
from journal import chain
from journal.models import Event
from redline import delta
from tests.make import Cast, published, text, writing


def history(cast: Cast) -> Document:
    """Write a document with corrections, a restore, an accepted, a rejected and a revised amendment."""
    document = published(cast)
    with writing():
        for year in range(2025, 2045):
            correct(document, text(tempi=f"Entro il {year}."), by=cast.bruno, base=document.version, reason="Anno.")
        restore(document, 3, by=cast.bruno, seen=document.version, reason="Meglio prima.")
    for outcome, reason in (("accepted", ""), ("rejected", "È già previsto altrove.")):
        words = text(tempi="Entro il 2026.", destinatari=f"Personale, caso {outcome}.")
        with writing():
            amendment = propose(document, words, by=cast.ada, base=document.version, reason="Più chiaro.")
            revise(amendment, words + " Anche qui.", by=cast.ada, seen=1, reason="Ancora più chiaro.")
            rulings = [Ruling(row.number, outcome, reason) for row in changes_of(amendment, 2)]
            decide(amendment, rulings, by=cast.mara, seen_version=document.version, seen_revision=2)
    return document


def first_break() -> str:
    """Verify from scratch and return the first break."""
    db.session.remove()
    return (verify().breaks or ["whole"])[0]


def test_a_record_that_nobody_touched_is_whole(app: Flask, cast: Cast) -> None:
    document = history(cast)
    tally = verify()
    assert tally.breaks == [] and tally.obscured == []
    assert (tally.versions, tally.revisions) == (document.version, 4)
    assert tally.events > 25 and tally.decisions >= 2


def swap_versions(document: Document) -> None:
    """Exchange the numbers of two versions."""
    for old, new in ((4, 900), (5, 4), (900, 5)):
        chosen = sa.update(Version).where(Version.document_id == document.id, Version.number == old)
        db.session.execute(chosen.values(number=new))


def forge_version(document: Document) -> None:
    """Change a version so well that its own digest and the next delta fit; only the record knows better."""
    second, third = (db.session.scalars(sa.select(Version).where(Version.number == number)).one() for number in (2, 3))
    first = db.session.scalars(sa.select(Version.text).where(Version.number == 1)).one() or ""
    genuine = delta.apply(first, second.delta)
    forged = genuine.replace("2025", "2055")
    third.delta = delta.delta(forged, delta.apply(genuine, third.delta))
    second.delta, second.sha256 = delta.delta(first, forged), fingerprint(forged)


def run(sql: str) -> Callable[[Document], None]:
    """Return what runs a statement."""

    def tamper(document: Document) -> None:
        db.session.execute(sa.text(sql))

    return tamper


TAMPERINGS = {
    "changed text": (
        run("UPDATE version SET text = text || ' Altro.' WHERE number = 17"),
        "version 17: its whole text",
    ),
    "lost whole text": (run("UPDATE version SET text = NULL WHERE number = 17"), "version 17: its whole text"),
    "changed present text": (run("UPDATE document SET text = text || ' Altro.'"), "its present text is not"),
    "changed delta": (run("UPDATE version SET delta = replace(delta, '2028', '2029') WHERE number = 5"), "version 5: "),
    "broken delta": (
        run("UPDATE version SET delta = '=9999999' WHERE number = 5"),
        "version 5: its delta does not fit",
    ),
    "changed digest": (
        run("UPDATE version SET sha256 = upper(sha256) WHERE number = 5"),
        "version 5: its text does not have",
    ),
    "changed title": (run("UPDATE version SET title = 'Altro' WHERE number = 2"), "version 2: its title"),
    "swapped versions": (swap_versions, "version 4: "),
    "forged version": (forge_version, "version 2: its text is not the one its event recorded"),
    "deleted version": (run("DELETE FROM version WHERE number = 6"), "version 7: version 6 is missing"),
    "deleted last version": (run("DELETE FROM version WHERE number = 23"), "present text is not that of version 22"),
    "deleted event": (run("DELETE FROM event WHERE number = 7"), "the next number is 8"),
    "deleted last event": (
        run("DELETE FROM event WHERE id = (SELECT max(id) FROM event)"),
        "were recorded",
    ),
    "changed event": (
        run("UPDATE event SET kind = 'document.closed' WHERE kind = 'document.published'"),
        "(document.closed): its hash",
    ),
    "changed reason": (
        run("UPDATE decision SET reason = 'Perché no.' WHERE outcome = 'rejected'"),
        "not as its event recorded it",
    ),
    "changed outcome": (
        run("UPDATE decision SET outcome = 'accepted' WHERE outcome = 'rejected'"),
        "not as its event recorded it",
    ),
    "changed request": (
        run("UPDATE revision SET text = text || ' Altro.' WHERE number = 1"),
        "amendment 1, revision 1: ",
    ),
    "changed page": (run("UPDATE version SET html = '<p>Altro</p>' WHERE number = 2"), "version 2: its page"),
    "changed point": (run("UPDATE change SET new = 'altro'"), "point 1 is shown otherwise than it is"),
    "changed credits": (run("DELETE FROM source"), "its credits are not those of its decisions"),
    "changed person": (
        run("UPDATE event SET actor_id = actor_id + 1 WHERE kind = 'document.published'"),
        "event 2: it is shown under another person",
    ),
    "changed reason of a correction": (
        run("UPDATE version SET reason = 'Altro.' WHERE number = 2"),
        "version 2: its reason",
    ),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_found_and_named(app: Flask, cast: Cast, name: str) -> None:
    tamper, where = TAMPERINGS[name]
    document = history(cast)
    with writing():
        tamper(document)
    assert where in first_break()


def test_changed_data_of_an_event_is_found(app: Flask, cast: Cast) -> None:
    history(cast)
    with writing():
        event = db.session.scalars(sa.select(Event).where(Event.kind == "amendment.decided")).first()
        assert event is not None and event.data is not None
        event.data = event.data | {"outcome": "accepted", "by": "nobody"}
    assert "its data was changed" in first_break()


def test_a_rewritten_event_breaks_the_chain_after_it(app: Flask, cast: Cast) -> None:
    history(cast)
    with writing():
        event = db.session.scalars(sa.select(Event).where(Event.number == 5)).first()
        assert event is not None and event.data is not None
        event.data = event.data | {"sha256": "0" * 64}
        event.salt, event.commitment = chain.commit(event.data)
        event.hash = chain.link(
            event.previous, event.chain, event.number, event.kind, event.at, event.pseudonym, event.commitment
        )
    assert "event 6" in first_break()


def test_the_command_names_the_first_break_and_ends_with_1(app: Flask, cast: Cast) -> None:
    history(cast)
    runner = app.test_cli_runner()
    assert runner.invoke(args=["verify"]).exit_code == 0
    with writing():
        db.session.execute(sa.update(Revision).values(text="# Altro"))
    result = runner.invoke(args=["verify"])
    assert result.exit_code == 1
    assert "BROKEN: document 1, amendment 1, revision 1" in result.output


def test_pages_can_be_made_anew(app: Flask, cast: Cast) -> None:
    history(cast)
    with writing():
        db.session.execute(sa.text("UPDATE version SET html = '<p>Altro</p>' WHERE number < 4"))
    assert "3 pages" in app.test_cli_runner().invoke(args=["render"]).output
    assert first_break() == "whole"
