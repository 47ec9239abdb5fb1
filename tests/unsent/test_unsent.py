# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was typed and not sent is kept for its writer alone, offered again, and forgotten with the deed itself."""

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from auth.account_actions import erase
from db import db, now
from tests.make import Cast, published, writing
from tests.test_pages import Visit
from unsent import actions
from unsent.models import Unsent

PATH = "/processes/piano/proposals/new"


def kept() -> list[tuple[int, str]]:
    return [(one.user_id, one.path) for one in db.session.scalars(sa.select(Unsent).order_by(Unsent.saved_at))]


def token(visitor) -> list[str]:
    return [visitor.get(PATH).all(".//input[@name='csrf_token']")[0].get("value", "")]


def keep(visitor, fields: object, path: str = PATH) -> int:
    words = fields if isinstance(fields, str) else json.dumps(fields)
    return visitor.post("/unsent", {"csrf_token": token(visitor), "path": [path], "fields": [words]}).status


def test_what_is_typed_is_kept_and_given_back_to_its_writer_alone(cast: Cast, visit: Visit) -> None:
    bruno = visit(cast.bruno)
    assert keep(bruno, {"title": ["Orti"], "body": ["Parole\u200b mie."]}) == 200
    found = json.loads(bruno.get(f"/unsent?path={PATH}").html)
    assert found["fields"] == {"title": ["Orti"], "body": ["Parole mie."]}
    for other in (visit(cast.mara), visit()):
        assert json.loads(other.get(f"/unsent?path={PATH}").html) == {}
    page = bruno.get("/account").follow("Parole non inviate")
    assert page.has_link("Orti") and page.follow("Orti").path == PATH
    assert "Hai inviato tutto" in page.press("Butta via").text and kept() == []


def test_a_form_that_is_sent_forgets_what_was_kept_and_one_that_fails_does_not(cast: Cast, visit: Visit) -> None:
    bruno = visit(cast.bruno)
    keep(bruno, {"title": ["Orti"]})
    fields = {"csrf_token": token(bruno), "unsent": [PATH]}
    assert bruno.post(PATH, fields | {"title": [""], "body": ["Parole."]}).status == 422
    assert len(kept()) == 1
    assert bruno.post(PATH, fields | {"title": ["Orti"], "body": ["Parole."]}).status == 200
    assert kept() == []


@pytest.mark.parametrize(
    ("fields", "path"),
    [("no json", PATH), ("[1]", PATH), ('{"a": 1}', PATH), ({"a": ["x"]}, "https://altrove.example/"),
     ({"a": ["x"]}, "/" + "p" * 300), ({"a": ["x" * 500_000]}, PATH)],
)  # fmt: skip
def test_what_is_no_form_of_ours_is_refused(cast: Cast, visit: Visit, fields: object, path: str) -> None:
    assert keep(visit(cast.bruno), fields, path) == 400 and kept() == []


def test_visitors_keep_nothing(cast: Cast, visit: Visit) -> None:
    assert visit().post("/unsent", {"path": [PATH], "fields": ["{}"]}).status in (400, 401, 403)


def test_what_is_old_or_too_much_is_forgotten(cast: Cast) -> None:
    with writing():
        actions.keep("/vecchio", {}, by=cast.bruno)
    with time_machine.travel(now() + timedelta(days=61)):
        for number in range(40):
            with writing():
                actions.keep(f"/nuovo/{number}", {}, by=cast.bruno)
        paths = [path for _, path in kept()]
    assert "/vecchio" not in paths and "/nuovo/39" in paths and len(paths) <= actions.MOST + 1


def test_an_erased_person_leaves_nothing_unsent(cast: Cast) -> None:
    with writing():
        actions.keep(PATH, {"a": ["b"]}, by=cast.ada)
        erase(cast.ada, "", by=cast.ada)
    assert kept() == []


def test_everybody_may_ask_and_a_published_text_keeps_its_page(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    page = visit().get(f"/proposals/{document.id}")
    assert "data-kept" not in page.html  # kept pages offer nothing of anybody
