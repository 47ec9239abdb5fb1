# SPDX-License-Identifier: AGPL-3.0-or-later
"""An entry of the file as the form of its page: filled in, checked, and each complaint at the line it is about."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, RadioField, SelectField, TextAreaField

from db import N_
from fields import Form
from importing.tree import Mistake, Value

F = TypeVar("F", bound=Form)
UNKNOWN = N_("Non conosco «%(name)s». Qui puoi scrivere: %(known)s.")
OUR_OWN = frozenset({"seen"})  # what pages keep in their forms for themselves


def filled(
    form_class: type[F], entry: Value, present: Form | None = None, apart: frozenset[str] = frozenset()
) -> tuple[F, Iterator[Mistake]]:
    """Return the form of an entry, not yet checked, and the mistakes that are seen before.

    What the entry does not name stays as it is in `present`. Names in `apart` are read by the caller.
    """
    form = form_class(formdata=None)
    words = MultiDict(written(form if present is None else present))
    named = {name: value for name, value in entry.fields.items() if name not in apart}
    mistakes = [mistake for name, value in named.items() if (mistake := _misfit(form, name, value, apart)) is not None]
    for name, value in named.items():
        words[name] = value.lines
        if name in form and isinstance(form[name], BooleanField) and not value.lines:
            del words[name]
    return form_class(formdata=words), iter(mistakes)


def written(form: Form) -> dict[str, str]:
    """Return what a browser would send of a form as it stands."""
    return {field.name: _written(field) for field in form if not isinstance(field, BooleanField) or field.data}


def complaints(form: Form, entry: Value) -> Iterator[Mistake]:
    """Check a form, and yield what must be mended."""
    if not form.validate():
        for name, sentences in form.errors.items():
            line = entry.fields[name].line if name in entry.fields else entry.line
            for sentence in dict.fromkeys(sentences):
                yield Mistake(line, f"{name}: {sentence}" if name else str(sentence))


def _written(field: Field) -> str:
    if isinstance(field, BooleanField):
        return "y"
    if isinstance(field, SelectField) and not isinstance(field, RadioField) and field.data is None and field.choices:
        return str(next(iter(field.iter_choices()))[0])  # what a browser shows chosen
    value: Callable[[], Any] | None = getattr(field, "_value", None)
    return str(value() if value is not None else "" if field.data is None else field.data)


def _misfit(form: Form, name: str, value: Value, apart: frozenset[str]) -> Mistake | None:
    """Say what is wrong with a name, or with what stands behind it."""
    if name not in form or name in OUR_OWN:
        known = ", ".join(sorted({field.name for field in form} - OUR_OWN | apart))
        return Mistake(value.line, UNKNOWN, name=name, known=known)
    if value.fields or any(item.kind != "words" for item in value.items):
        return Mistake(value.line, N_("«%(name)s» vuole parole, o un elenco di parole."), name=name)
    if value.items and not isinstance(form[name], TextAreaField):
        return Mistake(value.line, N_("«%(name)s» vuole un valore solo, non un elenco."), name=name)
    return None
