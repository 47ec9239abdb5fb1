# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hostile input on the pages of texts: scripts, huge texts, invisible characters, forged numbers."""

from collections.abc import Callable

import pytest

from amendments.requests.actions import propose
from db import db
from redline.text import body
from tests.make import Cast, published, text, writing
from tests.page import Visitor

Visit = Callable[..., Visitor]
LOOK = "Vedi che cosa cambierebbe"
ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x/onerror=alert(1)>",
    "[qui](javascript:alert(1))",
    "![x](data:text/html,<script>)",
    "</textarea><script>alert(1)</script>",
    '"><svg/onload=alert(1)>',
    "{{ 7919 * 104729 }}",
    "<a href='&#106;avascript:alert(1)'>x</a>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_scripts_in_every_field_are_shown_as_words_and_never_run(cast: Cast, visit: Visit, attack: str) -> None:
    document = published(cast)
    page = visit(cast.ada).get(f"/documents/{document.id}/amendments/new")
    page = page.press(LOOK, title=f"Titolo {attack}", body=body(text(tempi=attack)), reason=attack).press("Invia")
    assert page.status == 200
    desk = visit(cast.mara).get(page.path + "/decide").press("Accetta tutto", reason=attack)
    desk.press("Pubblica la decisione")
    paths = [f"/proposals/{document.id}", page.path, f"{page.path}?view=side", f"/documents/{document.id}/versions/2"]
    paths += [f"/documents/{document.id}/compare/1/2?view=side", f"/documents/{document.id}/amendments"]
    for path in paths:
        shown = visit().get(path)
        assert shown.status == 200 and "829348951" not in shown.html
        assert not [e for e in shown.all(".//script") if "emenda" not in e.get("src", "emenda") or e.text]
        assert "<svg/" not in shown.html and "<img src=x" not in shown.html
        assert not [a for a in shown.all(".//a") if "script:" in a.get("href", "")]


def test_a_text_beyond_the_limit_is_refused_with_a_sentence_and_kept(cast: Cast, visit: Visit) -> None:
    page = visit(cast.ada).get(f"/documents/{published(cast).id}/amendments/new")
    page = page.press(LOOK, body="parola " * 40_000, reason="Lungo.")
    assert page.status == 422 and "troppo lungo" in page.text and "Lungo." in page.html


def test_a_request_larger_than_any_text_is_refused_before_it_is_read(cast: Cast, visit: Visit) -> None:
    page = visit(cast.ada).get(f"/documents/{published(cast).id}/amendments/new")
    assert page.press(LOOK, body="x" * 3_000_000, reason="Lungo.").status == 413


def test_a_title_longer_than_a_title_is_refused(cast: Cast, visit: Visit) -> None:
    page = visit(cast.ada).get(f"/documents/{published(cast).id}/amendments/new")
    page = page.press(LOOK, title="T" * 301, reason="Lungo.")
    assert page.status == 422 and "al massimo 300 caratteri" in page.text


def test_invisible_and_turning_characters_never_reach_the_text(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    page = visit(cast.ada).get(f"/documents/{document.id}/amendments/new")
    words = body(text(tempi="Entro\u202e il\u200b 20\x0025."))
    page = page.press(LOOK, body=words, reason="Pulito\u2066.").press("Invia")
    assert "Entro il 2025." in page.html.replace("<ins>", "") or "2025" in page.text
    for character in ("\u202e", "\u200b", "\x00", "\u2066"):
        assert character not in page.html


@pytest.mark.parametrize("base", ["0", "2", "-1", "x", "", "99999999999999999999"])
def test_a_forged_base_version_is_refused(cast: Cast, visit: Visit, base: str) -> None:
    page = visit(cast.ada).get(f"/documents/{published(cast).id}/amendments/new")
    page = page.press(LOOK, base=base, body=body(text(tempi="Mai.")), reason="Sì.")
    assert page.status == 422 and "Questa versione non esiste" in page.text and "Mai." in page.html


@pytest.mark.parametrize("field", ["seen_version", "seen_revision"])
@pytest.mark.parametrize("value", ["", "x", "-3", "99999999999999999999"])
def test_forged_numbers_on_the_desk_never_decide(cast: Cast, visit: Visit, field: str, value: str) -> None:
    document = published(cast)
    with writing():
        propose(document, text(tempi="Mai."), by=cast.ada, base=1, reason="Sì.")
    page = visit(cast.mara).get(f"/documents/{document.id}/amendments/1/decide")
    assert page.press("Accetta tutto", **{field: value}).status == 409
    page = page.press("Accetta tutto").press("Pubblica la decisione", **{field: value})
    assert page.status == 409
    db.session.expire_all()
    assert document.version == 1


@pytest.mark.parametrize("deed", ["", "/decide", "/revise", "/withdraw"])
@pytest.mark.parametrize("before", ["", "9"])
def test_unknown_amendments_and_documents_are_not_found(cast: Cast, visit: Visit, deed: str, before: str) -> None:
    id = f"{published(cast).id}{before}"
    assert visit(cast.mara).get(f"/documents/{id}/amendments/9{deed}").status == 404


@pytest.mark.parametrize("query", ["before=x", "before=-1", "before=99999999999999999999", "state=x", "view=x%00"])
def test_odd_words_in_the_address_are_taken_as_missing(cast: Cast, visit: Visit, query: str) -> None:
    id = published(cast).id
    for page in ("amendments", "versions", "supporters", "compare/1/1"):
        assert visit().get(f"/documents/{id}/{page}?{query}").status == 200
    assert visit(cast.mara).get(f"/processes/piano/queue?q=%00%27%25&document=x&{query}").status == 200
