# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of proposals, gathered from the modules that make them."""

from flask import Flask

from amendments.hooks import version_born, version_near
from amendments.record.covering import also_covers
from processes.hooks import below_meeting, meeting_removed, parts_moved
from proposals import covering, kept, plan_actions, result_actions, result_views
from proposals import draft_views as draft_views
from proposals import list_views as list_views
from proposals import models as models
from proposals import offshoot_views as offshoot_views
from proposals import page_views as page_views
from proposals import plan_views as plan_views
from proposals import publish_views as publish_views
from proposals import report_views as report_views
from proposals.blueprint import bp
from proposals.page_queries import reference_of


def register(app: Flask) -> None:
    """Add these pages to the application; to templates, what a document is called on paper."""
    app.register_blueprint(bp)
    app.jinja_env.globals["reference_of"] = reference_of
    if kept.renew not in version_born:  # an application may be built more than once in a process
        version_born.append(kept.renew)
        version_near.append(kept.work_ahead)
        also_covers.append(covering.cover)
        parts_moved.append(plan_actions.follow_parts)
        meeting_removed.append(result_actions.forget_meeting)
        below_meeting.append(result_views.below)
