# SPDX-License-Identifier: AGPL-3.0-or-later
"""The download of a text's record, for whoever wants to check it without us."""

from typing import Any

from flask import jsonify

from amendments.common_views import bp, published
from amendments.record.chain_queries import record_of
from auth.views import me
from db import now
from pages import kept
from permissions import require


@bp.get("/documents/<int:id>/chain.json")
@kept("document")
def chain(id: int) -> Any:
    """Give the chain of events of a published document, and the digests of its versions."""
    document = published(id)
    require(me(), "document.check", document, now())
    return jsonify(record_of(document))
