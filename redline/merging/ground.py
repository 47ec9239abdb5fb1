# SPDX-License-Identifier: AGPL-3.0-or-later
"""How near two edits of one text stand: apart, to be looked at together, or meeting.

Edits meet where they take the same words, put words at one place or where these could as well stand at one place (see
`room`), or have only white space between them inside one sentence: made together they would read as nobody wrote. Edits
of one sentence with words between, or that touch over the border of two sentences or blocks, can both be made, and a
person should look at the result.

    >>> text = "Il corso dura trenta giorni. La sede è Roma."
    >>> thirty, days, rome = Edit(14, 20, "sei", 0), Edit(21, 27, "mesi", 0), Edit(38, 42, "Pisa", 0)
    >>> Ground(text).nearness(thirty, days) == MEET, Ground(text).nearness(days, rome) == APART
    (True, True)

Cost: one pass over the text, then a search by halves for each question.
"""

import re
from bisect import bisect_left, bisect_right

from redline import blocks
from redline.edits import Edit
from redline.merging.room import puts_in_words, room, unordered

APART, LOOK, MEET = 0, 1, 2

_CLOSERS = r"['\"’”»)\]*_]*"
_SENTENCE = re.compile(rf"[.!?…;]{_CLOSERS}\s++(?:(?<=;\s)|(?![a-zà-ÿ\d]))")
_CLOSED = re.compile(rf"(?:[.!?…;:]{_CLOSERS}\s*|\n)$")


class Ground:
    """A text as the place of edits: knows where its sentences and blocks begin."""

    def __init__(self, text: str) -> None:
        self.text = text
        inside = [match.end() for match in _SENTENCE.finditer(text)]
        self.starts = sorted({0, *(block.start for block in blocks.split(text)), *inside})

    def nearness(self, one: Edit, other: Edit) -> int:
        """Return how near two edits stand: APART, LOOK or MEET."""
        first, second = sorted((one, other), key=lambda edit: (edit.start, edit.end))
        if second.start < first.end or first.start == first.end == second.start == second.end:
            return MEET
        if unordered(self.text, first, second):
            return MEET
        between = self.text[first.end : second.start]
        if between.strip():
            return LOOK if self._one_sentence(first, second) else APART
        if self._rivals(first, second) or not self._border(first, second):
            return MEET
        return APART if "\n" in between else LOOK

    def reach(self, edit: Edit) -> tuple[int, int]:
        """Return from where to where an edit may meet others: also where the words it puts in could as well stand."""
        return room(self.text, edit) if puts_in_words(edit) else (edit.start, edit.end)

    def begins_between(self, after: int, last: int) -> bool:
        """Tell whether a sentence or block begins behind one offset, up to another."""
        at = bisect_right(self.starts, after)
        return at < len(self.starts) and self.starts[at] <= last

    def _rivals(self, first: Edit, second: Edit) -> bool:
        """Tell whether two neighbouring edits bring words to one place, so that nothing tells their order.

        Words added at the end of a block and a block put in after it are no rivals.
        """
        puts_in = [not self.text[edit.start : edit.end].strip() for edit in (first, second)]
        if not any(puts_in):
            return False
        if not first.text.strip() or not second.text.strip():
            return puts_in[0] and blocks.opens_section(first.text)
        apart = "\n" in self.text[first.end : second.start] or second.text.startswith("\n")
        return not apart or first.loose or "\n" in first.text

    def sentence(self, edit: Edit) -> tuple[int, int]:
        """Return where the sentences that an edit touches begin and end; the last one has no end."""
        begins = self.starts[max(0, bisect_right(self.starts, edit.start) - 1)]
        after = bisect_right if edit.start == edit.end else bisect_left
        at = after(self.starts, edit.end)
        return begins, self.starts[at] if at < len(self.starts) else len(self.text) + 1

    def _one_sentence(self, first: Edit, second: Edit) -> bool:
        """Tell whether two edits change words of one sentence; new sentences and spaces between them do not."""
        if self.sentence(first)[1] <= second.start:
            return False
        new = first.start == first.end == self.sentence(first)[0] and _closed(first)
        new = new or (second.start == second.end and second.text[:1].isspace() and self._ends_sentence(second.start))
        return not new and not any(self._only_space(edit) for edit in (first, second))

    def _ends_sentence(self, offset: int) -> bool:
        return bool(_CLOSED.search(self.text[max(0, offset - 9) : offset]))

    def _only_space(self, edit: Edit) -> bool:
        return not edit.text.strip() and not self.text[edit.start : edit.end].strip()

    def _border(self, first: Edit, second: Edit) -> bool:
        """Tell whether a sentence or block ends between two edits with only white space between, and stays ended."""
        if second.text.startswith("\n"):
            return True
        at = bisect_left(self.starts, first.end)
        start = self.starts[at] if at < len(self.starts) else len(self.text)
        if start > second.start:
            return False
        if "\n" in self.text[first.end : start]:
            return True
        if first.start < first.end and not first.text.strip():
            return self.sentence(first)[0] == first.start
        return _closed(first)


def _closed(edit: Edit) -> bool:
    """Tell whether a sentence or block ends where the text of an edit does."""
    return edit.loose or bool(_CLOSED.search(edit.text))
