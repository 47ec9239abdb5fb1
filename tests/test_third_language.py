# SPDX-License-Identifier: AGPL-3.0-or-later
"""A third language is one catalogue; and on every kind of page in it, no words stand that nobody could translate."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from babel import Locale
from flask import Flask, render_template_string
from flask_babel import force_locale

import languages
from app import create_app
from auth.models import User
from db import db, transaction
from journal.actions import tell
from journal.letters import Office, compose
from journal.models import Message
from tests import pseudo
from tests.audit import parsed
from tests.make import Cast
from tests.page import Visitor
from tests.test_every_page import PAGES, content  # noqa: F401 - a fixture
from tests.test_later_pages import LATER, later  # noqa: F401 - a fixture

CODE = "fr"

# Words outside the catalogue that are right there.
NO_SENTENCES = re.compile(
    "|".join(
        (
            "Français|FRA|Italiano",  # what languages call themselves
            "PDF|JSON|SHA-256|KB",  # names of formats, the same in every language
            r"http://127\.0\.0\.1:8000/\S*",  # an address to be copied
            *Locale(CODE).months["format"]["wide"].values(),  # dates are Babel's
            r"il y a \d+ \w+",  # and so are spans of time
        )
    )
)


@pytest.fixture
def french(app: Flask, cast: Cast, tmp_path, monkeypatch) -> Iterator[Flask]:
    """The site as it starts where a third catalogue was put beside the English one."""
    pseudo.write_catalogue(tmp_path, CODE)
    monkeypatch.setattr(languages, "FOLDER", tmp_path)
    third = create_app(app.config["SETTINGS"])
    third.extensions["site_is_set_up"] = True
    yield third
    db.session.remove()  # what a test read of its cast, it may have read through the other application
    with third.app_context():
        db.engine.dispose()


def left(tree: ET.Element, known: list[str]) -> list[str]:
    """Return the words of a page that are neither translated nor data."""
    found = [(words, NO_SENTENCES.sub("", pseudo.without(words, known))) for words in pseudo.unwrapped(tree, CODE)]
    return [words for words, rest in found if pseudo.WORD.search(rest)]


def walked(app: Flask, cast: Cast, pages: dict[str, list[str]], names: dict[str, str]) -> dict[str, list[str]]:
    known, found = pseudo.data(), {}
    for who, paths in pages.items():
        visitor = Visitor(app, getattr(cast, who, None))
        for path in paths:
            for name, value in names.items():
                path = path.replace(name, value)
            page = visitor.get(f"/{CODE}{path}")
            assert page.status == 200 and page.tree is not None, path
            if words := left(page.tree, known):
                found[f"{who} {path}"] = words
    return found


def test_no_words_of_any_kind_of_page_are_left_without_a_translation(french, cast, content):  # noqa: F811
    assert walked(french, cast, PAGES, {}) == {}


def test_no_words_of_pages_that_come_later_are_left_without_a_translation(french, cast, later):  # noqa: F811
    assert walked(french, cast, LATER, later) == {}


def test_words_that_nobody_could_translate_are_found(french, cast):
    template = "<p>Salva</p><img alt='Un gatto'><p>{{ _('Salva') }} {{ cast.ada.name }}, Bruno e {{ 3 }}</p>"
    with french.test_request_context("/", environ_overrides={"emenda.language": CODE}):
        shown = parsed(render_template_string(template, cast=cast), "here")
    assert left(shown, pseudo.data()) == ["Salva", "Un gatto"]


def test_the_frame_offers_every_language_by_the_name_it_gives_itself(french, cast):
    page = Visitor(french, None).get(f"/{CODE}/roles?a=1")
    assert page.tree is not None and page.tree.get("lang") == CODE
    assert [(e.get("title"), e.text) for e in page.all(".//ul[@class='languages']//abbr")] == [
        ("Italiano", "ITA"),
        ("Français", "FRA"),
    ]
    assert [(e.get("hreflang"), e.get("href")) for e in page.all(".//link[@hreflang]")] == [
        ("it", "http://127.0.0.1:8000/roles?a=1"),
        ("fr", "http://127.0.0.1:8000/fr/roles?a=1"),
    ]
    assert [e.get("content") for e in page.all(".//meta[@property='og:locale']")] == ["fr_FR"]


def test_letters_dates_and_addresses_follow_a_third_language(french, cast, tmp_path):
    Visitor(french, cast.sami).get("/account").press("Salva", name="Sami", language=CODE)
    with french.app_context(), transaction():
        assert languages.prefix(CODE) == "/fr"
        tell("password_changed", {}, user=db.session.get_one(User, cast.sami.id))
    with french.app_context():
        message = db.session.scalars(sa.select(Message)).one()
        letter = compose(message, Office(french.config["SETTINGS"], french.jinja_env))
        with force_locale(CODE):
            assert languages.long_date(date(2026, 8, 3)) == "3 août 2026"
            said = languages.long_datetime(datetime(2026, 8, 3, 7, 5, tzinfo=UTC))
    assert letter["Content-Language"] == CODE and letter["Subject"].startswith(pseudo.OPEN)
    assert "http://127.0.0.1:8000/fr/" in letter.get_content()
    assert said == "⟦3 août 2026, ore 09:05⟧"


def test_what_a_catalogue_lacks_is_said_in_italian(french, app):
    lacking = "Parole che nessun catalogo conosce."
    with french.test_request_context("/", environ_overrides={"emenda.language": CODE}):
        assert render_template_string("{{ _(words) }}", words=lacking) == lacking
    with app.test_request_context("/", environ_overrides={"emenda.language": "en"}):
        assert languages.long_date(date(2026, 8, 3)) == "3 August 2026"


def test_only_catalogues_with_a_code_of_two_letters_are_languages(tmp_path, monkeypatch):
    monkeypatch.setattr(languages, "FOLDER", tmp_path)
    for name in ("sl", "de", "backup", "it"):
        (tmp_path / name / "LC_MESSAGES").mkdir(parents=True)
        (tmp_path / name / "LC_MESSAGES/messages.mo").touch()
    (tmp_path / "es/LC_MESSAGES").mkdir(parents=True)
    assert languages.found() == ("it", "de", "sl")
