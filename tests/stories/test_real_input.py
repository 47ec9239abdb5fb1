# SPDX-License-Identifier: AGPL-3.0-or-later
"""The acceptance story on real input: a real proposal, three amendments on one base, seven versions.

The text of the real proposal is not ours to ship: the story skips where the folder beside the checkout that
holds it is absent; `test_seven_versions.py` tells the same tale with our own words, always.
"""

from collections.abc import Callable

import pytest

from config import ROOT
from tests.make import Cast
from tests.page import Visitor
from tests.stories.seven_versions import Told, tell

SEED = ROOT.parent / "shared" / "seeds" / "001_5284d10b1cbc73d7.txt"


@pytest.mark.skipif(not SEED.exists(), reason="the real pages are not beside this checkout")
def test_the_real_proposal_reaches_version_seven_with_everybodys_words(
    cast: Cast, visit: Callable[..., Visitor]
) -> None:
    blocks = [block.strip() for block in SEED.read_text().split("\n\n")]
    number, _, title = blocks[0].partition(" ")
    body = blocks[1 : blocks.index("Elenco dei sostenitori")]
    told = Told(number=number, title=title, body=body, reference="par-PROP-2022-05-3343", day="2022-06-20")
    told.requests = [
        (body[0], body[0].replace("Imparare a fare rete.", "Imparare a fare rete tra Enti.")),
        (body[1], body[1] + " Incontri di ascolto nei territori."),
        (body[2], body[2].replace("Comunità di pratiche", "associazioni, Comunità di pratiche")),
    ]
    tell(told, cast, visit)
