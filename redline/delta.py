# SPDX-License-Identifier: AGPL-3.0-or-later
"""Write and read the difference of two texts in diff-match-patch's own delta format ("=5\\t-3\\t+nuovo").

The one place that knows diff_match_patch: only its format is used, never its comparing or patching. Lengths count
UTF-16 units, as in all its ports.
"""

from diff_match_patch import diff_match_patch

from redline import diff
from redline.edits import Edit

_SIGNS = {diff.KEEP: 0, diff.DELETE: -1, diff.MOVED_FROM: -1, diff.INSERT: 1, diff.MOVED_TO: 1}


class BadDelta(ValueError):
    """Raised when a delta does not belong to the text, or is no delta at all."""


def delta(old: str, new: str) -> str:
    """Return the delta that turns old into new."""
    found = [(_SIGNS[span.kind], span.text) for span in diff.spans(old, new)]
    written: str = diff_match_patch().diff_toDelta(found)
    return written


def apply(old: str, delta: str) -> str:
    """Return the new text that a delta makes of the old one; raise BadDelta where it does not fit."""
    return "".join(text for sign, text in _read(old, delta) if sign >= 0)


def edits(old: str, delta: str) -> list[Edit]:
    """Return the edits of the old text that a delta is made of; raise BadDelta where it does not fit."""
    found: list[Edit] = []
    start = place = 0
    for sign, text in _read(old, delta):
        gone, come = len(text) * (sign < 0), text * (sign > 0)
        edit = Edit(start, start + gone, come, place)
        if sign and found and (found[-1].end, found[-1].place_end) == (start, place):
            edit = found.pop().joined(edit)
        if sign:
            found.append(edit)
        start += len(text) * (sign <= 0)
        place += len(text) * (sign >= 0)
    return found


def is_canonical(old: str, delta: str) -> bool:
    """Tell whether a delta that fits is spelt as we spell it: `%c3` for `%C3` gives the same text."""
    written: str = diff_match_patch().diff_toDelta(_read(old, delta))
    return written == delta


def _read(old: str, delta: str) -> list[tuple[int, str]]:
    """Return what a delta says as (sign, text): 0 keeps, -1 takes out, 1 puts in."""
    try:
        found: list[tuple[int, str]] = diff_match_patch().diff_fromDelta(old, delta)
    except ValueError as error:
        raise BadDelta(f"This delta does not fit the text: {error}") from error
    return found
