# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages where bodies are registered, changed and merged, and where people are let act for them."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from auth import body_actions, mandate_actions
from auth import queries as people_queries
from auth.models import Body, BodyInvitation, Mandate
from auth.session import me, signed_in
from bodies import merge_actions, queries
from bodies.blueprint import bp, changeable
from bodies.forms import BodyForm, EntrustForm, MergeForm
from db import N_, Invalid, db, now
from fields import attempt, only_looks, status, whole
from permissions import require
from redline import markdown


@bp.route("/bodies/new", methods=["GET", "POST"])
def new() -> Any:
    """Register a body."""
    require(me(), "body.create", None, now())
    form = BodyForm()
    if form.validate_on_submit() and not only_looks():
        made = attempt(form, lambda: body_actions.create(form.data_of_body(), by=signed_in()))
        if made is not None:
            flash(_("L’ente è registrato."))
            return redirect(url_for("bodies.show", id=made.id), 303)
    return _form(form, None)


@bp.route("/bodies/<int:id>/edit", methods=["GET", "POST"])
def edit(id: int) -> Any:
    """Change what is known of a body."""
    body = changeable(id, "body.change")
    form = BodyForm.of(body)
    if form.validate_on_submit() and not only_looks():
        attempt(form, lambda: body_actions.change(body, form.data_of_body(), by=signed_in()))
        if not form.errors:
            flash(_("I dati dell’ente sono salvati."))
            return redirect(url_for("bodies.show", id=id), 303)
    return _form(form, body)


def _form(form: BodyForm, body: Body | None) -> Any:
    """Return the form of a body, with the preview of its privacy notice where that is asked for."""
    notice = markdown.render(form.privacy_text.data) if only_looks() else None
    preview = Markup(notice) if notice is not None else None  # noqa: S704 - cleaned by redline
    return render_template("bodies/edit.html", form=form, body=body, preview=preview), status(form)


@bp.route("/bodies/<int:id>/people", methods=["GET", "POST"])
def people(id: int) -> Any:
    """List who acts for a body and who was invited; let somebody else, or invite them."""
    body, form = changeable(id, "body.entrust"), EntrustForm()
    if form.validate_on_submit():
        email, referent = form.email.data or "", form.referent.data
        done = attempt(form, lambda: mandate_actions.entrust(body, email, referent, by=signed_in()))
        if done is not None:
            flash(_("La persona ora agisce per l’ente.") if isinstance(done, Mandate) else _("Invito mandato."))
            return redirect(url_for("bodies.people", id=id), 303)
    words = {"mandates": people_queries.mandates_of(body), "invitations": people_queries.body_invitations(body)}
    return render_template("bodies/people.html", body=body, form=form, **words), status(form)


@bp.post("/bodies/mandates/<int:id>/remove")
def dismiss(id: int) -> Any:
    """End a mandate."""
    mandate = db.get_or_404(Mandate, id)
    mandate_actions.dismiss(mandate, by=signed_in())
    flash(_("La persona non agisce più per l’ente."))
    return redirect(url_for("bodies.people", id=mandate.body_id), 303)


@bp.post("/bodies/invitations/<int:id>/withdraw")
def withdraw(id: int) -> Any:
    """Take back an invitation."""
    invitation = db.get_or_404(BodyInvitation, id)
    mandate_actions.withdraw(invitation, by=signed_in())
    flash(_("L’invito è ritirato."))
    return redirect(url_for("bodies.people", id=invitation.body_id), 303)


@bp.route("/bodies/<int:id>/merge", methods=["GET", "POST"])
def merge(id: int) -> Any:
    """Merge a body, a double, into another."""
    body, form = changeable(id, "body.merge"), MergeForm()
    if form.validate_on_submit():
        into = attempt(form, lambda: _merge(body, form))
        if into is not None:
            flash(_("I due enti sono uno solo."))
            return redirect(url_for("bodies.show", id=into), 303)
    return render_template("bodies/merge.html", body=body, form=form, alike=queries.alike(body)), status(form)


@bp.post("/account/bodies")
def show_names() -> Any:
    """Let the pages of some bodies show one's name."""
    person = signed_in()
    mandate_actions.show_names(person, {whole(id) for id in request.form.getlist("shown")}, by=person)
    flash(_("La scelta è salvata."))
    return redirect(url_for("auth.account"), 303)


def _merge(body: Body, form: MergeForm) -> int:
    into = people_queries.body_named(form.into.data or "")
    if into is None:
        raise Invalid("into", N_("Nessun ente ha questo nome: scrivilo com’è nell’elenco."))
    merge_actions.merge(body, into, form.reason.data or "", by=signed_in())
    return into.id
