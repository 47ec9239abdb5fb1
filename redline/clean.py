# SPDX-License-Identifier: AGPL-3.0-or-later
"""Make HTML safe: bleach with a tiny list of tags, then our own rule for links.

One function, and a new cleaner for each text: a bleach cleaner shared between threads mixes their texts up.
Pieces of HTML cleaned lately are remembered, since most of a text is the same from one version to the next.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from bleach.html5lib_shim import Filter, getTreeWalker  # type: ignore[attr-defined]
from bleach.sanitizer import Cleaner

TAGS = frozenset(
    {"a", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s"}
    | {"strong", "table", "tbody", "td", "th", "thead", "tr", "ul"}
)
_ATTRIBUTES = {"a": ["href", "title"], "ol": ["start"], "td": ["class"], "th": ["class"]} | {
    f"h{level}": ["id"] for level in range(2, 7)
}
_CLASSES = {"text-start", "text-center", "text-end"}
_LINK = re.compile(r"(?:https?://[^/\s\\]|mailto:[^\s@]|#|/(?![/\\])|$)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f]")
EXTERNAL_REL = "nofollow ugc noopener"

# A paragraph of Latin letters and marks, with nothing in it that HTML reads as more than itself: bleach, which a test
# asks, gives it back as it is.
_PLAIN = re.compile("<p>[\n -%'-;=?-~\xa1-\u024f\u2010-\u2027\u20ac]*</p>\n")
_BORDER = "\ufdd0"  # stands between pieces: no character, so no canonical text has it
_MANY = 1_000  # pieces: beyond, the borders cost more than what is remembered saves
_SHORT = 4_000  # characters of a piece that is remembered, among at most _MOST
_MOST = 2_048
_seen: dict[str, str] = {}


def clean(html: str) -> str:
    """Return safe HTML: only our tags, only safe links; whatever else stood there is shown as text or dropped."""
    cleaner = Cleaner(TAGS, _ATTRIBUTES, protocols={"http", "https", "mailto"}, strip=True, filters=[_OurRules])
    cleaner.walker = _Walker  # type: ignore[assignment]
    cleaned: str = cleaner.clean(html)
    return cleaned


def clean_pieces(pieces: Sequence[str]) -> str:
    """Return pieces of HTML, each whole by itself, clean and joined; new ones are cleaned in one go.

    To make a cleaner costs more than to clean a paragraph, so there is one for all, and none for plain paragraphs.
    Pieces that hold a border themselves are cleaned as one.
    """
    known = {piece: piece for piece in pieces if _PLAIN.fullmatch(piece)}
    known |= {piece: kept for piece in pieces if (kept := _seen.get(piece)) is not None}
    new = [piece for piece in dict.fromkeys(pieces) if piece not in known]
    cleaned = clean(_BORDER.join(new)).split(_BORDER) if 0 < len(new) <= _MANY else []
    if len(cleaned) != len(new):
        return clean("".join(pieces))
    known.update(zip(new, cleaned, strict=True))
    _remember({piece: known[piece] for piece in new if len(piece) <= _SHORT})
    return "".join(known[piece] for piece in pieces)


def _remember(cleaned: dict[str, str]) -> None:
    """Keep pieces for the next version; when there are too many, begin anew, which needs no lock."""
    if len(_seen) + len(cleaned) > _MOST:
        _seen.clear()
    _seen.update(cleaned)


def safe_link(href: str) -> str:
    """Return a link's address if our rule allows it (https, http, mailto, /path, #anchor), else ""."""
    href = href.strip()
    return href if href and _LINK.match(href) and not _CONTROL.search(href) else ""


def link_attributes(href: str) -> dict[str, str]:
    """Return the attributes of a link: none where our rule forbids it, `rel` where it leads outside."""
    allowed = safe_link(href)
    if not allowed:
        return {}
    outside = {"rel": EXTERNAL_REL} if allowed.lower().startswith("http") else {}
    return {"href": allowed} | outside


class _Walker(getTreeWalker("etree")):  # type: ignore[misc]
    """bleach's own walk through the parsed text, but the place of each parent is remembered, not searched for.

    The search takes the square of the number of siblings: a list of forty thousand items took a minute.
    A node is (element, its place among siblings, stack of parents, None or which text of it).
    """

    def __init__(self, tree: Any) -> None:
        super().__init__(tree)
        self.places: list[int | None] = []

    def getFirstChild(self, node: Any) -> Any:  # noqa: N802
        """Go down to the first child or text; where that is a child, remember where the parent stands."""
        child = super().getFirstChild(node)
        if child is not None and child[3] is None:
            self.places.append(node[1] if isinstance(node, tuple) else None)
        return child

    def getNextSibling(self, node: Any) -> Any:  # noqa: N802
        """Go on; what follows the first text of an element is its first child."""
        sibling = super().getNextSibling(node)
        if sibling is not None and node[3] == "text":
            self.places.append(node[1])
        return sibling

    def getParentNode(self, node: Any) -> Any:  # noqa: N802
        """Go up to the remembered place."""
        if not isinstance(node, tuple) or node[3] == "text":
            return super().getParentNode(node)
        parents, place = node[2], self.places.pop()
        parent = parents.pop()
        return (parent, place, parents, None) if parents else parent


class _OurRules(Filter):  # type: ignore[misc]
    """The last filter: rewrites links by our rule and keeps only known classes and ids."""

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for token in Filter.__iter__(self):
            if token["type"] in ("StartTag", "EmptyTag") and token["data"]:
                _tighten(token)
            yield token


def _tighten(token: dict[str, Any]) -> None:
    data = token["data"]
    if token["name"] == "a":
        href = data.pop((None, "href"), "")
        data.update({(None, name): value for name, value in link_attributes(href).items()})
    if data.get((None, "class")) not in _CLASSES:
        data.pop((None, "class"), None)
    if not data.get((None, "id"), "s-").startswith("s-"):
        del data[None, "id"]
