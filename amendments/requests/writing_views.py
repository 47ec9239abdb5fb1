# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing a change of a text: propose, enter, revise, correct. All go the same way: write, look, send.

The form carries the version it is written on. When the document moves on meanwhile the writer is told, and
may go on from the old version or bring what was typed onto the new one; nothing typed is lost.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _

from amendments import answers, staff_answers
from amendments.carry import actions as update_actions
from amendments.common_views import amendment_url, at, bp, document_url, missing, number_in, person, published
from amendments.decisions.clash_forms import CLASH_FIELDS, carried, choices, settled
from amendments.documents import actions as document_actions
from amendments.documents.showing import contexts, difference
from amendments.documents.texts import Clashes, text_of
from amendments.forms import CorrectForm, EnterForm, ProposeForm, WritingForm
from amendments.models import Document
from amendments.requests import actions as amendment_actions
from amendments.requests import queries as amendment_queries
from amendments.requests.beside import beside
from amendments.requests.revisions import reason_of
from db import Changed, now, prepares_first
from fields import add_error, attempt
from permissions import require
from redline import text
from redline.changes import changes
from redline.merging.merge import merge


@dataclass
class Writing:
    """One page of writing: what it is called, its form, and what sending it does.

    `send` takes the text and the words chosen for clashes, and returns the address to go to.
    """

    heading: str
    kind: str
    document: Document
    form: WritingForm
    back: str
    send: Callable[[str, list[str]], str]
    moves: bool = True  # whether it may be brought onto a newer version
    own: int | None = None  # the amendment that is being reworded
    written_on: str = "write"  # the template with the form
    typed: Any = field(default_factory=lambda: request.form)  # what stands in the form, carried along

    def answer(self) -> Any:
        """Answer the request: the empty form, the form with errors, the look before sending, or the thanks."""
        step = request.form.get("step", "")
        if request.method == "GET" or step == "edit":
            return self.page("write")
        base = self._base()
        if base is None or not self.form.validate():
            return self.page("write", 422)
        words = attempt(self.form, self.form.text)
        if words is None:
            return self.page("write", 422)
        if step == "rebase" and self.moves:
            return self._rebased(base, words)
        return self._sent(words) if step == "send" else self.look(base, words)

    def _base(self) -> str | None:
        """Return the text the writer began from, or None, with an error, when there is no such version."""
        try:
            return text_of(self.document, self.form.base.data)
        except LookupError:
            add_error(self.form, "", _("Questa versione non esiste: ricarica la pagina e riprova."))
            return None

    def look(self, base: str, words: str) -> Any:
        """Return the page that shows what would change."""
        found = changes(base, words)
        if not found:
            add_error(self.form, "body", _("Il testo è uguale a quello di partenza: cambia qualcosa prima di inviare."))
            return self.page("write", 422)
        near = beside(self.document, base, found, self.own)
        shown: dict[str, Any] = {"contexts": contexts(base, found), "difference": difference(base, words)}
        return self.page("look", changes=found, beside=near, **shown)

    def _rebased(self, base: str, words: str) -> Any:
        """Bring what was typed onto the newest version, unless both changed the same words."""
        merged = merge(base, self.document.text, words)
        if merged.clashes:
            sentence = _(
                "Il testo nuovo cambia le stesse parole che hai cambiato tu: non si può unire da solo. "
                "Puoi inviare la modifica scritta sulla versione precedente: sceglierà chi decide."
            )
            add_error(self.form, "body", sentence)
            return self.page("write", 409)
        fill(self.form, self.document.version, merged.text)
        flash(_("Le tue parole ora stanno sulla versione %(number)s.", number=self.document.version))
        return self.page("write")

    def _sent(self, words: str) -> Any:
        try:
            address = attempt(self.form, lambda: self._send(words))
        except Clashes as error:
            return self.page("clashes", 409, clashes=choices(error.merge, request.form))
        except Changed as error:
            add_error(self.form, "", _(str(error)))
            return self.page("write", 409)
        return redirect(address, 303) if address else self.page("write", 422)

    def _send(self, words: str) -> str:
        """Send the text; where it clashes, with the words chosen for each clash."""
        try:
            return self.send(words, [])
        except Clashes as error:
            chosen = settled(error.merge, request.form)
            if chosen is None:
                raise
            return self.send(words, chosen)

    def page(self, name: str, status: int = 200, **words: Any) -> Any:
        """Return the page for writing, the look before sending, or the clashes."""
        moved = 0 < self.form.base.data < self.document.version
        page = render_template(
            f"amendments/{self.written_on if name == 'write' else name}.html",
            writing=self,
            heading=self.heading,
            form=self.form,
            document=self.document,
            moved=moved,
            carried=carried(self.typed, but=CLASH_FIELDS if name == "clashes" else ()),
            **words,
        )
        return page, status


