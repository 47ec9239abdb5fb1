# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every kind of page in a real browser, on a telephone and on a desk: WCAG 2.2 AA, and no sideways scroll."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from amendments.decisions.canned_actions import add_canned
from amendments.desk.actions import Wish, stage
from amendments.desk.queries import desk_of
from amendments.documents.actions import correct
from amendments.drafts.actions import gather
from amendments.models import Support
from amendments.requests.actions import propose
from amendments.support.actions import support
from amendments.support.links import support_token
from attachments import owners
from attachments.actions import Label
from attachments.actions import add as attach
from attachments.contents import Content
from attachments.sweeping import storage
from auth import body_actions, mandate_actions
from auth.body_actions import BodyData
from comments.actions import post
from db import db, now, transaction
from journal import fingerprints
from processes.meetings.actions import Gathering, add_meeting, confirm_joining
from processes.news.actions import Article, add_post
from processes.path.actions import Chapter, add_section
from processes.sheet.actions import body_for, change_facts, name_body
from processes.suggestions.actions import Told, suggest
from tests.adaptation import look_at
from tests.amendments.carry_stories import worked
from tests.attachments.files import PDF, picture
from tests.browser import assert_accessible
from tests.make import published, text
from works.actions import ask_for

pytestmark = pytest.mark.browser

PAGES = {
    "": [
        "/",
        "/how-it-works",
        "/processes",
        "/processes/places",
        "/processes/groups",
        "/processes/groups/3",
        "/processes/report",
        "/processes/report/received",
        "/processes/piano",
        "/processes/piano/path",
        "/processes/piano/meetings",
        "/processes/piano/network",
        "/processes/piano/meetings/1",
        "/processes/piano/news",
        "/processes/piano/news/1",
        "/processes/piano/plan",
        "/processes/piano/proposals",
        "/processes/piano/history",
        "/search?q=rete",
        "/proposals/1",
        "/documents/1/report",
        "/processes/piano/report",
        "/processes/piano/statistics",
        "/statistics",
        "/documents/1/versions",
        "/documents/1/versions/1",
        "/documents/1/versions/1/authors",
        "/documents/1/history",
        "/fingerprints",
        "/documents/1/supporters",
        "/documents/1/amendments",
        "/documents/1/amendments/1",
        "/documents/1/amendments/contests",
        "/documents/1/amendments/text",
        "/documents/1/versions/1/paragraphs/1",
        "/documents/1/amendments/1?view=side",
        "/documents/1/comments",
        "/documents/1/comments/passage",
        "/sign-in",
        "/sign-up",
        "/password",
        "/roles",
        "/privacy",
        "/legal",
        "/accessibility",
        "/bodies",
        "/bodies/1",
    ],
    "ada": [
        "/proposals/1",
        "/documents/1/amendments/new",
        "/documents/1/amendments/draft",
        "/documents/1/versions/1/paragraphs/1",
        "/documents/1/amendments/1/revise",
        "/documents/1/amendments/1/withdraw",
        "/documents/1/comments/passage",
        "/comments/1/reply",
        "/comments/1/edit",
        "/comments/1/delete",
        "/account",
        "/account/unsent",
        "/account/work",
        "/account/words",
        "/account/words?show=comments",
        "/account/email",
        "/account/password",
        "/account/erase",
    ],
    "bruno": [
        "/processes/piano",
        "/processes/piano/edit",
        "/processes/piano/parts",
        "/processes/piano/meetings/new",
        "/processes/piano/meetings/1/edit",
        "/processes/piano/meetings/1/network",
        "/processes/piano/meetings/1/registrations",
        "/processes/piano/meetings/import",
        "/proposals/1/meetings",
        "/processes/piano/figures",
        "/processes/piano/posts",
        "/processes/piano/posts/new",
        "/processes/piano/posts/1",
        "/processes/piano/sections",
        "/processes/piano/sections/new",
        "/processes/piano/sections/1",
        "/processes/piano/phases",
        "/processes/piano/phases/new",
        "/processes/piano/facts",
        "/processes/piano/facts/bodies",
        "/processes/piano/people",
        "/account/work/1",
        "/attachments/process/1",
        "/attachments/1/edit",
        "/attachments/1/remove",
        "/processes/piano/arrange",
        "/processes/piano/drafts",
        "/processes/piano/proposals/new",
        "/documents/1/amendments/enter",
        "/documents/1/correct",
        "/documents/1/conclude",
        "/documents/1/close",
        "/documents/1/versions/1/restore",
    ],
    "mara": [
        "/processes/piano/queue",
        "/processes/piano/reasons",
        "/processes/piano/reasons/1",
        "/processes/piano/comments",
        "/documents/1/amendments/1/decide",
        "/documents/1/amendments/1/moderate",
        "/documents/1/desk",
        "/documents/1/desk?view=result",
        "/documents/1/desk/publish",
        "/documents/1/amendments/1/ask",
        "/documents/1/amendments/1/notes",
        "/documents/1/obscure",
        "/comments/1/moderate",
        "/comments/1/report",
    ],
    "ines": [
        "/processes/new",
        "/settings",
        "/settings/theme",
        "/settings/features",
        "/bodies",
        "/accounts",
        "/administrators",
        "/terms",
        "/terms/1",
        "/processes/groups/3/edit",
        "/suggestions",
        "/suggestions/1",
        "/obscure",
        "/processes/piano/obscure",
        "/accounts",
        "/administrators",
        "/bodies/1",
        "/bodies/1/edit",
        "/bodies/1/people",
        "/bodies/1/merge",
        "/bodies/new",
        "/bodies/import",
    ],
}


