# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of journal."""

from flask import Blueprint, Flask

from journal import models as models

bp = Blueprint("journal", __name__)


def register(app: Flask) -> None:
    """Add these pages to the application."""
    app.register_blueprint(bp)
