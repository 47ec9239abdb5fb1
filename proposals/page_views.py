# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public page of a proposal: its text, and beside it everything that happened to it."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from flask import abort, get_template_attribute, redirect, render_template, url_for
from markupsafe import Markup

from amendments.common_views import holds_for, rendered
from amendments.documents import queries
from amendments.drafts.showing import link_to_change
from amendments.forecast.markers import TITLE
from amendments.forecast.markers import beside as markers
from amendments.handling.deadline_queries import standing
from amendments.models import Document
from amendments.requests import queries as amendment_queries
from attachments.queries import attachments
from pages import kept
from proposals import page_queries
from proposals.blueprint import bp
from proposals.hooks import beside_text
from proposals.result_queries import meetings_of
from redline.contents import contents
from redline.numbered import numbered

MOST_SHOWN = 20


@bp.get("/proposals/<int:id>")
@kept("document")
def show(id: int) -> Any:
    """Show a published proposal; the text of a sheet stands on the page of its process."""
    found = page_queries.published(id)
    if found is None:
        return redirect(url_for("processes.show", slug=page_queries.process_of_sheet(id) or abort(404)))
    document = found.Proposal.document
    promised = standing(document.process, document)
    holds_for(document, promised.next_due if promised else None)
    version, notes = queries.current(document), _notes(document)
    return render_template(
        "proposals/show.html",
        proposal=found.Proposal,
        document=document,
        author=found.author,
        body=found.body,
        origin=found if found.source else None,
        coauthors=page_queries.coauthors(document.id),
        headings=contents(version.html),
        text=rendered(_text(document, version.html, notes)),
        title_note=rendered(notes.get(TITLE, "")),
        lone_note=rendered(notes[None]),
        version=version,
        amendments=amendment_queries.amendments(document, MOST_SHOWN),
        credits=queries.credits(document, MOST_SHOWN),
        supporters=_supporters(document),
        standing=promised,
        attachments=attachments("document", document.id),
        meetings=meetings_of(document.id) if found.from_meetings else [],
    )


def _text(document: Document, html: str, notes: Mapping[int | None, str]) -> str:
    """Return the page of the text: at the end of each paragraph its number, the way to change it, and its notes."""
    link = link_to_change(document)
    beside = get_template_attribute("parts/contents.html", "beside_paragraph")
    lasting = url_for("amendments.version", id=document.id, number=document.version)
    return numbered(html, lambda number: str(beside(number, lasting, link(number))) + notes.get(number, ""))


def _notes(document: Document) -> dict[int | None, str]:
    """Return what stands beside paragraphs, by number: what is asked of them, and what packages above put there."""
    notes: dict[int | None, str] = defaultdict(str)
    for beside in (markers, *beside_text):
        for place, note in beside(document).items():
            notes[place] += note
    lone = notes.pop(None, "")
    return {None: lone, **{place: f'<div class="passage-notes">{note}</div>' for place, note in notes.items()}}


def _supporters(document: Document) -> Markup:
    """Return the latest supporters with their initials; who sees them is decided where they are shown."""
    rows = queries.supporters(document, MOST_SHOWN)
    page = render_template("proposals/supporter_list.html", document=document, supporters=rows)
    return Markup(page)  # noqa: S704 - made by a template, which escaped every word
