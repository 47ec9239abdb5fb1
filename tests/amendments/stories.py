# SPDX-License-Identifier: AGPL-3.0-or-later
"""Short ways to bring about what the tests of the pages begin from."""

from amendments.decisions.actions import Ruling, decide
from amendments.documents.actions import correct, restore
from amendments.models import Document
from amendments.request_models import Amendment
from amendments.requests.actions import changes_of, moderate, propose
from amendments.support.actions import support
from auth.models import User
from comments import actions as comments
from tests.make import Cast, published, text, writing

SECRET = "Segretissimo"


def asked(document: Document, by: User, base: int = 1, **sections: str) -> Amendment:
    """Let a person ask for other words in some sections."""
    with writing():
        return propose(document, text(**sections), by=by, base=base, reason="È più chiaro.")


def accepted(amendment: Amendment, by: User, reason: str = "") -> None:
    """Let a moderator accept every change."""
    with writing():
        rulings = [Ruling(row.number, "accepted", reason) for row in changes_of(amendment, amendment.revision)]
        seen = amendment.document.version
        decide(amendment, rulings, by=by, seen_version=seen, seen_revision=amendment.revision)


def eventful(cast: Cast) -> Document:
    """Write a text with what is public and what is not: a hidden request, support, a comment that was deleted."""
    document = published(cast)
    accepted(asked(document, cast.ada, tempi="Entro il 2025."), cast.mara, "Va bene.")
    hidden = asked(document, cast.sami, base=2, tempi=f"{SECRET}.")
    with writing():
        moderate(hidden, by=cast.mara, show=False, reason=f"Offende: {SECRET}.")
        correct(document, text(tempi="Entro il 2025!"), by=cast.bruno, base=2, reason="Un refuso.")
        support(document, by=cast.ada)
        said = comments.post(document, f"Un commento {SECRET}.", by=cast.zoe)
        comments.delete(said, by=cast.zoe)
    with writing():
        restore(document, 1, by=cast.bruno, seen=3, reason="Meglio prima.")
    return document
