# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of the desk, as tests open them and press their buttons."""

from typing import Any

from amendments.models import Document
from tests.page import Page, Visitor, form_values


def desk(visitor: Visitor, document: Document, query: str = "") -> Page:
    """Open the desk of a document."""
    return visitor.get(f"/documents/{document.id}/desk{query}")


def press(page: Page, number: int, words: str, **fields: Any) -> Page:
    """Press a button of the form of one amendment on the desk."""
    for form in page.all(".//form"):
        if (form.get("action") or "").partition("?")[0].endswith(f"/desk/{number}"):
            button = next(b for b in form.iter("button") if words in "".join(b.itertext()))
            values = form_values(form) | {name: [str(value)] for name, value in fields.items()}
            values[button.get("name", "")] = [button.get("value", "")]
            return page.visitor.post(form.get("action", ""), values)
    raise AssertionError(f"amendment {number} is not on {page.path}")
