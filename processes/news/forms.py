# SPDX-License-Identifier: AGPL-3.0-or-later
"""The form of a news item."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, StopValidation

from db import now
from fields import Form, MomentField, at_most, line, of_our_time, prose, required, whole
from languages import LOCAL, long_date
from processes import links
from processes.meetings.models import Meeting
from processes.news.actions import Article
from processes.news.models import Post

DRAFT, AT_ONCE, AT_DATE = "draft", "now", "date"


def needed_for_date(form: "PostForm", field: MomentField) -> None:
    """Ask for the moment where a moment was chosen."""
    if form.when.data == AT_DATE and not any(field.raw_data or ()):
        raise StopValidation(gettext("Scrivi il giorno e l’ora, per esempio 2026-11-30 09:00."))


class PostForm(Form):
    """A news item: its words, and when it appears."""

    title = StringField(_("Titolo"), [*required(_("Scrivi il titolo della notizia.")), at_most(300)], [line])
    category = StringField(_("Categoria"), [at_most(100)], [line])
    byline = StringField(_("Firma"), [at_most(200)], [line])
    summary = TextAreaField(_("Sommario"), [at_most(1_000)], [prose])
    text = TextAreaField(_("Testo"), [at_most(50_000)], [prose])
    links = TextAreaField(_("Per approfondire"), [at_most(5_000)], [prose])
    meeting_id = SelectField(_("Incontro di cui parla"), coerce=whole, default=0)
    highlighted = BooleanField(_("In evidenza"))
    when = RadioField(
        _("Quando si pubblica"),
        choices=[
            SelectChoice(DRAFT, _("Non ancora: resta una bozza")),
            SelectChoice(AT_ONCE, _("Subito")),
            SelectChoice(AT_DATE, _("Nel giorno e all’ora che scrivi qui sotto, anche passati")),
        ],
        default=DRAFT,
    )
    moment = MomentField(_("Giorno e ora"), [needed_for_date, Optional(), of_our_time])
    seen = HiddenField(filters=[whole], default=0)

    @classmethod
    def of(cls, post: Post) -> "PostForm":
        """Return the form, filled in with a post."""
        local = post.published_at.astimezone(LOCAL).replace(tzinfo=None) if post.published_at else None
        words = {
            "links": links.written(post.links),
            "when": AT_DATE if local else DRAFT,
            "moment": local,
            "seen": post.revision,
            "meeting_id": post.meeting_id or 0,
        }
        names = ("title", "category", "byline", "summary", "text", "highlighted")
        return cls(data=words | {name: getattr(post, name) for name in names})

    def offer(self, meetings: Sequence[Meeting]) -> "PostForm":
        """Offer the meetings that a post may be about."""
        none = SelectChoice(0, _("Nessun incontro"))
        self.meeting_id.choices = [none, *(SelectChoice(m.id, f"{m.name} ({long_date(m.held_on)})") for m in meetings)]
        return self

    def article(self, known: datetime | None = None) -> Article:
        """Return what was entered; a moment that stayed as it was is kept to the second."""
        names = ("title", "category", "byline", "summary", "text", "highlighted")
        words = {name: self[name].data for name in names}
        words["meeting_id"] = self.meeting_id.data or None
        return Article(**words, links=links.read(self.links.data), published_at=self._published_at(known))

    def _published_at(self, known: datetime | None) -> datetime | None:
        if self.when.data == DRAFT:
            return None
        if self.when.data == AT_ONCE:
            return now()
        entered: datetime = self.moment.data.replace(tzinfo=LOCAL)
        same = known is not None and known.replace(second=0, microsecond=0) == entered
        return known if same else entered
