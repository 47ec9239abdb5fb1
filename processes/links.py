# SPDX-License-Identifier: AGPL-3.0-or-later
"""Related links, written one a line: the words, then the address. Kept as pairs of words and address."""

from redline.clean import safe_link

Link = list[str]


def read(text: str) -> list[Link]:
    """Return words and address of each line; an address alone is its own words."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    pairs = [line.rpartition(" ") for line in lines]
    return [[words or address, address] for words, _, address in pairs]


def written(links: list[Link]) -> str:
    """Return links as they are written."""
    return "\n".join(address if words == address else f"{words} {address}" for words, address in links)


def leads_somewhere(link: Link) -> bool:
    """Say whether the address of a link is one that a page may lead to: the rule of all people's links."""
    return bool(safe_link(link[1])) and not link[1].startswith("#")
