# SPDX-License-Identifier: AGPL-3.0-or-later
"""The meetings of a process: their timeline, pages and calendars; and the pages where staff write them."""

from typing import Any

from flask import Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from attachments.queries import attachments
from auth import queries as people
from db import N_, Invalid
from fields import attempt, only_looks
from languages import today
from pages import holds_until, kept
from processes.blueprint import at, bp, changeable, person, status
from processes.calendar import end_of
from processes.hooks import below_meeting
from processes.meetings import actions as meeting_actions
from processes.meetings import ical, network, registration_queries
from processes.meetings import queries as meeting_queries
from processes.meetings.forms import KINDS, MODES, ROLES, FiguresForm, JoiningForm, MeetingForm
from processes.meetings.models import Meeting
from processes.models import Process
from processes.news import queries as news_queries
from processes.prose import rendered

WORDS = {"kinds": KINDS, "modes": MODES, "roles": ROLES}


@bp.get("/processes/<slug>/meetings")
@kept("process")
def meetings(slug: str) -> Any:
    """Show the meetings of a process in the order of their days, and the counters."""
    process = at(slug)
    holds_until(end_of(today()))  # tomorrow another one may be past
    found = meeting_queries.timeline(process, _after(process))
    words = {"timeline": found, "counters": meeting_queries.counters(process), "today": today()} | WORDS
    return render_template("processes/meetings/meetings.html", process=process, **words)


@bp.get("/processes/<slug>/network")
@kept("process")
def members(slug: str) -> Any:
    """Show the network of a process: how it grew, and who is in it."""
    process = at(slug)
    joined = network.steps(process)
    words: dict[str, Any] = {"steps": joined, "members": network.members(process, joined)}
    words |= {"line": network.line(joined) if joined else "", "width": network.WIDTH, "height": network.HEIGHT}
    return render_template("processes/meetings/network.html", process=process, **words)


@bp.get("/processes/<slug>/meetings/<int:id>")
@kept("process")
def meeting(slug: str, id: int) -> Any:
    """Show a meeting with its bodies and minutes."""
    process = at(slug)
    found = meeting_queries.meeting(process, id) or abort(404)
    holds_until(end_of(today()))
    words = {"attachments": attachments("meeting", id), "posts": news_queries.about(found), "today": today()} | WORDS
    words["registered"] = registration_queries.how_many(found)
    words["results"] = [section(found) for section in below_meeting]
    return render_template("processes/meetings/meeting.html", process=process, meeting=found, **words)


@bp.get("/processes/<slug>/meetings.ics")
@kept("process")
def meetings_calendar(slug: str) -> Any:
    """Give the newest meetings as a calendar that others can follow."""
    process = at(slug)
    return _calendar(reversed(meeting_queries.newest(process, meeting_queries.PAGE)), process)


@bp.get("/processes/<slug>/meetings/<int:id>.ics")
@kept("process")
def meeting_calendar(slug: str, id: int) -> Any:
    """Give one meeting as a calendar file."""
    process = at(slug)
    return _calendar([meeting_queries.meeting(process, id) or abort(404)], process)


@bp.route("/processes/<slug>/meetings/new", methods=["GET", "POST"])
def new_meeting(slug: str) -> Any:
    """Add a meeting."""
    process, form = changeable(slug), MeetingForm()
    if form.validate_on_submit() and not only_looks():
        entered = form.gathering(), form.bodies()
        made = attempt(form, lambda: meeting_actions.add_meeting(process, *entered, by=person()))
        if made is not None:
            return _done(made)
    return _form(process, form)


@bp.route("/processes/<slug>/meetings/<int:id>/edit", methods=["GET", "POST"])
def edit_meeting(slug: str, id: int) -> Any:
    """Change a meeting."""
    process, found = _of(slug, id)
    form = MeetingForm.of(found)
    if form.validate_on_submit() and not only_looks():
        entered, seen = (form.gathering(), form.bodies()), form.seen.data
        attempt(form, lambda: meeting_actions.change_meeting(found, *entered, by=person(), seen=seen))
        if not form.errors:
            return _done(found)
    return _form(process, form, found)


