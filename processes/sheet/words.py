# SPDX-License-Identifier: AGPL-3.0-or-later
"""The facts of sheets in the reader's words: values as they are read, and what changed as a sentence."""

from datetime import date
from typing import Any

from flask_babel import format_decimal
from flask_babel import gettext as _

from languages import long_date
from processes.sheet.facts import FACTS, PROGRESS, Kind, Progress

LONGEST = 120  # characters of a value in a sentence


def in_words(name: str, value: Any) -> str:
    """Return the value of a fact on one line."""
    kind = FACTS[name].kind
    if kind == Kind.DAY:
        return long_date(value if isinstance(value, date) else date.fromisoformat(value))
    if kind == Kind.EUROS:
        return _("%(sum)s euro", sum=format_decimal(value))
    if kind == Kind.FLAG:
        return _("sì")
    if kind == Kind.CHOICE:
        return _(PROGRESS[Progress(value)])
    return " / ".join(str(one) for one in value) if isinstance(value, list) else str(value)


def told(changes: list[dict[str, Any]]) -> str:
    """Return what changed in a sheet: each fact with what it was and what it is."""
    return "; ".join(_one(change["fact"], change["before"], change["after"]) for change in changes)


def _one(name: str, before: Any, after: Any) -> str:
    words = {"fact": _(FACTS[name].label), "before": _short(name, before), "after": _short(name, after)}
    if not before:
        return _("%(fact)s «%(after)s»", **words)
    if not after:
        return _("%(fact)s, tolto «%(before)s»", **words)
    return _("%(fact)s, da «%(before)s» a «%(after)s»", **words)


def _short(name: str, value: Any) -> str:
    words = in_words(name, value) if value else ""
    return words if len(words) <= LONGEST else words[:LONGEST].rstrip() + "…"
