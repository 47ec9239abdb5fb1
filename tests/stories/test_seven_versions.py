# SPDX-License-Identifier: AGPL-3.0-or-later
"""From a draft to version seven over the web pages: three people's requests, corrections, credits, history."""

from collections.abc import Callable

from tests.make import Cast
from tests.page import Visitor
from tests.stories.seven_versions import Told, tell


def test_a_proposal_reaches_version_seven_with_everybodys_words(cast: Cast, visit: Callable[..., Visitor]) -> None:
    body = [
        "Obiettivo. Creare gruppi tra settori diversi dell’ente. Imparare a fare rete.",
        "Modalità. Laboratori in presenza e incontri online.",
        "Destinatari: personale degli enti locali, comunità di pratiche.",
        "Tempi: 2024",
    ]
    told = Told(
        number="5.2", title="Creare gruppi, fare rete", body=body, reference="par-PROP-2022-05-1", day="2022-06-20"
    )
    told.requests = [
        (body[0], body[0].replace("fare rete.", "fare rete tra enti.")),
        (body[1], body[1] + " Scambio di buone pratiche."),
        (body[2], body[2].replace("comunità", "piccoli Comuni, comunità")),
    ]
    tell(told, cast, visit)
