# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of bodies, gathered from the modules that make them."""

from flask import Flask

from attachments.owners import OWNERS, Owner
from auth.models import Body
from bodies import import_views as import_views
from bodies import page_views as page_views
from bodies import staff_views as staff_views
from bodies.blueprint import bp
from db import db


def owner(id: int) -> Owner | None:
    """Return a body as something that attachments hang on, or None."""
    found = db.session.get(Body, id)
    if found is None or found.merged_into_id is not None:
        return None
    return Owner("body", id, found.name, f"/bodies/{id}", body=found)


def register(app: Flask) -> None:
    """Add these pages to the application, and let files hang on bodies."""
    app.register_blueprint(bp)
    OWNERS["body"] = owner
