# SPDX-License-Identifier: AGPL-3.0-or-later
"""Functions that are switched off: gone from every page, refused with a sentence, and nothing said before is lost."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from amendments.support.actions import support
from comments.actions import post
from db import db
from journal.models import Event
from permissions import FEATURES, RULES, Refused, is_on
from tests.amendments.stories import asked
from tests.make import Cast, published, writing
from tests.page import Visitor

Visit = Callable[..., Visitor]
OFF = "Chi amministra questo sito ha spento questa funzione."


def leave(visit: Visit, cast: Cast, *on: str) -> None:
    """Let the administrator leave only these functions on."""
    page = visit(cast.ines).get("/settings/features").press("Salva", on=list(on))
    assert page.status == 200 and "Funzioni salvate" in page.html


def test_what_is_switched_off_is_on_record_and_is_no_row_of_the_page_of_rights(cast: Cast, visit: Visit) -> None:
    assert "Sostenere una proposta" in visit().get("/roles").text
    leave(visit, cast, "commenting", "suggesting", "figures")
    page = visit().get("/roles").text
    assert "Sostenere una proposta" not in page and "Commentare" in page
    event = db.session.scalars(sa.select(Event.data).where(Event.kind == "site.features_switched")).one()
    assert event == {"before": [], "after": ["supporting"]}
    assert visit(cast.ada).get("/settings/features").status == 403


def test_nobody_can_support_and_no_page_speaks_of_it(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2025.")
    form = visit(cast.zoe).get(f"/proposals/{document.id}")
    paths = (f"/proposals/{document.id}", f"/documents/{document.id}/amendments/1", "/processes/piano/proposals")
    before = [visit(cast.zoe).get(path).text.lower() for path in paths]
    assert all("sosten" in words or "sostegn" in words for words in before)
    leave(visit, cast, "commenting", "suggesting", "figures")
    for path in (*paths, "/processes/piano", "/"):
        words = visit(cast.zoe).get(path).text.lower()
        assert "sosten" not in words and "sostegn" not in words, path
    with pytest.raises(Refused, match=OFF), writing():
        support(document, by=cast.zoe)
    answer = form.press("Sostieni")  # in a page that was opened before
    assert answer.status == 403 and OFF in answer.text


def test_support_that_was_given_stays_to_be_read_and_may_be_withdrawn(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    with writing():
        support(document, by=cast.zoe)
    leave(visit, cast)
    page = visit(cast.zoe).get(f"/proposals/{document.id}")
    assert "Sostenitori (1)" in page.text
    page.press("Ritira il sostegno")
    assert "Sostenitori" not in visit(cast.zoe).get(f"/proposals/{document.id}").text


def test_nobody_can_comment_and_what_was_said_stays(cast: Cast, visit: Visit) -> None:
    quiet, lively = published(cast), published(cast)
    with writing():
        comment = post(lively, "Bene così.", by=cast.ada)
    leave(visit, cast, "supporting", "suggesting", "figures")
    assert "comment" not in visit(cast.zoe).get(f"/proposals/{quiet.id}").text.lower()
    assert "Commenti (1)" in visit(cast.zoe).get(f"/proposals/{lively.id}").text
    page = visit(cast.zoe).get(f"/documents/{lively.id}/comments")
    assert "Bene così." in page.text and not [b for b in page.all(".//button") if "Invia" in "".join(b.itertext())]
    assert visit(cast.ada).get(f"/comments/{comment.id}/edit").status == 403
    with pytest.raises(Refused, match=OFF), writing():
        post(quiet, "Anch’io.", by=cast.zoe)


@pytest.mark.parametrize(
    ("feature", "pages", "words"),
    [
        ("suggesting", ["/processes/report"], "Segnala un processo"),
        ("figures", ["/statistics", "/statistics.csv", "/processes/piano/statistics"], "I numeri"),
    ],
)
def test_pages_of_what_is_off_say_so_and_no_link_leads_there(
    cast: Cast, visit: Visit, feature: str, pages: list[str], words: str
) -> None:
    assert all(visit().get(path).status == 200 for path in pages)
    leave(visit, cast, *[name for name in FEATURES if name != feature])
    for path in pages:
        answer = visit().get(path)
        assert answer.status == 403 and OFF in answer.text
    for path in ("/", "/processes", "/processes/piano"):
        assert not visit().get(path).has_link(words)
    leave(visit, cast, *FEATURES)
    assert all(visit().get(path).status == 200 for path in pages)


def test_every_switch_stands_for_a_deed_and_every_deed_of_a_switch_is_known() -> None:
    used: set[Any] = {deed.feature for deed in RULES.values()} - {""}
    assert used == set(FEATURES) and all(is_on(name) for name in FEATURES)
