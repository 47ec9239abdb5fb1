# SPDX-License-Identifier: AGPL-3.0-or-later
"""The look that a body chooses, and whether it can stand: readable colours, links that lead somewhere."""

from dataclasses import dataclass

from auth.words import one_line
from db import N_, Invalid
from processes.actions import PREFIX
from theme.contrast import Colour, read
from theme.footer import read_links, written
from theme.shades import MAIN, nearest


@dataclass(frozen=True)
class Look:
    """What a body chooses: "" stands for what the house gives."""

    colour: str = ""
    foot_colour: str = ""
    footer_links: str = ""
    reference_prefix: str = ""


def checked(look: Look) -> Look:
    """Return the look as it is kept; raise Invalid naming the field that cannot stand."""
    main = _readable("colour", "main", look.colour)
    foot = _readable("foot_colour", "foot", look.foot_colour)
    prefix = one_line(look.reference_prefix)
    if prefix and (not PREFIX.fullmatch(prefix) or len(prefix) > 20):
        sentence = N_("Usa lettere, cifre e trattini, e comincia con una lettera, per esempio par.")
        raise Invalid("reference_prefix", sentence)
    links = written(read_links(look.footer_links))
    return Look("" if main == MAIN else str(main or ""), str(foot or ""), links, prefix)


def _readable(field: str, chosen: str, words: str) -> Colour | None:
    """Return the colour that was written, or None where none was; raise Invalid where it cannot be read."""
    if not words.strip():
        return None
    colour = read(words)
    if colour is None:
        raise Invalid(field, N_("Scrivi il colore con # e sei cifre da 0 a f, come #0066cc."))
    better = nearest(chosen, colour)
    if better != colour:
        sentence = N_(
            "%(colour)s è troppo chiaro: con il bianco non si distingue abbastanza. "
            "La tinta più vicina che va bene è %(better)s."
        )
        raise Invalid(field, sentence, colour=colour, better=better)
    return colour
