# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms sent by other sites: a token is of one session, in the form, and asked for by whatever changes something.

That every changing route wants its token is held by `tests/test_permissions.py`, which walks all of them.
"""

from collections.abc import Callable

import pytest

from db import db
from tests.make import Cast, published
from tests.page import Page, Visitor

Visit = Callable[..., Visitor]


def token_on(page: Page) -> str:
    return next(e.get("value") or "" for e in page.all(".//input") if e.get("name") == "csrf_token")


def test_a_token_of_one_session_opens_no_other(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    path, mine = f"/documents/{document.id}/support", visit(cast.ada)
    theirs = token_on(visit(cast.sami).get(f"/proposals/{document.id}"))
    assert mine.post(path, {"csrf_token": theirs}).status == 400
    own = token_on(mine.get(f"/proposals/{document.id}"))
    assert mine.client.post(f"{path}?csrf_token={own}").status_code == 400  # an address is no place for a token
    db.session.expire_all()
    assert document.supports == 0
    assert mine.post(path, {"csrf_token": own}).status == 200
    db.session.expire_all()
    assert document.supports == 1


def test_a_token_ends_with_its_session(cast: Cast, visit: Visit) -> None:
    document, visitor = published(cast), visit(cast.ada)
    page = visitor.get(f"/proposals/{document.id}")
    token = token_on(page)
    visitor.post("/sign-out", {"csrf_token": token})
    assert visitor.post(f"/documents/{document.id}/support", {"csrf_token": token}).status == 400


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_nothing_changes_by_another_method(cast: Cast, visit: Visit, method: str) -> None:
    document, visitor = published(cast), visit(cast.ada)
    headers = {"X-HTTP-Method-Override": "POST"}
    for path in (f"/documents/{document.id}/support", f"/documents/{document.id}/support?_method=POST", "/sign-out"):
        assert visitor.client.open(path, method=method, headers=headers).status_code in (200, 400, 404, 405)
    db.session.expire_all()
    assert document.supports == 0 and visitor.client.get("/account").status_code == 200


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"}, {"Origin": "null"}])  # fmt: skip
def test_other_sites_keep_no_errand_here(cast: Cast, visit: Visit, headers: dict[str, str]) -> None:
    words = {"path": "/", "text": "Parole di un altro sito."}
    assert visit().client.post("/errands", data=words, headers=headers).status_code == 403
