# SPDX-License-Identifier: AGPL-3.0-or-later
"""The real page of a path, entered by staff through the pages: every fact stands where a reader would look.

The page is not ours to ship: the story skips where the folder beside the checkout that holds it is absent.
"""

import re
from collections.abc import Callable

import pytest

from config import ROOT
from tests.make import Cast
from tests.page import Visitor, squeeze

SEED = ROOT.parent / "shared" / "seeds" / "002_dbc6c563dfb8da54.txt"


def parts() -> tuple[str, str, str, str]:
    """Return what the page has: its heading, the words that open it, the objectives, the purposes."""
    head, more, rest = (part.strip() for part in SEED.read_text().split("\n\n", 2))
    objectives, purposes = rest.removeprefix("OBIETTIVI\n").split("FINALITA\n")
    return head, more, objectives.strip(), purposes


@pytest.mark.skipif(not SEED.exists(), reason="the real pages are not beside this checkout")
@pytest.mark.parametrize("together", [True, False], ids=["one section that opens", "a section each"])
def test_the_real_path_reads_as_it_did(cast: Cast, visit: Callable[..., Visitor], together: bool) -> None:
    head, more, objectives, purposes = parts()
    if together:
        entered = [("notes", head, f"## OBIETTIVI\n\n{objectives}\n\n## FINALITA\n\n{purposes}")]
    else:
        entered = [("objectives", "OBIETTIVI", objectives), ("purposes", "FINALITA", purposes)]
    page = visit(cast.bruno).get("/processes/piano/sections")
    for kind, title, words in entered:
        page = page.follow("Aggiungi una sezione")
        page = page.press("Salva la sezione", kind=kind, title=title, text=words, folded="y")
        assert page.status == 200
    page = visit().get("/processes/piano").follow(entered[0][1])
    main = page.all(".//main")[0]
    assert [h.text for h in main.findall(".//section/h2")] == [title for _, title, _ in entered]
    if together:
        assert [h.text for h in main.findall(".//details//h3")] == ["OBIETTIVI", "FINALITA"]
    assert more in squeeze("".join(main.findall(".//details/summary")[0].itertext()))
    said = squeeze("".join(word for details in main.findall(".//details") for word in details.itertext()))
    sentences = [re.sub(r"^\d\. ", "", squeeze(line)) for line in f"{objectives}\n{purposes}".splitlines() if line]
    places = [said.find(one) for one in sentences if one]
    assert len(places) == 7 and -1 not in places and places == sorted(places)
    assert [len(numbered.findall("li")) for numbered in main.findall(".//details//ol")] == [4]
