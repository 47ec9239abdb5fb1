# SPDX-License-Identifier: AGPL-3.0-or-later
"""Open amendments that follow their text: whose they are, what else happens meanwhile, unlawful words."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from amendments.carry import job as carry_over_module
from amendments.carry.actions import update
from amendments.carry.models import CarryOver
from amendments.decisions.actions import Ruling, decide
from amendments.documents.actions import close, correct
from amendments.record.obscure_actions import obscure
from amendments.record.verify import verify
from amendments.request_models import Change, Revision
from amendments.requests.actions import enter, moderate, revise, withdraw
from auth.account_actions import erase
from db import db, now
from journal.letters import Unwanted
from journal.models import Event, Job
from permissions import Refused
from tests.amendments.carry_stories import (
    AIM,
    corrected,
    in_the_way,
    letter,
    newest,
    questions_mailed,
    states,
    whole,
    worked,
)
from tests.amendments.stories import asked
from tests.make import Cast, published, text, writing
from tests.page import Visitor

Visit = Callable[..., Visitor]


def test_what_was_decided_or_withdrawn_meanwhile_is_left_alone(cast: Cast) -> None:
    document = published(cast)
    gone, done = asked(document, cast.ada, tempi="Entro il 2025."), asked(document, cast.ada, tempi="Entro il 2026.")
    with writing():
        correct(document, text(destinatari="Chi vuole."), by=cast.bruno, base=1, reason="Precisazione.")
        withdraw(gone, by=cast.ada)
        decide(done, [Ruling(1, "rejected", "No.")], by=cast.mara, seen_version=2, seen_revision=1)
    worked()
    assert (gone.revision, done.revision, states(gone), states(done)) == (1, 1, [], [])
    whole()


def test_a_closed_document_leaves_nothing_to_carry(cast: Cast) -> None:
    document = published(cast)
    amendment = asked(document, cast.ada, tempi="Entro il 2025.")
    with writing():
        correct(document, text(destinatari="Chi vuole."), by=cast.bruno, base=1, reason="Precisazione.")
        close(document, by=cast.bruno)
    worked()
    assert (amendment.state, amendment.revision) == ("lapsed", 1)
    assert db.session.scalars(sa.select(Job.id)).all() == []


def test_nobody_is_written_to_for_an_author_who_was_erased(cast: Cast) -> None:
    document = published(cast)
    amendment = asked(document, cast.ada, tempi="Entro il 2025.")
    with writing():
        erase(cast.ada, "", by=cast.ada)
    corrected(document, cast.bruno, tempi="Entro il 2030.")
    assert (states(amendment), questions_mailed()) == ([(2, "asked")], 0)
    accepted_from_old = [Ruling(1, "rejected", "Il termine è un altro.")]
    with writing():
        decide(amendment, accepted_from_old, by=cast.mara, seen_version=2, seen_revision=1)
    whole()


def test_for_a_request_on_paper_the_staff_is_asked_and_answers(
    app: Flask, cast: Cast, visit: Visit, tmp_path: Any
) -> None:
    document = published(cast)
    with writing():
        amendment = enter(
            document, text(tempi="Entro il 2025."), by=cast.bruno, base=1, reason="Serve.", author_name="Pro Loco",
            channel="paper", received_on=now().date(),
        )  # fmt: skip
    corrected(document, cast.bruno, tempi="Entro il 2030.")
    sent = letter(app, tmp_path)
    assert "bruno@example.org" in sent["To"] and "per Pro Loco" in sent.get_content()
    for person in (cast.sami, cast.mara):
        with pytest.raises(Refused):
            update(amendment, {1: "keep"}, by=person, seen_version=2, seen_revision=1)
    page = visit(cast.bruno).get(f"/documents/{document.id}/amendments/1/update")
    assert "Rispondi per conto di Pro Loco" in page.text
    assert page.press("Invia le risposte", answer_1="keep").status == 200
    assert newest(amendment).text == text(tempi="Entro il 2025.")
    whole()


def test_what_is_not_public_yet_is_carried_and_stays_so(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    with writing():
        cast.process.amendment_moderation = "before"
    amendment = asked(document, cast.ada, tempi="Entro il 2025.")
    corrected(document, cast.bruno, destinatari="Chi vuole.")
    assert (amendment.visibility, newest(amendment).base, document.pending) == ("waiting", 2, 0)
    assert visit().get(f"/documents/{document.id}/amendments/1/carried/2").status == 404
    with writing():
        moderate(amendment, by=cast.mara, show=True, reason="", seen=1)
    assert visit().get(f"/documents/{document.id}/amendments/1/carried/2").status == 200
    with writing():
        revise(amendment, text(destinatari="Chi vuole.", tempi="Nel 2025."), by=cast.ada, seen=2, reason="Meglio.")
        moderate(amendment, by=cast.mara, show=True, reason="")
    assert visit().get(f"/documents/{document.id}/amendments/1/carried/2").status == 404, "never shown to all"
    assert visit(cast.ada).get(f"/documents/{document.id}/amendments/1/carried/2").status == 200


def test_an_answered_letter_does_not_leave(app: Flask, cast: Cast, tmp_path: Any) -> None:
    _, amendment = in_the_way(cast)
    with writing():
        withdraw(amendment, by=cast.ada)
    with pytest.raises(Unwanted):
        letter(app, tmp_path)


def test_covered_words_do_not_come_back_with_a_carry_over(cast: Cast) -> None:
    document = published(cast)
    slander = "Rossi ruba. "
    amendment = asked(document, cast.ada, tempi="Entro il 2025.", obiettivo=slander + AIM)
    corrected(document, cast.bruno, destinatari="Chi vuole.")
    with writing():
        obscure(document, "Rossi ruba", by=cast.mara, reason="Diffamazione.")
    corrected(document, cast.bruno, destinatari="Chi vuole, gratis.")
    assert newest(amendment).base == 3
    for table in (Revision, Change, CarryOver, Event):
        for row in db.session.scalars(sa.select(table)):
            kept = " ".join(str(getattr(row, name, "")) for name in ("text", "old", "new", "detail", "proof", "data"))
            assert "Rossi ruba" not in kept, table.__name__
    whole()


def test_words_that_are_covered_while_the_job_works_do_not_come_back(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = published(cast)
    amendment = asked(document, cast.ada, tempi="Entro il 2025.", obiettivo="Rossi ruba. " + AIM)
    with writing():
        correct(document, text(destinatari="Chi vuole."), by=cast.bruno, base=1, reason="Precisazione.")
    real, meanwhile = carry_over_module.bring, [True]

    def bring_slowly(*words: Any) -> Any:
        found = real(*words)
        if meanwhile and meanwhile.pop():
            with writing():
                obscure(document, "Rossi ruba", by=cast.mara, reason="Diffamazione.")
        return found

    monkeypatch.setattr(carry_over_module, "bring", bring_slowly)
    worked()
    assert newest(amendment).base == 2 and "Rossi" not in newest(amendment).text
    whole()


def test_a_version_born_while_the_job_works_is_the_one_they_are_brought_onto(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = published(cast)
    amendment = asked(document, cast.ada, tempi="Entro il 2025.")
    with writing():
        correct(document, text(destinatari="Chi vuole."), by=cast.bruno, base=1, reason="Precisazione.")
    real, meanwhile = carry_over_module.bring, [True]

    def bring_slowly(*words: Any) -> Any:
        found = real(*words)
        if meanwhile and meanwhile.pop():
            with writing():
                correct(document, text(destinatari="Tutti."), by=cast.bruno, base=2, reason="Precisazione.")
        return found

    monkeypatch.setattr(carry_over_module, "bring", bring_slowly)
    worked()
    assert states(amendment) == [(3, "carried")]
    whole()


def test_a_proof_that_somebody_changes_is_found_out(cast: Cast) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2025.")
    corrected(document, cast.bruno, destinatari="Chi vuole.")
    with writing():
        db.session.execute(sa.update(CarryOver).values(proof=[]))
    assert any("its proof was changed" in found for found in verify().breaks)
