# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the pages of texts share: their blueprint, and how a document, an amendment and a person are found."""

from datetime import datetime
from typing import NoReturn

from flask import Blueprint, abort, request, url_for
from markupsafe import Markup

from amendments.documents import queries
from amendments.models import Document
from amendments.request_models import Amendment
from amendments.requests import queries as amendment_queries
from auth.models import User
from auth.views import me
from db import N_, now
from pages import holds_until
from permissions import Refused, require

bp = Blueprint("amendments", __name__)


def published(id: int, *, text: bool = False) -> Document:
    """Return the published document at this address, or answer that there is none."""
    return queries.published(id, text=text) or missing()


def at(id: int, number: int, *, text: bool = False) -> Amendment:
    """Return the amendment at this address, or answer that there is none for this person."""
    found = amendment_queries.amendment(id, number, text=text) or missing()
    require(me(), "amendment.see", found, now())
    return found


def missing() -> NoReturn:
    """Answer that there is nothing at this address."""
    abort(404)


def person() -> User:
    """Return who is asking; raise Refused, which leads to the page for signing in, for a visitor."""
    found = me()
    if found is None:
        raise Refused("sign_in", N_("Accedi per continuare."), sign_in=True)
    return found


def holds_for(document: Document, due: datetime | None = None) -> None:
    """Say that a kept page of the document holds until the next phase begins or ends, or until what it shows is due."""
    holds_until(next_moment(document.process.next_change(now()), due))


def next_moment(*moments: datetime | None) -> datetime | None:
    """Return the first of some moments that is still to come, or None."""
    return min((moment for moment in moments if moment is not None and moment > now()), default=None)


def document_url(document: Document) -> str:
    """Return the address of the page of a document."""
    return url_for("proposals.show", id=document.id)


def text_url(document: Document) -> str:
    """Return the address at which today's text stands as one text: its page, or that of its version for a sheet's."""
    if document.kind == "sheet":  # whose page shows it among its other facts
        return url_for("amendments.version", id=document.id, number=document.version)
    return document_url(document)


def amendment_url(amendment: Amendment) -> str:
    """Return the address of the page of an amendment."""
    return url_for("amendments.show", id=amendment.document_id, number=amendment.number)


def rendered(html: str) -> Markup:
    """Return what `redline.markdown.render` made, ready for a template."""
    return Markup(html)  # noqa: S704 - cleaned by redline when it was made


def number_in(name: str) -> int | None:
    """Return a whole number of the query of the address, or None; what is no number counts as missing."""
    value = request.args.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None
