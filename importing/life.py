# SPDX-License-Identifier: AGPL-3.0-or-later
"""The entries of a file about what happens in a process: proposals, meetings, declared figures, news."""

from dataclasses import asdict, replace
from datetime import date

import sqlalchemy as sa

from amendments.documents import actions as document_actions
from amendments.models import Document, State
from auth.models import Body
from db import N_, db
from importing.sheet import REASON, key_of
from importing.tree import Mistake, Value
from importing.work import ADDED, CHANGED, SAME, Unfit, Work, keyed
from processes import queries
from processes.meetings import actions as meeting_actions
from processes.meetings import queries as meeting_queries
from processes.meetings.forms import FiguresForm, MeetingForm
from processes.meetings.models import Meeting
from processes.news import actions as news_actions
from processes.news.forms import AT_DATE, DRAFT, PostForm
from processes.news.models import Post
from proposals import actions as proposal_actions
from proposals import draft_actions, plan_actions
from proposals.forms import DraftForm, PublishForm
from proposals.models import Proposal
from redline.text import compose

_PLACE = frozenset({"part", "number", "original_date", "original_reference"})


def put_proposal(work: Work, entry: Value) -> None:
    """Publish a proposal with its place and origin; where it is there, correct its text, which is merged as ever."""
    part = entry.fields.get("part")
    place = _place(work, entry, part)
    text = work.form(DraftForm, entry, apart=_PLACE)
    words = compose(text.title.data, text.body.data)
    found = _proposal(work, place)
    if found is None:
        made = draft_actions.draft(work.of, words, by=work.by)
        proposal_actions.publish(made, place, by=work.by, seen=made.last_save)
        what = ADDED
    else:
        what = _correct(work, entry, found.document, words)
        if (place.part_id, place.number) != (found.part_id, found.number):
            plan_actions.place(found, place.part_id, place.number, by=work.by)
            what = CHANGED
    work.note(entry, "proposals", place.number or place.original_reference, what)


def _place(work: Work, entry: Value, part: Value | None) -> proposal_actions.Place:
    """Return place and origin of a proposal; one of its number and its reference tells it from all others."""
    only = Value(entry.line, fields={name: value for name, value in entry.fields.items() if name in _PLACE - {"part"}})
    form = work.form(PublishForm, only, PublishForm(formdata=None, data={"seen": 1}), offer=_without_choices)
    if not (form.number.data or form.original_reference.data):
        work.mistakes.append(Mistake(entry.line, N_("Qui serve «number» o «original_reference».")))
        raise Unfit
    found = keyed(queries.parts(work.of), "number", part.words) if part is not None and part.words else None
    if part is not None and part.words and found is None:
        work.mistakes.append(Mistake(part.line, N_("Nel piano non c’è la parte «%(number)s»."), number=part.words))
        raise Unfit
    words = {name: form[name].data for name in ("number", "original_date", "original_reference")}
    return proposal_actions.Place(part_id=found.id if found else None, **words)


def _without_choices(form: PublishForm) -> None:
    form.with_parts([]).with_bodies("", [])


def _proposal(work: Work, place: proposal_actions.Place) -> Proposal | None:
    chosen = sa.select(Proposal).where(Proposal.process_id == work.of.id)
    if place.original_reference:
        return db.session.scalars(chosen.where(Proposal.reference == place.original_reference)).first()
    return db.session.scalars(chosen.where(Proposal.number == place.number)).first()


def _correct(work: Work, entry: Value, document: Document, words: str) -> str:
    if document.text.strip() == words.strip():
        return SAME
    if document.state != State.OPEN:
        work.mistakes.append(Mistake(entry.line, N_("Questa proposta non è aperta: il suo testo non si cambia più.")))
        raise Unfit
    document_actions.correct(document, words, by=work.by, base=document.version, reason=REASON)
    return CHANGED


def put_meeting(work: Work, entry: Value) -> None:
    """Add a meeting, or change that of the same day and heading; `joined` names who joined the network there."""
    day, heading = key_of(work, entry, "held_on"), key_of(work, entry, "heading")
    found = _meeting(work, day, heading)
    form = work.form(MeetingForm, entry, MeetingForm.of(found) if found else None, apart=frozenset({"joined"}))
    gathering, bodies = form.gathering(), form.bodies()
    if found is None:
        found = meeting_actions.add_meeting(work.of, gathering, bodies, by=work.by)
        what = ADDED
    else:
        before = found.revision
        meeting_actions.change_meeting(found, gathering, bodies, by=work.by, seen=before)
        what = SAME if found.revision == before else CHANGED
    if "joined" in entry.fields:
        joined = _join(work, entry.fields["joined"], found)
        what = CHANGED if joined and what == SAME else what
    work.note(entry, "meetings", f"{day} {found.name}", what)


