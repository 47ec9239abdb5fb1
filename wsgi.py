# SPDX-License-Identifier: AGPL-3.0-or-later
"""The door: what gunicorn and the `flask` command open."""

from app import create_app

app = create_app()
