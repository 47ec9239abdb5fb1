# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of a process that show its proposals: they stand at the process's address, but read proposals."""

import re
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from amendments.common_views import next_moment
from amendments.handling.deadline_queries import standing
from attachments.queries import attachments, logos
from auth.views import me
from db import now
from fields import attempt
from pages import holds_until, kept
from permissions import require
from processes import prose
from processes import queries as process_queries
from processes.blueprint import at, person, status
from processes.blueprint import bp as processes_bp
from processes.meetings import queries as meeting_queries
from processes.meetings.forms import MODES
from processes.models import Process
from processes.news import queries as news_queries
from processes.path import queries as path_queries
from processes.sheet import queries as facts_queries
from proposals import plan_actions, queries
from proposals.blueprint import bp
from proposals.forms import PlaceForm
from proposals.models import Proposal
from redline.markdown import render

_HEADING = re.compile(r'<(/?)h([2-6])(?: id="[^"]*")?>')


@processes_bp.get("/processes/<slug>")
@kept("process")
def show(slug: str) -> Any:
    """Show a process: what is open, its plan, and its sheet."""
    process = at(slug)
    rows, sheet = queries.plan(process), facts_queries.sheet(process)
    promised = standing(process)
    due = promised.next_due if promised else None
    holds_until(next_moment(process.next_change(now()), due, news_queries.next_appearing(process)))
    return render_template(
        "processes/show.html",
        attachments=attachments("process", process.id),
        logos=logos([body.id for body in sheet.holders]) if sheet and sheet.holders else {},
        standing=promised,
        process=process,
        description=Markup(render(process.description)),  # noqa: S704 - rendered and cleaned by redline
        sheet=sheet,
        prose=lambda text: Markup(prose.rendered(text)),  # noqa: S704 - rendered and cleaned by redline
        steps=_steps(process),
        path=path_queries.headings(process),
        news=news_queries.of_process(process),
        meetings=meeting_queries.newest(process),
        modes=MODES,
        parts=by_part(process, rows),
        shown_all=len(rows) < queries.MOST_IN_PLAN,
        most=queries.MOST_IN_PLAN,
    )


@processes_bp.get("/processes/<slug>/plan")
@kept("process")
def plan(slug: str) -> Any:
    """Show the whole current plan as one page to print."""
    process = at(slug)
    found = queries.whole_plan(process)
    return render_template("processes/plan.html", process=process, parts=by_part(process, found), lowered=lowered)


@bp.get("/processes/<slug>/arrange")
def arrange(slug: str) -> Any:
    """List the plan with buttons that order it."""
    process = at(slug)
    require(me(), "proposal.arrange", process, now())
    return render_template(
        "proposals/arrange.html", process=process, parts=by_part(process, queries.plan(process, None))
    )


@bp.post("/proposals/<int(max=2147483647):id>/move")
def move(id: int) -> Any:
    """Move a proposal without a number up or down within its part."""
    proposal = published(id)
    plan_actions.move(proposal, request.form.get("to") == "up", by=person())
    slug = proposal.document.process.slug
    return redirect(url_for("proposals.arrange", slug=slug) + f"#proposal-{id}", 303)


@bp.route("/proposals/<int(max=2147483647):id>/place", methods=["GET", "POST"])
def place(id: int) -> Any:
    """Give a proposal another part or number."""
    proposal = published(id)
    require(me(), "proposal.arrange", proposal, now())
    process = proposal.document.process
    form = PlaceForm(obj=proposal).with_parts(process_queries.parts(process))
    if form.validate_on_submit():
        attempt(form, lambda: plan_actions.place(proposal, form.part_id.data, form.number.data, by=person()))
        if not form.errors:
            flash(_("Il posto nel piano è cambiato."))
            return redirect(url_for("proposals.arrange", slug=process.slug) + f"#proposal-{id}", 303)
    return render_template("proposals/place.html", form=form, proposal=proposal, process=process), status(form)


def published(id: int) -> Proposal:
    """Return the published proposal with this id, or answer that there is none."""
    found = queries.proposal(id)
    if found is None or found.document.state == "draft":
        abort(404)
    return found


def by_part(process: Process, rows: Any) -> list[tuple[Any, list[Any]]]:
    """Return the parts of a plan in order, each with its rows; what stands in no part comes last, under None."""
    found: dict[Any, list[Any]] = {part.id: [] for part in process.parts}
    for row in rows:
        found.setdefault(row.part_id, []).append(row)
    titled = [(part, found[part.id]) for part in process.parts]
    return titled + ([(None, found[None])] if None in found else [])


def lowered(html: str) -> Markup:
    """Return the rendering of a version with its headings two levels down, and without ids, which would repeat."""
    moved = _HEADING.sub(lambda m: f"<{m[1]}h{min(6, int(m[2]) + 2)}>", html)
    return Markup(moved)  # noqa: S704 - rendered and cleaned by redline


def _steps(process: Process) -> list[tuple[Any, str]]:
    """Return the phases of a process, each with where it stands: done, now or later."""
    moment = now()
    return [
        (phase, "now" if phase.is_current(moment) else "later" if phase.starts_at > moment else "done")
        for phase in process.phases
    ]
