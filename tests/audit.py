# SPDX-License-Identifier: AGPL-3.0-or-later
"""What no page may have: every page that any test fetches is parsed strictly and looked through here."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from tinyhtml5.parser import HTMLParser

FRAGMENT = {"expected-doctype-but-got-start-tag", "expected-doctype-but-got-chars", "expected-doctype-but-got-eof"}
FIELDS = ("input", "select", "textarea")
CHILDREN = {"ul": {"li"}, "ol": {"li"}, "dl": {"dt", "dd", "div"}, "tr": {"td", "th"}}
INTERACTIVE = {"a", "button", "select", "textarea", "label"}
REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "list")


def parsed(html: str, where: str) -> ET.Element:
    """Return the tree of a page or fragment; fail with a sentence for each fault found in it."""
    parser = HTMLParser(namespace_html_elements=False)
    tree: ET.Element = parser.parse(html)
    whole = "<html" in html
    faults = [f"{name} {words} at {place}" for place, name, words in parser.errors if whole or name not in FRAGMENT]
    faults += [*_of_policy(html), *_of_names(tree, whole), *_of_content(tree)]
    faults += _of_whole_page(tree) if whole else []
    assert not faults, f"{where}:\n  " + "\n  ".join(faults[:12])
    return tree


def _of_policy(html: str) -> Iterator[str]:
    """What the content security policy would stop."""
    if re.search(r"<[^>]+\sstyle\s*=", html):
        yield "an inline style"
    if re.search(r"<script(?![^>]*\bsrc=)", html) or "<style" in html:
        yield "an inline script or style sheet"
    if re.search(r"<[a-z][^>]*\son[a-z]+\s*=", html):
        yield "an inline handler"
    if re.search(r"<a\b[^>]*href=[\"']?\s*(javascript|data|vbscript):", html, re.I):
        yield "a link that runs a script"


def _of_names(tree: ET.Element, whole: bool) -> Iterator[str]:
    """Ids that stand twice, references to nothing, fields and pictures and buttons without a name."""
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    yield from (f"the id {name} stands twice" for name in {i for i in ids if ids.count(i) > 1})
    for element in tree.iter():
        for attribute in REFERRING:
            missing = set((element.get(attribute) or "").split()) - set(ids)
            if missing and not (attribute == "aria-controls" and not whole):
                yield f"<{element.tag}> {attribute} names {missing}, which is not on the page"
        if (
            element.tag in FIELDS
            and element.get("type") not in ("hidden", "submit")
            and not _is_labelled(element, tree)
        ):
            yield f"<{element.tag} name={element.get('name')}> has no label"
        if element.tag == "img" and element.get("alt") is None:
            yield "an <img> without alt"
        if element.tag in ("a", "button") and not _name(element):
            yield f"<{element.tag} href={element.get('href')}> has no words"


def _is_labelled(field: ET.Element, tree: ET.Element) -> bool:
    if field.get("aria-label") or field.get("aria-labelledby"):
        return True
    return any(
        (label.get("for") == field.get("id") and _name(label)) or field in label.iter() for label in tree.iter("label")
    )


def _name(element: ET.Element) -> str:
    titles = " ".join(e.get("alt") or e.get("aria-label") or "" for e in element.iter())
    return ("".join(element.itertext()) + titles + (element.get("title") or "")).strip()


def _of_content(tree: ET.Element) -> Iterator[str]:
    """Elements that stand where they may not, and forms that would be refused."""
    for element in tree.iter():
        allowed = CHILDREN.get(element.tag)
        if allowed and (wrong := {child.tag for child in element if isinstance(child.tag, str)} - allowed):
            yield f"<{element.tag}> holds {wrong}"
        if element.tag in ("a", "button"):
            inner = {e.tag for e in element.iter() if e is not element} & (INTERACTIVE - {"label"} | {"form", "input"})
            if inner:
                yield f"<{element.tag}> «{_name(element)[:30]}» holds {inner}"
        if element.tag == "table" and element.get("role") != "presentation" and not list(element.iter("th")):
            yield "a <table> without headers"


def _of_whole_page(tree: ET.Element) -> Iterator[str]:
    if not tree.get("lang"):
        yield "no lang"
    if len(list(tree.iter("h1"))) != 1:
        yield f"{len(list(tree.iter('h1')))} h1"
    title = tree.find(".//title")
    if title is None or not (title.text or "").strip():
        yield "no title"
    main = tree.find(".//main")
    if main is None:
        yield "no main"
        return
    levels = [int(e.tag[1]) for e in main.iter() if re.fullmatch(r"h[1-6]", str(e.tag))]
    yield from (f"after h{a} comes h{b}" for a, b in zip(levels, levels[1:], strict=False) if b > a + 1)
