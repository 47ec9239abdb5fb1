# SPDX-License-Identifier: AGPL-3.0-or-later
"""Short ways to bring about what the tests of the pages begin from."""

from amendments.amendment_actions import changes_of, propose
from amendments.decision_actions import Ruling, decide
from amendments.models import Document
from amendments.request_models import Amendment
from auth.models import User
from tests.make import text, writing


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
