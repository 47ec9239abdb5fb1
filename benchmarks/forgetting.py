# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lets the text engine forget what it remembers, so that a text met again costs what it costs the first time."""

from redline import blocks, diff, pieces, rich
from redline.merging.merge import merge


def forget() -> None:
    """Empty what the engine remembers of blocks, words, differences and merges."""
    for kept in (merge, diff.groups, blocks.split, pieces._remembered, rich._inline_once):
        kept.cache_clear()
