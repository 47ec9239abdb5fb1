# SPDX-License-Identifier: AGPL-3.0-or-later
"""The links of its own that a body puts at the foot of every page, one a line: "Words | https://address"."""

import re
from contextlib import suppress
from typing import NamedTuple

from db import N_, Invalid

MOST, LONGEST_WORDS, LONGEST_ADDRESS = 12, 80, 300
_ADDRESS = re.compile(r"https?://[^\s<>\"'|]+")


class Link(NamedTuple):
    """What a link says, and where it leads."""

    words: str
    address: str


def read_links(text: str) -> list[Link]:
    """Return the links of a text; raise Invalid, naming the line that cannot stand."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST:
        raise Invalid("footer_links", N_("I link sono troppi: al massimo %(most)s."), most=MOST)
    return [_link(number, line) for number, line in lines]


def standing(text: str) -> list[Link]:
    """Return the links of a kept text without the lines that cannot stand, so that no page ever fails for one."""
    found = []
    for line in text.splitlines():
        with suppress(Invalid):
            found.append(_link(0, line))
    return found


def written(links: list[Link]) -> str:
    """Return the text of these links."""
    return "\n".join(f"{link.words} | {link.address}" for link in links)


def _link(number: int, line: str) -> Link:
    words, _, address = (part.strip() for part in line.partition("|"))
    if not words or len(words) > LONGEST_WORDS:
        sentence = N_("Riga %(line)s: scrivi prima della barra | che cosa dice il link, al massimo %(most)s caratteri.")
        raise Invalid("footer_links", sentence, line=number, most=LONGEST_WORDS)
    if not _ADDRESS.fullmatch(address) or len(address) > LONGEST_ADDRESS:
        sentence = N_("Riga %(line)s: scrivi dopo la barra | l’indirizzo intero, che comincia con https://")
        raise Invalid("footer_links", sentence, line=number)
    return Link(words, address)
