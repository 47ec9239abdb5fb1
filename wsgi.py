# SPDX-License-Identifier: AGPL-3.0-or-later
"""The door: what gunicorn and the `flask` command open."""

import sys

from app import create_app
from config import BadSettings

try:
    app = create_app()
except BadSettings as wrong:
    sys.exit(f"Emenda cannot start: {wrong}")
