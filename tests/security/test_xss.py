# SPDX-License-Identifier: AGPL-3.0-or-later
"""Scripts that people write into every field, or into addresses, are shown as words and never run."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest

from amendments.decisions.actions import Act, Ruling, decide
from amendments.documents.actions import conclude
from amendments.models import Document
from amendments.requests.actions import changes_of, moderate, propose
from amendments.support.actions import support
from auth.models import Body, Mandate, Site
from auth.words import one_line, person_name
from comments import actions as comments
from comments import moderation_actions
from db import Invalid, db, now
from processes.models import Part
from redline.text import clean_characters
from tests.make import Cast, published, text, writing
from tests.page import Visitor
from tests.security.payloads import SCRIPTS, dangers, scripts

Visit = Callable[..., Visitor]
PUBLIC = """/ /processes/piano /processes/piano/plan /processes/piano/proposals /processes/piano/history
    /search?q=testo /proposals/{id} /documents/{id}/versions /documents/{id}/versions/1 /documents/{id}/versions/2
    /documents/{id}/compare/1/2 /documents/{id}/compare/1/2?view=side /documents/{id}/history
    /documents/{id}/supporters /documents/{id}/amendments /documents/{id}/amendments/1
    /documents/{id}/amendments/1?view=side /documents/{id}/comments
    /documents/{id}/comments?fragment=1 /comments/{comment}/reply /privacy /legal /accessibility""".split()
OWN = {
    "ada": ["/proposals/{id}", "/documents/{id}/amendments", "/comments/{comment}/edit", "/account"],
    "mara": ["/processes/piano/queue", "/documents/{id}/amendments/3/decide", "/documents/{id}/amendments/2",
             "/documents/{id}/amendments/2/moderate",
             "/comments/{comment}/moderate", "/processes/piano/comments"],
    "bruno": ["/processes/piano/people", "/processes/piano/parts", "/processes/piano/phases", "/processes/piano/edit",
              "/processes/piano/arrange", "/documents/{id}/correct"],
    "ines": ["/settings", "/bodies", "/bodies/1", "/bodies/1/edit", "/bodies/1/people", "/bodies/1/merge",
             "/accounts?email=ada@example.org"],
}  # fmt: skip


GROUPS = [SCRIPTS[start : start + 5] for start in range(0, len(SCRIPTS), 5)]


def write_everywhere(cast: Cast, attacks: list[str]) -> tuple[Document, int]:
    """Write the attack into every field that people fill in, as the forms clean it; return text and comment."""
    words, line = clean_characters("\n\n".join(attacks)), one_line(" ".join(attacks))
    with writing():
        for person, attack in zip((cast.ada, cast.sami, cast.bruno, cast.mara, cast.zoe), attacks, strict=True):
            person.name = person_name(f"x {attack}"[:100])
        body = Body(name=line[:200] or "x", place=line[:100], province="")
        db.session.add_all([body, Mandate(body=body, user=cast.sami, by_id=cast.ines.id, created_at=now())])
        cast.process.title, cast.process.description, cast.process.headings = line[:200], words, [line]
        cast.process.phases[0].title = line[:200]
        part = Part(process_id=cast.process.id, number="5", title=line[:200], position=1)
        db.session.add(part)
        for column in Site.__table__.columns.keys():  # noqa: SIM118 - the columns of a table, not of a dict
            if column not in ("id", "privacy_version", "email", "pec", "mail_sender", "mail_url"):
                limit = getattr(Site.__table__.columns[column].type, "length", None)
                setattr(db.session.query(Site).one(), column, words[:limit] if limit is None else line[:limit])
    document = published(cast, text(f"Testo {line}"[:300], obiettivo=words))
    return document, talk(cast, document, words, body)


def talk(cast: Cast, document: Document, words: str, body: Body) -> int:
    """Amend, decide, support, comment and moderate with the attack as the words of everybody."""
    asked = text(f"Testo {one_line(words)}"[:300], obiettivo=words, tempi=f"Mai. {words}\n\n{words}")
    with writing():
        support(document, by=cast.sami)
        first = propose(document, asked, by=cast.ada, base=1, reason=f"x {words}")
        propose(document, text(tempi=f"Poi. {words}"), by=cast.sami, base=1, reason=f"x {words}", body_id=body.id)
        propose(document, asked + f"\n\n{words} fine", by=cast.ada, base=1, reason=f"x {words}")
        second, third = db.session.query(type(first)).filter(type(first).number > 1).order_by("number")
        moderate(second, by=cast.mara, show=False, reason=f"x {words}")
        comment = comments.post(document, f"x {words}", by=cast.ada)
        comments.reply(comment, f"y {words}", by=cast.sami, body_id=body.id)
        hidden = comments.post(document, f"z {words}", by=cast.sami)
        moderation_actions.hide(hidden, f"x {words}"[:900], by=cast.mara, seen=1)
        comments.report(comment, f"x {words}"[:900], by=cast.sami)
    with writing():
        rulings = [Ruling(row.number, "accepted", f"x {words}") for row in changes_of(first, 1)]
        act = Act(organ=one_line(words)[:200], act=one_line(words)[:200])
        decide(first, rulings, by=cast.mara, seen_version=1, seen_revision=1, act=act)
    assert third.state == "pending"
    return comment.id


@pytest.mark.parametrize("attacks", GROUPS)
def test_stored_scripts_never_run(cast: Cast, visit: Visit, attacks: list[str]) -> None:
    document, comment = write_everywhere(cast, attacks)
    for who, paths in {"": PUBLIC, **OWN}.items():
        visitor = visit(getattr(cast, who, None))
        for path in paths:
            answer = visitor.client.get(path.format(id=document.id, comment=comment))
            assert answer.status_code == 200, path
            assert not list(dangers(answer.text)), (path, list(dangers(answer.text)))
            assert "829348951" not in answer.text, path
    with writing():
        conclude(document, by=cast.bruno, adopted=False, reason=f"x {attacks[0]}")
    assert not list(dangers(visit().client.get(f"/documents/{document.id}/history").text))


def test_published_scripts_never_run_where_people_comment(cast: Cast, visit: Visit) -> None:
    document, said = published(cast), 0
    with writing():
        for attack in scripts():
            try:
                comments.post(document, f"x {attack}", by=cast.ada)
                said += 1
            except Invalid:
                continue
    for start in range(1, said + 1, 20):  # as many threads stand on a page
        answer = visit().client.get(f"/documents/{document.id}/comments?from={start}")
        assert answer.status_code == 200 and not list(dangers(answer.text)), start
    assert said > len(SCRIPTS) // 2


# --- addresses --------------------------------------------------------------------------------------------

NAMES = "q view state sort after before from old new next errand email amendment show document part fragment".split()


def with_queries(id: int, attack: str) -> Iterator[str]:
    """Yield every public address with the attack as each word of its query, and in its path."""
    query = "&".join(f"{name}={quote(attack, safe='')}" for name in NAMES)
    for path in (*PUBLIC, "/sign-in", "/sign-up", "/documents/{id}/compare", "/processes/piano/queue"):
        yield path.format(id=id, comment=1).partition("?")[0] + "?" + query
    yield from (
        f"/{quote(attack, safe='')}",
        f"/processes/{quote(attack, safe='')}",
        f"/documents/{id}/versions/{quote(attack, safe='')}",
    )


@pytest.mark.parametrize("attack", SCRIPTS[::3])
def test_scripts_in_addresses_never_run(cast: Cast, visit: Visit, attack: str) -> None:
    document = published(cast)
    for who in (None, cast.mara):
        visitor = visit(who)
        for path in with_queries(document.id, attack):
            answer = visitor.client.get(path, follow_redirects=True)
            assert answer.status_code < 500, path
            assert not list(dangers(answer.text)), (path, list(dangers(answer.text)))
