# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages that every public site must have, and the one that says who may do what."""

from typing import Any

from flask import render_template

from auth import roles as words
from auth.session import bp
from pages import kept


@bp.get("/privacy")
@kept("frame")
def privacy() -> Any:
    """Say which data are kept, why and for how long."""
    return render_template("auth/privacy.html")


@bp.get("/legal")
@kept("frame")
def legal() -> Any:
    """Say who runs the site and under which terms its texts may be used again."""
    return render_template("auth/legal.html")


@bp.get("/accessibility")
@kept("frame")
def accessibility() -> Any:
    """Say how accessible the site is, and whom to tell when it is not."""
    return render_template("auth/accessibility.html")


@bp.get("/roles")
@kept("frame")
def roles() -> Any:
    """Say who may do what, from the table that decides it."""
    return render_template("auth/roles.html", groups=list(words.table()))