@bp.post("/processes/<slug>/meetings/<int:id>/remove")
def remove_meeting(slug: str, id: int) -> Any:
    """Remove a meeting that should not be there."""
    found = _of(slug, id)[1]
    if attachments("meeting", id):
        raise Invalid("", N_("A questo incontro sono appesi dei file: togli prima quelli."))
    meeting_actions.remove_meeting(found, by=person())
    flash(_("L’incontro è stato tolto."))
    return redirect(url_for("processes.meetings", slug=slug), 303)


@bp.route("/processes/<slug>/meetings/<int:id>/network", methods=["GET", "POST"])
def joining(slug: str, id: int) -> Any:
    """Confirm which of the bodies that are seen for the first time joined the network."""
    process, found = _of(slug, id)
    new = meeting_queries.new_in(found)
    known = {one.body_id for one in found.joining}
    form = JoiningForm(data={"bodies": known or [one.body_id for one in new]}).offer(new)
    if form.validate_on_submit():
        meeting_actions.confirm_joining(found, set(form.bodies.data), by=person())
        flash(_("Gli enti che entrano nella rete sono confermati."))
        return redirect(url_for("processes.meeting", slug=slug, id=id), 303)
    return render_template(
        "processes/meetings/joining.html", process=process, meeting=found, form=form, new=new
    ), status(form)


@bp.route("/processes/<slug>/figures", methods=["GET", "POST"])
def figures(slug: str) -> Any:
    """Declare how many activities of each kind there were."""
    process = changeable(slug)
    form = FiguresForm.of(meeting_queries.figures(process))
    if form.validate_on_submit():
        meeting_actions.declare_figures(process, form.figures(process), by=person())
        flash(_("I numeri sono salvati."))
        return redirect(url_for("processes.meetings", slug=slug) + "#figures", 303)
    return render_template("processes/meetings/figures.html", process=process, form=form, kinds=KINDS), status(form)


def _done(meeting: Meeting) -> Any:
    """Thank; where bodies are seen for the first time, lead to where it is confirmed that they join."""
    slug, new = meeting.process.slug, meeting_queries.new_in(meeting)
    flash(_("L’incontro è salvato."))
    if new and not meeting.joining:
        flash(_("Alcuni enti sono alla prima presenza: conferma quali entrano nella rete."))
        return redirect(url_for("processes.joining", slug=slug, id=meeting.id), 303)
    return redirect(url_for("processes.meeting", slug=slug, id=meeting.id), 303)


def _of(slug: str, id: int) -> tuple[Process, Meeting]:
    """Return the process at this address and its meeting, if the person may change them."""
    process = changeable(slug)
    return process, meeting_queries.meeting(process, id) or abort(404)


def _after(process: Process) -> Meeting | None:
    """Return the meeting after which the timeline goes on, or None; a forged one is nowhere to be found."""
    value = request.args.get("after")
    if value is None:
        return None
    id = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
    return meeting_queries.meeting(process, id) or abort(404)


def _calendar(meetings: Any, process: Process) -> Response:
    words = ical.calendar(meetings, process.title, current_app.config["SETTINGS"].public_url)
    return Response(words, content_type="text/calendar; charset=utf-8")


def _form(process: Process, form: MeetingForm, meeting: Meeting | None = None) -> Any:
    """Show the form and, where it was asked for, how its texts will look."""
    shown = form.is_submitted() and only_looks()
    texts = (form.text, form.agenda, form.minutes) if shown else ()
    preview = [(field.label.text, Markup(rendered(field.data))) for field in texts if field.data]  # noqa: S704 - cleaned
    words: dict[str, Any] = {"preview": preview}
    words |= {"process": process, "form": form, "meeting": meeting, "bodies": people.bodies()}
    return render_template("processes/meetings/form.html", **words), status(form)
