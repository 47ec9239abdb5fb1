# SPDX-License-Identifier: AGPL-3.0-or-later
"""Builds the application: settings, packages, error pages, template words, commands."""

import json
from datetime import timedelta
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit
from wsgiref.headers import Headers

from flask import Flask, Response, request, session
from flask.templating import Environment
from flask_migrate import Migrate
from flask_wtf.csrf import CSRFProtect
from werkzeug.local import LocalProxy
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map, UnicodeConverter, ValidationError
from whitenoise import WhiteNoise

import amendments.views
import attachments.views
import auth.views
import bodies.views
import comments.views
import features.views
import figures.views
import home.views
import importing.views
import journal.views
import packing
import processes.views
import proposals.views
import theme.views
import unsent.views
import works.views
from commands import add_commands
from config import ROOT, VERSION, Settings, from_environment
from db import db, in_one_transaction, now
from errors import add_error_pages
from languages import add_languages, language, same_page_in
from pages import everywhere, has_session, personal
from permissions import can
from store import Store

PACKAGES = (
    *(auth, journal, unsent, amendments, attachments, processes, proposals, bodies, comments),
    *(figures, home, importing, theme, features, works),
)

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


class Templates(Environment):
    """Templates whose common words stand in one plain dictionary.

    Jinja chains two, one of which is always empty here, and walks the chain for every part and every import of a page.
    """

    def make_globals(self, d: Any) -> Any:
        """Return the words that every template knows, to which no template can add; or these with those of one."""
        return {**self.globals, **d} if d else MappingProxyType(self.globals)


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application under these settings, or under those of the environment."""
    settings = settings or from_environment()
    app = Flask("app", root_path=str(ROOT), instance_path=str(settings.instance.absolute()))
    app.jinja_environment = Templates
    _configure(app, settings)
    app.url_map.converters.update(int=Id, default=Name, string=Name)
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    app.before_request(attachments.views.allow_files)  # before anything reads the form
    CSRFProtect(app)
    add_languages(app)
    for package in PACKAGES:
        package.views.register(app)
    for endpoint, view in app.view_functions.items():
        if endpoint != "static":
            app.view_functions[endpoint] = in_one_transaction(view)
    _add_template_words(app)
    add_error_pages(app)
    app.after_request(_secure)
    app.after_request(packing.pack_answer)
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
