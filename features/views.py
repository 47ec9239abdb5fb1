# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page where administrators switch functions of the site on and off; and who tells the rest which are off."""

from collections.abc import Collection
from typing import Any

from flask import Blueprint, Flask, abort, flash, has_app_context, redirect, render_template, url_for
from flask_babel import gettext as _

from auth import queries
from auth.session import signed_in, site
from db import now
from features import actions
from features.forms import FeaturesForm
from fields import attempt, status
from permissions import FEATURES, is_on, require, switched_off

bp = Blueprint("features", __name__)


@bp.route("/settings/features", methods=["GET", "POST"])
def change() -> Any:
    """Choose what the site offers."""
    here, by = queries.site() or abort(404), signed_in()
    require(by, "site.set_up", here, now())
    form = FeaturesForm(data={"on": [name for name in FEATURES if name not in here.features_off]})
    if form.validate_on_submit():
        attempt(form, lambda: actions.switch(here, form.on.data or [], by=by))
        if not form.errors:
            flash(_("Funzioni salvate: ogni pagina offre già solo quelle accese."))
            return redirect(url_for("features.change"), 303)
    return render_template("features/features.html", form=form), status(form)


def off() -> Collection[str]:
    """Return the functions that the site does without."""
    here = site() if has_app_context() else None
    return here.features_off if here is not None else ()


def register(app: Flask) -> None:
    """Add the page to the application, and to templates whether a function is on."""
    app.register_blueprint(bp)
    app.jinja_env.globals["is_on"] = is_on
    if off not in switched_off:  # an application may be built more than once in a process
        switched_off.append(off)
