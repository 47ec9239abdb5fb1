# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages where staff and co-authors write a draft: begin, edit and save it, preview it, see its saves."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from amendments.documents.texts import Clashes
from amendments.outcomes.offshoots import origin_of
from auth.views import me
from db import Changed, now, prepares_first
from fields import attempt
from permissions import require
from processes.blueprint import at, person, status
from proposals import draft_actions, queries
from proposals.blueprint import bp
from proposals.forms import CoAuthorForm, DraftForm, SavingForm
from proposals.models import Proposal
from proposals.near import near as near_proposals
from redline import show
from redline.markdown import render
from redline.text import body, title


@bp.get("/processes/<slug>/drafts")
def drafts(slug: str) -> Any:
    """List the drafts of a process."""
    process = at(slug)
    require(me(), "proposal.list_drafts", process, now())
    return render_template("proposals/drafts.html", process=process, drafts=queries.drafts(process))


@bp.route("/processes/<slug>/proposals/new", methods=["GET", "POST"])
def new(slug: str) -> Any:
    """Begin a draft from the headings of the process."""
    process = at(slug)
    require(me(), "proposal.draft", process, now())
    form = DraftForm(data={"body": "\n\n".join(f"## {heading}\n" for heading in process.headings)})
    if form.validate_on_submit():
        made = attempt(form, lambda: draft_actions.draft(process, typed(form), by=person()))
        if made is not None:
            flash(_("La bozza è salvata. La vede solo chi la scrive, e lo staff."))
            return redirect(url_for("proposals.draft", id=made.document_id), 303)
    return render_template("proposals/new.html", form=form, process=process), status(form)


@bp.route("/proposals/<int(max=2147483647):id>/draft", methods=["GET", "POST"])
@prepares_first
def draft(id: int) -> Any:
    """Edit a draft; whatever was saved meanwhile is merged, and where words clash a person chooses."""
    proposal = readable(id)
    if proposal.document.state != "draft":
        return redirect(url_for("proposals.show", id=id), 303)
    last = queries.save(proposal, proposal.last_save) or abort(404)
    form = SavingForm(data={"title": title(last.text), "body": body(last.text), "base": last.number})
    if request.method == "POST":
        require(me(), "proposal.save", proposal, now())
        if form.validate():
            return _save(proposal, form)
    return _editor(proposal, form)


@bp.get("/proposals/<int(max=2147483647):id>/draft/preview")
def preview(id: int) -> Any:
    """Show a draft as it will be read."""
    proposal = readable(id)
    last = queries.save(proposal, proposal.last_save) or abort(404)
    near = near_proposals(proposal.document.process_id, last.text)
    return render_template("proposals/preview.html", proposal=proposal, save=last, text=rendered(last.text), near=near)


@bp.get("/proposals/<int(max=2147483647):id>/draft/saves")
def saves(id: int) -> Any:
    """List all saves of a draft."""
    proposal = readable(id)
    return render_template("proposals/saves.html", proposal=proposal, saves=queries.saves(proposal))


@bp.get("/proposals/<int(max=2147483647):id>/draft/saves/<int(max=2147483647):number>")
def save(id: int, number: int) -> Any:
    """Show one save, and what it changed."""
    proposal = readable(id)
    found = queries.save(proposal, number) or abort(404)
    before = queries.save(proposal, number - 1)
    difference = Markup(show.inline(before.text, found.text)) if before else None  # noqa: S704 - made by redline
    return render_template(
        "proposals/save.html", proposal=proposal, save=found, difference=difference, text=rendered(found.text)
    )


@bp.post("/proposals/<int(max=2147483647):id>/draft/coauthors")
def coauthors(id: int) -> Any:
    """Add a co-author."""
    proposal, form = readable(id), CoAuthorForm()
    if form.validate():
        added = attempt(form, lambda: draft_actions.add_coauthor(proposal, form.email.data, by=person()))
        if added is not None:
            flash(_("%(name)s ora può scrivere questa bozza.", name=added.name))
            return redirect(url_for("proposals.draft", id=id), 303)
    last = queries.save(proposal, proposal.last_save) or abort(404)
    draft = SavingForm(formdata=None, data={"title": title(last.text), "body": body(last.text), "base": last.number})
    return _editor(proposal, draft, form)


def readable(id: int) -> Proposal:
    """Return the proposal with this id, if the person may read its draft."""
    proposal = queries.proposal(id) or abort(404)
    require(me(), "proposal.see_draft", proposal, now())
    return proposal


def typed(form: DraftForm) -> str:
    """Return the text that a form holds."""
    return f"# {form.title.data}\n\n{form.body.data}"


def rendered(text: str) -> Markup:
    """Return the body of a text as safe HTML."""
    return Markup(render(body(text)))  # noqa: S704 - rendered and cleaned by redline


def _editor(proposal: Proposal, form: SavingForm, coauthor: CoAuthorForm | None = None) -> Any:
    coauthor = coauthor or CoAuthorForm(formdata=None)
    near = near_proposals(proposal.document.process_id, typed(form))
    words = {"proposal": proposal, "near": near, "origin": origin_of(proposal.document)}
    page = render_template("proposals/draft.html", form=form, coauthor=coauthor, **words)
    return page, 422 if form.errors or coauthor.errors else 200


def _save(proposal: Proposal, form: SavingForm) -> Any:
    """Save what was typed; come back with everything typed where it clashes or cannot stand."""
    others = queries.savers_after(proposal, form.base.data)
    chosen, seen = _choices(proposal, form)
    try:
        saved = attempt(
            form,
            lambda: draft_actions.save(
                proposal, typed(form), by=person(), base=form.base.data, resolutions=chosen, seen=seen
            ),
        )
    except (Clashes, Changed) as error:
        return _clash(proposal, form, str(error) if isinstance(error, Changed) else "")
    if saved is None:
        return _editor(proposal, form)
    if saved.merged_with is not None:
        flash(_("Bozza salvata e unita alle parole salvate nel frattempo da %(names)s.", names=", ".join(others)))
    else:
        flash(_("Bozza salvata."))
    where = "proposals.preview" if "preview" in request.form else "proposals.draft"
    return redirect(url_for(where, id=proposal.document_id), 303)


def _choices(proposal: Proposal, form: SavingForm) -> tuple[list[str], int | None]:
    """Return the words chosen for each clash and the save they were chosen against; nothing until all are chosen."""
    seen = request.form.get("seen", type=int)
    if seen is None:
        return [], None
    words = []
    for number, clash in enumerate(draft_actions.meet(proposal, typed(form), form.base.data).clashes):
        choice = request.form.get(f"choice-{number}")
        own = request.form.get(f"own-{number}", "")
        words.append({"saved": clash.ours, "mine": clash.theirs, "own": own}.get(choice or ""))
    return ([] if None in words else [word for word in words if word is not None]), seen


def _clash(proposal: Proposal, form: SavingForm, message: str) -> Any:
    """Show every clash between what was typed and what was saved meanwhile, to choose."""
    met = draft_actions.meet(proposal, typed(form), form.base.data)
    return render_template(
        "proposals/clash.html",
        proposal=proposal,
        form=form,
        clashes=met.clashes,
        chosen=request.form,
        seen=proposal.last_save,
        again="seen" in request.form,
        message=message,
        names=", ".join(queries.savers_after(proposal, form.base.data)),
    ), 409
