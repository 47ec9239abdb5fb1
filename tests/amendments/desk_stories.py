# SPDX-License-Identifier: AGPL-3.0-or-later
"""Short ways to stage and publish on the desk, for its tests."""

from amendments.desk.actions import Wish, publish, stage
from amendments.desk.queries import desk_of
from amendments.desk.rehearsal import Rehearsal, rehearse
from amendments.models import Document, Version
from amendments.request_models import Amendment
from amendments.requests.actions import changes_of
from auth.models import User
from db import db
from tests.make import writing


def staged(
    amendment: Amendment, by: User, outcome: str = "accepted", reason: str = "", words: str | None = None
) -> None:
    """Stage the same outcome for every change of an amendment."""
    with writing():
        wishes = [Wish(row.number, outcome, reason, words) for row in changes_of(amendment, amendment.revision)]
        stage(amendment, wishes, by=by, seen_revision=amendment.revision)


def rehearsed(document: Document, by: User) -> Rehearsal:
    """Return what this person would publish."""
    db.session.expire_all()
    return rehearse(desk_of(document), by)


def published_by(document: Document, by: User) -> Version | None:
    """Publish what is on the desk as it is now."""
    seal = desk_of(document).seal
    with writing():
        return publish(document, by=by, seen_version=document.version, seal=seal)
