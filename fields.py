# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the forms of all packages share: cleaning what was typed, validators, and showing what an action refused."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, DateTimeLocalField
from wtforms.i18n import get_translations
from wtforms.validators import InputRequired, Length, StopValidation

from db import Invalid
from languages import DEFAULT, language
from redline.text import clean_characters

T = TypeVar("T")


class Form(FlaskForm):
    """A form as all pages have them; the words of the library itself are read once for each language.

    Its token is no field of it: the application checks that of every request, and templates write it (`csrf()`).
    """

    class Meta(FlaskForm.Meta):  # noqa: D106 - the library's way to set options
        csrf = False

        def get_translations(self, form: Any) -> Any:
            """Return the library's own words in the language of the page."""
            return _words_of_the_library(language())


@cache
def _words_of_the_library(language: str) -> Any:
    return get_translations([language, DEFAULT])


def only_looks() -> bool:
    """Say whether the person only wants to see how what is in the form will look."""
    return "preview" in request.form


# --- filters: what was typed, without what nobody sees ------------------------------------------------------


def line(value: str | None) -> str:
    """Return what was typed into one line, without what is invisible and without double spaces."""
    return " ".join(clean_characters(value or "").split())


def prose(value: str | None) -> str:
    """Return what was typed into several lines, without what is invisible."""
    return clean_characters(value or "").strip()


def characters(value: str | None) -> str:
    """Return what was typed, without what is invisible, its spaces and blank lines as they are."""
    return clean_characters(value or "")


def whole(value: Any) -> int:
    """Return a hidden number as it came back, or -1, which fits nothing, for anything else."""
    words = str(value)
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else -1


class DayField(DateField):
    """A date, shown as it was typed when it is none, but for signs that no page may hold."""

    def _value(self) -> str:
        return clean_characters(str(super()._value()))


class MomentField(DateTimeLocalField):
    """A day and an hour, shown as they were typed when they are none, but for signs that no page may hold."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more, format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"])

    def _value(self) -> str:
        return clean_characters(str(super()._value()))


# --- validators ---------------------------------------------------------------------------------------------


def required(sentence: Any) -> list[Any]:
    """Return the validators of a field that cannot stay empty: the sentence says what to write there."""

    def filled(form: Any, field: Any) -> None:
        if not field.data:
            raise StopValidation(sentence)

    return [InputRequired(sentence), filled]


def at_most(number: int) -> Length:
    """Return the validator of a field's length."""
    return Length(max=number, message=_("Scrivi al massimo %(max)d caratteri."))


def of_our_time(form: Any, field: Any) -> None:
    """Refuse days that nobody can mean, which also stand outside what databases keep."""
    if field.data is not None and not 1900 <= field.data.year <= 2200:
        raise StopValidation(gettext("Controlla l’anno: deve stare tra il 1900 e il 2200."))


# --- what an action refused ---------------------------------------------------------------------------------


def attempt(form: Form, deed: Callable[[], T]) -> T | None:
    """Return what the deed returns; when it raises Invalid, put the sentence beside its field and return None."""
    try:
        return deed()
    except Invalid as error:
        refuse(form, error)
        return None


def refuse(form: Form, error: Invalid) -> None:
    """Show what an action refused beside the field it names, or above the form."""
    add_error(form, error.field, gettext(error.message, **error.words))


def add_error(form: Form, field: str, sentence: str) -> None:
    """Put a sentence beside a field of the form, or above the form where it has no such field."""
    if field in form:
        form[field].errors = [*form[field].errors, sentence]
    else:
        form.form_errors.append(sentence)


def status(form: Form) -> int:
    """Return the status of a page with a form: 422 when it came back with something to mend."""
    return 422 if form.errors else 200
