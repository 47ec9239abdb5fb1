# SPDX-License-Identifier: AGPL-3.0-or-later
"""Coming to a meeting: seats in the order of asking, who waits for one, a reminder, and nobody else's business."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from auth.account_actions import erase
from db import db
from journal.models import Event, Message
from languages import LOCAL, today
from permissions import Refused
from processes.meetings.actions import Gathering, add_meeting, change_meeting, remove_meeting
from processes.meetings.models import Meeting
from processes.meetings.registration_actions import register
from processes.meetings.registration_models import Registration
from tests.amendments.carry_stories import worked
from tests.make import Cast, published, writing
from tests.test_letters import Letters, letters  # noqa: F401 - a fixture
from tests.test_pages import Visit

NEXT = "/processes/piano/meetings/1"


def planned(cast: Cast, seats: int | None = None, days: int = 5, **more: Any) -> Meeting:
    gathering = Gathering("Valchiara", today() + timedelta(days=days), registers=True, seats=seats, **more)
    with writing():
        return add_meeting(cast.process, gathering, {}, by=cast.bruno)


def noon(days: int) -> datetime:
    """Return the noon some days from now: when the letters of that morning are due, whatever the hour of the test."""
    return datetime.combine(today() + timedelta(days=days), time(12), LOCAL)


def posted(kind: str) -> list[Message]:
    return list(db.session.scalars(sa.select(Message).where(Message.kind == kind).order_by(Message.id)))


def test_people_come_and_go_and_the_first_who_waits_gets_the_seat(cast: Cast, visit: Visit) -> None:
    planned(cast, seats=1, agenda="- 18:00 Saluti")
    page = visit(cast.ada).get(NEXT)
    assert "Posti liberi: 1 su 1." in page.text and "18:00 Saluti" in page.text
    assert "Hai un posto" in page.press("Iscriviti").html
    page = visit(cast.zoe).get(NEXT)
    assert "L’unico posto è preso" in page.text
    page = page.press("Iscriviti")
    assert "sei in lista d’attesa" in page.html and "Sei in lista d’attesa" in page.text
    page = visit(cast.ada).get(NEXT).press("Annulla l’iscrizione")
    assert "La tua iscrizione è annullata" in page.html and page.button("Iscriviti")
    assert "Hai un posto." in visit(cast.zoe).get(NEXT).text
    told = [(letter.user.name, letter.data["waiting"]) for letter in posted("meeting_registered")]
    assert told == [(cast.ada.name, False), (cast.zoe.name, True), (cast.zoe.name, False)]


def test_visitors_sign_in_first_and_come_back(cast: Cast, visit: Visit) -> None:
    planned(cast)
    page = visit().get(NEXT)
    assert "I posti non sono limitati." in page.text
    assert page.follow("Accedi per iscriverti").path.endswith("next=/processes/piano/meetings/1")


def test_only_organisers_see_who_comes(cast: Cast, visit: Visit) -> None:
    planned(cast, seats=1)
    for person in (cast.ada, cast.zoe):
        visit(person).get(NEXT).press("Iscriviti")
    page = visit(cast.bruno).get(NEXT).follow("Chi si è iscritto")
    assert str(cast.ada.email) in page.text and "In attesa" in page.text
    file = visit(cast.bruno).get(NEXT + "/registrations.csv").html.splitlines()
    assert file[0] == "Nome,E-mail,Data di iscrizione,Posto"
    assert file[1].endswith(",1") and file[2].endswith(",In attesa")
    assert cast.ada.name not in visit().get(NEXT).html
    assert visit(cast.ada).get(NEXT + "/registrations").status == 403
    kinds = db.session.scalars(sa.select(Event.kind)).all()
    assert not [kind for kind in kinds if "regist" in kind]


def test_nobody_registers_twice_or_after_the_day_or_where_one_just_comes(cast: Cast, visit: Visit) -> None:
    meeting = planned(cast)
    ada = visit(cast.ada)
    page = ada.get(NEXT)
    page.press("Iscriviti")
    assert page.press("Iscriviti").status == 422
    with time_machine.travel(noon(7)):
        assert "Iscriviti" not in visit(cast.zoe).get(NEXT).text
        with pytest.raises(Refused), writing():
            register(meeting, by=cast.zoe)
    with writing():
        change_meeting(meeting, Gathering("Valchiara", meeting.held_on), {}, by=cast.bruno, seen=1)
    with pytest.raises(Refused), writing():
        register(meeting, by=cast.zoe)
    assert "Iscriviti" not in visit(cast.zoe).get(NEXT).text


def test_who_has_a_seat_is_reminded_the_day_before_once(cast: Cast, visit: Visit) -> None:
    meeting = planned(cast, seats=1, hour="18:30", place="Sala civica")
    for person in (cast.ada, cast.zoe):
        with writing():
            register(meeting, by=person)
    worked()
    assert posted("meeting_reminder") == []
    with time_machine.travel(noon(4)):
        worked()
        worked()
    assert [letter.user.name for letter in posted("meeting_reminder")] == [cast.ada.name]


def test_a_meeting_that_was_moved_reminds_for_its_new_day(cast: Cast) -> None:
    meeting = planned(cast)
    with writing():
        register(meeting, by=cast.ada)
        later = Gathering("Valchiara", meeting.held_on + timedelta(days=10), registers=True)
        change_meeting(meeting, later, {}, by=cast.bruno, seen=1)
    with time_machine.travel(noon(4)):
        worked()
        assert posted("meeting_reminder") == []
    with time_machine.travel(noon(14)):
        worked()
        assert len(posted("meeting_reminder")) == 1


def test_letters_say_when_and_where(cast: Cast, letters: Letters) -> None:  # noqa: F811 - the fixture
    meeting = planned(cast, seats=1, hour="18:30", place="Sala civica")
    for person in (cast.ada, cast.zoe):
        with writing():
            register(meeting, by=person)
    with time_machine.travel(noon(4)):
        worked()
        (to, subject, words), (_, waiting, _), (_, tomorrow, reminder) = letters()
    assert (subject, waiting, tomorrow) == (
        "Iscrizione confermata: Valchiara",
        "In lista d’attesa: Valchiara",
        "Domani: Valchiara",
    )
    assert str(cast.ada.email) in to and str(today().year) in words and "18:30" in words
    assert all("Sala civica" in text and "/processes/piano/meetings/1" in text for text in (words, reminder))


def test_an_erased_person_makes_room(cast: Cast) -> None:
    meeting = planned(cast, seats=1)
    for person in (cast.ada, cast.zoe):
        with writing():
            register(meeting, by=person)
    with writing():
        erase(cast.ada, "", by=cast.ada)
    assert [one.user_id for one in db.session.scalars(sa.select(Registration))] == [cast.zoe.id]
    assert posted("meeting_registered")[-1].user.name == cast.zoe.name


def test_a_removed_meeting_takes_its_registrations_along(cast: Cast) -> None:
    meeting = planned(cast)
    with writing():
        register(meeting, by=cast.ada)
    with writing():
        remove_meeting(meeting, by=cast.bruno)
    assert db.session.scalars(sa.select(Registration)).all() == []


def test_a_proposal_says_from_which_meetings_it_came_and_they_show_it(cast: Cast, visit: Visit) -> None:
    meeting, document = planned(cast), published(cast)
    page = visit(cast.bruno).get(f"/proposals/{document.id}").follow("Di’ da quali incontri nasce")
    page = page.press("Salva gli incontri", meetings=[str(meeting.id)])
    assert page.path == f"/proposals/{document.id}" and "Nasce dagli incontri Valchiara" in page.text
    shown = visit().get(NEXT)
    assert "Proposte nate da questo incontro" in shown.text and shown.follow(document.title).status == 200
    with writing():
        remove_meeting(meeting, by=cast.bruno)
    assert "Nasce dagli incontri" not in visit().get(f"/proposals/{document.id}").text
    assert visit(cast.ada).get(f"/proposals/{document.id}/meetings").status == 404


def test_who_waits_is_told_when_there_are_more_seats_and_who_comes_when_it_moves(cast: Cast) -> None:
    meeting = planned(cast, seats=1)
    for person in (cast.ada, cast.zoe):
        with writing():
            register(meeting, by=person)
    more = Gathering("Valchiara", meeting.held_on + timedelta(days=1), registers=True, seats=2)
    with writing():
        change_meeting(meeting, more, {}, by=cast.bruno, seen=1)
    assert [letter.user.name for letter in posted("meeting_moved")] == [cast.ada.name]
    told = posted("meeting_registered")[-1]
    assert (told.user.name, told.data["waiting"]) == (cast.zoe.name, False)


def test_who_comes_is_told_that_a_meeting_is_called_off(cast: Cast, letters: Letters) -> None:  # noqa: F811
    meeting = planned(cast)
    with writing():
        register(meeting, by=cast.ada)
    letters()
    with writing():
        remove_meeting(meeting, by=cast.bruno)
    ((to, subject, words),) = letters()
    assert str(cast.ada.email) in to and subject == "Annullato l’incontro: Valchiara"
    assert "/processes/piano" in words


def test_whoever_has_a_seat_can_give_it_back_after_registration_closed(cast: Cast, visit: Visit) -> None:
    meeting = planned(cast)
    with writing():
        register(meeting, by=cast.ada)
        change_meeting(meeting, Gathering("Valchiara", meeting.held_on), {}, by=cast.bruno, seen=1)
    page = visit(cast.ada).get(NEXT)
    assert "Le iscrizioni sono chiuse." in page.text
    assert "La tua iscrizione è annullata: il tuo posto va a chi aspetta." in page.press("Annulla l’iscrizione").html
    assert db.session.scalars(sa.select(Registration)).all() == []


def test_nobody_is_promised_a_reminder_that_will_not_come(cast: Cast, visit: Visit) -> None:
    planned(cast, days=0)
    page = visit(cast.ada).get(NEXT).press("Iscriviti")
    assert "Hai un posto." in page.text and "promemoria" not in page.text
