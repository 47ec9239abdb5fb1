# SPDX-License-Identifier: AGPL-3.0-or-later
r"""The blocks around a place of a text, as they are and as some edits would make them.

    >>> text = "# Corso\n\nDura trenta giorni.\n\nÈ gratuito."
    >>> Passages(text).with_edits([Edit(14, 20, "sei", 14)])
    ('Dura trenta giorni.', 'Dura sei giorni.')

Cost: one pass over the text, then a search by halves for each question.
"""

from bisect import bisect_right
from collections.abc import Sequence

from redline import blocks
from redline.changes import made
from redline.edits import Edit

_FAR = 2_000  # characters


class Passages:
    """Finds the blocks around places of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [block.start for block in blocks.split(text)] or [0]

    def at(self, span: tuple[int, int]) -> str:
        """Return the blocks that stand from one offset to another, of very long ones what is near."""
        start, end = _near(self.blocks(*span), *span)
        return self.text[start:end].strip()

    def with_edits(self, edits: Sequence[Edit]) -> tuple[str, str]:
        """Return the blocks around some edits as they are and with the edits made, of very long ones what is near."""
        start, end = self.around(edits)
        was = self.text[start:end]
        return was.strip(), made(was, [edit.moved(-start, 0) for edit in edits]).strip()

    def around(self, edits: Sequence[Edit]) -> tuple[int, int]:
        """Return where the passage around some edits begins and ends."""
        span = min(edit.start for edit in edits), max(edit.end for edit in edits)
        return _near(self.blocks(*span), *span)

    def blocks(self, first: int, last: int) -> tuple[int, int]:
        """Return where the blocks from one offset to another begin and end."""
        start = self.starts[max(0, bisect_right(self.starts, first) - 1)]
        after = bisect_right(self.starts, max(first, last - 1))
        return start, self.starts[after] if after < len(self.starts) else len(self.text)


def _near(span: tuple[int, int], first: int, last: int) -> tuple[int, int]:
    return max(span[0], first - _FAR), min(span[1], last + _FAR)
