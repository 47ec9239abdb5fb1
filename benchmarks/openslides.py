# SPDX-License-Identifier: AGPL-3.0-or-later
"""Compare differences with those that the tests of OpenSlides expect, and count what the two do not share, by reason.

    python -m benchmarks.openslides [FOLDER] [--show]

Reads ../shared/data/openslides_diff_cases.json, skipped when absent. Its texts are HTML: they are read as Markdown, and
only words are compared, since attributes of HTML and numbers of lines have no counterpart in Markdown. --show prints
each case on which the two differ.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

from config import ROOT
from redline import diff

FILE = "openslides_diff_cases.json"
BLOCKS = {"p": "", "h1": "# ", "h2": "## ", "h3": "### "}
BOLD = {"strong": "**", "b": "**", "em": "*", "i": "*"}

Marked = list[tuple[str, str]]  # (keep, insert or delete; text)


class _Reader(HTMLParser):
    """Reads HTML as Markdown, each piece of text with whether its element was put in or taken out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Marked = []
        self.open: list[tuple[str, str]] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element is, and write the mark it begins with."""
        classes = (dict(attrs).get("class") or "").split()
        if tag == "br":
            self._add(" " if "os-line-break" in classes else "  \n")
            return
        names = {"del": diff.DELETE, "delete": diff.DELETE, "ins": diff.INSERT, "insert": diff.INSERT}
        self.open.append((tag, "number" if "os-line-number" in classes else _first(names, [tag, *classes])))
        self.depth += tag in ("ul", "ol")
        if tag == "li":
            self._add("\n" + "  " * (self.depth - 1) + "- ")
        if tag in BLOCKS:
            self._add("\n\n" + BLOCKS[tag])
        self._add(BOLD.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        """Write the mark an element ends with, and leave it."""
        self._add(BOLD.get(tag, ""))
        self.depth -= tag in ("ul", "ol")
        while any(name == tag for name, _ in self.open) and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Write words, any white space as one space."""
        self._add(re.sub(r"\s+", " ", data) if data.strip() else " ")

    def _add(self, text: str) -> None:
        kind = next((kind for _, kind in reversed(self.open) if kind), diff.KEEP)
        if kind != "number" and text:
            self.found.append((kind, text))


def _first(names: dict[str, str], given: Iterable[str]) -> str:
    return next((names[one] for one in given if one in names), "")


def marked(html: str) -> Marked:
    """Return the text of some HTML, with what is marked in it as put in or taken out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


def markdown(html: str) -> str:
    """Return the text of some HTML as Markdown."""
    text = "".join(text for _, text in marked(html))
    return re.sub(r"(?m)(?<=\S) $|^ (?=\S)", "", re.sub(r"\n\s*\n", "\n\n", text)).strip("\n")


def changed(found: Marked) -> dict[str, list[str]]:
    """Return the words and marks of punctuation that were put in and taken out."""
    words: dict[str, list[str]] = {diff.INSERT: [], diff.DELETE: [], diff.KEEP: []}
    for kind, text in found:
        words[kind] += re.findall(r"\w+|[^\w\s#*-]", text)
    return {kind: words[kind] for kind in (diff.INSERT, diff.DELETE)}


def whole_words(found: Marked) -> Marked:
    """Return the same where words of which some letters are marked are taken out and put in whole."""
    whole: Marked = []
    letters = [(kind, letter) for kind, text in found for letter in text]
    for word in re.finditer(r"\w+|\W", "".join(letter for _, letter in letters)):
        piece = letters[word.start() : word.end()]
        kinds = {kind for kind, _ in piece}
        if len(kinds) == 1:
            whole.append((kinds.pop(), word[0]))
            continue
        for side in (diff.DELETE, diff.INSERT):
            whole.append((side, "".join(letter for kind, letter in piece if kind in (side, diff.KEEP))))
    return whole


def reason(case: dict[str, str]) -> str:
    """Return in what a difference is another than the one expected."""
    old, new, theirs = markdown(case["old"]), markdown(case["new"]), marked(case["expected"])
    ours = changed(spans(old, new))
    if ours == changed(theirs):
        return "the same"
    if old == new:
        return "form that only HTML has"
    if ours == changed(whole_words(theirs)):
        return "whole words, not letters"
    fewer = sum(map(len, ours.values())) - sum(map(len, changed(theirs).values()))
    return "fewer words change" if fewer < 0 else "other words"


def spans(old: str, new: str) -> Marked:
    """Return the difference of two texts, moves as taken out and put in."""
    moves = {diff.MOVED_FROM: diff.DELETE, diff.MOVED_TO: diff.INSERT}
    return [(moves.get(span.kind, span.kind), span.text) for span in diff.spans(old, new)]


def main(folder: Path, show: bool) -> int:
    """Print how many differences are as expected, and of the others the reasons."""
    path = folder / FILE
    if not path.exists():
        print(f"skipped: no {path}")
        return 0
    cases = json.loads(path.read_text(encoding="utf-8"))["two_way_diff"]
    reasons = [reason(case) for case in cases]
    print(", ".join(f"{name} {count}" for name, count in Counter(reasons).most_common()))
    for case, why in zip(cases, reasons, strict=True):
        if show and why != "the same":
            print("", case["test"], f"  {why}", *_lines(case), sep="\n")
    return 0


def _lines(case: dict[str, str]) -> Iterator[str]:
    for name, found in (
        ("redline", spans(markdown(case["old"]), markdown(case["new"]))),
        ("OpenSlides", marked(case["expected"])),
    ):
        signs = {diff.INSERT: "{+%s+}", diff.DELETE: "[-%s-]", diff.KEEP: "%s"}
        yield f"  {name}: " + "".join(signs[kind] % text for kind, text in found)


if __name__ == "__main__":
    given = [one for one in sys.argv[1:] if one != "--show"]
    sys.exit(main(Path(given[0]) if given else ROOT.parent / "shared" / "data", "--show" in sys.argv))
