# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of groups of processes, such as one region's call of a year: their list, each one's own, and its form.

The processes of a group are a list of the registry under one filter, so its rows, counts, pages and files are those of
the registry. Proposals and requests are counted once an hour, on the first page.
"""

from datetime import timedelta
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from auth import queries as people
from auth.views import me
from db import now
from fields import attempt, only_looks
from pages import holds_until, kept
from permissions import require
from processes.blueprint import bp, person, status
from processes.groups import actions as group_actions
from processes.groups import queries as group_queries
from processes.groups.forms import GroupForm
from processes.prose import rendered
from processes.registry import queries as registry_queries
from processes.registry.queries import EXACT, Wish
from processes.registry.views import key_asked, known_registry, value_in_words
from processes.sheet.facts import Progress
from processes.sheet.models import Term

EVERY = timedelta(hours=1)


@bp.get("/processes/groups")
@kept("registry")
def groups() -> Any:
    """List the groups with the number of their processes."""
    known = known_registry()
    with known.lock:
        known.refresh()
        counts = known.counts({}, known.all)["group"]
    return render_template("processes/groups/groups.html", groups=group_queries.groups(), counts=counts, exact=EXACT)


@bp.get("/processes/groups/<int:id>")
@kept("registry")
def group(id: int) -> Any:
    """Show a group: what it is, its numbers, and its processes."""
    found = _at(id)
    wish = Wish({"group": found.name}, after=key_asked("after"), before=key_asked("before"))
    listed = registry_queries.page(known_registry(), wish)
    first = not (wish.after or wish.before)
    if first:
        holds_until(now() + EVERY)
    return render_template(
        "processes/groups/group.html",
        group=found,
        description=Markup(rendered(found.description)),  # noqa: S704 - cleaned by redline
        numbers=group_queries.proposals_and_requests(found) if first else None,
        found=listed,
        progress={one: listed.counts["progress"][one] for one in Progress if one in listed.counts["progress"]},
        exact=EXACT,
        value_in_words=value_in_words,
        previous_url=_page_of(found, listed.previous),
        next_url=_page_of(found, listed.next),
    )


@bp.route("/processes/groups/<int:id>/edit", methods=["GET", "POST"])
def edit_group(id: int) -> Any:
    """Write the page of a group."""
    require(me(), "site.terms", None, now())
    found = _at(id)
    form = GroupForm.of(found)
    looks = only_looks()
    if form.validate_on_submit() and not looks:
        attempt(form, lambda: group_actions.describe(found, form.about(), by=person(), seen=form.seen.data))
        if not form.errors:
            flash(_("La pagina del gruppo è stata salvata."))
            return redirect(url_for("processes.group", id=id), 303)
    preview = Markup(rendered(form.description.data)) if looks else None  # noqa: S704 - cleaned by redline
    words = {"form": form, "group": found, "preview": preview, "bodies": people.bodies()}
    return render_template("processes/groups/form.html", **words), status(form)


def _at(id: int) -> Term:
    """Return the group at this address, or answer that there is none."""
    return group_queries.group(id) or abort(404)


def _page_of(group: Term, key: dict[str, int] | None) -> str | None:
    """Return the address of another page of a group's processes."""
    words: dict[str, Any] = {"id": group.id} | (key or {})
    return url_for("processes.group", **words) if key else None
