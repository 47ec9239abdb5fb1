# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who reads the earlier wordings of an amendment."""

from amendments.request_models import Amendment
from auth.views import me
from db import now
from permissions import can


def reads_earlier(amendment: Amendment) -> bool:
    """Say whether the person reads the earlier revisions, if there are any.

    Where moderators read amendments before they appear, some may never have been public: only the author and the
    moderators read them. What was only carried onto a newer version since has been read.
    """
    by = me()
    if amendment.worded == 1 or amendment.process.amendment_moderation != "before":
        return amendment.revision > 1
    mine = by is not None and (amendment.author_id == by.id or by.acts_for(amendment.body_id))
    return mine or can(by, "amendment.moderate", amendment, now())
