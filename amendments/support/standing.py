# SPDX-License-Identifier: AGPL-3.0-or-later
"""What became of the words that a person supports: those of then and those of today, side by side in two lines.

Of a text the first passage that reads otherwise is told, with the words around it; of an amendment the first point that
asks for something else. How many more there are stands beside it. Cost: one difference of the two versions.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from amendments.documents import queries
from amendments.documents.showing import Context, contexts, in_sentences
from amendments.documents.texts import text_of
from amendments.models import Document, State, Support
from amendments.request_models import Amendment, AmendmentState, Visibility
from amendments.requests.actions import changes_of, read_change
from db import db
from journal.letters import one_line
from redline.changes import Change, changes

LONGEST_LINE = 240


@dataclass(frozen=True)
class Standing:
    """A support of words that are no longer today's: the first that changed, before and after, and how many more did.

    `given_to` and `present` are versions of the text; of an amendment, its revisions.
    """

    support: Support
    document: Document
    amendment: Amendment | None
    present: int
    before: str
    after: str
    more: int

    @property
    def given_to(self) -> int:
        """What the support was given to."""
        return self.support.given_to


def standing(support: Support) -> Standing | None:
    """Return what became of the words that are supported; None where they are today's, or nothing is open any more."""
    document, amendment = thing_of(support)
    if document.state != State.OPEN:
        return None
    return _of_text(support, document) if amendment is None else _of_amendment(support, document, amendment)


def thing_of(support: Support) -> tuple[Document, Amendment | None]:
    """Return the text that is supported, and its amendment where that is."""
    amendment = db.session.get_one(Amendment, support.amendment_id) if support.amendment_id is not None else None
    return db.session.get_one(Document, support.document_id), amendment


def _of_text(support: Support, document: Document) -> Standing | None:
    if queries.is_todays_text(document, support.given_to):
        return None
    then = text_of(document, support.given_to)
    found = changes(then, document.text)
    before, after = _lines(found[0], contexts(then, found[:1]).get(found[0].number))
    return Standing(support, document, None, document.version, before, after, len(found) - 1)


def _of_amendment(support: Support, document: Document, amendment: Amendment) -> Standing | None:
    open_to_all = amendment.state == AmendmentState.PENDING and amendment.visibility == Visibility.SHOWN
    if not open_to_all or amendment.is_worded_as(support.given_to):
        return None
    then, today = _asked(amendment, support.given_to), _asked(amendment, amendment.revision)
    numbers = [n for n in dict.fromkeys((*then, *today)) if then.get(n) != today.get(n)]
    if not numbers:  # only its reason was reworded
        return Standing(support, document, amendment, amendment.revision, "", "", 0)
    nothing = _("(niente)")
    before, after = (asked.get(numbers[0], nothing) for asked in (then, today))
    return Standing(support, document, amendment, amendment.revision, before, after, len(numbers) - 1)


def _asked(amendment: Amendment, revision: int) -> dict[int, str]:
    """Return, by number, each change of a revision as a sentence in the reader's language."""
    found: Sequence[Change] = [read_change(row) for row in changes_of(amendment, revision)]
    return {change.number: _short(sentence) for change, sentence in zip(found, in_sentences(found), strict=True)}


def _lines(change: Change, context: Context | None) -> tuple[str, str]:
    """Return the words of a passage before and after a change, each on one line."""
    if context is not None:
        around = (context.before, context.after)
        return _short(context.old.join(around)), _short(context.new.join(around))
    if change.kind == "move":
        return _short(change.old), _("(spostato) %(words)s", words=_short(change.new))
    return _short(change.old) or _("(niente)"), _short(change.new) or _("(niente)")


def _short(words: str) -> str:
    words = one_line(words)
    return words if len(words) <= LONGEST_LINE else words[:LONGEST_LINE].rsplit(" ", 1)[0] + " …"
