# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the colours a body chose to those its pages are drawn with, and whether everybody can read them.

The sheet (static/src/css) names its colours; a body chooses two of them, the main one and that of the foot, and the
others are mixed from these. What is chosen must stand apart from what it meets on the pages (`PAIRS`); where it does
not, `nearest` offers the darker shade of the same hue that does. Cost: at most a hundred shades are tried.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from db import N_
from theme.contrast import BLACK, SHAPES, TEXT, WHITE, Colour, mixed, ratio, read

# --brand, --paper-soft and --blue-pale of _base.scss: of the grounds that keep their colour, the last is the darkest.
MAIN, SOFT, NOTE = Colour(0, 102, 204), Colour(243, 246, 249), Colour(230, 240, 251)
_STEPS = 100


@dataclass(frozen=True)
class Pair:
    """Two colours that meet on the pages: which choice they come from, and how well they must stand apart."""

    chosen: str  # "main" or "foot"
    says: str
    one: str
    other: str
    least: float


@dataclass(frozen=True)
class Figure:
    """How well a pair stands apart."""

    pair: Pair
    ratio: float

    @property
    def passes(self) -> bool:
        """Whether it is enough."""
        return self.ratio >= self.pair.least


PAIRS = (
    Pair("main", N_("Testo bianco sulla testata e sui bottoni"), "white", "brand", TEXT),
    Pair("main", N_("Link e bottoni sul fondo bianco"), "brand", "white", TEXT),
    Pair("main", N_("Link sul fondo grigio dei riquadri"), "brand", "soft", TEXT),
    Pair("main", N_("Link sul fondo colorato degli avvisi"), "brand", "note", TEXT),
    Pair("main", N_("Link sul fondo chiaro delle voci scelte"), "brand", "brand-pale", TEXT),
    Pair("main", N_("Testo bianco sui bottoni premuti e sulla prima fascia"), "white", "brand-hover", TEXT),
    Pair("main", N_("Bordi e segni sul fondo bianco"), "brand", "white", SHAPES),
    Pair("main", N_("Contorno bianco di ciò che è scelto con la tastiera, sulla testata"), "white", "brand", SHAPES),
    Pair("foot", N_("Testo bianco sul piè di pagina"), "white", "foot", TEXT),
    Pair("foot", N_("Testo bianco sull’ultima fascia"), "white", "foot-deep", TEXT),
)


def foot_of(main: Colour) -> Colour:
    """Return the colour of the foot where nobody chose one."""
    return mixed(main, BLACK, 0.25)


def shades(main: Colour, foot: Colour) -> dict[str, Colour]:
    """Return the colours of the sheet by name."""
    return {
        "brand": main,
        "brand-hover": mixed(main, BLACK, 0.2),
        "brand-dark": mixed(main, BLACK, 0.25),
        "brand-pale": mixed(main, WHITE, 0.9),
        "foot": foot,
        "foot-deep": mixed(foot, BLACK, 2 / 3),
    }


def sheet(main: Colour, foot: Colour) -> str:
    """Return the style sheet that draws the pages in the chosen colours."""
    said = {name: str(colour) for name, colour in shades(main, foot).items()}
    said["brand-rgb"] = ", ".join(str(part) for part in main)
    return ":root {" + "".join(f" --{name}: {value};" for name, value in said.items()) + " }\n"


def figures(main: Colour, foot: Colour) -> list[Figure]:
    """Return how well each pair stands apart."""
    there = shades(main, foot) | {"white": WHITE, "soft": SOFT, "note": NOTE}
    return [Figure(pair, ratio(there[pair.one], there[pair.other])) for pair in PAIRS]


def passes(chosen: str, colour: Colour) -> bool:
    """Say whether a colour can be read wherever it is used as the "main" one, or as that of the "foot"."""
    return all(figure.passes for figure in figures(colour, colour) if figure.pair.chosen == chosen)


def nearest(chosen: str, colour: Colour) -> Colour:
    """Return the colour, or the first of its darker shades that can be read; black can."""
    return next(shade for shade in _darker(colour) if passes(chosen, shade))


def _darker(colour: Colour) -> Iterator[Colour]:
    return (mixed(colour, BLACK, step / _STEPS) for step in range(_STEPS + 1))


def name_of(main: Colour, foot: Colour) -> str:
    """Return the name of the sheet of two colours, such as "0066cc-004d99"."""
    return f"{main}-{foot}".replace("#", "")


def named(words: str) -> tuple[Colour, Colour] | None:
    """Return the main colour and that of the foot from the name of their sheet, or None for any other words."""
    match [read(part) for part in words.split("-")]:
        case [Colour() as main, Colour() as foot] if name_of(main, foot) == words:
            return main, foot
    return None