def _meeting(work: Work, day: str, heading: str) -> Meeting | None:
    try:
        held_on = date.fromisoformat(day)
    except ValueError:
        return None  # the form will say so
    chosen = sa.select(Meeting).where(Meeting.process_id == work.of.id, Meeting.held_on == held_on)
    return keyed(db.session.scalars(chosen), "heading", heading)


def _join(work: Work, joined: Value, meeting: Meeting) -> bool:
    """Confirm who joined the network, by the names as the meeting has them; say whether that is new."""
    named = {presence.body.name: presence.body for presence in meeting.presences}
    wanted: set[int] = set()
    for item in joined.items or ([joined] if joined.words else []):
        known: Body | None = named.get(item.words.rpartition(" (")[0] or item.words) or named.get(item.words)
        if known is None:
            sentence = N_("«%(name)s» non è tra gli enti di questo incontro.")
            work.mistakes.append(Mistake(item.line, sentence, name=item.words))
            raise Unfit
        wanted.add(known.id)
    if wanted == {presence.body_id for presence in meeting.joining}:
        return False
    meeting_actions.confirm_joining(meeting, wanted, by=work.by)
    return True


def put_figures(work: Work, entry: Value) -> None:
    """Declare how many activities of each kind there were."""
    known = meeting_queries.figures(work.of)
    before = {kind: (one.label, one.declared, one.declared_on) for kind, one in known.items()}
    form = work.form(FiguresForm, entry, FiguresForm.of(known))
    wanted = [one for one in form.figures(work.of) if one.declared is not None or one.label]
    after = {one.kind: (one.label, one.declared, one.declared_on) for one in wanted}
    if before != after:
        meeting_actions.declare_figures(work.of, form.figures(work.of), by=work.by)
    work.note(entry, "figures", "", SAME if before == after else CHANGED if before else ADDED)


def put_post(work: Work, entry: Value) -> None:
    """Add a news item, or change that of the same title; `published` is when it appears, `meeting` a heading."""
    title = key_of(work, entry, "title")
    found = db.session.scalars(sa.select(Post).where(Post.process_id == work.of.id, Post.title == title)).first()
    meeting = _named_meeting(work, entry.fields.get("meeting"))
    moment = entry.fields.get("published")
    fields: dict[str, Value] = {k: v for k, v in entry.fields.items() if k not in ("meeting", "published")}
    fields["when"] = Value(entry.line, AT_DATE if moment is not None and moment.words else DRAFT)
    if moment is not None and moment.words:
        fields["moment"] = Value(moment.line, moment.words if " " in moment.words else f"{moment.words} 00:00")
    present = PostForm.of(found) if found else None
    about = [found.meeting] if found and found.meeting else []
    if found is not None and moment is None:
        del fields["when"]
    form = work.form(PostForm, Value(entry.line, fields=fields), present, offer=lambda one: one.offer(about))
    article = form.article(found.published_at if found else None)
    if meeting is not None or "meeting" in entry.fields:
        article = replace(article, meeting_id=meeting.id if meeting else None)
    elif found is not None:
        article = replace(article, meeting_id=found.meeting_id)
    if found is None:
        news_actions.add_post(work.of, article, by=work.by)
        what = ADDED
    elif _says(found, article):
        what = SAME
    else:
        news_actions.change_post(found, article, by=work.by, seen=found.revision)
        what = CHANGED
    work.note(entry, "news", title, what)


def _says(post: Post, article: news_actions.Article) -> bool:
    words = asdict(article) | {"links": [list(link) for link in article.links]}
    kept = {name: getattr(post, name) for name in words} | {"links": [list(link) for link in post.links]}
    return kept == words


def _named_meeting(work: Work, named: Value | None) -> Meeting | None:
    """Return the meeting that a news item names by its heading, or by its day and heading."""
    if named is None or not named.words:
        return None
    chosen = sa.select(Meeting).where(Meeting.process_id == work.of.id)
    for meeting in db.session.scalars(chosen.order_by(Meeting.held_on.desc())):
        if named.words in (meeting.heading, meeting.name, f"{meeting.held_on} {meeting.heading}"):
            return meeting
    work.mistakes.append(Mistake(named.line, N_("Non trovo l’incontro «%(name)s»."), name=named.words))
    raise Unfit
