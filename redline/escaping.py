# SPDX-License-Identifier: AGPL-3.0-or-later
"""Write words as HTML."""

from markupsafe import escape


def escaped(words: str) -> str:
    """Return words as HTML, their line ends kept."""
    return str(escape(words)).replace("\n", "<br>\n")
