# SPDX-License-Identifier: AGPL-3.0-or-later
"""A browser without JavaScript for tests: it fetches pages, audits each of them, fills in and sends forms."""

import re
import xml.etree.ElementTree as ET
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from flask import Flask, g
from flask.testing import FlaskClient

from auth.models import User
from tests import audit


class Page:
    """One answer: its status, its text, and its tree where it is HTML."""

    def __init__(self, visitor: "Visitor", path: str, answer: Any) -> None:
        self.visitor, self.path, self.answer = visitor, path, answer
        self.status: int = answer.status_code
        self.html: str = answer.get_data(as_text=True)
        self.tree: ET.Element | None = None
        if "html" in answer.headers.get("Content-Type", ""):
            self.tree = audit.parsed(self.html, where=f"{path} ({self.status})")

    @property
    def text(self) -> str:
        """What a person reads in the main part (or the whole fragment), with single spaces."""
        assert self.tree is not None
        main = self.tree.find(".//main")
        return squeeze("".join((main if main is not None else self.tree).itertext()))

    def all(self, path: str) -> list[ET.Element]:
        """Return the elements that an ElementTree path names, such as ".//h1"."""
        assert self.tree is not None
        return self.tree.findall(path)

    def has_link(self, words: str) -> bool:
        """Say whether a link on the page bears these words."""
        return any(words in squeeze("".join(a.itertext())) for a in self.all(".//a"))

    def follow(self, words: str) -> "Page":
        """Follow the first link that bears these words."""
        for a in self.all(".//a"):
            if words in squeeze("".join(a.itertext())):
                return self.visitor.get(urljoin(self.path, a.get("href", "")))
        raise AssertionError(f"no link «{words}» on {self.path}")

    def button(self, words: str) -> tuple[ET.Element, ET.Element]:
        """Return the form and the button that bears these words."""
        for form in self.all(".//form"):
            for button in form.iter("button"):
                if words in squeeze("".join(button.itertext())):
                    return form, button
        raise AssertionError(f"no button «{words}» on {self.path}")

    def press(self, words: str, /, **fields: Any) -> "Page":
        """Fill in fields of the form that holds the button with these words, press it, follow the redirect."""
        form, button = self.button(words)
        values = form_values(form)
        unknown = set(fields) - {e.get("name") for e in form.iter() if e.get("name")}
        assert not unknown, f"the form has no {unknown}, only {sorted(values)}"
        values.update({name: typed(value) for name, value in fields.items()})
        if button.get("name"):
            values[button.get("name", "")] = [button.get("value", "")]
        target = urljoin(self.path, button.get("formaction") or form.get("action") or self.path)
        if form.get("method", "get").lower() == "get":
            return self.visitor.get(target, query_string=values)
        return self.visitor.post(target, values)


class Browser(FlaskClient):
    """A client each of whose requests begins with an empty `g`, although tests keep one context of the application."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        """Send a request; what an earlier one found out (who asks, which token) is forgotten first."""
        for name in list(g):
            g.pop(name)
        return super().open(*args, **kwargs)


class Visitor:
    """A person (or nobody) with a browser."""

    def __init__(self, app: Flask, person: User | None) -> None:
        self.app, self.client = app, Browser(app, app.response_class, use_cookies=True)
        if person is not None:
            session_id = person.get_id()
            with self.client.session_transaction() as session:
                session["_user_id"], session["_fresh"] = session_id, True

    def get(self, path: str, **kwargs: Any) -> Page:
        """Fetch a page, following redirects."""
        answer = self.client.get(path, follow_redirects=True, **kwargs)
        return Page(self, answer.request.path if answer.history else path, answer)

    def post(self, path: str, fields: dict[str, Any]) -> Page:
        """Send a form as it is, following the redirect."""
        answer = self.client.post(path, data=fields, follow_redirects=True)
        return Page(self, answer.request.path if answer.history else path, answer)


def typed(value: Any) -> list[Any]:
    """Return what a browser would send for a field: a file is a pair of its bytes and its name."""
    if isinstance(value, tuple):
        return [(BytesIO(value[0]), value[1])]
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def form_values(form: ET.Element) -> dict[str, list[str]]:
    """Return what a browser would send for a form nobody touched."""
    values: dict[str, list[str]] = {}
    for element in form.iter():
        name, kind = element.get("name"), element.get("type", "text")
        if not name or element.tag == "button" or element.get("disabled") is not None:
            continue
        if element.tag == "textarea":
            values.setdefault(name, []).append((element.text or "").removeprefix("\n"))
        elif element.tag == "select":
            chosen = [o for o in element.iter("option") if o.get("selected") is not None] or list(
                element.iter("option")
            )[:1]
            values.setdefault(name, []).extend(o.get("value", o.text or "") for o in chosen)
        elif element.tag == "input" and (kind not in ("checkbox", "radio") or element.get("checked") is not None):
            values.setdefault(name, []).append(element.get("value", "on" if kind in ("checkbox", "radio") else ""))
    return values


def squeeze(text: str) -> str:
    """Return the text with every run of white space as one space."""
    return re.sub(r"\s+", " ", text).strip()
