# SPDX-License-Identifier: AGPL-3.0-or-later
"""The languages of the site, named in the address: Italian at `/…`, English at `/en/…`; and dates as people write them.

Each compiled catalogue `translations/xx/LC_MESSAGES/messages.mo` is a language, found once at start; what a catalogue
lacks is said in Italian. A WSGI layer moves the prefix into SCRIPT_NAME, so routes know nothing of it and `url_for`
keeps the language of the page it is called on.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from babel import Locale, dates
from babel.core import get_global
from flask import Flask, current_app, has_request_context, request
from flask_babel import Babel, format_timedelta, get_locale, get_translations, gettext, to_user_timezone

from config import ROOT
from db import now

DEFAULT = "it"
REGIONS = {"en": "en_GB"}  # day first, as English is written in Europe; any other is written as where most speak it
ZONE = "Europe/Rome"
LOCAL = ZoneInfo(ZONE)
FOLDER = ROOT / "translations"
Environ = dict[str, Any]


def found() -> tuple[str, ...]:
    """Return Italian, in which the pages are written, and the languages that have a catalogue."""
    codes = {path.parts[-3] for path in FOLDER.glob("*/LC_MESSAGES/messages.mo")}
    return (DEFAULT, *sorted(code for code in codes - {DEFAULT} if re.fullmatch("[a-z]{2}", code)))


def known() -> tuple[str, ...]:
    """Return the languages of this application."""
    languages: tuple[str, ...] = current_app.extensions["languages"]
    return languages


@cache
def locale_of(code: str) -> Locale:
    """Return how a language writes its dates."""
    return Locale.parse(REGIONS.get(code) or get_global("likely_subtags")[code])


def own_name(code: str) -> str:
    """Return what a language calls itself, as "Italiano" or "English"."""
    name = str(Locale(code).get_display_name(code))
    return name[:1].upper() + name[1:]


class LanguageInPath:
    """WSGI middleware: `/en/roles` becomes the path `/roles` under the script name `/en`."""

    def __init__(self, application: Callable[..., Iterable[bytes]], languages: Iterable[str]) -> None:
        self.application, self.languages = application, languages

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Move a known language from the path to the script name and pass the request on."""
        path = environ.get("PATH_INFO", "")
        for language in self.languages:
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


def prefix(code: str) -> str:
    """Return what stands before every path of a language; nothing for Italian, or for a language that is gone."""
    return "" if code == DEFAULT or code not in known() else f"/{code}"


def same_page_in(other: str) -> str:
    """Return the path of this page in another language."""
    query = request.query_string.decode("ascii", "replace")
    return prefix(other) + quote(request.path, safe="/:@!$&'()*+,;=~") + (f"?{query}" if query else "")


def day_of(moment: datetime) -> date:
    """Return the day it is in Italy at a moment."""
    return moment.astimezone(LOCAL).date()


def today() -> date:
    """Return the day it is in Italy."""
    return day_of(now())


def long_date(value: date | datetime | None) -> str:
    """Write a day as "22 novembre 2026" in the reader's language; nothing for None."""
    if value is None:
        return ""
    day = to_user_timezone(value) if isinstance(value, datetime) else value
    return dates.format_date(day, "long", locale=locale_of(_wanted()))


def long_datetime(value: datetime | None) -> str:
    """Write a moment as "22 novembre 2026, ore 18:30" in the reader's language."""
    if value is None:
        return ""
    time = dates.format_time(to_user_timezone(value), "short", locale=locale_of(_wanted()))
    return gettext("%(day)s, ore %(time)s", day=long_date(value), time=time)


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
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(FOLDER)
    app.extensions["languages"] = languages = found()
    Babel(app, locale_selector=language)
    app.jinja_env.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals.update(languages=languages, own_name=own_name, locale_of=locale_of)
    app.jinja_env.filters.update(date=long_date, datetime=long_datetime, ago=ago)
    app.wsgi_app = LanguageInPath(app.wsgi_app, languages[1:])  # type: ignore[method-assign]
