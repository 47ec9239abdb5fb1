# SPDX-License-Identifier: AGPL-3.0-or-later
"""The moderators' desk of a document: what is asked of the text, what is staged, and then all published at once.

Every staging is a small form of its own, kept at once. Pages show what is staged by whom; what moved meanwhile is said.
"""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from amendments import staff_answers
from amendments.common_views import bp, missing, number_in, person, published
from amendments.decisions import canned_queries
from amendments.decisions.canned_forms import use_canned
from amendments.decisions.clash_forms import CLASH_FIELDS, carried, choices, settled
from amendments.desk import actions as desk_actions
from amendments.desk.actions import Wish
from amendments.desk.alike import alike, wishes_of_alike
from amendments.desk.board import Board
from amendments.desk.forms import ALL, BulkForm, PublishForm, StageForm, stage_form
from amendments.desk.models import Staged
from amendments.desk.queries import OnDesk, desk_of
from amendments.desk.rehearsal import rehearse
from amendments.forecast.forecasts import forecast_of
from amendments.models import Document
from amendments.request_models import Outcome
from auth.models import User
from db import N_, Changed, Invalid, db, now, prepares_first
from fields import add_error, attempt, prose, refuse, whole
from permissions import require


@bp.route("/documents/<int:id>/desk", methods=["GET", "POST"])
def desk(id: int) -> Any:
    """Show the desk; stage one outcome for several amendments at once, or confirm what was staged for an older text."""
    document, by = _document(id), person()
    if request.method == "GET":
        return Board(document, by).page()
    match request.form.get("step"):
        case "confirm":
            desk_actions.confirm(document, by=by)
            flash(_("Quello che era preparato vale anche sul testo attuale."))
            return redirect(url_for("amendments.desk", id=id), 303)
        case "keep":
            return _kept(document, by)
    return _many(document, by)


def _kept(document: Document, by: User) -> Any:
    """Of changes that cannot stand together keep one, perhaps in other words, and reject the others."""
    keep, group = request.form.get("keep"), request.form.getlist("group")
    words, reason = (prose(request.form.get(name)) for name in ("own", "reason"))
    bulk = BulkForm(None)
    if keep not in group:
        add_error(bulk, "", _("Scegli quale tieni."))
        return Board(document, by, bulk=bulk).page(422)
    refused = _try(lambda: _keep(document, by, keep, group, words, reason))
    if refused is not None:
        refuse(bulk, refused)
        return Board(published(document.id), person(), bulk=bulk).page(422)
    flash(_("Preparato. Nulla è deciso finché non pubblichi."))
    return redirect(url_for("amendments.desk", id=document.id), 303)


def _keep(document: Document, by: User, keep: str, group: list[str], words: str, reason: str) -> None:
    for one in desk_of(document).open:
        for number, row in one.staged.items():
            if (key := f"{one.number}.{number}") in group:
                wish = Wish(number, Outcome.REJECTED.value, reason)
                if key == keep:
                    wish = Wish(number, Outcome.MODIFIED.value, reason, words) if words else _as_it_was(row)
                desk_actions.stage(one.amendment, [wish], by=by, seen_revision=one.amendment.revision)


def _as_it_was(row: Staged) -> Wish:
    return Wish(row.change, row.outcome, row.reason, row.words)


def _many(document: Document, by: User) -> Any:
    """Stage one outcome and one reason for several amendments."""
    step, sent = request.form.get("step"), MultiDict(request.form)
    use_canned(sent, canned_queries.canned_reasons(document.process_id))
    form = BulkForm(sent)
    chosen = _chosen(request.form.getlist("chosen"))
    if step == "use" or not form.validate() or not chosen:
        if step != "use" and not chosen:
            add_error(form, "", _("Scegli almeno una modifica."))
        return Board(document, by, bulk=form, chosen=chosen).page(200 if step == "use" else 422)
    refused = _try(lambda: _stage_many(document, by, chosen, form))
    if refused is not None:
        refuse(form, refused)
        return Board(published(document.id), person(), bulk=form, chosen=chosen).page(422)
    flash(_("Preparato. Nulla è deciso finché non pubblichi."))
    words: dict[str, Any] = {"id": document.id, "view": request.args.get("view"), "show": request.args.get("show")}
    return redirect(url_for("amendments.desk", **words) + "#queue", 303)


def _chosen(sent: list[str]) -> dict[int, int]:
    """Return, by number, the amendments that were chosen in the queue, with the revision that was read."""
    return {whole(number): whole(revision) for number, _, revision in (one.partition(".") for one in sent)}


def _stage_many(document: Document, by: User, chosen: dict[int, int], form: BulkForm) -> None:
    found = desk_of(document).by_number
    for number, revision in chosen.items():
        if number not in found:
            raise Changed(N_("Nel frattempo la scrivania è cambiata: guarda che cosa c’è di nuovo e riprova."))
        one = found[number]
        wishes = [Wish(change, form.outcome.data, form.reason.data) for change in sorted(one.numbers)]
        desk_actions.stage(one.amendment, wishes, by=by, seen_revision=revision)


