# SPDX-License-Identifier: AGPL-3.0-or-later
"""How much of a request stands in a result: whether its clashes were granted, and whether its words are there."""

from collections.abc import Sequence
from typing import Any

from redline.merging.merge import Clash, Merge


def as_asked(clash: Clash, chosen: str) -> str:
    """Return the words that grant a clash as it was asked for.

    Where two people only put something in at one place, both additions one after the other grant the request whole.
    """
    both_stand = not clash.base.strip() and clash.theirs in chosen and clash.ours in chosen
    return chosen if both_stand else clash.theirs


def is_granted(merged: Merge, chosen: Sequence[str]) -> bool:
    """Say whether every clash was settled as it was asked for."""
    return all(as_asked(clash, words) == words for clash, words in zip(merged.clashes, chosen, strict=True))


def keeps_present(merged: Merge, chosen: Sequence[str]) -> bool:
    """Say whether there are clashes and every one was settled by keeping the present words."""
    return bool(merged.clashes) and all(c.ours == w for c, w in zip(merged.clashes, chosen, strict=True))


def stands(change: Any, final: str, asked: str) -> bool:
    """Say whether a change stands in the final text as it does in the text with everything as it was asked for."""
    new, old = change.new.strip(), change.old.strip()
    return final.count(new) >= asked.count(new) if new else final.count(old) <= asked.count(old)
