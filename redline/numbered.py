# SPDX-License-Identifier: AGPL-3.0-or-later
"""Number the paragraphs of a rendered text, and put notes beside them.

Idea: `redline.markdown` writes one opening tag for every paragraph that `redline.paragraphs` tells of, in the same
order; so the kept page of a text need not be made anew: its tags are counted. Cost: one pass over the page.

>>> numbered("<ul>\\n<li>due</li>\\n</ul>\\n", {0: "<aside>nota</aside>"}.get)
'<ul>\\n<li id="paragraph-0" data-paragraph="0">due<aside>nota</aside></li>\\n</ul>\\n'
"""

import re
from collections.abc import Callable

# An item whose words stand in it without an element of their own; else what stands in it is counted.
_OPENING = re.compile(r"<(?:(h[2-6]|p|pre|tr)\b[^>]*|(li))>(?(2)(?!\n|</li>))")
_END_OF_ITEM = re.compile(r"\n?<(?:/li|(?:ul|ol|p|pre|blockquote|table|hr|h[2-6])\b)")
_END_OF_ROW = re.compile(r"</t[dh]>\s*</tr>")


def numbered(html: str, note: Callable[[int], str | None] = lambda number: None) -> str:
    """Return a rendered text whose paragraphs bear their numbers; the note about each, HTML, stands at its end."""
    pieces: list[str] = []
    done = 0
    for number, tag in enumerate(_OPENING.finditer(html)):
        opened, place = tag.end() - 1, f'id="paragraph-{number}"'
        if tag[0].startswith("<h"):  # which has an id of its own, made of its words
            pieces += html[done:opened], f' data-paragraph="{number}"><span {place}></span>'
            done = opened + 1
        else:
            pieces += html[done:opened], f' {place} data-paragraph="{number}"'
            done = opened
        words = note(number)
        if words:
            end = _end(html, tag)
            pieces += html[done:end], words
            done = end
    return "".join(pieces) + html[done:]


def _end(html: str, tag: re.Match[str]) -> int:
    """Return where a note about a paragraph stands: in an item or row as its last words, else behind it."""
    name = tag[1] or tag[2]
    if name in ("li", "tr"):
        end = (_END_OF_ITEM if name == "li" else _END_OF_ROW).search(html, tag.end())
        return end.start() if end else tag.end()
    closing = f"</{name}>"
    return html.index(closing, tag.end()) + len(closing)
