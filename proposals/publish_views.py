# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page where staff publish a draft."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from amendments.staff_answers import takes_requests
from db import Changed, now
from fields import attempt
from permissions import require
from processes import queries as process_queries
from processes.blueprint import person, status
from proposals import actions, queries
from proposals.blueprint import bp
from proposals.draft_views import readable, rendered
from proposals.forms import PublishForm
from proposals.models import Proposal


@bp.route("/proposals/<int(max=2147483647):id>/publish", methods=["GET", "POST"])
def publish(id: int) -> Any:
    """Ask for place and origin, show the text once more, and publish it."""
    proposal = readable(id)
    if proposal.document.state != "draft":
        return redirect(url_for("proposals.show", id=id), 303)
    require(person(), "proposal.publish", proposal, now())
    form = _form(proposal)
    if form.validate_on_submit() and _published(proposal, form):
        happened = _("La proposta è pubblicata con il riferimento %(reference)s.", reference=proposal.reference)
        flash(f"{happened} {takes_requests(proposal.document)}")
        return redirect(url_for("proposals.show", id=id), 303)
    last = queries.save(proposal, proposal.last_save) or abort(404)
    form.seen.data = last.number
    page = render_template("proposals/publish.html", form=form, proposal=proposal, save=last, text=rendered(last.text))
    return page, status(form)


def _form(proposal: Proposal) -> PublishForm:
    someone, parts = person(), process_queries.parts(proposal.document.process)
    form: PublishForm = PublishForm(data={"seen": proposal.last_save}).with_parts(parts)
    return form.with_bodies(someone.name, someone.mandates)


def _published(proposal: Proposal, form: PublishForm) -> bool:
    place = actions.Place(**{name: form[name].data for name in actions.PLACE_FIELDS})
    try:
        return attempt(form, lambda: actions.publish(proposal, place, by=person(), seen=form.seen.data)) is not None
    except Changed as error:
        form.form_errors.append(_(str(error)))
        return False
