# SPDX-License-Identifier: AGPL-3.0-or-later
"""The moderators' queue of a process: what waits, since when, until when, and what would become of it today."""

from typing import Any

from flask import render_template, request

from amendments.common_views import bp, missing, number_in, person
from amendments.forecast.foreseen import OUTCOMES, foreseen
from amendments.handling import queue_queries
from amendments.handling.deadline_queries import standing
from amendments.handling.heat import heats
from amendments.handling.queue_queries import NOBODY, ORDERS, PAGE, SHOWN, Wanted
from auth.models import User
from db import now
from fields import line
from permissions import require


@bp.get("/processes/<slug>/queue")
def queue(slug: str) -> Any:
    """List the amendments of a process that wait to be decided or published."""
    process, by = queue_queries.process(slug) or missing(), person()
    require(by, "process.queue", process, now())
    wanted, heat = _wanted(by), heats(process.id)
    rows = queue_queries.waiting(process.id, wanted, heat)
    shown = rows[:PAGE]
    return render_template(
        "amendments/handling/queue.html",
        process=process,
        rows=shown,
        foreseen=foreseen((row.Amendment.id, row.Amendment.document_id, row.Amendment.number) for row in shown),
        heat=heat,
        documents=queue_queries.documents(process.id),
        moderators=queue_queries.moderators(process.id),
        standing=standing(process),
        wanted=wanted,
        more=shown[-1].Amendment.id if len(rows) > len(shown) else None,
    )


def _wanted(by: User) -> Wanted:
    """Return what the address asks for; "me" is whoever asks."""
    show, order = request.args.get("show", ""), request.args.get("order", "")
    assigned, outlook = request.args.get("assigned", ""), request.args.get("outlook", "")
    assigned = str(by.id) if assigned == "me" else assigned
    known = assigned == NOBODY or (assigned.isascii() and assigned.isdigit() and len(assigned) < 10)
    return Wanted(
        words=line(request.args.get("q", ""))[:200],
        document=number_in("document"),
        show=show if show in SHOWN else "",
        outlook=outlook if outlook in OUTCOMES else "",
        assigned=assigned if known else "",
        order=order if order in ORDERS else ORDERS[0],
        after=number_in("after"),
    )
