# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forged numbers, broken Unicode and words of databases, in every address and every field: a page, never an error."""

import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask

from db import db
from proposals.lists import _pack
from redline.text import body
from tests.make import Cast, published, text
from tests.page import Visitor, form_values
from tests.routes import ROLES, ROUTES
from tests.security.payloads import NUMBERS, SIGNS, SQL
from tests.test_permissions import addresses, who

Visit = Callable[..., Visitor]
FIELDS = """title body text reason base seen seen_version seen_revision edited step body_id author_name channel
    received_on organ act sitting conflict_declared ruling_1 reason_1 name email language role slug prefix description
    headings participation domains number part_id starts first_day last_day original_date original_reference passage
    words deed show adopted state query errand next path place province tax_code phone parent_url accessibility_url
    privacy_text legal_notes mail_url mail_sender password present code direction up amendment from to""".split()
QUERY = "q view state sort after before from old new next errand email amendment show document part fragment".split()
UNSEEN = ("\x00", "\u202e", "\u2066", "\u200b", "\ufeff", "\u2060", "\ufffe", "\uffff", "\x1b", "\x07")


def best(endpoint: str, method: str) -> str:
    """Return the role that gets furthest on a route."""
    granted = ROUTES.get(f"{endpoint} {method}", ROUTES.get(endpoint, frozenset()))
    return (
        next(role for role in ("author", "staff", "moderator", "administrator", "visitor") if role in granted)
        if granted
        else "staff"
    )


def people(visit: Visit, world: SimpleNamespace) -> dict[str, Visitor]:
    return {role: visit(who(world, role)) for role in ROLES}


def encoded(words: str) -> str:
    return quote(words.encode("utf-8", "surrogatepass"), safe="")


