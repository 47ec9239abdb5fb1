# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of comments."""

from flask import Blueprint, Flask

from comments import models as models

bp = Blueprint("comments", __name__)


def register(app: Flask) -> None:
    """Add these pages to the application."""
    app.register_blueprint(bp)
