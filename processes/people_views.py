# SPDX-License-Identifier: AGPL-3.0-or-later
"""The people of a process: who is staff, who moderates, who was invited."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from auth import member_actions, queries
from auth.forms import MemberForm
from auth.models import Invitation, Member
from auth.roles import ROLE_NAMES
from db import Invalid, db, now
from fields import refuse
from permissions import require
from processes.blueprint import at, bp, person, status
from processes.models import Process


@bp.route("/processes/<slug>/people", methods=["GET", "POST"])
def people(slug: str) -> Any:
    """List the people of a process; appoint or invite another."""
    process, form = _manageable(slug), MemberForm()
    if form.validate_on_submit():
        try:
            done = member_actions.appoint(process, form.email.data, form.role.data, by=person())
            invited = _("Invito mandato per e-mail: il ruolo vale quando la persona apre l’account.")
            given = _("Ruolo assegnato: vale da subito, e la persona riceve un’e-mail.")
            flash(given if isinstance(done, Member) else invited)
            return redirect(url_for("processes.people", slug=slug), 303)
        except Invalid as error:
            refuse(form, error)
    words = {
        "members": queries.members(process.id),
        "invitations": queries.invitations(process.id),
        "role_names": ROLE_NAMES,
    }
    return render_template("processes/people.html", process=process, form=form, **words), status(form)


@bp.post("/processes/<slug>/people/<int(max=2147483647):id>/remove")
def remove_member(slug: str, id: int) -> Any:
    """Take a role from a person."""
    process, member = _manageable(slug), db.session.get(Member, id)
    if member is None or member.process_id != process.id:
        abort(404)
    member_actions.remove(member, process, by=person())
    flash(_("La persona non ha più quel ruolo."))
    return redirect(url_for("processes.people", slug=slug), 303)


@bp.post("/processes/<slug>/invitations/<int(max=2147483647):id>/withdraw")
def withdraw_invitation(slug: str, id: int) -> Any:
    """Take back an invitation."""
    process, invitation = _manageable(slug), db.session.get(Invitation, id)
    if invitation is None or invitation.process_id != process.id or invitation.accepted_at is not None:
        abort(404)
    member_actions.withdraw(invitation, process, by=person())
    flash(_("L’invito è ritirato."))
    return redirect(url_for("processes.people", slug=slug), 303)


def _manageable(slug: str) -> Process:
    """Return the process at this address, if the person may appoint people there."""
    process = at(slug)
    require(person(), "process.appoint", process, now())
    return process
