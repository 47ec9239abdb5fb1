# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of a process as HTML, made once and kept beside them.

Several of them stand on one page, under a heading each: their own headings stand lower, and without the ids, which
would repeat.
"""

import re

import sqlalchemy as sa

from db import db
from journal.actions import stamp
from processes.news_models import Post
from processes.path_models import Section
from redline.markdown import render

_ID = re.compile(r'(<h[2-6]) id="[^"]*"')


def rendered(text: str) -> str:
    """Return people's Markdown as safe HTML that can stand under a heading of the page."""
    return _ID.sub(r"\1", render(text, 1))


def render_anew() -> int:
    """Make the HTML of all such words from them again; return how many changed."""
    changed = 0
    for thing in (*db.session.scalars(sa.select(Section)), *db.session.scalars(sa.select(Post))):
        html = rendered(thing.text)
        if thing.html != html:
            thing.html, changed = html, changed + 1
            stamp(f"process:{thing.process_id}")
    return changed
