# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of amendments."""

from flask import Blueprint, Flask

from amendments import models as models
from amendments import request_models as request_models

bp = Blueprint("amendments", __name__)


def register(app: Flask) -> None:
    """Add these pages to the application."""
    app.register_blueprint(bp)
