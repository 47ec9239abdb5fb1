# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of processes, gathered from the modules that make them."""

from flask import Flask

from amendments.hooks import renders_besides, version_born
from auth.hooks import body_renamed, person_erased
from processes import attached, history_views, models, people_views, process_views, prose, setup_views
from processes.blueprint import bp
from processes.calendar import first_day, last_day
from processes.groups import views as group_views
from processes.meetings import registration_actions, registration_queries, registration_views
from processes.meetings import views as meeting_views
from processes.news import views as news_views
from processes.obscuring import views as obscuring_views
from processes.path import views as path_views
from processes.phases import views as phase_views
from processes.plan import views as plan_views
from processes.registry import listing
from processes.registry import views as registry_views
from processes.registry.registry import Registry
from processes.sheet import term_views
from processes.sheet import views as facts_views
from processes.sheet.words import in_words
from processes.suggestions import actions as suggestion_actions
from processes.suggestions import views as suggestion_views

# Each adds its own to the blueprint, or its tables, when it is imported.
PAGES = (
    facts_views,
    group_views,
    meeting_views,
    models,
    news_views,
    obscuring_views,
    path_views,
    people_views,
    phase_views,
    plan_views,
    process_views,
    registration_views,
    registry_views,
    setup_views,
    suggestion_views,
    term_views,
)


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
    if suggestion_actions.forget_person not in person_erased:
        person_erased.append(suggestion_actions.forget_person)
    if listing.list_processes_of not in body_renamed:
        body_renamed.append(listing.list_processes_of)
    app.extensions["registry"] = Registry()
    app.jinja_env.globals.update(place_in=registration_queries.place_of)
    app.jinja_env.filters.update(first_day=first_day, last_day=last_day, in_words=in_words)