@pytest.fixture
def frozen(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no form need its token, and each request find the world as it was."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    monkeypatch.setattr(db.session, "commit", db.session.rollback)


def forms(app: Flask, world: SimpleNamespace) -> Iterator[tuple[str, str]]:
    for endpoint, method, path in list(addresses(app, world)):
        if method == "POST":
            yield best(endpoint, method), path


@pytest.mark.parametrize("value", [*SIGNS, "' OR 1=1 --", "9" * 30, "00000000009999999999", ""])
def test_hostile_words_in_every_field_are_never_an_error(
    app: Flask, world: SimpleNamespace, visit: Visit, frozen: None, value: str
) -> None:
    sent, visitors = dict.fromkeys(FIELDS, value.encode("utf-8", "surrogatepass")), people(visit, world)
    for role, path in forms(app, world):
        answer = visitors[role].client.post(path, data=sent)
        assert answer.status_code < 500, path
        page = answer.get_data(as_text=True)
        assert not [sign for sign in UNSEEN if sign in page], path


@pytest.mark.parametrize("value", [*SQL, *NUMBERS, *SIGNS[:5]])
def test_hostile_words_in_every_query_are_never_an_error(
    app: Flask, world: SimpleNamespace, visit: Visit, value: str
) -> None:
    query, visitors = "&".join(f"{name}={encoded(value)}" for name in QUERY), people(visit, world)
    for endpoint, method, path in list(addresses(app, world)):
        if method == "GET" and endpoint != "static":
            answer = visitors[best(endpoint, method)].client.get(f"{path}?{query}")
            assert answer.status_code < 500, path
            page = answer.get_data(as_text=True)
            assert not [sign for sign in UNSEEN if sign in page], path


@pytest.mark.parametrize(
    "value", ["%00", "%27", "%ED%A0%80", "%FF", "..%2f..", "9" * 30, "-1", "0x1", "1.0", "%E2%80%AE"]
)
def test_hostile_words_in_every_address_are_not_found(
    app: Flask, world: SimpleNamespace, visit: Visit, value: str
) -> None:
    visitors = people(visit, world)
    for rule in app.url_map.iter_rules():
        if rule.arguments and rule.endpoint != "static" and "token" not in rule.arguments:
            path = rule.rule
            for part in rule.rule.split("/"):
                path = path.replace(part, value) if part.startswith("<") else path
            answer = visitors["administrator"].client.get(path)
            assert answer.status_code in (404, 405), path


# --- SQL injection ----------------------------------------------------------------------------------------


def test_words_of_databases_order_filter_and_find_nothing_they_should_not(cast: Cast, visit: Visit) -> None:
    published(cast)
    plain = visit().get("/processes/piano/proposals")
    for words in SQL:
        for name in ("sort", "state", "part"):
            page = visit().get("/processes/piano/proposals", query_string={name: words})
            assert page.status == 200 and page.has_link("Creare gruppi"), (name, words)
        found = visit().get("/search", query_string={"q": words})
        assert found.status == 200 and "Creare gruppi" not in found.text, words
    assert plain.text == visit().get("/processes/piano/proposals").text


@pytest.mark.parametrize(
    "cursor",
    [["newest", False, "x' OR 1=1", 1], ["plan", False, 1e400, 1], ["newest", False, 1e18, 1], ["newest", 0, 1, 1],
     ["supported", True, -5, 1], ["plan", False, 2**63, 1], ["at", -1], ["at", True], [], {}, None, ["plan"] * 4],
)  # fmt: skip
@pytest.mark.parametrize("sort", ["plan", "newest", "supported", "discussed"])
def test_forged_cursors_find_nothing(cast: Cast, visit: Visit, cursor: Any, sort: str) -> None:
    published(cast)
    words = {"after": _pack(cursor), "sort": sort}
    assert visit().get("/processes/piano/proposals", query_string=words).status in (200, 404)
    assert visit().get("/search", query_string=words | {"q": "rete"}).status in (200, 404)


# --- time -------------------------------------------------------------------------------------------------

HEAVY = {
    "brackets": "[" * 10_000,
    "links": "[x](" * 10_000,
    "emphasis": "*a_ " * 10_000,
    "quotes": "> " * 5_000 + "x",
    "lists": "".join("  " * (n % 500) + "- x\n" for n in range(4_000)),
    "one word": "x" * 150_000,
    "table": "|a|b|\n|-|-|\n" + "|x|y|\n" * 8_000,
    "entities": "&amp;&#38;&lt" * 8_000,
    "backticks": "".join("`" * (n % 90) + " " for n in range(2_000)),
    "spaces": " " * 100_000 + "x\n" + "\t" * 50_000 + "x",
    "headings": "## x\n\n" * 4_000,
    "references": "[a]: /x\n" * 8_000 + "[a]" * 2_000,
    "angles": "<a " * 20_000,
}


@pytest.mark.parametrize("name", HEAVY)
def test_heavy_texts_are_answered_in_bounded_time(cast: Cast, visit: Visit, name: str) -> None:
    page = visit(cast.ada).get(f"/documents/{published(cast).id}/amendments/new")
    form, button = page.button("Vedi che cosa cambierebbe")
    words = {"body": body(text(tempi=HEAVY[name])), "reason": HEAVY[name][:4_000]}
    words |= {button.get("name") or "look": button.get("value") or ""}
    started = time.process_time()
    answer = page.visitor.client.post(page.path, data=form_values(form) | words)
    assert answer.status_code in (200, 422)
    comment = visit(cast.ada).post(f"/documents/{published(cast).id}/comments", {"text": HEAVY[name][:10_000]})
    assert comment.status in (200, 400, 422)
    assert time.process_time() - started < 20


@pytest.mark.parametrize("words", ["a" * 5_000, "a " * 2_000, " a\n" * 1_000, "(" * 3_000, "\\" * 3_000])
def test_heavy_searches_are_answered_in_bounded_time(cast: Cast, visit: Visit, words: str) -> None:
    published(cast, text(tempi="a " * 5_000))
    started = time.process_time()
    assert visit().post("/sign-in", {"email": words}).status == 400
    assert visit().get("/search", query_string={"q": words[:1_000]}).status == 200
    assert visit(cast.mara).get("/processes/piano/queue", query_string={"q": words[:1_000]}).status == 200
    page = visit(cast.mara).get("/documents/1/obscure").press("Cerca", passage=words, reason="Illecite.")
    assert page.status in (200, 422)
    assert time.process_time() - started < 10
