# SPDX-License-Identifier: AGPL-3.0-or-later
"""Places as people write them: one to a line, with the province where they like, such as Valchiara (BO)."""

import re
from collections.abc import Sequence

from db import N_, Invalid

MOST_PLACES = 500
_PLACE = re.compile(r"(?P<name>[^()]{1,100}?)(?: ?\((?P<province>[A-Za-z]{2})\))?")


def place_of(words: str) -> tuple[str, str]:
    """Return name and province of a place; raise Invalid when it cannot be read."""
    found = _PLACE.fullmatch(words)
    if found is None:
        sentence = N_("Non capisco «%(words)s»: scrivi un luogo per riga, come Valchiara (BO).")
        raise Invalid("places", sentence, words=words)
    return found["name"], (found["province"] or "").upper()


def check_places(places: Sequence[str]) -> None:
    """Raise Invalid when there are too many places, or one that cannot be read."""
    if len(places) > MOST_PLACES:
        raise Invalid("places", N_("Scrivi al massimo %(most)s luoghi."), most=MOST_PLACES)
    for place in places:
        place_of(place)
