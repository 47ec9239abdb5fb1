# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two languages, named in the address: Italian at `/…`, English at `/en/…`; and dates as people write them.

A WSGI layer moves the prefix into SCRIPT_NAME, so routes know nothing of it and `url_for` keeps the
language of the page it is called on.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from flask import Flask, has_request_context, request
from flask_babel import Babel, format_date, format_datetime, format_timedelta, get_locale, get_translations

from db import now

DEFAULT, OTHERS = "it", ("en",)
ZONE = "Europe/Rome"
Environ = dict[str, Any]


class LanguageInPath:
    """WSGI middleware: `/en/roles` becomes the path `/roles` under the script name `/en`."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Move a known language from the path to the script name and pass the request on."""
        path = environ.get("PATH_INFO", "")
        for language in OTHERS:
            if path == f"/{language}" or path.startswith(f"/{language}/"):
                environ["SCRIPT_NAME"] = f"{environ.get('SCRIPT_NAME', '')}/{language}"
                environ["PATH_INFO"] = path[len(language) + 1 :] or "/"
                environ["emenda.language"] = language
                break
        return self.application(environ, start_response)


def language() -> str:
    """Return the language of the page being made: the one in its address, Italian outside a request."""
    if not has_request_context():
        return DEFAULT
    return str(request.environ.get("emenda.language", DEFAULT))


def same_page_in(other: str) -> str:
    """Return the path of this page in another language."""
    prefix = "" if other == DEFAULT else f"/{other}"
    query = request.query_string.decode("ascii", "replace")
    return prefix + quote(request.path, safe="/:@!$&'()*+,;=~") + (f"?{query}" if query else "")


def long_date(value: date | datetime | None) -> str:
    """Write a day as "22 novembre 2026", day first in English too; nothing for None."""
    return format_date(value, "d MMMM y") if value is not None else ""


def long_datetime(value: datetime | None) -> str:
    """Write a moment as "22 novembre 2026, ore 18:30" in the reader's language."""
    if value is None:
        return ""
    pattern = "d MMMM y, 'ore' HH:mm" if _wanted() == DEFAULT else "d MMMM y, HH:mm"
    return format_datetime(value, pattern)


def ago(value: datetime) -> str:
    """Write how long ago a moment was, as "3 giorni fa"."""
    return format_timedelta(value - now(), add_direction=True)


def _wanted() -> str:
    """Return the language words are wanted in: that of the page, outside a request that of the letter."""
    if has_request_context():
        return language()
    locale = get_locale()
    return str(locale.language) if locale is not None else DEFAULT


def _gettext(words: str) -> str:
    """Translate for a template: a page asks a hundred times, so Italian, which the words are in, costs nothing."""
    return words if _wanted() == DEFAULT else str(get_translations().gettext(words))


def _ngettext(one: str, many: str, number: int) -> str:
    if _wanted() == DEFAULT:
        return one if number == 1 else many
    return str(get_translations().ngettext(one, many, number))


def add_languages(app: Flask) -> None:
    """Give the application its languages, and templates the words that write dates."""
    app.config.update(BABEL_DEFAULT_LOCALE=DEFAULT, BABEL_DEFAULT_TIMEZONE=ZONE)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(app.root_path) + "/translations"
    Babel(app, locale_selector=language)
    app.jinja_env.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.filters.update(date=long_date, datetime=long_datetime, ago=ago)
    app.wsgi_app = LanguageInPath(app.wsgi_app)  # type: ignore[method-assign]
