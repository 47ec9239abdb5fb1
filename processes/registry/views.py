# SPDX-License-Identifier: AGPL-3.0-or-later
"""The registry of processes: a list with facets and search, its territories, and any list of it as a file."""

from typing import Any

from flask import Response, abort, current_app, jsonify, render_template, request, url_for
from flask_babel import gettext as _

from db import now
from fields import line
from pages import kept
from processes.blueprint import bp
from processes.registry import files as registry_files
from processes.registry import queries as registry_queries
from processes.registry.queries import Wish
from processes.registry.registry import FACETS, YES, Registry
from processes.sheet.facts import FACTS, PROGRESS, Progress
from processes.sheet.queries import term_named

LONGEST_SEARCH, LONGEST_VALUE, LARGEST = 200, 320, 2**31 - 1
MOST_IN_FEED = 50
LABELS = {facet: FACTS[{"place": "places", "year": "started"}.get(facet, facet)].label for facet in FACETS}


@bp.get("/processes")
@kept("registry")
def registry() -> Any:
    """List the processes that pass the filters, with the counts of each facet."""
    wish = _wish()
    found = registry_queries.page(known_registry(), wish)
    return render_template(
        "processes/registry/registry.html",
        wish=wish,
        found=found,
        group=term_named("group", wish.filters["group"]) if "group" in wish.filters else None,
        facets={facet: _offered(facet, found.counts[facet], wish) for facet in FACETS},
        labels=LABELS,
        value_in_words=value_in_words,
        exact=registry_queries.EXACT,
        most=registry_queries.MOST,
        asked=_asked(wish),
        without=lambda asked, name: {key: value for key, value in asked.items() if key != name},
        previous_url=_at(wish, found.previous),
        next_url=_at(wish, found.next),
    )


@bp.get("/processes/places")
@kept("registry")
def registry_places() -> Any:
    """List the territories with the number of their processes."""
    known = known_registry()
    with known.lock:
        known.refresh()
        counts = known.counts({}, known.all)
    places = sorted(counts["place"].items(), key=lambda one: one[0].casefold())
    regions = sorted(counts["region"].items(), key=lambda one: one[0].casefold())
    return render_template("processes/registry/places.html", places=places, regions=regions)


@bp.get("/processes.<any(csv, json, atom):form>")
def registry_file(form: str) -> Any:
    """Give a filtered list as a file: all of it, or in the feed the newest."""
    wish = _wish()
    ids = registry_queries.all_ids(known_registry(), wish)
    if form == "atom":
        return _feed(wish, registry_queries.rows(ids[:MOST_IN_FEED]))
    rows = registry_queries.every_row(ids)
    if form == "json":
        return jsonify(processes=[registry_files.record(row, _address(row)) for row in rows])
    answer = Response(registry_files.csv_of(rows, _address), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = "attachment; filename=processes.csv"
    return answer


def _feed(wish: Wish, rows: list[registry_queries.Row]) -> Response:
    newest = max((row.facts.changed_at for row in rows), default=None)
    words = {"rows": rows, "updated": newest or now(), "address": _address, "asked": _asked(wish)}
    return Response(
        render_template("processes/registry/registry.xml", **words), content_type="application/atom+xml; charset=utf-8"
    )


def known_registry() -> Registry:
    """Return what this worker knows of all processes."""
    found: Registry = current_app.extensions["registry"]
    return found


def _address(row: registry_queries.Row) -> str:
    return str(current_app.jinja_env.globals["public_url"]) + url_for("processes.show", slug=row.process.slug)


def _wish() -> Wish:
    """Read from the address what is asked for; what cannot be meant is left out, or is nowhere to be found."""
    given = {facet: line(request.args.get(facet, "")[:LONGEST_VALUE]) for facet in FACETS}
    keys = {name: key_asked(name) for name in ("after", "before", "at")}
    words = line(request.args.get("q", "")[:LONGEST_SEARCH])
    return Wish({facet: value for facet, value in given.items() if value}, words, **keys)


def key_asked(name: str) -> int:
    """Return the key at which the page that is asked for begins, 0 for the first; a forged one leads nowhere."""
    value = request.args.get(name, "0")
    if not (value.isascii() and value.isdigit()) or len(value) > 10 or int(value) > LARGEST:
        abort(404)
    return int(value)


def _asked(wish: Wish) -> dict[str, Any]:
    """Return what a reader asked for as the arguments of an address."""
    return wish.filters | ({"q": wish.words} if wish.words else {})


def _at(wish: Wish, key: dict[str, int] | None) -> str | None:
    words: dict[str, Any] = _asked(wish) | (key or {})
    return url_for("processes.registry", **words) if key else None


def _offered(facet: str, counts: dict[str, int], wish: Wish) -> list[tuple[str, int]]:
    """Return the values of a facet to choose from: years newest first, others by count; the chosen one always."""
    if facet == "year":
        offered = sorted(counts.items(), reverse=True)
    else:
        offered = sorted(counts.items(), key=lambda one: (-one[1], one[0].casefold()))
    chosen = wish.filters.get(facet)
    kept = [one for place, one in enumerate(offered) if place < registry_queries.MOST_VALUES or one[0] == chosen]
    return kept if chosen is None or chosen in counts else [*kept, (chosen, 0)]


def value_in_words(facet: str, value: str) -> str:
    """Return the value of a facet as it is read."""
    if facet == "progress":
        return _(PROGRESS[Progress(value)]) if value in list(Progress) else value
    return _("sì") if value == YES else value
