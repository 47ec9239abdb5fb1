# SPDX-License-Identifier: AGPL-3.0-or-later
"""Make a proposal of its own out of what was refused of an amendment: a draft that begins with the wanted words."""

from amendments.outcomes.offshoots import grow, offshoot_of
from amendments.outcomes.wanted import is_refused, wanted
from amendments.request_models import Amendment
from amendments.requests import queries as amendment_queries
from auth.models import User
from db import N_, Changed, Invalid, begin_writing, lock, now
from permissions import require
from proposals import draft_actions
from proposals.models import Proposal

NOTHING_REFUSED = N_("Nessun punto di questa modifica è stato respinto.")
THERE_IS_ONE = N_("Da questa modifica è già nata una bozza.")


def draft_offshoot(amendment: Amendment, *, by: User) -> Proposal:
    """Begin a draft with the refused words of an amendment; raise Changed where there is one already."""
    require(by, "proposal.grow", amendment, now())
    text = refused_words(amendment)
    begin_writing()
    lock(amendment.document)
    require(by, "proposal.grow", lock(amendment), now())
    if offshoot_of(amendment) is not None:
        raise Changed(THERE_IS_ONE)
    proposal = draft_actions.draft(amendment.process, text, by=by)
    grow(proposal.document, amendment, by=by)
    return proposal


def refused_words(amendment: Amendment) -> str:
    """Return the text that a draft would begin with; raise Invalid where nothing of the amendment was refused."""
    revision = amendment_queries.revision(amendment, amendment.revision)
    points = amendment_queries.points(amendment, amendment.revision)
    if revision is None or not any(is_refused(point) for point in points):
        raise Invalid("", NOTHING_REFUSED)
    return wanted(amendment, revision, points)
