# SPDX-License-Identifier: AGPL-3.0-or-later
"""The numbers of proposals in a plan ("5.2"), ordered as people count: 5.9 stands before 5.10."""

import re

_NUMBER = re.compile(r"[0-9A-Za-z]{1,9}(\.[0-9A-Za-z]{1,9})*")
_PIECE = re.compile(r"([0-9]+)|([A-Za-z]+)")


def is_number(words: str) -> bool:
    """Say whether the words can be the number of a proposal."""
    return len(words) <= 20 and _NUMBER.fullmatch(words) is not None


def natural(number: str) -> list[tuple[int, int, str]]:
    """Return a key that orders numbers piece by piece, digits by their value, before letters."""
    return [(0, int(m[1]), "") if m[1] else (1, 0, m[2].lower()) for m in _PIECE.finditer(number)]
