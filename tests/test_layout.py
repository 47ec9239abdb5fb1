# SPDX-License-Identifier: AGPL-3.0-or-later
"""The frame of every page and the parts that pages are made of."""

import pytest
import sqlalchemy as sa
from flask import render_template_string
from werkzeug.datastructures import MultiDict
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired

from auth.models import Site
from db import db
from fields import Form
from tests.make import writing


class Sample(Form):
    """A form with a field of each shape that macros treat differently."""

    title = StringField("Titolo", [DataRequired("Scrivi un titolo.")])
    text = TextAreaField("Testo")
    who = RadioField(
        "Chi",
        choices=[SelectChoice("all", "Tutti"), SelectChoice("some", "Alcuni")],
        validators=[InputRequired("Scegli.")],
    )


def render(app, template, **words):
    """Render a template as a page of a request would."""
    with app.test_request_context("/"):
        return render_template_string(template, **words)


def failed_form(app):
    with app.test_request_context("/", method="POST"):
        form = Sample(formdata=MultiDict({"text": "<b>"}))
        form.validate()
        return form


def test_every_page_has_its_landmarks_and_the_links_the_rules_require(visit):
    page = visit().get("/nowhere")
    assert [element.tag for element in page.tree.find("body") if element.tag in ("header", "main", "footer")] == [
        "header",
        "main",
        "footer",
    ]
    hooks = {element.get("data-element") for element in page.tree.iter() if element.get("data-element")}
    assert {"main-navigation", "personal-area-login", "privacy-policy-link", "legal-notes", "contacts"} <= hooks


def test_the_footer_leads_to_the_statement_and_to_whom_to_tell(cast, visit):
    with writing():
        db.session.scalars(sa.select(Site)).one().accessibility_url = "https://form.example/statement"
    page = visit().get("/")
    statement = page.all(".//footer//a[@data-element='accessibility-link']")[0]
    assert statement.get("href") == "https://form.example/statement"
    page = page.follow("Segnala un problema di accessibilità")
    assert page.all(".//h2[@id='report']") and "urp@example.org" in page.text and "400 %," in page.text


def test_skip_links_lead_to_what_is_there(visit):
    page = visit().get("/nowhere")
    targets = [a.get("href", "").removeprefix("#") for a in page.all(".//div[@class='skiplinks']/a")]
    assert targets == ["main", "footer"]
    assert {e.get("id") for e in page.tree.iter()} >= set(targets)


@pytest.mark.parametrize(
    ("path", "language", "other"), [("/nowhere?q=1", "it", "/en/nowhere?q=1"), ("/en/nowhere", "en", "/nowhere")]
)
def test_a_page_names_its_language_and_leads_to_the_other(visit, path, language, other):
    page = visit().get(path)
    assert page.tree.get("lang") == language
    assert other in [a.get("href") for a in page.all(".//ul[@class='languages']//a")]
    assert len(page.all(".//link[@hreflang]")) == 2


def test_a_visitor_gets_no_cookie_from_the_frame(visit):
    assert "Set-Cookie" not in visit().get("/nowhere").answer.headers


def test_the_title_says_that_a_form_came_back_with_errors(app):
    page = "{% extends 'layout.html' %}{% block title %}Nuova proposta{% endblock %}"
    assert "<title>Nuova proposta – " in render(app, page)
    assert "<title>Errore: Nuova proposta" in render(app, page, form=failed_form(app))


def test_the_error_summary_links_to_each_wrong_field(app):
    html = render(
        app, "{% from 'parts/form.html' import error_summary %}{{ error_summary(form) }}", form=failed_form(app)
    )
    assert 'href="#title">Scrivi un titolo.' in html
    assert 'href="#who-0">Scegli.' in html
    assert "Ci sono 2 cose da correggere" in html


def test_a_wrong_field_is_tied_to_its_hint_and_error(app):
    html = render(
        app,
        "{% from 'parts/form.html' import field %}{{ field(form.title, hint='Breve', limit=80) }}",
        form=failed_form(app),
    )
    assert 'aria-describedby="title-hint title-error title-count"' in html
    assert 'aria-invalid="true"' in html
    assert "facoltativo" not in html


def test_what_was_typed_is_shown_again_and_escaped(app):
    html = render(app, "{% from 'parts/form.html' import field %}{{ field(form.text) }}", form=failed_form(app))
    assert "&lt;b&gt;" in html
    assert "facoltativo" in html


@pytest.mark.parametrize(
    ("name", "letters"), [("Ada Bianchi", "AB"), ("Zoe", "Z"), ("", "?"), ("  ", "?"), ("Éva <i>", "É&lt;")]
)
def test_an_avatar_shows_the_initials_of_any_name(app, name, letters):
    html = render(app, "{% from 'parts/person.html' import avatar %}{{ avatar(name) }}", name=name)
    assert f">{letters}</span>" in html


def test_an_erased_person_is_named_as_such(app):
    assert "Persona cancellata" in render(app, "{% from 'parts/person.html' import person %}{{ person(none) }}")


@pytest.mark.parametrize("outcome", ["accepted", "modified", "in_part", "rejected", "absorbed", "precluded", None])
def test_an_outcome_is_said_in_words_and_not_by_colour_alone(app, outcome):
    html = render(
        app, "{% from 'parts/state.html' import outcome_state %}{{ outcome_state(outcome) }}", outcome=outcome
    )
    assert "<span>" in html


def test_words_of_one_template_reach_no_other(app):
    template = app.jinja_env.from_string("{{ leaked }}", globals={"leaked": "qui"})
    assert template.render() == "qui" and app.jinja_env.from_string("{{ leaked }}").render() == ""
    with pytest.raises(AttributeError):  # what Jinja does with words for a template that it has at hand
        app.jinja_env.get_template("layout.html").globals.update(leaked="qui")
