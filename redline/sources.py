# SPDX-License-Identifier: AGPL-3.0-or-later
r"""The Markdown of single paragraphs of a text, and the text in which some of them are written otherwise.

Idea: who asks to change a paragraph edits its own lines, with their marks, and nothing else. The lines of paragraphs
never overlap, so replacements of many of them make one text, in whatever order they were written. A paragraph that is
emptied goes with its line end, so that the items or rows around it stay one list or table. The result is canonical.
Cost: one pass over the text.

>>> text = "# Corso\n\nDura trenta giorni.\n\n- una voce\n- altra voce"
>>> known = paragraphs(text)
>>> [source(text, paragraph) for paragraph in known]
['Dura trenta giorni.', '- una voce', '- altra voce']
>>> replaced(text, known, {0: "Dura venti giorni.", 1: ""})
'# Corso\n\nDura venti giorni.\n\n- altra voce'
"""

from collections.abc import Mapping, Sequence

from redline.paragraphs import Paragraph, paragraphs
from redline.text import normalise

__all__ = ["paragraphs", "replaced", "source", "span"]


def span(text: str, paragraph: Paragraph) -> tuple[int, int]:
    """Return where the lines of a paragraph stand in the text, without what indents the first of them."""
    start = text.rfind("\n", 0, paragraph.start) + 1
    end = text.find("\n", paragraph.end)
    line = text[start : paragraph.start]
    return start + len(line) - len(line.lstrip()), len(text) if end < 0 else end


def source(text: str, paragraph: Paragraph) -> str:
    """Return the Markdown of a paragraph."""
    return text[slice(*span(text, paragraph))]


def replaced(text: str, known: Sequence[Paragraph], sources: Mapping[int, str]) -> str:
    """Return the text with other Markdown for some of its paragraphs, by number; raise TooLong."""
    for number in sorted(sources, reverse=True):
        start, end = span(text, known[number])
        words = sources[number].strip("\n").rstrip()
        if not words.strip():
            start, end = _with_line_end(text, start, end)
        text = text[:start] + words + text[end:]
    return normalise(text)


def _with_line_end(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where whole lines stand, with the line end behind them, or before them where they are the last."""
    start = text.rfind("\n", 0, start) + 1
    return (start, end + 1) if end < len(text) else (start - 1, end)
