# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tour "Come funziona": found by a newcomer, illustrated by pictures that a script takes, and light."""

import re

from PIL import Image

from config import ROOT
from docs.tour_pictures import FOLDER, HEIGHT, LARGEST, SHARPNESS, TOUR, WIDTH

TEMPLATE = (ROOT / "templates/home/how_it_works.html").read_text()


def test_the_pictures_of_the_tour_are_those_that_the_script_takes():
    used = re.findall(r"picture\('(\w+)'", TEMPLATE)
    assert used == list(TOUR)
    assert {path.stem for path in FOLDER.glob("tour-*")} == {f"tour-{name}" for name in TOUR}


def test_each_picture_is_light_and_as_large_as_the_page_says():
    named = f'width="{WIDTH * SHARPNESS:.0f}" height="{HEIGHT * SHARPNESS:.0f}" loading="lazy"'
    assert named in TEMPLATE
    for path in FOLDER.glob("tour-*.webp"):
        assert path.stat().st_size < LARGEST
        with Image.open(path) as picture:
            assert picture.size == (WIDTH * SHARPNESS, HEIGHT * SHARPNESS)


def test_a_newcomer_finds_the_tour_from_the_first_page_in_both_languages(app, visit):
    for home, words, first in (("/", "Come funziona", "1. Leggi"), ("/en/", "How it works", "1. Read")):
        page = visit().get(home)
        assert len([a for a in page.all(".//a") if "".join(a.itertext()).strip() == words]) == 2
        tour = page.follow(words)
        assert first in tour.text
        assert all(len(picture.get("alt")) > 40 for picture in tour.all(".//main//img"))


def test_the_tour_says_who_decides_by_when_and_with_which_reasons(app, visit):
    words = visit().get("/how-it-works").text
    for told in (
        "Chi modera il processo",
        "deve scrivere il motivo",
        "Un processo può promettere entro quando risponde",
        "Nessuna parola scritta qui sparisce senza che una persona lo abbia deciso, in pubblico e con un motivo.",
    ):
        assert told in words
    assert "sito dimostrativo, che è in italiano" not in words
    assert "which is in Italian" in visit().get("/en/how-it-works").text
