# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs of support: given and withdrawn, once per person whatever number of requests arrive together.

Each locks the document (then the amendment) first, so parallel requests of one person follow one another and
the second finds the first's row; what may have changed while waiting is asked again. Giving twice and
withdrawing nothing are no errors: they change nothing.
"""

import sqlalchemy as sa

from amendments.models import Document, Support
from amendments.request_models import Amendment
from auth.models import User
from db import db, lock, now
from journal.actions import record
from permissions import require


def support(document: Document, *, by: User) -> None:
    """Support a document as it stands; giving it again moves the support to the present version."""
    require(by, "document.support", document, now())
    require(by, "document.support", lock(document), now())
    given = _given(by, document)
    if given is not None and given.given_to == document.version:
        return
    if given is None:
        document.supports += 1
        given = Support(document_id=document.id, user_id=by.id)
        db.session.add(given)
    given.given_to, given.created_at = document.version, now()
    record("support.given", by=by, document=document, data={"version": document.version})


def unsupport(document: Document, *, by: User) -> None:
    """Withdraw the support of a document."""
    require(by, "document.unsupport", document, now())
    lock(document)
    given = _given(by, document)
    if given is None:
        return
    document.supports -= 1
    db.session.delete(given)
    record("support.withdrawn", by=by, document=document, data={})


def support_amendment(amendment: Amendment, *, by: User) -> None:
    """Support an amendment as it is worded; giving it again moves the support to the newest revision."""
    require(by, "amendment.support", amendment, now())
    lock(amendment.document)
    require(by, "amendment.support", lock(amendment), now())
    given = _given(by, amendment.document, amendment)
    if given is not None and given.given_to == amendment.revision:
        return
    if given is None:
        amendment.supports += 1
        given = Support(document_id=amendment.document_id, amendment_id=amendment.id, user_id=by.id)
        db.session.add(given)
    given.given_to, given.created_at = amendment.revision, now()
    data = {"amendment": amendment.number, "revision": amendment.revision}
    record("amendment.supported", by=by, document=amendment.document, data=data)


def unsupport_amendment(amendment: Amendment, *, by: User) -> None:
    """Withdraw the support of an amendment."""
    require(by, "amendment.unsupport", amendment, now())
    lock(amendment.document)
    lock(amendment)
    given = _given(by, amendment.document, amendment)
    if given is None:
        return
    amendment.supports -= 1
    db.session.delete(given)
    record("amendment.unsupported", by=by, document=amendment.document, data={"amendment": amendment.number})


def _given(by: User, document: Document, amendment: Amendment | None = None) -> Support | None:
    target = (
        Support.amendment_id == amendment.id
        if amendment is not None
        else sa.and_(Support.document_id == document.id, Support.amendment_id.is_(None))
    )
    return db.session.scalars(sa.select(Support).where(target, Support.user_id == by.id)).first()
