# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of a process as HTML, made once and kept beside them.

Several of them stand on one page, under a heading each: their own headings stand lower, and without the ids, which
would repeat.
"""

import re
from typing import Any

import sqlalchemy as sa

from db import db
from journal.actions import stamp
from processes.meetings.models import Meeting
from processes.news.models import Post
from processes.path.models import Section
from redline.markdown import render

# Which texts have their HTML where.
KEPT: dict[Any, dict[str, str]] = {
    Section: {"text": "html"},
    Post: {"text": "html"},
    Meeting: {"text": "html", "minutes": "minutes_html", "agenda": "agenda_html"},
}
_ID = re.compile(r'(<h[2-6]) id="[^"]*"')


def rendered(text: str) -> str:
    """Return people's Markdown as safe HTML that can stand under a heading of the page."""
    return _ID.sub(r"\1", render(text, 1))


def render_anew() -> int:
    """Make the HTML of all such words from them again; return how many changed."""
    changed = 0
    for kind, texts in KEPT.items():
        for thing in db.session.scalars(sa.select(kind)):
            anew = {name: rendered(getattr(thing, text)) for text, name in texts.items()}
            if any(getattr(thing, name) != html for name, html in anew.items()):
                changed += 1
                stamp(f"process:{thing.process_id}")
            for name, html in anew.items():
                setattr(thing, name, html)
    return changed
