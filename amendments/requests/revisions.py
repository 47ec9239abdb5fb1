# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the verbs of amendments share about their wordings: a new one is added, and who read which is asked.

A revision by a person words the amendment anew; one by nobody brings the same request onto a newer version.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from amendments import request_models
from amendments.carry.job import bring_later, close_question
from amendments.documents.texts import around, fingerprint, text_of
from amendments.models import Document
from amendments.request_models import Amendment, Revision
from amendments.support.notices import tell_supporters
from auth.models import User
from db import N_, Changed, db, now
from redline.changes import Change
from redline.merging.carry import carry

REVISED = N_("Nel frattempo la modifica è stata rivista: guardala e riprova.")
FIRST_WORDS = 160


def add_revision(amendment: Amendment, base: int, text: str, found: list[Change], reason: str, by: User) -> Revision:
    """Give a locked amendment the next wording by a person; on an older version it is brought onto the newest later."""
    number = amendment.worded = (amendment.revision or 0) + 1
    if number > 1:
        close_question(amendment)
    revision = Revision(
        amendment_id=amendment.id,
        number=number,
        base=base,
        text=text,
        sha256=fingerprint(text),
        reason=reason,
        by_id=by.id,
        created_at=now(),
    )
    db.session.add(revision)
    for change in found:
        row = request_models.Change(amendment_id=amendment.id, revision=number, number=change.number, kind=change.kind)
        row.old, row.new, row.place, row.detail = change.old, change.new, list(change.place), change.to_json()
        db.session.add(row)
    amendment.revision, amendment.updated_at, amendment.change_count = number, now(), len(found)
    amendment.last_change = max(amendment.last_change, *(change.number for change in found))
    amendment.first_words = _first_words(found[0], text)
    db.session.flush()
    if base < amendment.document.version:
        bring_later(amendment.document)
    return revision


def _first_words(change: Change, text: str) -> str:
    """Return the words of a change for lists; few new words stand with those around them in the text asked for."""
    words = change.new or change.old
    if len(change.edits) == 1 and change.new.strip():
        before, after = around(text, change.edits[0].place, change.edits[0].place_end, FIRST_WORDS // 4)
        words = before + change.edits[0].text + after
    words = " ".join(words.split())
    return words if len(words) <= FIRST_WORDS else words[:FIRST_WORDS].rsplit(" ", 1)[0] + "…"


def reason_of(amendment: Amendment) -> str:
    """Return why the amendment is asked for, as its author last said it."""
    chosen = sa.select(Revision.reason).where(Revision.amendment_id == amendment.id)
    return db.session.scalar(chosen.where(Revision.number == amendment.worded)) or ""


def check_unworded(amendment: Amendment, seen: int) -> None:
    """Raise Changed when a person wrote a newer revision than the one that was seen; carrying over is no rewording."""
    if not amendment.is_worded_as(seen):
        raise Changed(REVISED)


def carried_changes(document: Document, found: Sequence[Change], base: int, onto: int) -> Sequence[Change]:
    """Return the changes of a version as far as they can be made on another one, under their numbers."""
    return found if base == onto else carry(text_of(document, base), text_of(document, onto), found).changes


def ask_supporters_again(amendment: Amendment) -> None:
    """Let those who support an earlier wording of an amendment be told that everybody now reads a newer one."""
    if amendment.supports:
        tell_supporters(amendment.process_id)
