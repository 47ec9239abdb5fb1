# SPDX-License-Identifier: AGPL-3.0-or-later
"""The text engine: words, differences, changes, merging, deltas and safe Markdown, as pure functions."""
