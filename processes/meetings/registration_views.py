# SPDX-License-Identifier: AGPL-3.0-or-later
"""Coming to a meeting: the button of everybody, and the list of those who organise it."""

import csv
import io
from typing import Any

from flask import Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from db import now
from languages import long_date
from permissions import can
from processes.blueprint import at, bp, changeable, person
from processes.meetings import queries as meeting_queries
from processes.meetings import registration_actions, registration_queries
from processes.meetings.models import Meeting
from processes.registry.files import cell


@bp.post("/processes/<slug>/meetings/<int:id>/register")
def register(slug: str, id: int) -> Any:
    """Register the person, and say whether they have a seat."""
    found = _of(slug, id)
    place = registration_actions.register(found, by=person())
    flash(_registered(found, place))
    return redirect(url_for("processes.meeting", slug=slug, id=id), 303)


@bp.post("/processes/<slug>/meetings/<int:id>/cancel")
def cancel(slug: str, id: int) -> Any:
    """Take the person's registration back."""
    found = _of(slug, id)
    registration_actions.cancel(found, by=person())
    gone = _("La tua iscrizione è annullata: il tuo posto va a chi aspetta.")
    again = can(person(), "meeting.register", found, now())
    flash(gone + (" " + _("Puoi iscriverti di nuovo, in fondo alla lista.") if again else ""))
    return redirect(url_for("processes.meeting", slug=slug, id=id), 303)


@bp.get("/processes/<slug>/meetings/<int:id>/registrations")
def registrations(slug: str, id: int) -> Any:
    """List who comes, for those who organise the meeting."""
    process = changeable(slug)
    found = meeting_queries.meeting(process, id) or abort(404)
    listed = registration_queries.registrations(found)
    return render_template(
        "processes/meetings/registrations.html", process=process, meeting=found, registrations=listed
    )


@bp.get("/processes/<slug>/meetings/<int:id>/registrations.csv")
def registrations_file(slug: str, id: int) -> Any:
    """Give the same list as a file."""
    found = meeting_queries.meeting(changeable(slug), id) or abort(404)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_("Nome"), _("E-mail"), _("Data di iscrizione"), _("Posto")])
    for place, one in enumerate(registration_queries.registrations(found), 1):
        seat = _("In attesa") if registration_queries.waits(found, place) else str(place)
        writer.writerow([cell(one.user.name), cell(one.user.email), f"{one.created_at:%Y-%m-%d %H:%M}", seat])
    return Response(out.getvalue(), content_type="text/csv; charset=utf-8")


def _registered(found: Meeting, place: int) -> str:
    """Say whether there is a seat, what comes next and by when."""
    day = long_date(found.held_on)
    if registration_queries.waits(found, place):
        ahead = place - (found.seats or 0)
        sentence = _("I posti sono finiti: sei in lista d’attesa, al numero %(place)s.", place=ahead)
        return sentence + " " + _("Se se ne libera uno prima del %(day)s è tuo, e ti scriviamo.", day=day)
    sentences = [_("Hai un posto per il %(day)s: ti abbiamo mandato la conferma.", day=day)]
    if found.will_remind(now()):
        sentences.append(_("Il giorno prima ti mandiamo un promemoria."))
    return " ".join([*sentences, _("Se non puoi venire annulla l’iscrizione: il posto va a chi aspetta.")])


def _of(slug: str, id: int) -> Meeting:
    return meeting_queries.meeting(at(slug), id) or abort(404)
