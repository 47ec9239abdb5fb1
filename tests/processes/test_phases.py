# SPDX-License-Identifier: AGPL-3.0-or-later
"""Phases change by date: on record once, whatever the worker does; and whoever was writing loses nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from db import db, now
from journal.jobs import do_due
from journal.models import Event, Job
from processes.models import Phase
from processes.phases.actions import Period, add_phase, change_phase, remove_phase
from proposals.draft_actions import draft
from tests.make import Cast, published, text, writing
from tests.page import Visitor

Visit = Callable[..., Visitor]
EVERYTHING = {"proposing": True, "amending": True, "supporting": True, "commenting": True}


def told() -> list[tuple[str, str]]:
    """Return the kinds and titles of the events that no person is behind."""
    chosen = sa.select(Event).where(Event.kind.in_(("process.phase_began", "process.phase_ended"))).order_by(Event.id)
    return [(event.kind.rpartition("_")[2], event.data["title"]) for event in db.session.scalars(chosen) if event.data]


def let_pass(phase: Phase, **moments: datetime) -> None:
    """Let the dates of a phase come, and with them their jobs."""
    with writing():
        for name, moment in moments.items():
            setattr(phase, name, moment)
        db.session.execute(sa.update(Job).values(due_at=now() - timedelta(seconds=1)))


def planned(cast: Cast, **more: Any) -> Phase:
    """Add a phase that begins in a day and lasts ten."""
    begin = now() + timedelta(days=1)
    with writing():
        return add_phase(cast.process, Period("Esame", begin, begin + timedelta(days=10), **more), by=cast.bruno)


def test_a_phase_that_begins_and_ends_is_on_record_once(cast: Cast, visit: Visit) -> None:
    phase = planned(cast, commenting=True)
    assert db.session.scalar(sa.select(sa.func.count(Job.id))) == 2 and do_due() == 0
    let_pass(phase, starts_at=now() - timedelta(hours=1))
    assert do_due() == 2 and told() == [("began", "Esame")]
    with writing():
        phase.ends_at = now() - timedelta(minutes=1)
        db.session.add_all(
            Job(kind="phase.turn", about={"phase": phase.id}, created_at=now(), due_at=now()) for _ in range(2)
        )
    assert do_due() == 2 and told() == [("began", "Esame"), ("ended", "Esame")], "a job may run twice"
    page = visit().get("/processes/piano/history")
    assert "È cominciata la fase «Esame»" in page.text and "È finita la fase «Esame»" in page.text


def test_a_phase_that_was_written_when_it_was_past_needs_no_telling(cast: Cast) -> None:
    begin = now() - timedelta(days=20)
    with writing():
        add_phase(cast.process, Period("Ascolto", begin, begin + timedelta(days=5)), by=cast.bruno)
    assert db.session.scalars(sa.select(Job)).all() == [] and told() == []


def test_what_passed_before_a_change_is_written_down_first(cast: Cast) -> None:
    phase = planned(cast, commenting=True)
    let_pass(phase, starts_at=now() - timedelta(hours=1))
    later = now() + timedelta(days=3)
    with writing():
        change_phase(phase, Period("Esame e voto", later, None, commenting=True), by=cast.bruno)
    assert told() == [("began", "Esame")], "the worker was late, but nothing is lost"
    do_due()
    let_pass(phase, starts_at=now() - timedelta(minutes=1))
    do_due()
    assert told() == [("began", "Esame"), ("began", "Esame e voto")]


def test_a_removed_phase_leaves_its_jobs_nothing_to_do(cast: Cast) -> None:
    phase = planned(cast, commenting=True)
    with writing():
        remove_phase(phase, by=cast.bruno)
        db.session.execute(sa.update(Job).values(due_at=now()))
    assert do_due() == 2 and told() == []


def test_a_changed_phase_is_on_record_with_before_and_after(cast: Cast) -> None:
    phase = planned(cast, commenting=True)
    with writing():
        change_phase(phase, Period("Esame", phase.starts_at, None, commenting=True), by=cast.bruno)
    last = db.session.scalars(sa.select(Event).order_by(Event.id.desc()).limit(1)).one()
    assert last.data is not None and set(last.data["before"]) == {"ends_at"} and last.data["after"]["ends_at"] is None


@pytest.fixture
def closing(cast: Cast) -> Callable[[], None]:
    """Return what ends the phase in which everything is open, and leads to one that only comments, then to all."""

    def close() -> None:
        moment = now()
        with writing():
            cast.process.phases[0].ends_at = moment
            day = timedelta(days=1)
            add_phase(cast.process, Period("Letture", moment - day, moment + day, commenting=True), by=cast.bruno)
            add_phase(cast.process, Period("Ritorno", moment + 2 * day, moment + 3 * day, **EVERYTHING), by=cast.bruno)

    return close


def test_a_form_that_was_open_when_the_phase_ended_keeps_what_was_typed(
    cast: Cast, visit: Visit, closing: Callable[[], None]
) -> None:
    document = published(cast)
    page = visit(cast.ada).get(f"/documents/{document.id}/amendments/new")
    reason = "Prima dell’estate nessuno ha tempo di venire agli incontri."
    closing()
    page = page.press("Vedi che cosa cambierebbe", body="## Obiettivo\n\n" + "Fare rete insieme. " * 5, reason=reason)
    assert page.status == 403 and "La fase per proporre modifiche non è aperta." in page.text
    assert reason in page.text and "Fare rete insieme." in page.text, "everything typed is given back"
    assert "Fase in corso: Letture" in page.text and "Si può commentare fino al" in page.text
    assert "Riapre con la fase «Ritorno»" in page.text
    assert page.follow("Vai al processo").path == "/processes/piano"


def test_whoever_may_never_take_part_is_not_told_to_wait_for_a_phase(cast: Cast, visit: Visit) -> None:
    with writing():
        cast.process.participation = "invitation"
    document = published(cast)
    page = visit(cast.ada).get(f"/documents/{document.id}/amendments/new")
    assert page.status == 403 and "Fase in corso" not in page.text


def test_a_draft_is_kept_and_can_be_saved_when_the_phase_is_over(
    cast: Cast, visit: Visit, closing: Callable[[], None]
) -> None:
    with writing():
        proposal = draft(cast.process, text("Una bozza"), by=cast.bruno)
    page = visit(cast.bruno).get(f"/proposals/{proposal.document_id}/draft")
    closing()
    page = page.press("Salva la bozza", title="Una bozza migliore")
    assert page.status == 200 and "Bozza salvata." in page.text
    assert visit(cast.bruno).get(f"/proposals/{proposal.document_id}/publish").status == 403


def test_the_page_of_a_phase_is_called_what_it_is(cast: Cast, visit: Visit) -> None:
    assert visit(cast.bruno).get("/processes/piano/phases/new").all(".//main//h1")[0].text == "Nuova fase"
    assert visit(cast.bruno).get("/processes/piano/phases/1").all(".//main//h1")[0].text == "Cambia la fase"
