# SPDX-License-Identifier: AGPL-3.0-or-later
"""A language made by machine: every sentence of the pages between ⟦ and ⟧, so that words without them were forgotten.

Words of data stand outside the marks too. They are told by where they come from: an element that names another
language, a field that is filled in, a line of code, or a value of the database, as a whole or line by line.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from config import ROOT
from db import db

OPEN, CLOSE = "⟦", "⟧"
UNREAD = {"script", "style", "svg", "template", "textarea", "code", "pre"}
READ_ALOUD = ("alt", "title", "aria-label", "placeholder", "content")
MACHINES = {"viewport", "og:type", "og:locale", "og:url", "og:image", "twitter:card"}
WORD = re.compile(r"[^\W\d_]{2,}")
MARKDOWN = re.compile(r"[*_#>|`]|^\s*(?:[-+]|\d+[.)])\s+", re.MULTILINE)


def wrapped(words: str) -> str:
    """Return a sentence between the marks."""
    return f"{OPEN}{words}{CLOSE}"


def write_catalogue(folder: Path, code: str) -> None:
    """Write, compiled, the language in which every sentence of the English catalogue is itself between the marks."""
    with (ROOT / "translations/en/LC_MESSAGES/messages.po").open("rb") as file:
        known = read_po(file)
    made = Catalog(code)
    for message in known:
        if message.id:
            forms = message.id if isinstance(message.id, tuple) else (message.id,)
            said = [wrapped(str(one)) for one in forms]
            made.add(message.id, tuple(said) if len(said) > 1 else said[0])
    target = folder / code / "LC_MESSAGES"
    target.mkdir(parents=True)
    with (target / "messages.mo").open("wb") as file:
        write_mo(file, made)


def squeeze(words: str) -> str:
    """Return words with single spaces."""
    return " ".join(words.split())


def data() -> list[str]:
    """Return what the database holds, each value as a whole and line by line, without marks of Markdown; long first."""
    found = set()
    for table in db.metadata.sorted_tables:
        for row in db.session.execute(sa.select(table)):
            for words in map(_unmarked, _strings(list(row))):
                found.update({squeeze(words), *map(squeeze, words.splitlines())})
    return sorted(filter(WORD.search, found), key=len, reverse=True)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


def _unmarked(value: str) -> str:
    return MARKDOWN.sub("", value)


def without(words: str, known: list[str]) -> str:
    """Return words without those that are known, also where only the beginning of a longer value is shown."""
    for value in known:
        words = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", "", words)
    if words.endswith(("…", "...")):
        beginning = words.rstrip("…. ").lstrip("0123456789. ")
        return "" if any(value.startswith(beginning) for value in known) else words
    return words


def unwrapped(tree: ET.Element, page: str) -> Iterator[str]:
    """Yield the words of a page outside the marks, but for those in an element of another language."""
    depth = 0

    def outside(words: str | None) -> Iterator[str]:
        nonlocal depth
        for piece in re.split(f"([{OPEN}{CLOSE}])", words or ""):
            depth += (piece == OPEN) - (piece == CLOSE)
            if not depth and WORD.search(piece):
                yield squeeze(piece)

    def walk(element: ET.Element) -> Iterator[str]:
        tag = element.tag if isinstance(element.tag, str) else "script"  # a comment
        if tag not in UNREAD and element.get("lang", page) == page:
            if (element.get("name") or element.get("property")) not in MACHINES:
                for name in READ_ALOUD:
                    yield from outside(element.get(name))
            yield from outside(element.text)
            for child in element:
                yield from walk(child)
                yield from outside(child.tail)

    yield from walk(tree)
