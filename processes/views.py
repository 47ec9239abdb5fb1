# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of processes."""

from flask import Blueprint, Flask

from processes import history_views
from processes import models as models

bp = Blueprint("processes", __name__)


def register(app: Flask) -> None:
    """Add these pages to the application."""
    app.register_blueprint(bp)
    history_views.register(app)
