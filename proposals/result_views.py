# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page where staff say from which meetings a proposal came, and what stands about it on the page of a meeting."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from auth.views import me
from db import now
from permissions import require
from processes.blueprint import person, status
from processes.meetings.models import Meeting
from processes.meetings.queries import newest
from proposals.blueprint import bp
from proposals.draft_views import readable
from proposals.forms import MeetingsForm
from proposals.result_actions import name_meetings
from proposals.result_queries import meetings_of, proposals_of

MOST_OFFERED = 200


@bp.route("/proposals/<int(max=2147483647):id>/meetings", methods=["GET", "POST"])
def meetings(id: int) -> Any:
    """Choose the meetings from which a proposal came."""
    proposal = readable(id)
    require(me(), "proposal.arrange", proposal, now())
    known = meetings_of(id)
    offered = {meeting.id: meeting for meeting in [*newest(proposal.document.process, MOST_OFFERED), *known]}
    form = MeetingsForm(data={"meetings": [meeting.id for meeting in known]}).offer(list(offered.values()))
    if form.validate_on_submit():
        name_meetings(proposal, set(form.meetings.data), by=person())
        flash(_("Gli incontri sono salvati: la proposta e le loro pagine si richiamano."))
        return redirect(url_for("proposals.show", id=id), 303)
    words = {"proposal": proposal, "process": proposal.document.process}
    return render_template("proposals/meetings.html", form=form, **words), status(form)


def below(meeting: Meeting) -> Markup:
    """Return what the page of a meeting says of the proposals that came from it."""
    found = proposals_of(meeting)
    return Markup(render_template("proposals/results.html", proposals=found) if found else "")  # noqa: S704 - a template
