# SPDX-License-Identifier: AGPL-3.0-or-later
"""Error pages: the right status, a sentence that says how to go on, and nothing typed is lost."""

from collections.abc import Callable

from tests.page import Visitor


def test_a_page_that_is_not_there_says_so(visit: Callable[..., Visitor]) -> None:
    page = visit().get("/che-non-esiste")
    assert page.status == 404 and "Pagina non trovata" in page.text


def test_a_form_without_its_token_gives_back_what_was_typed(visit: Callable[..., Visitor]) -> None:
    words = "Una proposta lunga che nessuno vuole scrivere due volte."
    answer = visit().client.post("/sign-in", data={"text": words})
    assert answer.status_code == 400 and words in answer.get_data(as_text=True)
