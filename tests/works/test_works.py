# SPDX-License-Identifier: AGPL-3.0-or-later
"""Long work is carried out in pieces, tells how far it came, survives its worker, and is stopped and let go on."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from auth.account_actions import erase
from db import Changed, Invalid, db, now, transaction
from journal.jobs import SHORT_LEASE
from journal.models import Message
from tests.amendments.carry_stories import worked
from tests.make import Cast, writing
from tests.test_pages import Visit
from tests.works.stories import MANY, PATH, asked, before_piece, listed, meetings_there
from works.actions import KEPT, MOST_OPEN, drop, go_on, stop
from works.course import Course, Overtaken
from works.kinds import KINDS, Kind
from works.models import SILENCE, LongWork, WorkState


class Killed(BaseException):
    """A worker that is ended in the middle."""


def kill() -> None:
    raise Killed


def states() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(LongWork.state).order_by(LongWork.id)))


def confirmed(work: LongWork) -> None:
    worked()
    with writing():
        go_on(work, by=work.user)


def test_a_long_list_is_tried_confirmed_and_imported_as_work(cast: Cast, visit: Visit) -> None:
    bruno = visit(cast.bruno)
    page = bruno.get(PATH).press("Prova", text=listed())
    assert page.path == "/account/work/1" and "In attesa di cominciare" in page.text
    assert "In attesa di cominciare" in bruno.get("/").text
    worked()
    page = page.follow("Aggiorna la pagina")
    assert f"Prova riuscita. Incontri nuovi: {MANY}. Aggiornati: 0. Già uguali: 0." in page.text
    assert "Finora non è stato scritto nulla." in page.text
    assert meetings_there() == [] and "Aspetta la tua conferma" in bruno.get("/account").follow("Lavori lunghi").text
    page = page.press("Importa gli incontri")
    assert "Controllo delle righe" not in page.text
    worked()
    page = page.follow("Aggiorna la pagina")
    assert f"Gli incontri sono importati: tutte le {MANY} righe." in page.text
    assert page.follow("Vedi gli incontri").path == "/processes/piano/meetings"
    assert meetings_there() == [1] * MANY
    assert "Importazione di incontri" not in bruno.get("/").text


def test_a_mistake_is_told_at_its_line_and_nothing_is_imported(cast: Cast, visit: Visit) -> None:
    bruno = visit(cast.bruno)
    bruno.get(PATH).press("Prova", text=listed(spoilt=230))
    worked()
    page = bruno.get("/account/work/1")
    assert "Non riuscito" in page.text and "Riga 230: held_on:" in page.text and "Prova di nuovo" in page.text
    assert page.follow("Carica l’elenco corretto").path == PATH
    assert meetings_there() == []


def test_a_worker_that_dies_leaves_no_line_out_and_none_twice(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = asked(cast)
    confirmed(work)
    before_piece(monkeypatch, 3, kill)
    with pytest.raises(Killed):
        worked()
    db.session.rollback()
    assert meetings_there() == [1] * 100 and states() == ["running"]
    assert "Scrittura delle righe: 100 di 240 righe" in visit(cast.bruno).get("/account/work/1").text
    worked()
    assert states() == ["running"]  # its lease is not over
    with time_machine.travel(now() + SHORT_LEASE + timedelta(seconds=1)):
        worked()
    assert meetings_there() == [1] * MANY and states() == ["done"]


def test_what_is_stopped_keeps_what_was_written_and_goes_on_from_there(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = asked(cast)
    confirmed(work)

    def told_to_stop() -> None:
        with transaction():
            stop(db.session.get_one(LongWork, 1), by=cast.bruno)

    before_piece(monkeypatch, 3, told_to_stop)
    worked()
    page = visit(cast.bruno).get("/account/work/1")
    assert "Fermato a 100 di 240." in page.text and meetings_there() == [1] * 100
    page.press("Riprendi")
    worked()
    assert meetings_there() == [1] * MANY and states() == ["done"]


def test_what_no_worker_took_is_stopped_at_once(cast: Cast, visit: Visit) -> None:
    asked(cast)
    page = visit(cast.bruno).get("/account/work/1").press("Ferma")
    assert "Fermato prima di cominciare." in page.text
    worked()
    assert states() == ["stopped"] and meetings_there() == []


def test_what_nobody_has_in_hand_may_be_let_go(cast: Cast, visit: Visit) -> None:
    work = asked(cast)
    with writing(), pytest.raises(Changed):
        drop(work, by=cast.bruno)
    worked()
    page = visit(cast.bruno).get("/account/work/1").press("Togli dall’elenco")
    assert page.path == "/account/work" and "Non hai chiesto nessun lavoro lungo." in page.text and states() == []


def test_of_two_workers_only_one_goes_on(cast: Cast) -> None:
    work = asked(cast)
    first, second = Course(work), Course(work)
    first.begin("Prova", 10)
    with transaction():
        first.keep(5)
    with pytest.raises(Overtaken), transaction():
        second.keep(5)


def test_what_changed_after_the_trial_stops_the_import_and_says_so(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = asked(cast)
    confirmed(work)

    def dismissed() -> None:
        with transaction():
            db.session.delete(cast.bruno.memberships[0])

    before_piece(monkeypatch, 2, dismissed)
    worked()
    page = visit(cast.bruno).get("/account/work/1")
    assert "qualcosa è cambiato dopo la prova" in page.text and "Riga 52: Solo lo staff" in page.text
    assert meetings_there() == [1] * 50


def test_work_that_fails_says_so_and_may_go_on(cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(work: LongWork, course: Course) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(KINDS, "meetings", Kind("Prova", "%(done)s", "", fail))  # type: ignore[arg-type]
    asked(cast)
    worked()
    page = visit(cast.bruno).get("/account/work/1")
    assert "Qualcosa è andato storto." in page.text and states() == ["failed"]
    page.press("Riprendi")
    assert states() == ["waiting"]


def test_silent_work_says_how_to_go_on(cast: Cast, visit: Visit) -> None:
    work = asked(cast)
    with time_machine.travel(now() + SILENCE + timedelta(minutes=1)):
        assert "Non va avanti" in visit(cast.bruno).get("/account/work/1").text
        with writing():
            go_on(work, by=cast.bruno)
        with writing(), pytest.raises(Changed):
            go_on(work, by=cast.bruno)


def test_only_who_asked_and_administrators_see_it(cast: Cast, visit: Visit) -> None:
    asked(cast)
    worked()
    page = visit(cast.ines).get("/account/work/1")
    assert "Prova riuscita" in page.text and "Togli dall’elenco" in page.text
    assert "Importa gli incontri" not in page.text, "it is on record under Bruno's name"
    assert visit(cast.mara).get("/account/work/1").status == 404
    assert "Valchiara" not in visit(cast.mara).get("/account/work").text


def test_long_work_that_ends_is_told_by_mail(cast: Cast) -> None:
    for minutes, letters in ((0, 0), (2, 1)):
        work = asked(cast)
        with writing():
            work.asked_at -= timedelta(minutes=minutes)
        worked()
        assert db.session.scalar(sa.select(sa.func.count(Message.id)).where(Message.kind == "work_ended")) == letters


def test_a_person_has_only_so_many_open_at_once(cast: Cast, visit: Visit) -> None:
    for _number in range(MOST_OPEN):
        asked(cast)
    with pytest.raises(Invalid):
        asked(cast)
    page = visit(cast.bruno).get(PATH).press("Prova", text=listed())
    assert page.status == 422 and "aspetta che ne finisca uno" in page.text


def test_work_is_forgotten_after_a_while_and_with_its_person(cast: Cast) -> None:
    asked(cast)
    other = asked(cast, by=cast.ines)
    worked()
    with writing():
        erase(cast.bruno, "", by=cast.bruno)
    assert db.session.scalars(sa.select(LongWork)).all() == [other]
    with time_machine.travel(now() + KEPT + timedelta(days=1)):
        worked()
    assert states() == []


def test_what_is_done_keeps_nothing_of_the_list(cast: Cast) -> None:
    work = asked(cast)
    confirmed(work)
    worked()
    db.session.refresh(work)
    assert work.state == WorkState.DONE and work.about == {}
