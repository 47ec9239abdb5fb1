# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the pages of conversations share: the blueprint, finding what an address names, and trying a deed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from amendments.models import Document
from amendments.request_models import Amendment
from auth.limits import TooMany, count
from auth.models import User
from auth.views import me
from comments import queries
from comments.actions import compose
from comments.models import Comment
from db import N_, Changed, Invalid, now
from fields import only_looks, refuse
from permissions import Refused, commenting_open, require

bp = Blueprint("comments", __name__)

LARGEST = 2**31 - 1
NUMBER = f"<int(max={LARGEST}):id>"
MOST_POSTS, PERIOD = 20, timedelta(minutes=10)
TOO_MANY = N_("Hai scritto molti commenti in poco tempo: riprova tra %(minutes)s minuti.")


def person() -> User:
    """Return the person who is asking; whoever is not signed in is asked to."""
    someone = me()
    if someone is None:
        raise Refused("", N_("Accedi per continuare."), sign_in=True)
    return someone


def place(id: int) -> tuple[Document, Amendment | None]:
    """Return the document, and the amendment of the query, whose comments are meant; only to who may read them."""
    found = queries.place(id, number("amendment"))
    if found is None:
        abort(404)
    if found[1] is not None:
        require(me(), "amendment.see", found[1], now())
    return found


def one(id: int) -> Comment:
    """Return the comment at an address, if it still stands and the person may read it."""
    found = queries.comment(id)
    if found is None or found.deleted_at is not None:
        abort(404)
    require(me(), "comment.see", found, now())
    if found.amendment is not None:
        require(me(), "amendment.see", found.amendment, now())
    return found


def number(name: str) -> int | None:
    """Return a number of the query, or None without one; what is no number is nowhere to be found."""
    value = request.args.get(name)
    if value is None:
        return None
    if not (value.isascii() and value.isdigit()) or len(value) > 10 or int(value) > LARGEST:
        abort(404)
    return int(value)


def address(comment: Comment) -> str:
    """Return where a comment is read among the others."""
    amendment = comment.amendment.number if comment.amendment is not None else None
    start: dict[str, Any] = {"from": queries.start_of_page(comment)}
    return url_for(
        "comments.index", id=comment.document_id, amendment=amendment, **start, _anchor=f"comment-{comment.id}"
    )


def attempt(form: Any, deed: Callable[[], Any], *, posting: bool = False) -> tuple[Any, int]:
    """Do the deed if the form was sent and is right; return (what it returns, 303).

    What is refused is written into the form, whose words stay: (None, 422), (None, 409) when something changed
    meanwhile, (None, 429) when the person posted too often. A form not sent yet, or only looked at: (None, 200).
    """
    if not form.is_submitted():
        return None, 200
    if not form.validate():
        return None, 422
    try:
        if only_looks():
            form.preview = Markup(compose(form.text.data).html)  # noqa: S704 - cleaned by redline
            return None, 200
        if posting:
            count(f"comment:{person().id}", MOST_POSTS, PERIOD)
        return deed(), 303
    except Invalid as error:
        refuse(form, error)
        return None, 422
    except Changed as error:
        refuse(form, Invalid("", str(error)))
        return None, 409
    except TooMany as error:
        refuse(form, Invalid("", TOO_MANY, minutes=error.minutes))
        return None, 429


def thank(said: Comment, words: str) -> Any:
    """Say what became of a comment (the words, unless it waits) and what its author may still do; lead to it."""
    waits = _("Il tuo commento è arrivato. Chi modera lo legge e decide se pubblicarlo; non è promessa una data.")
    then = _("Puoi correggerlo finché si può commentare, e cancellarlo quando vuoi.")
    flash(f"{words if said.is_seen else waits} {then}")
    return redirect(address(said), 303)


def why_not(reader: User | None, document: Document) -> str:
    """Return the sentence why nobody, or not this reader, may comment now; "" when nothing stands against it."""
    if reader is None:
        return "" if commenting_open.test(None, document, now()) else commenting_open.otherwise
    try:
        require(reader, "comment.post", document, now())
    except Refused as error:
        return error.why
    return ""
