# SPDX-License-Identifier: AGPL-3.0-or-later
"""The real page of a project and its news, entered by staff through the pages: all stands where a reader would look.

The page is not ours to ship: the story skips where the folder beside the checkout that holds it is absent.
"""

from collections.abc import Callable

import pytest

from config import ROOT
from tests.make import Cast
from tests.page import Visitor, squeeze

SEED = ROOT.parent / "shared" / "seeds" / "004_5ec070cb7baa6242.txt"


@pytest.mark.skipif(not SEED.exists(), reason="the real pages are not beside this checkout")
def test_the_real_project_and_its_news_read_as_they_did(cast: Cast, visit: Callable[..., Visitor]) -> None:
    _, told, listed = (part.strip() for part in SEED.read_text().replace("In Evidenza:", "Torna su").split("Torna su"))
    paragraphs = [squeeze(line) for line in told.splitlines()]
    lines = [squeeze(line) for line in listed.splitlines()]
    news = list(zip(lines[::3], lines[1::3], lines[2::3], strict=True))
    assert len(paragraphs) == 4 and len(news) == 5
    staff = visit(cast.bruno)
    staff.get("/processes/piano/edit").press("Salva le impostazioni", description="\n\n".join(paragraphs))
    staff.get("/processes/piano/facts").press(
        "Salva la scheda", duration="15 mesi", addressees="amministrazioni comunali, amministrazioni regionali, ETS"
    )
    for number, (category, title, byline) in enumerate(reversed(news), 1):
        page = staff.get("/processes/piano/posts/new").press(
            "Salva la notizia",
            category=category,
            title=title,
            byline=byline.removeprefix("di "),
            highlighted="y",
            when="date",
            moment=f"2020-12-{number:02}T09:00",
        )
        assert page.status == 200 and "La notizia è pubblicata." in page.text
    page = visit().get("/processes/piano")
    assert [words for words in paragraphs if words not in page.text] == []
    places = [page.text.find(squeeze(f"{category} {title} {byline} ·")) for category, title, byline in news]
    assert -1 not in places and places == sorted(places), "the newest first, each with category and byline"
    assert page.text.find("In evidenza") < places[0] and "15 mesi" in page.text
    assert page.has_link("Torna all’inizio"), "back to top"
    assert page.follow(news[0][1]).status == 200
    project = visit().get("/processes/piano/news").follow("Il progetto: chi lo finanzia")
    assert "15 mesi" in project.text
