# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tell whether a piece of Markdown leaves a mark open: bold, code, link, fence.

An edit that brings one half of a pair must travel with the other half, and a merge that leaves a pair open is no merge.
Counting is enough: what matters is that no imbalance appears which neither side wrote. Cost: one pass.
"""

import re
from collections import Counter

_MARKS = re.compile(r"\\.|(?:^|\n)[ \t]*[*+-][ \t]|\*+|~~|`+|[\[\]()]")
_ANY = "\\*~`[]()"  # without one of these nothing can be open
_PAIRS = {"[": ("[", 1), "]": ("[", -1), "(": ("(", 1), ")": ("(", -1)}
_LINK = re.compile(r"(?<!!)\[[^\[\]\n]*\](\((?:[^()\n]|\([^()\n]*\))*\))")  # no image: what it shows is no format
_LONGEST_LINK = 2_000
_FENCE = re.compile(r"^[ \t]*(?:```|~~~)", re.MULTILINE)


def has_marks(text: str) -> bool:
    """Tell whether a text holds any mark that comes in pairs."""
    return any(map(text.__contains__, _ANY))


def open_marks(text: str) -> dict[str, int]:
    """Return what a piece of text leaves open, as {mark: count}; empty where all marks are in pairs."""
    if not has_marks(text):  # nearly always
        return {}
    depth: Counter[str] = Counter()
    for mark in _MARKS.findall(text):
        if mark in _PAIRS:
            name, step = _PAIRS[mark]
            depth[name] += step
        elif mark[0] in "*~`":
            depth[mark] = 1 - depth[mark]
    return {mark: count for mark, count in depth.items() if count}


def open_fence(text: str) -> bool:
    """Tell whether a text has a fence that is not closed."""
    return ("```" in text or "~~~" in text) and len(_FENCE.findall(text)) % 2 == 1


def plain_words(text: str) -> str:
    """Return a text without white space and marks of formatting, to tell a change of format from one of words."""
    return re.sub(r"[\s*_~`#>\\|+-]+", "", text)


def only_target(text: str, start: int, end: int, new: str) -> bool:
    """Tell whether `new` in place of text[start:end] changes where a link leads, and nothing else."""
    label = text.rfind("[", max(0, start - _LONGEST_LINK), start)
    link = _LINK.match(text, label, end + _LONGEST_LINK) if label >= 0 else None
    return link is not None and link.start(1) < start and end < link.end(1) and set(new).isdisjoint("[]()\n")
