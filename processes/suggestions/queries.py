# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages read of processes that people told of."""

from collections.abc import Sequence

import sqlalchemy as sa

from db import db
from processes.suggestions.models import Suggestion, SuggestionState

MOST = 100


def waiting() -> Sequence[Suggestion]:
    """Return the suggestions that wait to be read, the oldest first."""
    chosen = sa.select(Suggestion).where(Suggestion.state == SuggestionState.WAITING)
    return db.session.scalars(chosen.order_by(Suggestion.id).limit(MOST)).all()