@bp.post("/documents/<int:id>/desk/<int:number>")
def desk_amendment(id: int, number: int) -> Any:
    """Stage the outcome of changes of one amendment, or take it back."""
    document, by = _document(id), person()
    gone = next((one for one in desk_of(document).gone if one.amendment.number == number), None)
    step = request.form.get("step", "")
    if gone is not None and step == "clear":
        desk_actions.unstage(gone.amendment, [row.change for row in gone.staged], by=by)
        return _back(id, number)
    one = desk_of(document).by_number.get(number) or missing()
    if step == "clear":
        desk_actions.unstage(one.amendment, sorted(one.staged), by=by)
        flash(_("La modifica %(number)s non è più preparata.", number=number))
        return _back(id, number)
    return _staged(document, by, one, step)


def _staged(document: Document, by: User, one: OnDesk, step: str) -> Any:
    sent = MultiDict(request.form)
    use_canned(sent, canned_queries.canned_reasons(document.process_id))
    for change in one.numbers if step in ALL else ():
        sent[f"outcome_{one.number}_{change}"] = ALL[step]
    form = stage_form(one, sent)
    if step == "use" or not form.validate() or not form.is_whole():
        return Board(document, by, sent=form).page(200 if step == "use" else 422)
    others: list[int] = []
    refused = _try(lambda: others.extend(_stage(document, by, one, form)))
    if refused is not None:
        refuse(form, refused)
        return Board(published(document.id), person(), sent=form).page(422)
    flash(_("La modifica %(number)s è preparata. Nulla è deciso finché non pubblichi.", number=one.number))
    if others:
        flash(ngettext("E un’altra che chiede lo stesso.", "E altre %(num)s che chiedono lo stesso.", len(others)))
    return _back(document.id, one.number)


def _stage(document: Document, by: User, one: OnDesk, form: StageForm) -> list[int]:
    """Stage what was chosen, where asked also of those who ask for the same; return the numbers of these."""
    desk_actions.stage(one.amendment, form.wishes(), by=by, seen_revision=form.field("revision").data)
    if not form.field("alike").data:
        return []
    desk = desk_of(document)
    same = wishes_of_alike(desk, alike(desk, forecast_of(document), by), one, form.wishes())
    for other, wishes in same:
        desk_actions.stage(other.amendment, wishes, by=by, seen_revision=other.amendment.revision)
    return [other.number for other, _wishes in same]


@bp.route("/documents/<int:id>/desk/<int:number>/<int:point>", methods=["GET", "POST"])
def desk_clash(id: int, number: int, point: int) -> Any:
    """Choose the words where a staged change and the present text changed the same ones in different ways."""
    document, by = _document(id), person()
    one = desk_of(document).by_number.get(number)
    merged = rehearse(desk_of(document), by).clashes.get((number, point))
    if one is None or merged is None:
        flash(_("Qui non c’è più niente da scegliere."), "warning")
        return _back(id, number)
    sent = MultiDict(request.form if request.method == "POST" else one.staged[point].clashes)
    if request.method == "POST" and settled(merged, sent) is not None:
        desk_actions.settle_clash(one.amendment, point, dict(carried(sent, only=CLASH_FIELDS)), by=by)
        flash(_("La scelta è sulla scrivania."))
        return _back(id, number)
    heading = _("Modifica %(number)s, punto %(change)s", number=number, change=point)
    words = {"clashes": choices(merged, sent), "document": document, "heading": heading, "carried": [], "desk": True}
    return render_template("amendments/clashes.html", **words), 409 if request.method == "POST" else 200


@bp.route("/documents/<int:id>/desk/publish", methods=["GET", "POST"])
@prepares_first
def desk_publish(id: int) -> Any:
    """Look at everything that would be published, and publish it."""
    document, by = _document(id), person()
    form = PublishForm()
    if request.method == "GET":
        return Board(document, by).publish_page(form)
    if not form.validate():
        return Board(document, by).publish_page(form, 422)
    try:
        version = attempt(form, lambda: _publish(document, by, form))
    except Changed as error:
        db.session.rollback()
        return Board(published(id), person()).publish_page(form, 409, moved=_(str(error)))
    if form.errors:
        db.session.rollback()
        return Board(published(id), person()).publish_page(form, 422)
    flash(staff_answers.published(document, version))
    return redirect(url_for("amendments.desk", id=id), 303)


def _publish(document: Document, by: User, form: PublishForm) -> Any:
    seen = {"seen_version": form.seen_version.data, "seal": form.seal.data}
    return desk_actions.publish(document, by=by, act=form.entered_for(), **seen)


def _document(id: int) -> Document:
    document = published(id)
    require(person(), "document.desk", document, now())
    return document


def _try(deed: Callable[[], None]) -> Invalid | None:
    """Do the deed; where it is refused, leave no trace of it and return why."""
    try:
        deed()
    except Invalid as error:
        db.session.rollback()
        return error
    return None


def _back(id: int, number: int) -> Response:
    """Lead back to an amendment on the desk, on the page of the queue where one was."""
    words: dict[str, Any] = {"id": id, "from": number_in("from")}
    words |= {name: request.args.get(name) for name in ("view", "show")}
    return redirect(f"{url_for('amendments.desk', **words)}#amendment-{number}", 303)
