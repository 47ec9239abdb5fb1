# SPDX-License-Identifier: AGPL-3.0-or-later
"""Broken access control: who may not decide does not, by no way; what is private comes out nowhere."""

import threading
from collections.abc import Callable
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from flask import Flask

from amendments.decisions.actions import Ruling, decide
from amendments.models import Document, Support
from amendments.request_models import Decision
from amendments.requests.actions import changes_of, moderate, propose
from auth.models import Member, User
from comments import actions as comments
from comments import moderation_actions
from db import db, now
from permissions import Refused
from proposals.draft_actions import draft
from tests.make import Cast, person, process, published, text, writing
from tests.page import Visitor
from tests.test_permissions import addresses

Visit = Callable[..., Visitor]
SECRET = "Segretissimo"
FORM = {"step": "accept", "seen_version": "1", "seen_revision": "1", "ruling_1": "accepted", "reason": "x",
        "outcome_1": "accepted", "edited_body": "x", "publish": "1"}  # fmt: skip


@pytest.fixture
def stranger(cast: Cast) -> User:
    """Somebody who is staff and moderator of another process."""
    with writing():
        made, elsewhere = person("Olga"), process(slug="altrove", title="Altrove", prefix="alt")
        db.session.flush()
        for role in ("staff", "moderator"):
            db.session.add(Member(process_id=elsewhere.id, user_id=made.id, role=role, created_at=now()))
    return made


# --- CVE-2026-40869: anybody signed in could accept or reject any amendment ----------------------------------


@pytest.mark.parametrize("who", ["zoe", "ada", "bruno", "ines", "stranger"])
@pytest.mark.parametrize("outcome", ["accepted", "rejected"])
def test_only_moderators_of_the_process_decide(
    app: Flask, cast: Cast, visit: Visit, stranger: User, monkeypatch: pytest.MonkeyPatch, who: str, outcome: str
) -> None:
    document, by = published(cast), stranger if who == "stranger" else getattr(cast, who)
    with writing():
        amendment = propose(document, text(tempi="Mai."), by=cast.ada, base=1, reason="Sì.")
    rulings = [Ruling(row.number, outcome, "Perché sì.") for row in changes_of(amendment, 1)]
    with pytest.raises(Refused), writing():
        decide(amendment, rulings, by=by, seen_version=1, seen_revision=1)
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    here = f"/documents/{document.id}/amendments/1/decide"
    for step in ("accept", "reject", "check", "publish", "clashes"):
        assert visit(by).client.post(here, data=FORM | {"step": step}).status_code == 403
    db.session.expire_all()
    assert document.version == 1 and amendment.state == "pending" and not db.session.query(Decision).count()


