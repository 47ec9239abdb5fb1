# SPDX-License-Identifier: AGPL-3.0-or-later
"""How well two colours stand apart.

The measure is the contrast ratio of WCAG 2.2 (w3.org/TR/WCAG22, "contrast ratio" and "relative luminance"): from 1, the
same colour, to 21, black on white. Text needs 4.5; borders, icons and the mark of the focus need 3. Cost: three powers
for each colour.
"""

import re
from typing import NamedTuple

TEXT, SHAPES = 4.5, 3.0
_WRITTEN = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})")


class Colour(NamedTuple):
    """Red, green and blue of sRGB, each from 0 to 255."""

    red: int
    green: int
    blue: int

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"


BLACK, WHITE = Colour(0, 0, 0), Colour(255, 255, 255)


def read(words: str) -> Colour | None:
    """Return the colour that is written like #0066cc, or shorter like #06c, or None for anything else."""
    found = _WRITTEN.fullmatch(words.strip().lower())
    if found is None:
        return None
    signs = found[1] if len(found[1]) == 6 else "".join(sign * 2 for sign in found[1])
    return Colour(*bytes.fromhex(signs))


def ratio(one: Colour, other: Colour) -> float:
    """Return how well two colours stand apart, whichever is in front."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: Colour) -> float:
    """Return how light a colour looks, from 0 (black) to 1 (white)."""
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mixed(colour: Colour, other: Colour, share: float) -> Colour:
    """Return what lies between two colours, with so large a share of the other."""
    return Colour(*(int(a + (b - a) * share + 0.5) for a, b in zip(colour, other, strict=True)))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
