# SPDX-License-Identifier: AGPL-3.0-or-later
"""The contents of a rendered text: its headings, in order, each with the id that leads to it.

Idea: `redline.markdown` gives every heading an id, so the kept page of a text need not be made anew: its headings are
read from it. Cost: one pass over the page.

>>> contents('<h2 id="s-tempi">Tempi <em>certi</em></h2>\\n<p>Un mese.</p>\\n')
[Heading(level=2, id='s-tempi', words='Tempi certi')]
"""

import re
from html import unescape
from typing import NamedTuple

_HEADING = re.compile(r'<h([2-6]) id="([^"]+)">(.*?)</h\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


class Heading(NamedTuple):
    """A heading as readers see it, and the id of its element."""

    level: int
    id: str
    words: str


def contents(html: str) -> list[Heading]:
    """Return the headings of a rendered text that have words."""
    found = (Heading(int(tag[1]), tag[2], unescape(_TAG.sub("", tag[3])).strip()) for tag in _HEADING.finditer(html))
    return [heading for heading in found if heading.words]
