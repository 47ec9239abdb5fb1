# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs of those who talk: post, reply, edit, delete, report.

Every verb holds the document first (then the amendment), so that what is counted stays right whatever number of
requests arrive together, and two pressings of one button become one comment.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from amendments.documents.passages import follow_anew
from amendments.documents.texts import fingerprint, text_of
from amendments.models import Document
from amendments.request_models import Amendment, Visibility
from auth.models import Role, User
from comments import queries
from comments.anchors import Chosen, anchored, digest
from comments.models import Comment, CommentWording, Report
from comments.shared import clean_reason, count_as_seen, facts, hold, tell_moderators
from db import N_, Changed, Invalid, begin_writing, db, lock, now
from journal.actions import begin_writing_about, record
from permissions import Refused, require
from processes.models import Moderation
from redline import markdown
from redline.text import normalise
from rows import put

LONGEST = 10_000
SAME_DEED = timedelta(minutes=1)

GONE = N_("Nel frattempo questo commento è stato cancellato o nascosto.")
REWORDED = N_("Nel frattempo questo commento è stato corretto: leggilo e riprova.")

_HEADING = re.compile(r"<h[2-6][^>]*>(.*?)</h[2-6]>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Wording:
    """The canonical text of a comment, and its HTML, made once."""

    text: str
    html: str


def compose(words: str | Wording) -> Wording:
    """Return what was typed as a comment keeps it; raise Invalid when nothing would be read, or too much.

    Costs a rendering, so the verbs do it before they take the lock; a caller that holds it already composes earlier.
    """
    if isinstance(words, Wording):
        return words
    if len(words) > 2 * LONGEST:  # not even worth being cleaned
        raise Invalid("text", N_("Il commento è troppo lungo: al massimo %(limit)s caratteri."), limit=LONGEST)
    cleaned = normalise(words)
    if len(cleaned) > LONGEST:
        raise Invalid("text", N_("Il commento è troppo lungo: al massimo %(limit)s caratteri."), limit=LONGEST)
    # a comment is no chapter of the pages it stands on: its headings are strong words
    html = _HEADING.sub(r"<p><strong>\1</strong></p>", markdown.render(cleaned))
    if not _TAG.sub("", html).strip():
        raise Invalid("text", N_("Scrivi il tuo commento."))
    return Wording(cleaned, html)


def post(
    document: Document,
    text: str | Wording,
    *,
    by: User,
    amendment: Amendment | None = None,
    body_id: int | None = None,
    passage: Chosen | None = None,
) -> Comment:
    """Begin a thread about a document, a passage of it, or one of its amendments; return the comment.

    The same words by the same person in the same place within a minute are the same deed: nothing is added.
    Raises Invalid for words that cannot be kept, Refused for a body one does not act for or an amendment one may
    not read.
    """
    require(by, "comment.post", document, now())
    if amendment is not None:
        require(by, "amendment.see", amendment, now())
    said = compose(text)
    anchor = None if passage is None else anchored(document, passage)
    begin_writing_about(document)
    return _add(Comment(document=document, amendment=amendment, anchor=anchor), said, by, body_id)


def reply(parent: Comment, text: str | Wording, *, by: User, body_id: int | None = None) -> Comment:
    """Answer a comment; return the answer. Raises like `post`, and Changed when there is nothing to answer any more."""
    require(by, "comment.post", parent.document, now())
    if parent.amendment is not None:
        require(by, "amendment.see", parent.amendment, now())
    said = compose(text)
    begin_writing_about(parent.document)
    hold(parent)
    if not parent.is_seen:
        raise Changed(GONE)
    if queries.replies_to(parent.thread_id or parent.id) >= queries.REPLIES:
        raise Invalid("text", N_("Questa discussione ha troppe risposte: cominciane un’altra."))
    answer = Comment(document=parent.document, amendment=parent.amendment, parent_id=parent.id)
    answer.thread_id = parent.thread_id or parent.id
    return _add(answer, said, by, body_id)


def edit(comment: Comment, text: str | Wording, *, by: User, seen: int) -> None:
    """Reword one's comment; the earlier wording stays readable where it was public.

    `seen` is the number of the wording that was read.

    Where comments are read before they appear, a new wording waits again. Raises Changed when it was reworded
    or taken away meanwhile.
    """
    require(by, "comment.edit", comment, now())
    said = compose(text)
    begin_writing()
    hold(comment)
    require(by, "comment.edit", comment, now())
    if comment.deleted_at is not None:
        raise Changed(GONE)
    if comment.wording != seen:
        raise Changed(REWORDED)
    if comment.text == said.text:
        return
    if comment.visibility == Visibility.SHOWN:  # what nobody was let read yet is not shown as history either
        _keep_wording(comment)
    comment.text, comment.html, comment.wording, comment.edited_at = said.text, said.html, seen + 1, now()
    if comment.visibility == Visibility.SHOWN and _waits(comment, by):
        comment.visibility = Visibility.WAITING
        count_as_seen(comment, -1)
        tell_moderators("comment_waiting", comment, by)
    record(_kind(comment, "comment.edited"), by=by, document=comment.document, data=_facts_of_words(comment))


def delete(comment: Comment, *, by: User) -> None:
    """Delete one's comment: all its wordings go, the place in the thread and the replies stay."""
    require(by, "comment.delete", comment, now())
    begin_writing()
    hold(comment)
    if comment.deleted_at is not None:
        return
    kind = "comment.deleted" if comment.visibility == Visibility.SHOWN else "comment.dropped"
    count_as_seen(comment, -1 if comment.is_seen else 0)
    comment.text = comment.html = ""
    comment.deleted_at, comment.reports = now(), 0
    db.session.execute(sa.delete(CommentWording).where(CommentWording.comment_id == comment.id))
    record(kind, by=by, document=comment.document, data=facts(comment))


def report(comment: Comment, reason: str, *, by: User) -> None:
    """Ask the moderators to look at a comment, once per person; raise Invalid without a reason."""
    require(by, "comment.report", comment, now())
    reason = clean_reason(reason, N_("Scrivi che cosa non va in questo commento."))
    begin_writing()
    hold(comment)
    if not comment.is_seen:
        raise Changed(GONE)
    mine = sa.select(Report.id).where(Report.comment_id == comment.id, Report.by_id == by.id)
    if db.session.scalar(mine) is not None:
        return
    db.session.add(Report(comment_id=comment.id, by_id=by.id, reason=reason, created_at=now()))
    comment.reports += 1
    if comment.reports == 1:
        tell_moderators("comment_reported", comment, by)
    # nobody reads in the journal who reported: only the report itself knows
    record("comment.reported", by=None, document=comment.document, data=facts(comment))


def _add(comment: Comment, said: Wording, by: User, body_id: int | None) -> Comment:
    if body_id is not None and not by.acts_for(body_id):
        raise Refused("comment.post", N_("Non risulti tra le persone che agiscono per questo ente."))
    lock(comment.document)
    if comment.amendment is not None:
        lock(comment.amendment)
    twin = queries.twin(comment, said.text, by, since=now() - SAME_DEED)
    if twin is not None:
        return twin
    if comment.anchor is not None:
        follow_anew(comment.document, [comment.anchor])
    comment.process_id, comment.document_id = comment.document.process_id, comment.document.id
    comment.amendment_id = comment.amendment.id if comment.amendment is not None else None
    comment.author_id, comment.body_id = by.id, body_id
    comment.text, comment.html, comment.created_at = said.text, said.html, now()
    comment.visibility = Visibility.WAITING if _waits(comment, by) else Visibility.SHOWN
    put(comment)
    if comment.anchor is not None:
        comment.anchor.comment_id = comment.id
    count_as_seen(comment, 1 if comment.is_seen else 0)
    if not comment.is_seen:
        tell_moderators("comment_waiting", comment, by)
    data = _facts_of_words(comment) | _facts_of_passage(comment)
    record(_kind(comment, "comment.posted"), by=by, document=comment.document, data=data)
    return comment


def _facts_of_words(comment: Comment) -> dict[str, Any]:
    """Return what the journal says of new words: with their digest, so that nobody changes them unseen."""
    return facts(comment) | {"wording": comment.wording, "sha256": fingerprint(comment.text)}


def _facts_of_passage(comment: Comment) -> dict[str, str]:
    """Return what the journal says of the passage that a comment is about: its digest."""
    anchor = comment.anchor
    if anchor is None:
        return {}
    anchor.sha256 = digest(anchor, text_of(comment.document, anchor.version))
    return {"passage": anchor.sha256}


def _keep_wording(comment: Comment) -> None:
    since = comment.edited_at or comment.created_at
    kept = CommentWording(comment_id=comment.id, number=comment.wording, created_at=since)
    kept.text, kept.html = comment.text, comment.html
    db.session.add(kept)


def _waits(comment: Comment, by: User) -> bool:
    """Say whether moderators read this before others do; what they write themselves does not wait."""
    process = comment.document.process
    return process.comment_moderation == Moderation.BEFORE and not by.has_role(Role.MODERATOR, process)


def _kind(comment: Comment, kind: str) -> str:
    """Return the kind of event: of a comment that waits nobody reads who wrote it."""
    return kind if comment.visibility == Visibility.SHOWN else "comment.waiting"
