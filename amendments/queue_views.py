# SPDX-License-Identifier: AGPL-3.0-or-later
"""The moderators' queue of a process: what waits, since when, and what would become of it today."""

from typing import Any

from flask import render_template, request

from amendments import queue_queries
from amendments.common_views import bp, missing, number_in, person
from amendments.foreseen import OUTCOMES, foreseen
from db import now
from fields import line
from permissions import require


@bp.get("/processes/<slug>/queue")
def queue(slug: str) -> Any:
    """List the amendments of a process that wait to be decided or published."""
    process = queue_queries.process(slug) or missing()
    require(person(), "process.queue", process, now())
    show, outlook = request.args.get("show", ""), request.args.get("outlook", "")
    wanted = queue_queries.Wanted(
        words=line(request.args.get("q", ""))[:200],
        document=number_in("document"),
        show=show if show == "waiting" else "",
        outlook=outlook if outlook in OUTCOMES else "",
        after=number_in("after"),
    )
    rows = queue_queries.waiting(process.id, wanted)
    shown = rows[: queue_queries.PAGE]
    return render_template(
        "amendments/queue.html",
        process=process,
        rows=shown,
        foreseen=foreseen((row.Amendment.id, row.Amendment.document_id, row.Amendment.number) for row in shown),
        documents=queue_queries.documents(process.id),
        wanted=wanted,
        more=shown[-1].Amendment.id if len(rows) > len(shown) else None,
    )
