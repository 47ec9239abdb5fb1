# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of proposals."""

from flask import Blueprint, Flask

from proposals import models as models

bp = Blueprint("proposals", __name__)


def register(app: Flask) -> None:
    """Add these pages to the application."""
    app.register_blueprint(bp)