def test_roles_of_another_process_open_nothing(
    app: Flask, world: SimpleNamespace, visit: Visit, stranger: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever somebody without a role may not fetch or send, those of another process may not either."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    monkeypatch.setattr(db.session, "commit", db.session.rollback)
    for endpoint, method, path in list(addresses(app, world)):
        if endpoint in ("static", "auth.sign_out"):
            continue
        zoe = visit(world.cast.zoe).client.open(path, method=method).status_code
        other = visit(stranger).client.open(path, method=method).status_code
        assert (other in (403, 404)) == (zoe in (403, 404)), f"{method} {path}: {zoe}, {other}"


def test_things_of_one_process_are_not_reached_through_another(cast: Cast, visit: Visit, stranger: User) -> None:
    member = cast.mino.memberships[0]
    page = visit(stranger).get("/processes/altrove/people")
    form = {"csrf_token": next(e.get("value") for e in page.all(".//input") if e.get("name") == "csrf_token")}
    assert visit(stranger).get("/processes/piano/people").status == 403
    answer = page.visitor.client.post(f"/processes/altrove/people/{member.id}/remove", data=form)
    assert answer.status_code == 404
    db.session.expire_all()
    assert cast.mino.has_role("moderator", cast.process)


# --- CVE-2023-47634: parallel requests support more than once ------------------------------------------------


def test_parallel_requests_support_once(app: Flask, cast: Cast, visit: Visit) -> None:
    document = published(cast)
    visitors = [visit(cast.sami) for _ in range(6)]
    pages = [visitor.get(f"/proposals/{document.id}") for visitor in visitors]
    form, _ = pages[0].button("Sostieni")
    path = form.get("action") or ""
    tokens = [
        next(e.get("value") for e in p.button("Sostieni")[0].iter("input") if e.get("name") == "csrf_token")
        for p in pages
    ]
    db.session.rollback()
    start, statuses = threading.Barrier(len(visitors)), []

    def press(visitor: Visitor, token: str | None) -> None:
        with app.app_context():
            start.wait()
            statuses.append(visitor.client.post(path, data={"csrf_token": token}).status_code)
            db.session.remove()

    threads = [threading.Thread(target=press, args=pair) for pair in zip(visitors, tokens, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    db.session.rollback()
    assert set(statuses) <= {302, 303}
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Support)) == 1 and document.supports == 1


# --- private resources: drafts, and what waits or is hidden ---------------------------------------------------


@pytest.fixture
def private(cast: Cast) -> Document:
    """A public text beside which a draft, amendments and comments hold a word nobody may read."""
    document = published(cast)
    with writing():
        draft(cast.process, text(f"Bozza {SECRET}", obiettivo=SECRET), by=cast.bruno)
        hidden = propose(document, text(tempi=SECRET), by=cast.ada, base=1, reason=SECRET)
        moderate(hidden, by=cast.mara, show=False, reason="Illecita.")
        comments.post(document, SECRET, by=cast.ada, amendment=hidden)
        said = comments.post(document, SECRET, by=cast.ada)
        comments.edit(said, f"{SECRET} ancora", by=cast.ada, seen=1)
        moderation_actions.hide(said, "Illecito.", by=cast.mara, seen=2)
        cast.process.amendment_moderation = cast.process.comment_moderation = "before"
        propose(document, text(tempi=f"{SECRET} due"), by=cast.ada, base=1, reason=SECRET)
        comments.post(document, f"{SECRET} tre", by=cast.ada)
    return document


@pytest.mark.parametrize("who", ["visitor", "zoe", "stranger"])
def test_what_is_private_comes_out_nowhere(
    app: Flask, cast: Cast, visit: Visit, stranger: User, private: Document, who: str
) -> None:
    visitor = visit({"visitor": None, "stranger": stranger}.get(who) or getattr(cast, who, None))
    id = private.id
    paths = ["/", "/processes/piano", "/processes/piano/plan", "/processes/piano/history", f"/search?q={SECRET}",
             f"/processes/piano/proposals?q={SECRET}", "/processes/piano/proposals?state=draft&sort=newest",
             "/processes/piano/drafts", "/processes/piano/queue", f"/processes/piano/queue?q={SECRET}",
             "/processes/piano/comments", f"/documents/{id}/amendments?state=pending", f"/documents/{id}/history",
             f"/documents/{id}/comments?fragment=1", f"/documents/{id}/comments?amendment=1",
             f"/documents/{id}/comments?amendment=2&fragment=1", "/metrics", "/health"]  # fmt: skip
    for number in range(1, 4):
        paths += [f"/proposals/{number}", f"/proposals/{number}/draft", f"/proposals/{number}/draft/preview"]
        paths += [f"/proposals/{number}/draft/saves", f"/proposals/{number}/draft/saves/1"]
        paths += [
            f"/documents/{number}/{name}" for name in ("versions", "history", "comments", "versions/1", "supporters")
        ]
        paths += [f"/documents/{id}/amendments/{number}{deed}" for deed in ("", "/revisions/1", "/decide", "/revise")]
        paths += [f"/comments/{number}/{deed}" for deed in ("history", "reply", "edit", "report", "moderate")]
    for path in paths:
        page = visitor.client.get(path, follow_redirects=True)
        words = page.get_data(as_text=True).replace(f"q={SECRET}", "").replace(f'value="{SECRET}"', "")
        assert f"{SECRET} " not in words and f">{SECRET}" not in words, path
    assert private.amendments == private.pending == private.comments == 0


def test_hidden_things_answer_like_missing_ones(cast: Cast, visit: Visit, private: Document) -> None:
    hidden = visit(cast.zoe).get(f"/documents/{private.id}/amendments/1")
    missing = visit(cast.zoe).get(f"/documents/{private.id}/amendments/99")
    assert hidden.status == missing.status == 404 and hidden.text == missing.text


@pytest.mark.parametrize("next", ["//evil.example", "https://evil.example", "/\\evil.example", "/%09/evil.example",
    "javascript:alert(1)", "/\t/evil.example", "http:evil.example", "/en//evil.example",
    "\x00//evil.example"])  # fmt: skip
def test_nobody_is_sent_to_another_site(cast: Cast, visit: Visit, next: str) -> None:
    for path in ("/sign-in", "/sign-up"):
        answer = visit(cast.ada).client.get(path, query_string={"next": next})
        assert answer.status_code == 303 and "evil" not in answer.headers["Location"].replace("%09/evil", "")
    for path in ("//evil.example/", "/\\evil.example", "//evil.example/en", "/en//evil.example/.."):
        assert "//evil" not in visit().client.get(path).headers.get("Location", "").replace("http://localhost", "")
