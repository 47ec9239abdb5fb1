# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the pages of proposals share: the blueprint they all hang on."""

from flask import Blueprint

bp = Blueprint("proposals", __name__)
