# SPDX-License-Identifier: AGPL-3.0-or-later
"""Write and read the difference of two texts in diff-match-patch's own delta format ("=5\\t-3\\t+nuovo").

The one place that knows diff_match_patch: only its format is used, never its comparing or patching. Lengths count
UTF-16 units, as in all its ports.
"""

from diff_match_patch import diff_match_patch

from redline import diff

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
    engine = diff_match_patch()
    try:
        new: str = engine.diff_text2(engine.diff_fromDelta(old, delta))
    except ValueError as error:
        raise BadDelta(f"This delta does not fit the text: {error}") from error
    return new
