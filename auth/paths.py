# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where somebody may be sent back to: pages of this site only."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

LONGEST = 500
# A path that browsers cannot read as another site: one slash, then no slash, backslash, space or control.
LOCAL = re.compile(r"/(?:[^/\\\s\x00-\x1f\x7f][^\\\s\x00-\x1f\x7f]*)?", re.ASCII)


def local_path(address: str | None) -> str:
    """Return the path, query and fragment of an address of this site, or "/" for anything else."""
    path = address or ""
    if len(path) > LONGEST or not LOCAL.fullmatch(path) or not path.isprintable():
        return "/"
    return "/" if "//" in path.partition("?")[0].partition("#")[0] else path.removesuffix("?")


def of_same_site(address: str | None, host: str) -> str:
    """Return the local path of a full address (such as a Referer) when it is of this host, else "/"."""
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return "/"
    if parts.netloc != host:
        return "/"
    return local_path(urlunsplit(("", "", parts.path, parts.query, "")))


def with_query(path: str, **more: str) -> str:
    """Return a local path with names added to its query, before the fragment."""
    parts = urlsplit(path)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in more]
    return urlunsplit(parts._replace(query=urlencode(kept + list(more.items()))))
