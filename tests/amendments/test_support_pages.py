# SPDX-License-Identifier: AGPL-3.0-or-later
"""Support over HTTP: given, moved to a newer version, withdrawn; and who sees whose it is."""

from collections.abc import Callable

import pytest

from amendments.documents.actions import correct
from amendments.support.actions import support
from tests.amendments.stories import asked
from tests.make import Cast, person, published, text, writing
from tests.page import Visitor

Visit = Callable[..., Visitor]


def test_support_is_given_and_withdrawn_from_the_page(cast: Cast, visit: Visit) -> None:
    path = f"/proposals/{published(cast).id}"
    page = visit(cast.sami).get(path).press("Sostieni")
    assert "Sostenitori (1)" in page.text and "Ora sostieni questa proposta, nella versione" in page.text
    page = page.press("Ritira il sostegno")
    assert "Sostenitori (0)" in page.text


def test_support_given_to_an_earlier_version_says_so_and_can_be_renewed(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    visit(cast.sami).get(f"/proposals/{document.id}").press("Sostieni")
    with writing():
        correct(document, text(tempi="Entro il 2025."), by=cast.bruno, base=1, reason="Più tempo.")
    page = visit(cast.sami).get(f"/proposals/{document.id}")
    assert "Hai sostenuto la versione 1" in page.text and page.has_link("Vedi che cosa è cambiato")
    page = page.press("Sostieni questa versione")
    assert "Hai sostenuto la versione 1" not in page.text and "Sostenitori (1)" in page.text


@pytest.mark.parametrize(
    ("shown", "visitor_sees", "member_sees"),
    [("public", True, True), ("signed_in", False, True), ("count", False, False)],
)
def test_who_sees_the_list_of_supporters_is_chosen_per_process(
    cast: Cast, visit: Visit, shown: str, visitor_sees: bool, member_sees: bool
) -> None:
    document = published(cast)
    with writing():
        cast.process.supporters_shown = shown
        support(document, by=person("Teodora Lunghi"))
    for path in (f"/proposals/{document.id}", f"/documents/{document.id}/supporters"):
        assert ("Teodora Lunghi" in visit().get(path).html) == visitor_sees
        assert ("Teodora Lunghi" in visit(cast.ada).get(path).html) == member_sees
        assert "Sostenitori (1)" in visit().get(path).text, "the number is always public"


def test_a_long_list_of_supporters_goes_on_from_page_to_page(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    with writing():
        for number in range(60):
            support(document, by=person(f"Persona{number}"))
    page = visit().get(f"/proposals/{document.id}")
    assert "Sostenitori (60)" in page.text and "e altre 40 persone" in page.text
    page = page.follow("Vedi tutti i sostenitori")
    assert "Persona59" in page.text and "Persona9 " not in page.text
    assert "Persona9" in page.follow("Successivi").text


def test_amendments_are_supported_too_but_not_once_decided_or_by_visitors(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2025.")
    path = f"/documents/{document.id}/amendments/1"
    page = visit(cast.sami).get(path).press("Sostieni")
    assert "1 persona la sostiene." in page.text
    assert "Sostegni (0)" in page.press("Ritira il sostegno").text
    answer = visit().client.post(f"{path}/support")
    assert answer.status_code == 400, "no token, no deed"


def test_on_a_text_that_is_not_open_nobody_is_offered_to_support(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    page = visit(cast.sami).get(f"/proposals/{document.id}")
    with writing():
        document.state = "closed"
    assert page.press("Sostieni").status == 403
    assert "Sostieni" not in [b.text for b in visit(cast.sami).get(f"/proposals/{document.id}").all(".//button")]
