# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page where administrators choose how the site looks, its style sheet and its logo."""

from typing import Any

from flask import Blueprint, Flask, Response, abort, current_app, flash, redirect, render_template, url_for
from flask_babel import format_decimal
from flask_babel import gettext as _

from attachments import views as attachment_views
from attachments.contents import examine
from attachments.owners import OWNERS, Owner
from attachments.queries import by_key
from attachments.sweeping import storage, stored
from auth import queries as auth_queries
from auth.models import Site
from auth.session import settings, signed_in, site
from db import begin_writing, hashes_first, now
from fields import attempt, only_looks, status
from pages import while_site_stays
from permissions import require
from storage import NAME, Missing
from theme import actions, queries, shades
from theme.footer import Link, read_links, standing
from theme.forms import LogoForm, LookForm
from theme.logos import Logo, as_logo, logo_of
from theme.look import Look, checked

bp = Blueprint("theme", __name__)
FOR_EVER = "public, max-age=31536000, immutable"


@bp.get("/theme/<colours>.css")
def sheet(colours: str) -> Response:
    """Give the style sheet of two colours, which stand in its name: it says nothing else, and never changes."""
    main, foot = shades.named(colours) or abort(404)
    answer = current_app.response_class(shades.sheet(main, foot), mimetype="text/css")
    answer.headers["Cache-Control"] = FOR_EVER
    return answer


@bp.get("/theme/logo/<key>")
def logo_file(key: str) -> Response:
    """Give the logo of the site; under another key it would be another."""
    found = (by_key(key) if NAME.fullmatch(key) else None) or abort(404)
    if found.owner_kind != queries.LOGO_OF:
        abort(404)
    try:
        answer = current_app.response_class(storage().get(found.key), mimetype=found.media_type)
    except Missing:
        abort(404)
    answer.headers["Cache-Control"] = FOR_EVER
    return answer


@bp.route("/settings/theme", methods=["GET", "POST"])
def change() -> Any:
    """Choose colours, links at the foot and prefix; look at them first, without keeping anything."""
    here, trying = _changeable(), only_looks()
    form = _filled(here)
    if form.validate_on_submit():
        look = form.look()
        attempt(form, lambda: checked(look) if trying else actions.change_look(here, look, by=signed_in()))
        if not form.errors and not trying:
            flash(_("Aspetto salvato: tutte le pagine sono già così."))
            return redirect(url_for("theme.change"), 303)
    return _page(form, LogoForm(formdata=None), trying), status(form)


@bp.post("/settings/theme/logo")
@hashes_first
def logo() -> Any:
    """Show another logo."""
    here, form = _changeable(), LogoForm()
    if form.validate_on_submit():
        attempt(form, lambda: _set_logo(form))
        if not form.errors:
            flash(_("Il logo è in testa e in fondo a ogni pagina."))
            return redirect(url_for("theme.change"), 303)
    return _page(_filled(here, formdata=None), form), status(form)


@bp.post("/settings/theme/logo/remove")
def remove_logo() -> Any:
    """Show no logo any more."""
    actions.take_logo_away(by=signed_in())
    flash(_("Le pagine non mostrano più il logo."))
    return redirect(url_for("theme.change"), 303)


def _filled(here: Site, **how: Any) -> LookForm:
    """Return the form as the site looks now: of the house's own colour too it says which it is."""
    now_is = {name: getattr(here, name) for name in Look.__dataclass_fields__}
    return LookForm(data=now_is | {"colour": here.colour or str(shades.MAIN)}, **how)


def _page(form: LookForm, logo_form: LogoForm, trying: bool = False) -> str:
    """Show the page; while trying, in the colours that were typed, unless nobody could read it to mend them."""
    colours = queries.chosen(form.colour.data or "", form.foot_colour.data or "")
    trying = trying and not form.errors
    tried: dict[str, Any] = {}
    if trying:
        links = read_links(form.footer_links.data or "")
        tried = {"tried_sheet": queries.sheet_address(colours), "tried_links": links}
    return render_template(
        "theme/theme.html",
        form=form,
        logo_form=logo_form,
        trying=trying,
        colours=colours,
        figures=shades.figures(*colours),
        **tried,
    )


def _changeable() -> Site:
    here = auth_queries.site() or abort(404)
    require(signed_in(), "site.set_up", here, now())
    return here


def _set_logo(form: LogoForm) -> None:
    """Look at the picture and store it before the lock; when it cannot be shown its bytes do not stay."""
    sent = form.file.data
    content = as_logo(examine(sent.filename or "", sent.read(), settings().max_file_bytes))
    with stored(content.data) as (key, sha256):
        begin_writing()
        actions.set_logo(owner(1) or abort(404), content, key, sha256, by=signed_in())


# --- what every page shows ----------------------------------------------------------------------------------


def theme_sheet() -> str:
    """Return the address of the style sheet of the site's own colours, or "" where it has none."""
    return while_site_stays(("theme sheet",), lambda: queries.sheet_of(site()))


def site_logo() -> Logo | None:
    """Return the logo of the site, or None."""
    return while_site_stays(("logo",), lambda: logo_of(queries.logo()))


def footer_links() -> list[Link]:
    """Return the links that the body put at the foot of every page."""
    here = site()
    return standing(here.footer_links) if here is not None else []


def owner(id: int) -> Owner | None:
    """Return the site as something that a logo hangs on, or None."""
    here = auth_queries.site()
    return Owner(queries.LOGO_OF, id, here.name, "/settings/theme") if here is not None and id == here.id else None


def contrast(ratio: float) -> str:
    """Return a contrast in words, rounded down, so that too little never looks like enough."""
    return str(format_decimal(int(ratio * 100) / 100, "0.00"))


def register(app: Flask) -> None:
    """Add these pages to the application, and to templates what every page shows."""
    app.register_blueprint(bp)
    OWNERS[queries.LOGO_OF] = owner
    attachment_views.TAKE_FILES.add("theme.logo")
    app.jinja_env.filters["contrast"] = contrast
    app.jinja_env.globals.update(theme_sheet=theme_sheet, site_logo=site_logo, footer_links=footer_links)
