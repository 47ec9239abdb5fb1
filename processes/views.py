# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of processes, gathered from the modules that make them."""

from flask import Flask

from amendments.hooks import renders_besides, version_born
from auth.hooks import body_renamed, person_erased
from processes import attached, history_views, listing, prose, registration_actions, registration_queries
from processes import facts_views as facts_views
from processes import meeting_views as meeting_views
from processes import models as models
from processes import news_views as news_views
from processes import path_views as path_views
from processes import people_views as people_views
from processes import phase_views as phase_views
from processes import plan_views as plan_views
from processes import registration_views as registration_views
from processes import registry_views as registry_views
from processes import setup_views as setup_views
from processes import sheet_views as sheet_views
from processes import suggestion_views as suggestion_views
from processes import term_views as term_views
from processes.blueprint import bp
from processes.calendar import first_day, last_day
from processes.facts_words import in_words
from processes.registry import Registry


def register(app: Flask) -> None:
    """Add these pages to the application."""
    app.register_blueprint(bp)
    history_views.register(app)
    if prose.render_anew not in renders_besides:  # an application may be built more than once in a process
        renders_besides.append(prose.render_anew)
    if listing.renew not in version_born:
        version_born.append(listing.renew)
    attached.register()
    if registration_actions.forget not in person_erased:
        person_erased.append(registration_actions.forget)
    if listing.list_processes_of not in body_renamed:
        body_renamed.append(listing.list_processes_of)
    app.extensions["registry"] = Registry()
    app.jinja_env.globals.update(place_in=registration_queries.place_of)
    app.jinja_env.filters.update(first_day=first_day, last_day=last_day, in_words=in_words)
