# SPDX-License-Identifier: AGPL-3.0-or-later
"""How well colours stand apart, against figures known from elsewhere, and the shades that are mixed from a choice."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import ROOT
from theme.contrast import BLACK, WHITE, Colour, luminance, mixed, ratio, read
from theme.shades import MAIN, NOTE, SOFT, figures, foot_of, name_of, named, nearest, passes, shades, sheet

COLOURS = st.builds(Colour, *[st.integers(0, 255)] * 3)


@pytest.mark.parametrize(
    ("one", "other", "known"),  # as webaim.org/resources/contrastchecker says
    [
        ("#000000", "#ffffff", 21.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#949494", "#ffffff", 3.03),
        ("#0066cc", "#ffffff", 5.57),
        ("#ff0000", "#ffffff", 4.0),
        ("#ffff00", "#ffffff", 1.07),
        ("#0000ff", "#ffff00", 8.0),
    ],
)
def test_the_contrast_is_the_one_of_wcag(one, other, known):
    assert ratio(read(one), read(other)) == pytest.approx(known, abs=0.005)


@given(COLOURS, COLOURS)
def test_the_contrast_is_the_same_whichever_is_in_front(one, other):
    assert ratio(one, other) == ratio(other, one)
    assert 1 <= ratio(one, other) <= 21.0001


@pytest.mark.parametrize(
    ("words", "colour"),
    [("#0066cc", "#0066cc"), ("0066CC", "#0066cc"), (" #06c ", "#0066cc"), ("#FFF", "#ffffff")],
)
def test_a_colour_is_read_however_it_is_written(words, colour):
    assert str(read(words)) == colour


@pytest.mark.parametrize(
    "words", ["", "#", "blue", "#12345", "#0066cc;", "red;}body{display:none", "url(x)", "#0066cg", "#0066cc80", "#٠٦٠"]
)
def test_nothing_else_is_a_colour(words):
    assert read(words) is None


@given(COLOURS)
def test_the_nearest_shade_can_be_read_and_is_no_darker_than_it_must_be(colour):
    for chosen in ("main", "foot"):
        found = nearest(chosen, colour)
        assert passes(chosen, found)
        assert (found == colour) == passes(chosen, colour)
        assert all(new <= old for new, old in zip(found, colour, strict=True)), "darker, of the same hue"


def test_a_yellow_becomes_the_first_mustard_that_can_be_read():
    found = nearest("main", read("#ffcc00"))
    assert str(found) == "#826800"
    assert not passes("main", mixed(found, WHITE, 0.03))


@given(COLOURS)
def test_a_link_in_a_note_can_be_read_in_every_colour_that_can_stand(colour):
    assert ratio(nearest("main", colour), NOTE) >= 4.5


def test_a_failing_pair_is_named():
    failing = [figure.pair.says for figure in figures(read("#ff8800"), BLACK) if not figure.passes]
    assert "Testo bianco sulla testata e sui bottoni" in failing
    assert "Testo bianco sul piè di pagina" not in failing


def test_the_colours_of_the_house_pass_and_are_those_of_the_sheet():
    foot = foot_of(MAIN)
    assert all(figure.passes for figure in figures(MAIN, foot))
    base = (ROOT / "static/src/css/_base.scss").read_text()
    there = {name: read(value) for name, value in re.findall(r"--([a-z-]+): (#[0-9a-f]+);", base)}
    assert shades(MAIN, foot).items() <= there.items()
    assert (there["paper-soft"], there["blue-pale"]) == (SOFT, NOTE)
    assert min((there[f"{name}-pale"] for name in ("blue", "green", "red", "amber")), key=luminance) == NOTE


@given(COLOURS, COLOURS)
def test_a_sheet_says_its_colours_and_nothing_else(main, foot):
    assert named(name_of(main, foot)) == (main, foot)
    said = sheet(main, foot)
    assert re.fullmatch(r":root \{( --[a-z-]+: (#[0-9a-f]{6}|\d+, \d+, \d+);)+ \}\n", said)
    assert f"--brand: {main};" in said and f"--foot: {foot};" in said


@pytest.mark.parametrize(
    "words", ["", "0066cc", "0066cc-", "06c-000", "0066CC-004d99", "0066cc-004d99-0", "#0066cc-#004d99"]
)
def test_a_sheet_has_one_name(words):
    assert named(words) is None
