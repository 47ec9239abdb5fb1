# SPDX-License-Identifier: AGPL-3.0-or-later
"""Meetings: their timeline, the bodies that had a role, head counts that are sure or not, minutes, calendars."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from auth.models import Body
from db import db
from journal.models import Event
from languages import today
from processes.meetings import queries as meeting_queries
from processes.meetings.actions import Bodies, Gathering, add_meeting
from processes.meetings.models import Meeting
from tests.attachments.files import PDF
from tests.attachments.test_pages import attach
from tests.make import Cast, writing
from tests.page import Page, Visitor
from tests.proposals.test_lists import Counting

Visit = Callable[..., Visitor]
PIANO = "/processes/piano"
SPRING = date(2021, 3, 12)


def held(cast: Cast, heading: str, day: date = SPRING, bodies: Bodies | None = None, **more: Any) -> Meeting:
    with writing():
        return add_meeting(cast.process, Gathering(heading, day, **more), bodies or {}, by=cast.bruno)


def headings(page: Page) -> list[str | None]:
    return [link.text for link in page.all(".//*[@class='stage-title']/a")]


def kinds() -> list[str]:
    found = db.session.scalars(sa.select(Event.kind).order_by(Event.id))
    return [kind for kind in found if kind.startswith("meeting.")]


def test_staff_write_a_meeting_and_everybody_reads_it(cast: Cast, visit: Visit) -> None:
    page = visit(cast.bruno).get(PIANO).follow("Incontri").follow("Aggiungi un incontro")
    page = page.press(
        "Salva l’incontro",
        heading="Valchiara",
        title="Ascoltare prima di scrivere",
        series="Tavoli di valle",
        kind="codesign",
        held_on="2021-03-12",
        hour="9.30",
        mode="online",
        text="Divisi in **due** gruppi.",
        tables="Scuole\nBeni comuni",
        host="Comune di Valchiara (BO)",
        present="Comune di Montecolle (MO)\nComune di Valchiara (BO)",
        people="50",
        people_about="y",
        people_note="amministratori e tecnici",
        body_count="24",
        needs="Formazione.",
        minutes="## Decisioni\n\n1. Ci si rivede.",
    )
    assert page.path.endswith("/network") and "L’incontro è salvato." in page.text
    page = visit().get(f"{PIANO}/meetings")
    for words in (
        "Tavoli di valle",
        "12 marzo 2021, ore 09:30",
        "Online",
        "Ascoltare prima di scrivere",
        "Chi ospita Comune di Valchiara (BO)",
        "Persone: circa 50 (amministratori e tecnici)",
        "Enti: 24",
        "Scuole",
        "Bisogni emersi Formazione.",
    ):
        assert words in page.text, words
    page = page.follow("Leggi il verbale")
    assert "Co-progettazione" in page.text and "Ci si rivede." in page.text
    assert [h.text for h in page.all(".//main//h3")] == ["Decisioni"]
    assert visit().get(PIANO).follow("Valchiara: Ascoltare").status == 200
    assert kinds() == ["meeting.added"]


def test_a_body_is_registered_once_whoever_names_it(cast: Cast) -> None:
    held(cast, "Uno", bodies={"host": ["Comune di Valchiara (BO)"]})
    held(cast, "Due", bodies={"present": ["Comune di Valchiara", "Comune di Valchiara (BO)", "Comune di Pratolungo"]})
    bodies = db.session.execute(sa.select(Body.name, Body.province).order_by(Body.name)).all()
    assert [tuple(row) for row in bodies] == [("Comune di Pratolungo", ""), ("Comune di Valchiara", "BO")]


def test_bodies_seen_for_the_first_time_join_when_staff_confirm_it(cast: Cast, visit: Visit) -> None:
    held(cast, "Prima", SPRING - timedelta(days=30), {"host": ["Comune di Valchiara"]})
    meeting = held(
        cast, "Poi", bodies={"host": ["Comune di Valchiara"], "present": ["Comune di Collina", "Comune di Pratolungo"]}
    )
    page = visit(cast.bruno).get(f"{PIANO}/meetings/{meeting.id}/network")
    offered = [label.text for label in page.all(".//main//fieldset//label")]
    assert offered == ["Comune di Collina", "Comune di Pratolungo"], "who was seen before is not asked about"
    assert "Entrano nella rete" not in visit().get(f"{PIANO}/meetings").text
    (collina,) = [one.body_id for one in meeting.presences if one.body.name == "Comune di Collina"]
    page = page.press("Conferma chi entra", bodies=[collina])
    assert "Entrano nella rete Comune di Collina" in page.text
    page = visit(cast.bruno).get(f"{PIANO}/meetings/{meeting.id}/edit").press("Salva l’incontro", needs="Tempo.")
    assert "Entrano nella rete Comune di Collina" in page.text, "a change of the meeting forgets nothing"
    assert kinds()[-2:] == ["meeting.joined", "meeting.changed"]


def test_the_timeline_follows_the_days_and_goes_on_without_losing_any(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meeting_queries, "PAGE", 2)
    for name in ("Uno", "Due", "Tre"):
        held(cast, name)
    held(cast, "Zero", SPRING - timedelta(days=1))
    held(cast, "Domani", today() + timedelta(days=1))
    page, found = visit().get(f"{PIANO}/meetings"), []
    while True:
        found += headings(page)
        if not page.has_link("Più recenti"):
            break
        page = page.follow("Più recenti")
    assert found == ["Zero", "Uno", "Due", "Tre", "Domani"]
    assert page.text.count("In programma") == 1
    for forged in ("0", "999", "x", "-1", "99999999999"):
        assert visit().get(f"{PIANO}/meetings?after={forged}").status == 404


def test_declared_figures_stand_beside_what_is_told_here(cast: Cast, visit: Visit) -> None:
    held(cast, "Uno", kind="training")
    held(cast, "Due", kind="networking")
    page = visit(cast.bruno).get(f"{PIANO}/figures")
    page = page.press(
        "Salva i numeri",
        declared_on="2022-02-17",
        training_declared="34",
        community_declared="3",
        community_label="Comunità dei beni comuni",
    )
    text = visit().get(f"{PIANO}/meetings").text
    assert "Formazione 34 dichiarati al 17 febbraio 2022; raccontati in questa pagina: 1" in text
    assert "Comunità dei beni comuni 3 dichiarati al 17 febbraio 2022; raccontati in questa pagina: 0" in text
    assert "Networking 1" in text and "Co-progettazione" not in text
    visit(cast.bruno).get(f"{PIANO}/figures").press("Salva i numeri", training_declared="")
    assert "Formazione 1" in visit().get(f"{PIANO}/meetings").text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"heading": ""}, "Scrivi l’intestazione"),
        ({"held_on": ""}, "Scrivi il giorno"),
        ({"hour": "25:00"}, "Scrivi l’ora così: 18:30."),
        ({"people": "-1"}, "Scrivi un numero, per esempio 50."),
        ({"present": "Comune di Valchiara\n" + "x" * 201}, "Riga 2: controlla il nome dell’ente."),
    ],
)
def test_a_form_that_cannot_stand_says_what_to_mend(
    cast: Cast, visit: Visit, fields: dict[str, str], sentence: str
) -> None:
    typed = {"heading": "Valchiara", "held_on": "2021-03-12", "text": "Il testo resta."} | fields
    page = visit(cast.bruno).get(f"{PIANO}/meetings/new").press("Salva l’incontro", **typed)
    assert page.status == 422 and sentence in page.text and "Il testo resta." in page.html
    assert db.session.scalars(sa.select(Meeting)).all() == []
    assert db.session.scalars(sa.select(Body)).all() == [], "nothing of it is kept"


def test_of_two_who_change_a_meeting_the_second_is_told_and_loses_nothing(cast: Cast, visit: Visit) -> None:
    meeting = held(cast, "Uno")
    first, second = (visit(cast.bruno).get(f"{PIANO}/meetings/{meeting.id}/edit") for _ in range(2))
    assert first.press("Salva l’incontro", title="Primo").status == 200
    typed = "Parole che ho scritto io mentre un’altra persona salvava."
    page = second.press("Salva l’incontro", text=typed)
    assert page.status == 409 and typed in page.text and meeting.title == "Primo"


def test_a_meeting_that_was_a_mistake_is_removed_and_stays_on_record(cast: Cast, visit: Visit) -> None:
    meeting = held(cast, "Uno", bodies={"host": ["Comune di Valchiara"]})
    page = visit(cast.bruno).get(f"{PIANO}/meetings/{meeting.id}/edit").press("Togli «Uno»")
    assert "L’incontro è stato tolto." in page.text and headings(visit().get(f"{PIANO}/meetings")) == []
    last = db.session.scalars(sa.select(Event).order_by(Event.id.desc()).limit(1)).one()
    assert last.data is not None and last.data["before"]["host"] == ["Comune di Valchiara"]
    assert "Bruno ha tolto l’incontro «Uno»" in visit().get(f"{PIANO}/history").text


def test_a_meeting_is_a_calendar_file(cast: Cast, visit: Visit) -> None:
    title = "Parole; chiare, " + "è ora di ascoltare tutte le voci del quartiere " * 3
    meeting = held(cast, "Valchiara", title=title.strip(), hour="09:30", place="Sala civica")
    answer = visit().get(f"{PIANO}/meetings/{meeting.id}.ics").answer
    assert answer.content_type == "text/calendar; charset=utf-8"
    lines = answer.get_data().split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR" and lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(len(one) for one in lines) <= 75
    whole = answer.get_data(as_text=True).replace("\r\n ", "")
    assert "DTSTART:20210312T083000Z\r\n" in whole and "LOCATION:Sala civica\r\n" in whole
    assert "SUMMARY:Valchiara: Parole\\; chiare\\, è ora di ascoltare" in whole


def test_all_meetings_are_a_calendar_to_follow(cast: Cast, visit: Visit) -> None:
    held(cast, "Uno")
    held(cast, "Due", SPRING + timedelta(days=1))
    words = visit().get(f"{PIANO}/meetings.ics").html
    assert words.count("BEGIN:VEVENT") == 2 and words.index("SUMMARY:Uno") < words.index("SUMMARY:Due")
    assert "DTSTART;VALUE=DATE:20210312\r\nDTEND;VALUE=DATE:20210313\r\n" in words


def test_a_meeting_of_another_process_is_not_there(cast: Cast, visit: Visit) -> None:
    meeting = held(cast, "Uno")
    visit(cast.ines).get("/processes/new").press("Crea il processo", title="Altro", slug="altro", prefix="alt")
    for path in ("", ".ics", "/edit", "/network"):
        assert visit(cast.ines).get(f"/processes/altro/meetings/{meeting.id}{path}").status == 404


def test_minutes_are_rendered_anew_when_an_update_asks_for_it(app: Flask, cast: Cast, visit: Visit) -> None:
    meeting = held(cast, "Uno", minutes="Nuovo.", text="Testo.")
    with writing():
        meeting.minutes_html = meeting.html = "<p>Vecchio.</p>"
    assert "1 pages changed." in app.test_cli_runner().invoke(args=["render"]).output
    page = visit().get(f"{PIANO}/meetings/{meeting.id}")
    assert "Nuovo." in page.text and "Vecchio." not in page.text


def test_the_timeline_takes_as_many_queries_for_many_as_for_few(cast: Cast, visit: Visit) -> None:
    counts = []
    for many in (2, 15):
        for number in range(many):
            held(cast, f"Incontro {number}", bodies={"host": ["Comune di Valchiara"], "present": [f"Ente {number}"]})
        visit().get("/roles")  # new bodies change the site, and the first page after that asks who runs it
        with Counting() as counting:
            assert visit().get(f"{PIANO}/meetings?n={many}").status == 200
        counts.append(len(counting.statements))
    assert counts[0] == counts[1] <= 5, counting.statements


def test_files_hang_on_a_meeting_which_cannot_be_removed_before_them(cast: Cast, visit: Visit) -> None:
    meeting = held(cast, "Uno")
    staff = visit(cast.bruno)
    page = staff.get(f"{PIANO}/meetings/{meeting.id}").follow("Allegati")
    attach(staff, page.path, title="Le slide", kind="slides")
    page = visit().get(f"{PIANO}/meetings/{meeting.id}")
    assert "Le slide" in page.text and page.follow("Le slide").answer.data == PDF
    page = staff.get(f"{PIANO}/meetings/{meeting.id}/edit").press("Togli «Uno»")
    assert page.status == 422 and "togli prima quelli" in page.text
    assert headings(visit().get(f"{PIANO}/meetings")) == ["Uno"]


def test_news_are_told_of_a_meeting_and_stay_when_it_is_removed(cast: Cast, visit: Visit) -> None:
    meeting, staff = held(cast, "Uno"), visit(cast.bruno)
    page = staff.get(f"{PIANO}/posts/new")
    page.press("Salva la notizia", title="Com’è andata", meeting_id=meeting.id, when="now")
    page.press("Salva la notizia", title="Ancora in bozza", meeting_id=meeting.id)
    page = visit().get(f"{PIANO}/meetings/{meeting.id}")
    assert "Notizie su questo incontro" in page.text and "Ancora in bozza" not in page.text
    page = page.follow("Com’è andata")
    assert page.follow("Uno").path == f"{PIANO}/meetings/{meeting.id}"
    assert staff.get(f"{PIANO}/posts/1").press("Salva la notizia", summary="Bene.").status == 200
    assert page.visitor.get(page.path).has_link("Uno"), "a change of the news forgets nothing"
    staff.get(f"{PIANO}/meetings/{meeting.id}/edit").press("Togli «Uno»")
    page = visit().get(page.path)
    assert page.status == 200 and not page.has_link("Uno")


def test_the_texts_of_a_meeting_are_looked_at_before_they_are_saved(cast: Cast, visit: Visit) -> None:
    page = visit(cast.bruno).get(PIANO + "/meetings/new")
    page = page.press("Guarda l’anteprima", heading="Valchiara", held_on="2026-12-01", agenda="- 18:00 **Saluti**")
    assert "Anteprima: non è ancora salvata" in page.text and page.all(".//main//strong")[0].text == "Saluti"
    assert "Valchiara" not in visit().get(PIANO + "/meetings").text
    assert page.press("Salva l’incontro").status == 200