def fill(form: WritingForm, base: int, words: str) -> None:
    """Put a text, and the version it is written on, into the fields."""
    form.base.data, form.title.data, form.body.data = base, text.title(words), text.body(words)


@bp.route("/documents/<int:id>/amendments/new", methods=["GET", "POST"])
@prepares_first
def new(id: int) -> Any:
    """Propose a change of a text."""
    document, by, form = published(id, text=True), person(), ProposeForm()
    require(by, "amendment.propose", document, now())
    form.offer_bodies(by)
    if request.method == "GET":
        fill(form, document.version, document.text)

    def send(words: str, chosen: list[str]) -> str:
        made = amendment_actions.propose(
            document, words, by=by, base=form.base.data, reason=form.reason.data, body_id=form.chosen_body
        )
        flash(answers.sent(made))
        return amendment_url(made)

    return Writing(_("Proponi una modifica"), "new", document, form, document_url(document), send).answer()


@bp.route("/documents/<int:id>/amendments/enter", methods=["GET", "POST"])
@prepares_first
def enter(id: int) -> Any:
    """Write down a request that came another way."""
    document, by, form = published(id, text=True), person(), EnterForm()
    require(by, "amendment.enter", document, now())
    if request.method == "GET":
        fill(form, document.version, document.text)

    def send(words: str, chosen: list[str]) -> str:
        source = {name: form[name].data for name in ("author_name", "channel", "received_on", "reason")}
        made = amendment_actions.enter(document, words, by=by, base=form.base.data, **source)
        flash(answers.entered(made))
        return amendment_url(made)

    heading = _("Registra una richiesta arrivata per altra via")
    return Writing(heading, "enter", document, form, document_url(document), send).answer()


@bp.route("/documents/<int:id>/amendments/<int:number>/revise", methods=["GET", "POST"])
@prepares_first
def revise(id: int, number: int) -> Any:
    """Reword one's own amendment while it is pending."""
    amendment, by, form = at(id, number, text=True), person(), WritingForm()
    require(by, "amendment.revise", amendment, now())
    current = amendment_queries.revision(amendment, amendment.revision) or missing()
    if request.method == "GET":
        asked = update_actions.questions(amendment) if number_in("base") else None
        fill(form, *((amendment.document.version, asked.carry.proposed) if asked else (current.base, current.text)))
        form.reason.data, form.seen.data = reason_of(amendment), current.number

    def send(words: str, chosen: list[str]) -> str:
        seen = {"seen": form.seen.data, "base": form.base.data}
        amendment_actions.revise(amendment, words, by=by, reason=form.reason.data, **seen)
        flash(answers.revised(amendment))
        return amendment_url(amendment)

    heading = _("Rivedi la modifica %(number)s", number=number)
    back = amendment_url(amendment)
    return Writing(heading, "revise", amendment.document, form, back, send, moves=False, own=number).answer()


@bp.route("/documents/<int:id>/correct", methods=["GET", "POST"])
@prepares_first
def correct(id: int) -> Any:
    """Correct an open text, as staff, with a reason."""
    document, by, form = published(id, text=True), person(), CorrectForm()
    require(by, "document.correct", document, now())
    if request.method == "GET":
        fill(form, document.version, document.text)

    def send(words: str, chosen: list[str]) -> str:
        made = document_actions.correct(
            document, words, by=by, base=form.base.data, reason=form.reason.data, resolutions=chosen
        )
        corrected = _("Il testo è stato corretto: è nata la versione %(number)s.", number=made.number)
        flash(staff_answers.reworked(document, corrected))
        return document_url(document)

    return Writing(_("Correggi il testo"), "correct", document, form, document_url(document), send).answer()
