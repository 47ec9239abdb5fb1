# SPDX-License-Identifier: AGPL-3.0-or-later
"""Errors: raised where the rule is, turned into pages here, once, with everything typed given back."""

import secrets
from typing import Any

from flask import Flask, current_app, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError

import auth.views
from auth.limits import TooMany
from db import CHANGING, Changed, Invalid, db
from languages import language
from permissions import Refused
from storage import Unreachable
from turns import Busy

SECRET = ("token", "password", "present", "code", "mail_url")
# What PostgreSQL and SQLite say when others hold what is needed: deadlock, time-out of a lock or of a statement, busy.
HELD_BY_OTHERS = ("40P01", "40001", "55P03", "57014", "SQLITE_BUSY", "SQLITE_LOCKED")
WORTH_KEEPING = 40  # characters: what is shorter is typed again faster than copied


def add_error_pages(app: Flask) -> None:
    """Let the application answer whatever is raised with a page that says how to go on."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(Changed, lambda e: _page("changed", 409, message=str(e)))
    app.register_error_handler(StaleDataError, lambda e: _page("changed", 409, message=""))
    app.register_error_handler(IntegrityError, lambda e: _page("changed", 409, message=""))
    app.register_error_handler(Invalid, lambda e: _page("invalid", 422, message=e.message, words=e.words))
    app.register_error_handler(OperationalError, _operational)
    app.register_error_handler(Busy, _busy)
    app.register_error_handler(Unreachable, _busy)
    app.register_error_handler(CSRFError, lambda e: _page("expired", 400))
    app.register_error_handler(TooMany, _too_many)
    app.register_error_handler(SecurityError, _unknown_host)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _broken)


def _page(name: str, status: int, **words: Any) -> tuple[str, int]:
    try:
        db.session.rollback()  # whatever was half done is gone before the page reads anything
        return render_template(f"errors/{name}.html", typed=_typed(), **words), status
    except (SQLAlchemyError, db.engine.dialect.loaded_dbapi.Error):
        # The database is away, and with it what the frame of a page says of site and reader.
        current_app.logger.exception("no page can be made at %s", request.path)
        return current_app.jinja_env.get_template("errors/away.html").render(typed=_typed(), language=language()), 503


def _typed() -> list[str]:
    """Return the longer texts of the form that was sent, so that an error page can give them back."""
    if request.method not in CHANGING:
        return []
    try:
        return [v for k, v in request.form.items(multi=True) if len(v) >= WORTH_KEEPING and not k.endswith(SECRET)]
    except HTTPException:  # the form itself is what cannot be read
        return []


def _refused(error: Refused) -> Any:
    if error.hidden:
        return _page("missing", 404)
    if error.sign_in:
        return redirect(url_for("auth.sign_in", next=auth.views.here()), 303)
    return _page("refused", 403, why=error.why, process=error.process, activity=error.activity)


def _too_many(error: TooMany) -> Any:
    body, status = _page("too_many", 429, why=error.why, minutes=error.minutes)
    return body, status, {"Retry-After": str(error.retry_after)}


def _operational(error: OperationalError) -> Any:
    """Tell a database that was held by others for too long from any other fault of it, which is a broken page."""
    state = str(getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", ""))
    return _busy(error) if state.startswith(HELD_BY_OTHERS) else _broken(error)


def _busy(error: Exception) -> Any:
    """Ask to try again: others held the database, or the storage of files does not answer."""
    current_app.logger.warning("could not wait any longer at %s: %s", request.path, error)
    body, status = _page("busy", 503)
    return body, status, {"Retry-After": "5"}


def _unknown_host(error: SecurityError) -> Any:
    """Answer under a name that is not ours: in plain words, since no address can be made for a page."""
    return gettext("Questo sito non risponde a questo nome."), 400, {"Content-Type": "text/plain; charset=utf-8"}


def _http_error(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    names = {400: "bad", 403: "refused", 404: "missing", 405: "missing", 413: "too_large", 429: "too_many"}
    return _page(names.get(error.code, "bad" if error.code < 500 else "broken"), error.code)


def _broken(error: Exception) -> Any:
    if current_app.testing:
        raise error
    number = secrets.token_hex(4)
    current_app.logger.exception("error %s at %s", number, request.path)
    return _page("broken", 500, number=number)
