# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of proposals, gathered from the modules that make them."""

from flask import Flask

from proposals import models as models
from proposals.blueprint import bp


def register(app: Flask) -> None:
    """Add these pages to the application."""
    app.register_blueprint(bp)
