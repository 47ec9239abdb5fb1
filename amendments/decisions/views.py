# SPDX-License-Identifier: AGPL-3.0-or-later
"""The moderators' desk: each change ruled upon, clashes settled, the resulting text looked at, then published.

Everything typed travels in the form from step to step; nothing is saved before the last one. What changed
meanwhile (a new version, a new revision, another decision) is said, with everything typed kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from amendments import staff_answers
from amendments.common_views import amendment_url, at, bp, person
from amendments.decisions import canned_queries
from amendments.decisions.actions import decide as decide_amendment
from amendments.decisions.actions import prepare
from amendments.decisions.canned_forms import offered_canned, use_canned
from amendments.decisions.clash_forms import CLASH_FIELDS, carried, choices, settled
from amendments.decisions.forms import DecisionForm, decision_form
from amendments.documents.showing import contexts, difference
from amendments.documents.texts import Clashes, settle, text_of
from amendments.forecast.prospects import Prospect, prospects, suggested_reason
from amendments.models import Version
from amendments.request_models import Amendment, AmendmentState, Outcome, Revision
from amendments.requests import queries as amendment_queries
from amendments.requests.actions import changes_of, read_change
from auth.models import User
from db import Changed, Invalid, now, prepares_first
from fields import add_error, attempt
from permissions import require
from redline.changes import Change

SUGGESTED = "suggest-"  # the step of a button that takes the suggestion for a change
RULING_ALL = {"accept": Outcome.ACCEPTED.value, "reject": Outcome.REJECTED.value}


@bp.route("/documents/<int:id>/amendments/<int:number>/decide", methods=["GET", "POST"])
@prepares_first
def decide(id: int, number: int) -> Any:
    """Decide an amendment, change by change."""
    amendment, by = at(id, number, text=True), person()
    numbers = [change.number for change in changes_of(amendment, amendment.revision)]
    sent = _sent(amendment, numbers)
    form = decision_form(numbers, sent)
    if request.method == "POST" and amendment.state != AmendmentState.PENDING:
        typed = [(f.label.text, f.data) for f in form if f.type in ("StringField", "TextAreaField") and f.data]
        page = render_template(
            "amendments/decisions/too_late.html", amendment=amendment, document=amendment.document, typed=typed
        )
        return page, 409
    require(by, "amendment.decide", amendment, now())
    return Desk(amendment, by, sent, form).answer()


def _sent(amendment: Amendment, numbers: Sequence[int]) -> MultiDict[str, str]:
    """Return what was sent; a button that rules on all changes at once is the same as a choice for each."""
    sent = MultiDict(request.form)
    if offered_canned(sent):
        use_canned(sent, canned_queries.canned_reasons(amendment.process_id))
    if sent.get("step") in RULING_ALL:
        for number in numbers:
            sent[f"outcome_{number}"] = RULING_ALL[sent["step"]]
        sent["step"] = "check"
    return sent


@dataclass
class Desk:
    """One amendment being decided by one person."""

    amendment: Amendment
    by: User
    sent: MultiDict[str, str]
    form: DecisionForm

    def answer(self) -> Any:
        """Answer the request: the desk, the clashes, the result to be looked at, or the decision published."""
        step = self.sent.get("step", "")
        if request.method == "GET":
            self._see_present()
            return self._page("decide")
        if self._moved():
            return self._page("decide", 409, moved=self._see_present())
        if step.startswith(SUGGESTED):
            self._take(step.removeprefix(SUGGESTED))
        if step not in ("check", "publish", "clashes"):
            return self._page("decide")
        if not self._valid():
            return self._page("decide", 422)
        return self._decided(publish=step == "publish")

    def _take(self, number: str) -> None:
        """Fill in what the forecast suggests for a change; a person still has to look at it, and to decide."""
        prospect = self.prospects.get(int(number)) if number.isascii() and number.isdecimal() else None
        if prospect is None or not prospect.suggested:
            return
        self.form.outcome(prospect.outlook.number).data = prospect.suggested
        reason = self.form.reason_of(prospect.outlook.number)
        reason.data = reason.data or suggested_reason(prospect, self.amendment.document.language)

    def _decided(self, *, publish: bool) -> Any:
        """Work the result out; publish it, or show it first."""
        try:
            merged, chosen = self._merged()
            if publish and (merged is None or self.form.rewords(merged)):
                return self._published(merged, chosen)
            return self._look(merged)
        except Clashes as error:
            return self._page("clashes", 409, clashes=choices(error.merge, self.sent))
        except Changed as error:
            add_error(self.form, "", _(str(error)))
            return self._page("decide", 409, moved=self._see_present())
        except Invalid as error:  # the words chosen for the clashes make no text that can be
            add_error(self.form, "", _(error.message, **error.words))
            return self._page("decide", 422)

    def _merged(self) -> tuple[str | None, list[str]]:
        """Return the text that the accepted changes make (None when none is), and what settles its clashes."""
        accepted = self.form.accepted()
        if not accepted:
            return None, []
        merged = prepare(self.amendment, accepted)
        if merged.clashes and self.sent.get("step") == "clashes":
            raise Clashes(merged)
        chosen = settled(merged, self.sent) or []
        return settle(merged, chosen), chosen

    def _look(self, merged: str | None, status: int = 200) -> Any:
        """Show the result before it is published; what was reworded on another result is shown to be copied."""
        form, present, stale = self.form, self.amendment.document.text, ""
        if merged is None:
            return self._page("confirm", status)
        if not form.rewords(merged):
            stale = form.typed()
            form.offer(merged)
        wanted = attempt(form, lambda: form.edited(merged)) or merged
        if wanted == present:
            add_error(form, "", _("Così il testo non cambia: respingi la modifica, o segna che è già nel testo."))
            return self._page("decide", 422)
        shown = difference(present, wanted)
        words = {"difference": shown, "reworded": wanted != merged, "stale": stale}
        return self._page("confirm", status, clashed="clashes" in self.sent, **words)

    def _published(self, merged: str | None, chosen: list[str]) -> Any:
        """Publish the decision, or show again what has to be mended."""
        version = attempt(self.form, lambda: self._publish(merged, chosen))
        if self.form.errors:
            return self._look(merged, 422)
        flash(staff_answers.decided(self.amendment.document, version))
        return redirect(amendment_url(self.amendment), 303)

    def _publish(self, merged: str | None, chosen: list[str]) -> Version | None:
        form = self.form
        return decide_amendment(
            self.amendment,
            form.rulings(),
            by=self.by,
            seen_version=form.seen_version.data,
            seen_revision=form.seen_revision.data,
            resolutions=chosen,
            edited=form.edited(merged) if merged is not None else None,
            act=form.entered_for(),
        )

    @property
    def conflicted(self) -> bool:
        """Whether the person is deciding an amendment of their own."""
        return self.amendment.author_id == self.by.id or self.by.acts_for(self.amendment.body_id)

    def _valid(self) -> bool:
        """Check the form, and that a conflict of interest is declared."""
        valid: bool = self.form.validate()
        if self.conflicted and not self.form.conflict_declared.data:
            sentence = _("Dichiara il conflitto di interessi: stai decidendo una tua modifica.")
            add_error(self.form, "conflict_declared", sentence)
            return False
        return valid

    def _moved(self) -> bool:
        """Say whether the text or the amendment changed since the form was read."""
        form, amendment = self.form, self.amendment
        same_text = form.seen_version.data == amendment.document.version
        return not same_text or not amendment.is_worded_as(form.seen_revision.data)

    def _see_present(self) -> dict[str, int]:
        """Let the form refer to what there is now; return what it referred to before."""
        form, document = self.form, self.amendment.document
        seen = {"version": form.seen_version.data, "revision": form.seen_revision.data}
        form.seen_version.data, form.seen_revision.data = document.version, self.amendment.revision
        return seen

    def _page(self, name: str, status: int = 200, **words: Any) -> Any:
        document = self.amendment.document
        hidden = {
            "decide": carried(self.sent, only=(*CLASH_FIELDS, "edited_")),
            "clashes": carried(self.sent, but=CLASH_FIELDS),
            "confirm": carried(self.sent, but=("edited_", "reason")) + self._reasons(),
        }
        page = render_template(
            f"amendments/{name}.html",
            desk=self,
            heading=_("Decidi la modifica %(number)s", number=self.amendment.number),
            form=self.form,
            amendment=self.amendment,
            document=document,
            points=self.points,
            canned=canned_queries.canned_reasons(self.amendment.process_id),
            contexts=contexts(self._base, self._changes) if name == "decide" else {},
            prospects=self.prospects if name == "decide" else {},
            carried=hidden[name],
            **words,
        )
        return page, status

    @cached_property
    def points(self) -> list[amendment_queries.Point]:
        """The changes to be decided, each with what was decided of it before, if anything."""
        return amendment_queries.points(self.amendment, self.amendment.revision)

    @cached_property
    def _revision(self) -> Revision | None:
        return amendment_queries.revision(self.amendment, self.amendment.revision)

    @property
    def _base(self) -> str:
        return text_of(self.amendment.document, self._revision.base) if self._revision is not None else ""

    @cached_property
    def _changes(self) -> list[Change]:
        return [read_change(row) for row in changes_of(self.amendment, self.amendment.revision)]

    @cached_property
    def prospects(self) -> dict[int, Prospect]:
        """What the forecast says of each change."""
        return prospects(self.amendment, self._revision, self._changes) if self._revision is not None else {}

    def _reasons(self) -> list[tuple[str, str]]:
        """Return the reasons of single changes, which travel on while the common one stands in the open."""
        return carried(self.sent, only=("reason_",))
