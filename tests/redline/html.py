# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading HTML in tests: what tags, attributes and words it holds, and what the second opinion (nh3) makes of it."""

from html.parser import HTMLParser

import nh3

TAGS = set(
    ["a", "blockquote", "br", "caption", "code", "del", "em", "h2", "h3", "h4", "h5", "h6", "hr", "ins", "li", "ol"]
    + ["p", "pre", "s", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"]
)
ATTRIBUTES = {
    "*": {"class", "id"},
    "a": {"href", "title", "rel"},
    "ol": {"start"},
    "th": {"scope"},
    "td": {"data-label"},
}


class Reader(HTMLParser):
    """Collects the tags and words of a piece of HTML, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, *(f"{name}={value}" for name, value in sorted(attrs))))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"/{tag}",))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] == "words":
            data = self.found.pop()[1] + data
        self.found.append(("words", data))


def read(html: str) -> list[tuple[str, ...]]:
    return Reader(html).found


def words(html: str) -> str:
    return " ".join(" ".join(piece[1] for piece in read(html) if piece[0] == "words").split())


def assert_safe(html: str) -> None:
    """Fail where nh3, another cleaner by another author, would take anything away, or a link leads anywhere odd."""
    second = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None, url_schemes={"http", "https", "mailto"})
    assert read(second) == read(html)
    for tag, *attributes in read(html):
        links = [value.removeprefix("href=") for value in attributes if value.startswith("href=")]
        assert all(link.lower().startswith(("https://", "http://", "mailto:", "#", "/")) for link in links), tag
        assert not any(link.startswith(("//", "/\\")) for link in links)
