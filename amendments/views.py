# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of texts that are amended, gathered from their files."""

from flask import Flask

from amendments.carry import verify as carry_verify
from amendments.carry import views as carry_views
from amendments.common_views import bp, document_url, text_url
from amendments.decisions import canned_views, undo_views
from amendments.decisions import views as decision_views
from amendments.desk import views as desk_views
from amendments.documents import version_views
from amendments.documents import views as document_views
from amendments.documents.queries import is_todays_text, support_of, supporters_visible
from amendments.drafts import views as draft_views
from amendments.drafts.actions import forget_drafts
from amendments.drafts.queries import draft_of, gathered
from amendments.drafts.showing import told_of
from amendments.forecast import views as contest_views
from amendments.handling import queue_views
from amendments.handling import verify as handling_verify
from amendments.handling import views as handling_views
from amendments.handling.actions import forget_person
from amendments.handling.deadlines import last_day
from amendments.outcomes import verify as offshoot_verify
from amendments.record import chain_views, obscure_views
from amendments.record.verify import also_verifies
from amendments.requests import views as amendment_views
from amendments.requests import writing_views
from amendments.support import standing_views
from amendments.support import verify as support_verify
from amendments.support import views as support_views
from amendments.support.notices import forget_notices
from auth.hooks import person_erased

# Each adds its own to the blueprint when it is imported.
PAGES = (
    amendment_views,
    canned_views,
    carry_views,
    chain_views,
    contest_views,
    decision_views,
    desk_views,
    document_views,
    draft_views,
    handling_views,
    obscure_views,
    queue_views,
    standing_views,
    support_views,
    undo_views,
    version_views,
    writing_views,
)


def register(app: Flask) -> None:
    """Add these pages to the application; to templates, the way to a document, and what they ask of its support."""
    app.register_blueprint(bp)
    app.jinja_env.globals.update(
        document_url=document_url,
        text_url=text_url,
        draft_of=draft_of,
        gathered_of=gathered,
        is_todays_text=is_todays_text,
        support_of=support_of,
        supporters_visible=supporters_visible,
        told_of=told_of,
    )
    app.extensions["csrf"].exempt(draft_views.preview)
    app.jinja_env.filters["last_day_of"] = last_day
    if forget_person not in person_erased:  # an application may be built more than once in a process
        person_erased.extend((forget_person, forget_notices, forget_drafts))
        also_verifies.extend(kind.breaks for kind in (carry_verify, handling_verify, offshoot_verify, support_verify))
