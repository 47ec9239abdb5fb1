# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of amendments: the list, one with its changes and decisions, its revisions; withdrawing, moderating."""

from typing import Any

from flask import flash, redirect, render_template, request

from amendments import answers, staff_answers
from amendments.carry import queries as carry_queries
from amendments.common_views import (
    amendment_url,
    at,
    bp,
    holds_for,
    missing,
    number_in,
    person,
    published,
)
from amendments.documents import queries
from amendments.documents.showing import contexts, difference
from amendments.documents.texts import text_of
from amendments.forecast.contested import alike, contested
from amendments.forecast.forecasts import forecast_of
from amendments.forecast.prospects import decided_because, prospects
from amendments.forms import ModerateForm
from amendments.handling import queries as handling_queries
from amendments.outcomes.offshoots import offshoot_of
from amendments.outcomes.wanted import is_refused
from amendments.outcomes.whereabouts import whereabouts
from amendments.request_models import Amendment, AmendmentState, Outcome, Revision
from amendments.requests import actions as amendment_actions
from amendments.requests import queries as amendment_queries
from amendments.requests.actions import read_change
from amendments.requests.queries import PAGE
from amendments.requests.reading import reads_earlier
from amendments.requests.revisions import reason_of
from auth.views import me
from db import now
from fields import attempt, status
from pages import kept
from permissions import can, require
from redline.changes import select
from redline.merging.merge import merge

FEW_CONTESTS = 3


@bp.get("/documents/<int:id>/amendments")
@kept("document", visitors_only=True)
def amendments(id: int) -> Any:
    """List the amendments of a document, the latest first."""
    document, state, by, before = published(id), request.args.get("state", ""), me(), number_in("before")
    holds_for(document)
    rows = amendment_queries.amendments(document, PAGE + 1, before=before, state=state)
    shown = rows[:PAGE]
    first = before is None and state in ("", AmendmentState.PENDING)
    contests, total = contested(document, 0, FEW_CONTESTS if first else 0)
    moderates = can(by, "document.obscure", document, now())
    return render_template(
        "amendments/requests/amendments.html",
        document=document,
        amendments=shown,
        unseen=amendment_queries.unseen(document, by, moderates=moderates) if by else [],
        contests=contests,
        all_contests=total,
        alike=alike(forecast_of(document)),
        state=state if state in amendment_queries.STATES | amendment_queries.OUTCOMES else "",
        older=shown[-1].number if len(rows) > len(shown) else None,
    )


@bp.get("/documents/<int:id>/amendments/<int:number>")
@kept("document", visitors_only=True)
def show(id: int, number: int) -> Any:
    """Show an amendment: what it asks for, point by point and in the text, and what was decided."""
    amendment = at(id, number)
    document, side = amendment.document, request.args.get("view") == "side"
    holds_for(document, amendment.due_at)
    revision = amendment_queries.revision(amendment, amendment.revision) or missing()
    points = amendment_queries.points(amendment, amendment.revision)
    base, found = text_of(document, revision.base), [read_change(point.change) for point in points]
    return render_template(
        "amendments/requests/show.html",
        document=document,
        amendment=amendment,
        revision=revision,
        reason=revision.reason or reason_of(amendment),
        carried=carry_queries.by_revision(amendment),
        question=carry_queries.open_question(amendment),
        names=amendment_queries.names(amendment),
        points=points,
        clarifications=handling_queries.clarifications(amendment),
        side=side,
        contexts=contexts(base, found),
        prospects=prospects(amendment, revision, found),
        because=decided_because(amendment, revision, points),
        whereabouts=whereabouts(amendment, revision, points),
        refused=any(is_refused(point) for point in points),
        offshoot=offshoot_of(amendment),
        difference=difference(base, revision.text, side=side),
        reworded=_reworded(amendment, revision, points),
        revisions=amendment_queries.revisions(amendment) if reads_earlier(amendment) else [],
        supports=amendment_queries.supports_by_revision(amendment) if amendment.supports else {},
        supported=queries.support_of(me(), document.id, amendment.id),
    )


@bp.get("/documents/<int:id>/amendments/<int:number>/revisions/<int:revision>")
@kept("document", visitors_only=True)
def revision(id: int, number: int, revision: int) -> Any:
    """Show one revision of an amendment as it was worded."""
    amendment = at(id, number)
    if revision < amendment.worded and not reads_earlier(amendment):
        missing()
    found = amendment_queries.revision(amendment, revision) or missing()
    points, base = amendment_queries.points(amendment, revision), text_of(amendment.document, found.base)
    return render_template(
        "amendments/requests/revision.html",
        document=amendment.document,
        amendment=amendment,
        revision=found,
        carried=carry_queries.by_revision(amendment).get(revision),
        points=points,
        contexts=contexts(base, (read_change(point.change) for point in points)),
        difference=difference(base, found.text),
    )


@bp.route("/documents/<int:id>/amendments/<int:number>/withdraw", methods=["GET", "POST"])
def withdraw(id: int, number: int) -> Any:
    """Withdraw one's amendment, after a question."""
    amendment = at(id, number)
    require(person(), "amendment.withdraw", amendment, now())
    if request.method == "GET":
        return render_template("amendments/requests/withdraw.html", document=amendment.document, amendment=amendment)
    amendment_actions.withdraw(amendment, by=person())
    flash(answers.withdrawn(amendment, person()))
    return redirect(amendment_url(amendment), 303)


@bp.route("/documents/<int:id>/amendments/<int:number>/moderate", methods=["GET", "POST"])
def moderate(id: int, number: int) -> Any:
    """Show an amendment to everybody, or hide it with a reason."""
    amendment = at(id, number)
    require(person(), "amendment.moderate", amendment, now())
    form, show = ModerateForm(seen=amendment.revision), request.form.get("show") == "yes"
    if form.validate_on_submit():
        words = {"show": show, "reason": form.reason.data, "seen": form.seen.data}
        attempt(form, lambda: amendment_actions.moderate(amendment, by=person(), **words))
        if not form.errors:
            flash(staff_answers.shown(amendment) if show else staff_answers.hidden())
            return redirect(amendment_url(amendment), 303)
    page = render_template(
        "amendments/requests/moderate.html", document=amendment.document, amendment=amendment, form=form
    )
    return page, status(form)


def _reworded(amendment: Amendment, revision: Revision, points: list[amendment_queries.Point]) -> Any:
    """Return what the moderators made of the requested words, where they accepted them with changes; else None.

    The text before the decision with the words as they were asked for stands against the one that was born: what
    others had changed since is not shown as if it were part of the decision.
    """
    decided = {point.change.number: point.decision.Decision for point in points if point.decision is not None}
    version = next((d.version for d in decided.values() if d.outcome == Outcome.MODIFIED and d.version), None)
    if version is None:
        return None
    base, asked = text_of(amendment.document, revision.base), revision.text
    if not revision.obscured:  # whose points need not fit any more
        taken = {number for number, d in decided.items() if d.outcome in (Outcome.ACCEPTED, Outcome.MODIFIED)}
        asked = select(base, [read_change(point.change) for point in points], taken)
    merged = merge(base, text_of(amendment.document, version - 1), asked)
    requested = merged.resolve([clash.theirs for clash in merged.clashes])
    return {"version": version, "difference": difference(requested, text_of(amendment.document, version))}
