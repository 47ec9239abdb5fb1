# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages that come later in the life of a text, a draft and an account; and that no route was forgotten."""

import pytest
from flask import Flask

from amendments.decisions.actions import Ruling, decide
from amendments.drafts.actions import gather
from amendments.handling.clarification_actions import ask
from amendments.models import Document
from amendments.requests.actions import propose
from auth import tokens
from comments import actions as comments
from processes.plan.actions import add_part
from tests.adaptation import look_at
from tests.amendments.carry_stories import worked
from tests.amendments.desk_stories import staged
from tests.amendments.stories import accepted, asked
from tests.make import Cast, published, text, writing
from tests.proposals.test_drafts import drafted
from tests.test_every_page import PAGES

LATER = {
    "": [
        "/documents/1/compare",
        "/documents/1/compare/1/2",
        "/documents/1/compare/1/2?view=side",
        "/documents/1/amendments/2/revisions/1",
        "/documents/1/amendments/3",
        "/documents/1/amendments/4/carried/2",
        "/comments/1/history",
        "/account/erased",
        "/sign-up/sent",
        "/confirm/<confirm>",
        "/password/<reset>",
    ],
    "ada": [
        "/documents/1/amendments/2/answer",
        "/documents/1/amendments/4/update",
        "/account/email/<address>",
    ],
    "sami": [
        "/documents/1/amendments/draft",
        "/documents/1/versions/2/paragraphs/1",
    ],
    "bruno": [
        "/documents/1/withdraw",
        "/documents/1/amendments/3/proposal",
        "/processes/piano/parts/1",
        "/processes/piano/phases/1",
        "/proposals/1/place",
        "/proposals/2/draft",
        "/proposals/2/draft/preview",
        "/proposals/2/draft/saves",
        "/proposals/2/draft/saves/1",
        "/proposals/2/publish",
    ],
    "mara": [
        "/documents/1/desk/4/1",
        "/documents/1/undo",
    ],
    "ines": [
        "/accounts/<zoe>/erase",
    ],
}

# Routes that no page of these lists answers, and why; besides those whose names say that they give files.
FILES = ("_file", "_feed", "_calendar")
ELSEWHERE = {
    "static": "files",
    "attachments.download": "a file",
    "amendments.chain": "JSON",
    "amendments.version_text": "Markdown",
    "fingerprints.feed": "Atom",
    "fingerprints.listed": "JSON",
    "fingerprints.whole": "JSON",
    "fingerprints.script": "a program",
    "theme.sheet": "a style sheet",
    "journal.health": "for machines",
    "unsent.found": "JSON",
    "journal.metrics": "for machines",
    "amendments.stand": "in test_every_page.py, with a link of the mail",
    "processes.setup": "in auth/test_in_browser.py, since it is there only once",
}


@pytest.fixture
def later(cast: Cast) -> dict[str, str]:
    """A text in its second version, requests in every state, a draft; the parts of addresses that are not known."""
    document = published(cast)
    with writing():
        comments.edit(comments.post(document, "Bene.", by=cast.ada), "Molto bene.", by=cast.ada, seen=1)
        add_part(cast.process, "5", "Competenze", by=cast.bruno)
    accepted(asked(document, cast.sami, obiettivo="Fare rete."), cast.mara)
    _request(document, cast)
    drafted(cast)
    with writing():
        gather(document, "In presenza.", by=cast.sami, base=2, paragraph=1, reason="È meglio.")
    return {
        "<confirm>": tokens.confirm_token(cast.zoe),
        "<reset>": tokens.reset_token(cast.zoe),
        "<address>": tokens.address_token(cast.ada, "ada@new.example"),
        "<zoe>": str(cast.zoe.id),
    }


def _request(document: Document, cast: Cast) -> None:
    """Let one request wait for its author, one be rejected, and one clash with today's text."""
    wish = asked(document, cast.ada, tempi="Entro il 2026.")
    refused = asked(document, cast.bruno, destinatari="Tutti.")
    with writing():
        ask(wish, "Entro quale mese?", by=cast.mara)
        decide(refused, [Ruling(1, "rejected", "Troppo.")], by=cast.mara, seen_version=2, seen_revision=1)
        rival = propose(document, text(obiettivo="Fare reti."), by=cast.ada, base=1, reason="Più di una.")
    worked()
    staged(rival, cast.mara)


@pytest.mark.browser
@pytest.mark.parametrize(("prefix", "width"), [("", 320), ("/en", 1280)])
def test_pages_that_come_later_are_accessible(window, cast, later, prefix, width):
    for who, paths in LATER.items():
        page = window("/health", person=getattr(cast, who, None), width=width)
        for path in paths:
            for name, value in later.items():
                path = path.replace(name, value)
            look_at(page, prefix, path)


def test_every_route_of_a_page_is_looked_at(app: Flask):
    routes = app.url_map.bind("localhost")
    paths = [path.partition("?")[0] for pages in (PAGES, LATER) for listed in pages.values() for path in listed]
    named = {routes.match(path.replace("<zoe>", "1"), method="GET")[0] for path in paths}
    every = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    pages = {endpoint for endpoint in every if not endpoint.endswith(FILES)}
    assert pages - named == set(ELSEWHERE), "add it to PAGES, LATER, or with its reason to ELSEWHERE"
