# SPDX-License-Identifier: AGPL-3.0-or-later
"""The data of the body that runs the site, for its administrators."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from auth import queries, site_actions
from auth.forms import SiteForm
from auth.session import bp, signed_in
from auth.site_actions import SiteData
from db import Invalid, now
from fields import only_looks, refuse, status
from permissions import require


@bp.route("/settings", methods=["GET", "POST"])
def change_site() -> Any:
    """Change name, contacts, mail and notices of the site."""
    person, here = signed_in(), queries.site() or abort(404)
    require(person, "site.set_up", here, now())
    form = SiteForm(obj=here)
    looks = only_looks()
    if form.validate_on_submit() and not looks:
        try:
            site_actions.set_up(here, site_data(form), by=person)
            flash(_("Dati salvati."))
            return redirect(url_for("auth.change_site"), 303)
        except Invalid as error:
            refuse(form, error)
    return render_template("auth/settings.html", form=form, looks=looks), status(form)


def site_data(form: Any) -> SiteData:
    """Return what a form says of the body."""
    return SiteData(**{name: form[name].data or "" for name in SiteData.__dataclass_fields__})
