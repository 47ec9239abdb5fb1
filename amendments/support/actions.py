# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs of support: given and withdrawn, once per person whatever number of requests arrive together.

Each locks the document (then the amendment) first, so parallel requests of one person follow one another and
the second finds the first's row; what may have changed while waiting is asked again. Giving twice and
withdrawing nothing are no errors: they change nothing. Rows and counters are written by statements that are
built once, since on a day that matters hundreds of people press the same button.
"""

from typing import Any

import sqlalchemy as sa

from amendments.documents.queries import is_todays_text, support_of, supports_of_today
from amendments.documents.texts import check_unmoved
from amendments.hooks import version_born
from amendments.models import Document, Support
from amendments.request_models import Amendment
from amendments.requests.revisions import check_unworded
from auth.models import User
from db import db, lock, now
from journal.actions import begin_writing_about, record
from permissions import require
from rows import count, insert, write


def support(document: Document, *, by: User, seen: int | None = None) -> None:
    """Support a document as it stands; giving it again moves the support to the present version.

    `seen` is the version that was read, where it was named: Changed is raised when there is a newer one.
    """
    require(by, "document.support", document, now())
    begin_writing_about(document)
    require(by, "document.support", lock(document), now())
    if seen is not None:
        check_unmoved(document, seen)
    if _give(by, document, None, document.version):
        record("support.given", by=by, document=document, data={"version": document.version})


def unsupport(document: Document, *, by: User) -> None:
    """Withdraw the support of a document."""
    require(by, "document.unsupport", document, now())
    begin_writing_about(document)
    require(by, "document.unsupport", lock(document), now())
    if _take_back(by, document, None):
        record("support.withdrawn", by=by, document=document, data={})


def support_amendment(amendment: Amendment, *, by: User, seen: int | None = None) -> None:
    """Support an amendment as it is worded; giving it again moves the support to the newest revision.

    Revisions that only carried the same words onto newer versions are the same request: support stays where it is.
    `seen` is the revision that was read, where it was named: Changed is raised when there is a newer wording.
    """
    require(by, "amendment.support", amendment, now())
    begin_writing_about(amendment.document)
    lock(amendment.document)
    require(by, "amendment.support", lock(amendment), now())
    if seen is not None:
        check_unworded(amendment, seen)
    given_to = support_of(by, amendment.document_id, amendment.id)
    if given_to is not None and given_to >= amendment.worded:
        return
    if _give(by, amendment.document, amendment, amendment.revision):
        data = {"amendment": amendment.number, "revision": amendment.revision}
        record("amendment.supported", by=by, document=amendment.document, data=data)


def unsupport_amendment(amendment: Amendment, *, by: User) -> None:
    """Withdraw the support of an amendment."""
    require(by, "amendment.unsupport", amendment, now())
    begin_writing_about(amendment.document)
    lock(amendment.document)
    require(by, "amendment.unsupport", lock(amendment), now())
    if _take_back(by, amendment.document, amendment):
        record("amendment.unsupported", by=by, document=amendment.document, data={"amendment": amendment.number})


_ROWS: Any = Support.__table__
_MINE = (
    _ROWS.c.document_id == sa.bindparam("document"),
    _ROWS.c.amendment_id.is_not_distinct_from(sa.bindparam("amendment", type_=sa.Integer)),
    _ROWS.c.user_id == sa.bindparam("user"),
)
_TO: Any = sa.bindparam("to")
_MOVE = sa.update(_ROWS).where(*_MINE).values(given_to=_TO, told_to=_TO, created_at=sa.bindparam("at"))
_DELETE = sa.delete(_ROWS).where(*_MINE)


def _give(by: User, document: Document, amendment: Amendment | None, to: int) -> bool:
    """Write down that a person supports version or revision `to`; say whether that is new."""
    amendment_id = amendment.id if amendment is not None else None
    given_to = support_of(by, document.id, amendment_id)
    if given_to == to:
        return False
    if given_to is not None:
        mine = {"document": document.id, "amendment": amendment_id, "user": by.id}
        db.session.execute(_MOVE, mine | {"to": to, "at": now()})
        if amendment is None and not is_todays_text(document, given_to):
            count(document, supports_now=1)
        return True
    row = {"document_id": document.id, "amendment_id": amendment_id, "user_id": by.id, "given_to": to, "told_to": to}
    insert(Support, row | {"created_at": now()})
    if amendment is None:
        count(document, supports=1, supports_now=1)
    else:
        count(amendment, supports=1)
    return True


def _take_back(by: User, document: Document, amendment: Amendment | None) -> bool:
    """Delete a person's support; say whether there was any."""
    amendment_id = amendment.id if amendment is not None else None
    given_to = support_of(by, document.id, amendment_id)
    if given_to is None:
        return False
    db.session.execute(_DELETE, {"document": document.id, "amendment": amendment_id, "user": by.id})
    count(amendment or document, supports=-1)
    if amendment is None and is_todays_text(document, given_to):
        count(document, supports_now=-1)
    return True


def recount(document: Document, text: str = "") -> None:
    """Count the supports of today's text anew, since a version was born or words were covered."""
    supports = supports_of_today(document) if document.supports else 0
    if supports != document.supports_now:
        write(document, supports_now=supports)


version_born.append(recount)