@pytest.fixture
def content(cast):
    """A published proposal with two amendments of the same words, and a comment."""
    document = published(cast)
    with transaction():
        add_canned(cast.process, "Fuori tema", "Non riguarda questo piano.", by=cast.mara)
        propose(document, text(tempi="Entro il 2027."), by=cast.ada, base=1, reason="Serve tempo.")
        propose(document, text(tempi="Entro il 2028."), by=cast.sami, base=1, reason="Serve più tempo.")
        gather(document, "Imparare facendo.", by=cast.ada, base=1, paragraph=1, reason="Si impara meglio.")
        propose(document, text(destinatari="Tutti."), by=cast.zoe, base=1, reason="Serve a tutti.")
        for one in desk_of(document).open:  # two that cannot stand together, and one that is ready
            stage(one.amendment, [Wish(1, "accepted")], by=cast.mara, seen_revision=1)
        owner, content = owners.find("process", cast.process.id), Content(PDF, "atto.pdf", "application/pdf")
        attach(owner, Label("Il regolamento", "act", "cc-by-4.0"), content, "0" * 32, "0" * 64, by=cast.bruno)
        attach(owner, Label("La mappa", "picture", "cc-by-4.0"), content, "1" * 32, "0" * 64, by=cast.bruno)
        body = body_actions.create(BodyData("Comune di Roccascura", email="urp@roccascura.example"), by=cast.ines)
        mandate_actions.entrust(body, "ada@example.org", referent=True, by=cast.ines)
        mandate_actions.show_names(cast.ada, {body.id}, by=cast.ada)
        logo = Content(picture("PNG"), "logo.png", "image/png")
        attach(
            owners.find("body", body.id), Label("Logo", "picture", "reserved"), logo, "2" * 32, "0" * 64, by=cast.ada
        )
        storage().put("2" * 32, logo.data)
    with transaction():
        facts = {"kind": "Scheda breve", "theme": "Verde", "region": "Liguria", "group": "Bando 2026",
                 "places": ["Camogli", "Rapallo (GE)"],
                 "started": 2020, "certified": True, "funded": True, "objectives": "## Uno\n\nCurare.",
                 "source": "https://esempio.example/", "changed_on": now().date()}  # fmt: skip
        change_facts(cast.process, facts, by=cast.bruno, seen=0)
        name_body(cast.process, "holder", body_for(cast.process, "Comune di Camogli", by=cast.bruno), by=cast.bruno)
        name_body(cast.process, "holder", body, by=cast.bruno)
        suggest(Told("Orti di quartiere", places=["Camogli"]), by=None)
    with transaction():
        for title, folded in (("Obiettivi", False), ("Note", True), ("Prossimi passi", False)):
            add_section(cast.process, Chapter("free", title, "1. Uno\n2. Due", folded), by=cast.bruno)
        for series in ("", "Tavoli", "Tavoli"):
            gathering = Gathering("Valchiara", now().date(), series=series, text="Si **parte**.", minutes="## Esito")
            gathering = replace(gathering, people=50, people_about=True, tables=["Scuole"], needs="Tempo.")
            gathering = replace(gathering, agenda="- 18:00 Saluti", registers=True, seats=1)
            meeting = add_meeting(cast.process, gathering, {"host": [f"Comune di {series}"]}, by=cast.bruno)
            confirm_joining(meeting, {meeting.presences[0].body_id}, by=cast.bruno)
        links = [["Il regolamento", "https://www.example.org/"]]
        article = Article("Si parte", "Avvisi", "Redazione", "Presto.", "Testo.", links, published_at=now())
        for one in (article, replace(article, highlighted=True), replace(article, published_at=None)):
            add_post(cast.process, one, by=cast.bruno)
        post(document, "Bello **così**.", by=cast.ada)
        ask_for("meetings", cast.process.title, {"process": cast.process.id, "text": ""}, by=cast.bruno)
        fingerprints.publish()
    return document


@pytest.mark.parametrize(
    ("who", "prefix", "width"), [*((who, "", 320) for who in PAGES), *((who, "/en", 1280) for who in PAGES)]
)
def test_every_kind_of_page_is_accessible(window, cast, content, who, prefix, width):
    page = window("/health", person=getattr(cast, who, None), width=width)
    for path in PAGES[who]:
        look_at(page, prefix, path)


def test_pages_about_a_text_that_changed_are_accessible(window, cast):
    document = published(cast)
    with transaction():
        support(document, by=cast.sami)
        propose(document, text(tempi="Entro il 2027."), by=cast.ada, base=1, reason="Serve tempo.")
        propose(document, text(destinatari="Tutti."), by=cast.zoe, base=1, reason="Serve a tutti.")
        correct(document, text(tempi="Entro il 2026."), by=cast.bruno, base=1, reason="Serve tempo.")
        cast.process.support_threshold = 3
    worked()
    link = f"/supports/{support_token(db.session.scalars(sa.select(Support)).one())}?answer=keep"
    requests = f"/documents/{document.id}/amendments"
    asked = [f"{requests}/1", f"{requests}/1/update", f"{requests}/1/carried/2"]
    carried = [f"{requests}/2", f"{requests}/2/carried/2", link, f"/proposals/{document.id}"]
    for who, paths in (("ada", asked), ("", carried)):
        page = window("/health", person=getattr(cast, who, None), width=320)
        for path in paths:
            answer = page.goto(path)
            assert answer is not None and answer.status == 200, page.url
            assert_accessible(page)
