# SPDX-License-Identifier: AGPL-3.0-or-later
"""Builds the application: settings, packages, error pages, template words, commands."""

import json
import secrets
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from wsgiref.headers import Headers

from flask import Flask, Response, current_app, redirect, render_template, request, session, url_for
from flask_babel import gettext
from flask_migrate import Migrate
from flask_wtf.csrf import CSRFError, CSRFProtect
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.local import LocalProxy
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map, UnicodeConverter, ValidationError
from whitenoise import WhiteNoise

import amendments.views
import auth.views
import comments.views
import journal.views
import processes.views
import proposals.views
from auth.limits import TooMany
from commands import add_commands
from config import ROOT, VERSION, Settings, from_environment
from db import CHANGING, Changed, Invalid, db, in_one_transaction, now
from languages import add_languages, language, same_page_in
from pages import Store, everywhere, has_session, personal
from permissions import Refused, can

PACKAGES = (auth, journal, amendments, processes, proposals, comments)

SECRET = ("token", "password", "present", "code", "mail_url")
# What PostgreSQL and SQLite say when others hold what is needed: deadlock, time-out of a lock or of a statement, busy.
HELD_BY_OTHERS = ("40P01", "40001", "55P03", "57014", "SQLITE_BUSY", "SQLITE_LOCKED")
WORTH_KEEPING = 40  # characters: what is shorter is typed again faster than copied
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)


EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Id(IntegerConverter):
    """A number in an address, as large as a key in the database can be: beyond it there is no page."""

    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:
        super().__init__(map, *args, **{"max": 2**31 - 1, **kwargs})


class Name(UnicodeConverter):
    """A name in an address: with a NUL in it there is no page, and PostgreSQL takes no such text."""

    def to_python(self, value: str) -> str:
        """Return the name, or say that no address is like this."""
        if "\0" in value:
            raise ValidationError
        return super().to_python(value)


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application under these settings, or under those of the environment."""
    settings = settings or from_environment()
    app = Flask("app", root_path=str(ROOT), instance_path=str(settings.instance.absolute()))
    _configure(app, settings)
    app.url_map.converters.update(int=Id, default=Name, string=Name)
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    CSRFProtect(app)
    add_languages(app)
    for package in PACKAGES:
        package.views.register(app)
    for endpoint, view in app.view_functions.items():
        if endpoint != "static":
            app.view_functions[endpoint] = in_one_transaction(view)
    _add_template_words(app)
    _add_error_pages(app)
    app.after_request(_secure)
    add_commands(app)
    built = ROOT / "static/built"
    if built.is_dir():  # made by `npm run build`; commands and tests of the core do without
        app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
            app.wsgi_app,
            root=built,
            prefix="static/built",
            immutable_file_test=_named_by_content,
            allow_all_origins=False,
            add_headers_function=_secure_file,
        )
    if settings.proxies:
        # Who asked, how, and under which name; never a prefix or a port, which nobody needs and anybody could forge.
        count = settings.proxies
        proxied = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count, x_port=0, x_prefix=0)
        app.wsgi_app = proxied  # type: ignore[method-assign]
    return app


def _names(settings: Settings) -> list[str] | None:
    """Return the names the site answers to: those of the settings; in production never simply any (None)."""
    if settings.trusted_hosts or not settings.production:
        return list(settings.trusted_hosts) or None
    return [urlsplit(settings.public_url).hostname or "", "localhost", "127.0.0.1"]


def _named_by_content(path: str, url: str) -> bool:
    """Say that a built file never changes under its name, except the manifest."""
    return not url.endswith("manifest.json")


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        TRUSTED_HOSTS=_names(settings),
        MAX_CONTENT_LENGTH=settings.max_request_bytes,
        MAX_FORM_MEMORY_SIZE=settings.max_request_bytes,
        MAX_FORM_PARTS=2000,
        SESSION_COOKIE_NAME="__Host-session" if settings.https else "session",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.extensions.update(kept_pages=Store(settings.page_cache_bytes), kept_of_site={})
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _add_template_words(app: Flask) -> None:
    manifest_path = ROOT / "static/built/manifest.json"
    manifest: dict[str, str] = json.loads(manifest_path.read_text()) if manifest_path.exists() else {}

    def asset(name: str) -> str:
        """Return the address of a built file by its plain name."""
        return "/static/built/" + manifest.get(name, name)

    @app.context_processor
    def words() -> dict[str, Any]:
        person = auth.views.me()
        return {
            "me": person,
            "can": lambda deed, thing: can(person, deed, thing, now()),
            "has_session": has_session(),
            "language": language(),
            "same_page_in": same_page_in,
        }

    settings: Settings = app.config["SETTINGS"]
    site = LocalProxy(auth.views.site)  # read by pages that show it
    app.jinja_env.globals.update(asset=asset, emenda_version=VERSION, now=now, site=site)
    app.jinja_env.globals.update(everywhere=everywhere, personal=personal)
    app.jinja_env.globals.update(source_url=settings.source_url, public_url=settings.public_url)


# --- errors: raised where the rule is, turned into pages here, once -----------------------------------------


def _add_error_pages(app: Flask) -> None:
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(Changed, lambda e: _page("changed", 409, message=str(e)))
    app.register_error_handler(StaleDataError, lambda e: _page("changed", 409, message=""))
    app.register_error_handler(IntegrityError, lambda e: _page("changed", 409, message=""))
    app.register_error_handler(Invalid, lambda e: _page("invalid", 422, message=e.message, words=e.words))
    app.register_error_handler(OperationalError, _busy)
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
    return _page("refused", 403, why=error.why)


def _too_many(error: TooMany) -> Any:
    body, status = _page("too_many", 429, why=error.why, minutes=error.minutes)
    return body, status, {"Retry-After": str(error.retry_after)}


def _busy(error: OperationalError) -> Any:
    """Ask to try again where the database was held by others for too long; any other fault of it is a broken page."""
    state = str(getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", ""))
    if not state.startswith(HELD_BY_OTHERS):
        return _broken(error)
    current_app.logger.warning("the database was held by others (%s) at %s", state, request.path)
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


def _secure_file(headers: Headers, path: str, url: str) -> None:
    """Add to built files, which never reach Flask, the headers that every answer carries."""
    for name, value in {"Content-Security-Policy": CONTENT_SECURITY_POLICY, **EVERYWHERE}.items():
        headers[name] = value


def _secure(response: Response) -> Response:
    """Add the headers that every answer carries."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    headers.update(EVERYWHERE)
    if request.is_secure:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if not headers.get("Cache-Control"):
        headers["Cache-Control"] = "private, no-store" if has_session() or session.modified else "no-cache"
    response.vary.add("Cookie")
    return response
