# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of the desk: all that one person sees of it at one moment, worked out once."""

from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import render_template, request

from amendments.common_views import number_in
from amendments.decisions import canned_queries
from amendments.decisions.holding import undoable_until
from amendments.desk.alike import alike
from amendments.desk.forms import BulkForm, PublishForm, StageForm, stage_form
from amendments.desk.queries import Desk, OnDesk, desk_of
from amendments.desk.rehearsal import MOVED, Rehearsal, is_mine, rehearse
from amendments.desk.showing import prospects
from amendments.documents.showing import contexts, difference
from amendments.forecast.forecasts import forecast_of
from amendments.forecast.marked import passages
from amendments.models import Document
from auth.models import User
from redline.checks import Finding, check

PAGE = 20
TODO, STAGED = "todo", "staged"  # parts of the queue


@dataclass(frozen=True)
class Letter:
    """A message that would go out: to whom, about which amendment; no name where nobody has an account."""

    to: str
    number: int
    outcome: str


class Board:
    """The desk as one person sees it."""

    def __init__(
        self,
        document: Document,
        by: User,
        *,
        sent: StageForm | None = None,
        bulk: BulkForm | None = None,
        chosen: Container[int] = (),
    ) -> None:
        self.document, self.by, self.sent, self.chosen = document, by, sent, chosen
        self.bulk = bulk or BulkForm(None)

    @cached_property
    def desk(self) -> Desk:
        """All that is open and staged."""
        return desk_of(self.document)

    @cached_property
    def rehearsal(self) -> Rehearsal:
        """What would be published."""
        return rehearse(self.desk, self.by)

    @cached_property
    def kept(self) -> dict[str, Any]:
        """What an address keeps of the way the desk is seen: the text, the part of the queue, the place in it."""
        view, show = request.args.get("view"), request.args.get("show")
        return {"view": view, "show": show if show in (TODO, STAGED) else None, "from": number_in("from")}

    @cached_property
    def parts(self) -> dict[str | None, list[OnDesk]]:
        """The queue, and its parts: what is still to be staged, and what is staged."""
        every = list(self.desk.open)
        return {None: every, TODO: [o for o in every if not o.staged], STAGED: [o for o in every if o.staged]}

    @cached_property
    def shown(self) -> list[OnDesk]:
        """The amendments on this page of the queue, first of all one whose form was sent."""
        if self.sent is not None:
            return [one for one in self.desk.open if one.number >= self.sent.number][: PAGE + 1]
        return [one for one in self.parts[self.kept["show"]] if one.number >= (self.kept["from"] or 0)][: PAGE + 1]

    @property
    def changes_text(self) -> bool:
        """Whether the text would change."""
        return self.rehearsal.text != self.document.text

    @cached_property
    def findings(self) -> list[Finding]:
        """The slips that the text would have and does not have now."""
        return check(self.rehearsal.text, self.document.text) if self.changes_text else []

    @cached_property
    def letters(self) -> list[Letter]:
        """The messages that would go out, once they are not held any more."""
        found = []
        for number, rulings in self.rehearsal.rulings.items():
            one = self.desk.by_number[number]
            outcomes = {ruling.outcome for ruling in rulings.values()}
            same = outcomes.pop() if len(outcomes) == 1 else ""
            found.append(Letter(one.author if one.is_told else "", number, same))
        return found

    @property
    def is_moved(self) -> bool:
        """Whether something was staged for an earlier text."""
        return MOVED in self.rehearsal.waits.values()

    def is_mine(self, one: OnDesk) -> bool:
        """Whether the person would decide an amendment of their own."""
        return is_mine(one, self.by)

    def page(self, status: int = 200) -> Any:
        """Return the desk itself."""
        forecast, shown = forecast_of(self.document), self.shown[:PAGE]
        view = "result" if request.args.get("view") == "result" else "present"
        page = render_template(
            "amendments/desk/desk.html",
            board=self,
            document=self.document,
            form=self.sent if self.sent is not None and self.sent.errors else self.bulk,
            bulk=self.bulk,
            chosen=self.chosen,
            shown=shown,
            forms={one.number: self._form(one) for one in shown},
            contexts={one.number: contexts(one.request.base, one.request.changes) for one in shown},
            prospects=prospects(self.desk, forecast),
            alike=alike(self.desk, forecast, self.by),
            passages=passages(forecast) if view == "present" else [],
            difference=difference(self.document.text, self.rehearsal.text) if view == "result" else None,
            view=view,
            canned=canned_queries.canned_reasons(self.document.process_id),
            undoable=undoable_until(self.document),
            more=self.shown[PAGE].number if len(self.shown) > PAGE else None,
        )
        return page, status

    def _form(self, one: OnDesk) -> StageForm:
        return self.sent if self.sent is not None and self.sent.number == one.number else stage_form(one)

    def publish_page(self, form: PublishForm, status: int = 200, moved: str = "") -> Any:
        """Return the page that shows all that would be published."""
        form.seen_version.data, form.seal.data = self.document.version, self.desk.seal
        text = self.rehearsal.text
        page = render_template(
            "amendments/desk/publish.html",
            board=self,
            document=self.document,
            form=form,
            moved=moved,
            difference=difference(self.document.text, text) if self.changes_text else None,
        )
        return page, status
