# SPDX-License-Identifier: AGPL-3.0-or-later
"""The demo: every state is there to be seen, it is loaded once, and never in production."""

from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa
from flask import Flask

from amendments.carry.queries import open_question
from amendments.drafts.models import AmendmentDraft
from amendments.forecast.contested import contested
from amendments.forecast.forecasts import forecast_of
from amendments.handling.queue_queries import Wanted, waiting
from amendments.models import Document
from amendments.request_models import Amendment, Revision
from amendments.requests.actions import changes_of
from auth.models import User
from comments.anchor_models import Anchor
from db import db
from processes.models import Process
from processes.sheet.queries import sheet
from proposals.models import DraftSave, Proposal
from proposals.near import near
from tests.amendments.carry_stories import worked
from works.models import LongWork


def run(app: Flask, *words: str) -> tuple[int, str]:
    db.session.remove()
    result = app.test_cli_runner().invoke(args=list(words))
    return result.exit_code, result.output


def pending(number: str) -> Sequence[Amendment]:
    """Return the amendments that wait for a decision on the proposal with this number."""
    asked = sa.select(Amendment).join(Proposal, Proposal.document_id == Amendment.document_id)
    return db.session.scalars(
        asked.where(Proposal.number == number, Amendment.state == "pending").order_by(Amendment.number)
    ).all()


def test_the_demo_shows_every_state_once(app: Flask) -> None:
    code, printed = run(app, "demo")
    assert code == 0 and "mara@demo.example" in printed
    assert set(db.session.scalars(sa.select(Amendment.state))) == {"pending", "decided", "withdrawn"}
    assert {"accepted", "rejected", "modified"} <= set(db.session.scalars(sa.select(Amendment.outcome)))
    assert {"open", "closed", "adopted", "draft"} == set(db.session.scalars(sa.select(Document.state)))
    seven = db.session.scalars(sa.select(Proposal).where(Proposal.number == "5.2")).one()
    standings = sa.select(Anchor.standing).where(Anchor.document_id == seven.document_id).order_by(Anchor.comment_id)
    assert db.session.scalars(standings).all() == ["same", "edited", "removed"]
    assert seven.document.version == 7 and seven.reference == "par-PROP-2022-05-3343"
    document = pending("4.1")[0].document
    queue = waiting(document.process_id, Wanted(document=document.id, outlook="clash"))
    assert [row.Amendment.number for row in queue] == [5]
    assert (seven.document.supports, seven.document.supports_now) == (6, 4) and document.process.support_threshold
    assert run(app, "verify")[0] == 0


def test_open_requests_of_the_demo_follow_their_text(app: Flask) -> None:
    run(app, "demo")
    worked()
    carried = pending("4.1")
    on_today = sa.select(Revision.amendment_id).where(Revision.base == carried[0].document.version)
    followed = set(db.session.scalars(on_today.where(Revision.by_id.is_(None))))
    assert followed and {one.id for one in carried if open_question(one)}, "some need nobody, others a person"
    assert run(app, "verify")[0] == 0


def test_sheets_of_the_demo_show_all_headings_or_those_with_facts(app: Flask) -> None:
    run(app, "demo")
    found = {process.slug: sheet(process) for process in db.session.scalars(sa.select(Process))}
    pacts, camaiore = found["patti-collaborazione"], found["camaiore-partecipa"]
    assert pacts and camaiore and found["piano-formazione"] is None
    assert [group.group.name for group in pacts.groups if not group.facts] == ["certification", "call"]
    assert all(group.facts for group in camaiore.groups)


def test_two_requests_of_the_demo_wait_that_change_the_same_words(app: Flask) -> None:
    run(app, "demo")
    faster, slower = pending("4.1")[:2]
    (wanted,), (title, other) = changes_of(faster, 1), changes_of(slower, 2)
    assert (wanted.old, other.old) == ("l’anno", "l’anno") and title.new.strip() == "testi"


def test_requests_of_the_demo_ask_for_the_same_and_compete(app: Flask) -> None:
    run(app, "demo")
    document = pending("4.1")[0].document
    (contest, *_), total = contested(document, 0, 3)
    assert total == 1 and [wish.people for wish in contest.wishes] == [3, 1, 1]
    outcomes = {outlook.outcome for outlook in forecast_of(document).outlooks}
    assert outcomes == {"applies", "absorbed", "clash"}


def test_a_draft_of_the_demo_is_nearly_what_is_published(app: Flask) -> None:
    run(app, "demo")
    document = pending("4.1")[0].document
    chosen = sa.select(DraftSave.text).join(Document, Document.id == DraftSave.proposal_id)
    drafts = db.session.scalars(chosen.where(Document.state == "draft")).all()
    found = sorted([one.number for one in near(document.process_id, words)] for words in drafts)
    assert found == [[], [], ["4.1"]]


def test_somebody_of_the_demo_gathers_a_request(app: Flask) -> None:
    run(app, "demo")
    [draft] = db.session.scalars(sa.select(AmendmentDraft))
    document = db.session.get_one(Document, draft.document_id)
    assert len(draft.sources) == 2 and document.version == draft.base


def test_a_list_of_meetings_of_the_demo_was_imported_as_long_work(app: Flask) -> None:
    run(app, "demo")
    [work] = db.session.scalars(sa.select(LongWork))
    assert (work.state, work.done, work.total) == ("done", 6, 6)


def test_the_demo_is_not_loaded_twice(app: Flask) -> None:
    run(app, "demo")
    people = db.session.scalar(sa.select(sa.func.count(User.id)))
    code, printed = run(app, "demo")
    assert code == 1 and "holds content already" in printed
    assert db.session.scalar(sa.select(sa.func.count(User.id))) == people


def test_the_demo_is_refused_in_production(app: Flask) -> None:
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, production=True)
    try:
        code, printed = run(app, "demo")
    finally:
        app.config["SETTINGS"] = settings
    assert code == 1 and "refused in production" in printed


def test_in_production_prepare_prints_no_demo_sign_ins(app: Flask) -> None:
    run(app, "demo")
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, production=True)
    try:
        code, printed = run(app, "prepare")
    finally:
        app.config["SETTINGS"] = settings
    assert code == 0 and "nobody can sign in" in printed and "@demo.example" not in printed
