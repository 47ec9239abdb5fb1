# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages on which unlawful words are covered in a process, and in what belongs to no process."""

from typing import Any

from flask import render_template, url_for

from amendments.record.obscure_views import counted_then_covered
from db import now
from permissions import require
from processes.blueprint import at, bp, person
from processes.obscuring import actions as obscure_actions
from processes.sheet import queries as facts_queries


@bp.route("/processes/<slug>/obscure", methods=["GET", "POST"])
def obscure(slug: str) -> Any:
    """Count the places where words stand in a process, then cover them."""
    process, by = at(slug), person()
    require(by, "process.obscure", process, now())
    facts = facts_queries.facts_of(process)
    return counted_then_covered(
        lambda words: obscure_actions.places(process, words, by=by),
        lambda words, reason: obscure_actions.obscure(process, words, by=by, reason=reason),
        lambda **seen: render_template("processes/obscuring/process.html", process=process, facts=facts, **seen),
        url_for("history.process", slug=slug),
    )


@bp.route("/obscure", methods=["GET", "POST"])
def obscure_site() -> Any:
    """Count the places where words stand in bodies, lists and reports, then cover them."""
    by = person()
    require(by, "site.obscure", None, now())
    return counted_then_covered(
        lambda words: obscure_actions.site_places(words, by=by),
        lambda words, reason: obscure_actions.obscure_site(words, by=by, reason=reason),
        lambda **seen: render_template("processes/obscuring/site.html", **seen),
        url_for("auth.account"),
    )
