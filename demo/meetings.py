# SPDX-License-Identifier: AGPL-3.0-or-later
"""The meetings of the demo: tables that move from town to town, one to come, and those that come from a list."""

from datetime import timedelta
from typing import Any

from db import db, transaction
from demo.people import Cast
from importing.meetings import KIND
from languages import today
from processes.meetings.actions import Gathering, add_meeting, confirm_joining, declare_figures
from processes.meetings.models import Figure, MeetingKind, Mode
from processes.meetings.queries import new_in
from processes.meetings.registration_actions import register
from processes.models import Process
from works import running
from works.actions import ask_for, go_on
from works.models import LongWork

SERIES = "Tavoli itineranti"
DESKS = ("Biblioteca", "Mercato coperto", "Stazione", "Scuola media", "Sala del Consiglio", "Circolo degli anziani")
# Each with the days since it was held (those to come have fewer than none), and its bodies by role.
MEETINGS: tuple[tuple[int, dict[str, Any], dict[str, list[str]]], ...] = (
    (
        210,
        {
            "heading": "Valchiara",
            "title": "Da dove cominciamo",
            "kind": MeetingKind.CODESIGN,
            "mode": Mode.ONLINE,
            "text": "Il primo tavolo, voluto dal **Comune di Valchiara**: ogni ente racconta un patto.",
            "tables": ["Come si parlano gli uffici", "Come si arriva a chi non partecipa"],
            "people": 28,
            "body_count": 6,
        },
        {"host": ["Comune di Valchiara"], "present": ["Unione dei Comuni del Colle", "Comune di Pratolungo (MO)"]},
    ),
    (
        120,
        {
            "heading": "Pratolungo",
            "kind": MeetingKind.TRAINING,
            "mode": Mode.BOTH,
            "place": "Biblioteca civica, via dell’Orto 3",
            "hour": "09:30",
            "text": "Mattina di formazione sugli adempimenti: che cosa serve davvero per firmare un patto.",
            "needs": "Un modulo uguale per tutti, e qualcuno a cui chiedere.",
            "people": 50,
            "people_about": True,
            "people_note": "amministratori e tecnici",
            "body_count": 12,
            "body_count_about": True,
            "minutes": "## Che cosa si è deciso\n\n1. Un gruppo prepara il modulo.\n2. Ci si rivede in primavera.",
        },
        {
            "host": ["Comune di Pratolungo"],
            "speaker": ["Comune di Valchiara", "Associazione Terra di Mezzo"],
            "present": ["Comune di Roccascura (BO)"],
        },
    ),
    (
        -21,
        {
            "heading": "Montecolle",
            "title": "Il modulo comune, dal vivo",
            "kind": MeetingKind.NETWORKING,
            "place": "Sala del Consiglio, piazza Alta 1",
            "hour": "18:00",
            "text": "Si prova il modulo su tre patti veri, portati da chi partecipa.",
            "agenda": "- 18:00 Saluti\n- 18:15 Tre patti alla prova\n- 19:30 Che cosa cambiamo",
            "registers": True,
            "seats": 2,
        },
        {"host": ["Unione dei Comuni del Colle"]},
    ),
)


def hold_meetings(cast: Cast, process: Process) -> None:
    """Write the meetings of a process; who is there for the first time joins its network."""
    bruno = cast["bruno"]
    for days, words, bodies in MEETINGS:
        with transaction():
            gathering = Gathering(held_on=today() - timedelta(days=days), series=SERIES, **words)
            meeting = add_meeting(process, gathering, bodies, by=bruno)
            for person in ("ada", "sami", "zoe") if meeting.registers else ():
                register(meeting, by=cast[person])
            if days > 0:
                confirm_joining(meeting, {one.body_id for one in new_in(meeting)}, by=bruno)
    with transaction():
        figure = Figure(process_id=process.id, kind=MeetingKind.PUBLIC, label="", declared=8, declared_on=today())
        declare_figures(process, [figure], by=bruno)


def import_meetings(cast: Cast, process: Process) -> None:
    """Bring the desks of a town in from a list, as long work that is tried, confirmed and done."""
    lines = ["held_on,heading,place"]
    for week, place in enumerate(DESKS, 1):
        lines.append(f"{today() - timedelta(weeks=4 * week)},Sportello {week},{place}")
    with transaction():
        work = ask_for(KIND, process.title, {"process": process.id, "text": "\n".join(lines)}, by=cast["bruno"])
    number = work.id
    running.carry_out({"work": number})
    with transaction():
        go_on(db.session.get_one(LongWork, number), by=cast["bruno"])
    running.carry_out({"work": number})
