# SPDX-License-Identifier: AGPL-3.0-or-later
"""Moderating a conversation: before and after publication, with reasons, and nothing that leaks."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from amendments.models import Document
from auth.models import Member
from comments import moderation_actions
from comments.actions import edit
from comments.models import Comment, Report
from db import Changed, Invalid, db, now
from journal.letters import _writers
from journal.models import Event, Message
from permissions import Refused
from tests.comments.say import anew, answered, comments_url, counted, said, seen_on
from tests.make import Cast, process, published, writing
from tests.page import Visitor

Visit = Callable[..., Visitor]


@pytest.fixture
def document(cast: Cast) -> Document:
    return published(cast)


@pytest.fixture
def read_before(cast: Cast, document: Document) -> Document:
    """A text whose comments are read by moderators before they appear."""
    with writing():
        cast.process.comment_moderation = "before"
    return document


def test_a_hidden_comment_leaves_the_reason_to_everybody(cast: Cast, document: Document, visit: Visit) -> None:
    comment = said(document, "Insulti", by=cast.ada)
    answered(comment, "Calma", by=cast.sami)
    page = visit(cast.mara).get(comments_url(document)).follow("Modera")
    page = page.press("Nascondi il commento", reason="Offende una persona")
    assert "Fatto: il commento è nascosto. Al suo posto si legge il motivo" in page.text
    for reader in (None, cast.sami, cast.ada, cast.mara):
        read = visit(reader).get(comments_url(document))
        assert "Commento nascosto da chi modera. Motivo: Offende una persona" in read.text
        assert "Insulti" not in read.text
        assert "Calma" in read.text
    assert seen_on(visit(), document) == 1 == counted(document)


def test_hiding_needs_a_reason_and_keeps_what_was_typed(cast: Cast, document: Document, visit: Visit) -> None:
    comment = said(document, "Insulti", by=cast.ada)
    page = visit(cast.mara).get(f"/comments/{comment.id}/moderate").press("Nascondi il commento", reason=" ")
    assert page.status == 422
    assert "Scrivi il motivo: lo leggeranno tutti." in page.text
    page = page.press("Nascondi il commento", reason="x" * 1001)
    assert page.status == 422
    assert "x" * 1001 in page.html
    assert seen_on(visit(), document) == 1


def test_a_hidden_comment_can_be_shown_again_with_a_reason(cast: Cast, document: Document, visit: Visit) -> None:
    comment = said(document, "Frainteso", by=cast.ada)
    hide(comment, "Sembrava offensivo", by=cast.mara)
    page = visit(cast.mino).get("/processes/piano/comments")
    assert "Frainteso" in page.text and "Nascosti (1)" in page.text
    assert page.press("Pubblica il commento", reason="").status == 422
    page = visit(cast.mino).get("/processes/piano/comments").press("Pubblica il commento", reason="Era ironia")
    assert "Fatto: il commento è visibile a tutti." in page.text
    assert seen_on(visit(), document) == 1 == counted(document)
    event = db.session.scalars(sa.select(Event).where(Event.kind == "comment.shown_again")).one()
    assert event.data == {"comment": comment.id, "reason": "Era ironia"}


def test_a_waiting_comment_is_read_by_its_author_only(cast: Cast, read_before: Document, visit: Visit) -> None:
    page = visit(cast.ada).get(comments_url(read_before)).press("Pubblica il commento", text="Aspetto")
    assert "Chi modera lo legge e decide se pubblicarlo" in page.text
    assert "per ora lo leggi solo tu" in visit(cast.ada).get(comments_url(read_before)).text
    comment = db.session.scalars(sa.select(Comment)).one()
    for reader in (None, cast.sami, cast.bruno):
        for path in (comments_url(read_before), comments_url(read_before) + "?fragment=1"):
            read = visit(reader).get(path)
            assert "Aspetto" not in read.text and f"comment-{comment.id}" not in read.html
        for path in ("history", "reply"):
            assert visit(reader).get(f"/comments/{comment.id}/{path}").status == 404
    assert visit(cast.sami).get(f"/comments/{comment.id}/report").status == 404
    assert counted(read_before) == 0
    assert not _events("comment.posted")


def test_moderators_are_told_and_publish(cast: Cast, read_before: Document, visit: Visit) -> None:
    comment = said(read_before, "Aspetto", by=cast.ada)
    told = db.session.scalars(sa.select(Message).where(Message.kind == "comment_waiting")).all()
    assert {message.to_user_id for message in told} == {cast.mara.id, cast.mino.id}
    words = _writers["comment_waiting"](told[0])
    assert words == {
        "author": "Ada",
        "title": read_before.title,
        "text": "Aspetto",
        "path": "/processes/piano/comments?show=waiting",
    }
    page = visit(cast.mara).get("/processes/piano/comments")
    assert "In attesa (1)" in page.text
    assert "Fatto: il commento è visibile a tutti." in page.press("Pubblica il commento").text
    assert seen_on(visit(), read_before) == 1 == counted(read_before)
    assert [event.actor_id for event in _events("comment.shown")] == [cast.mara.id]
    db.session.expire_all()
    assert _writers["comment_waiting"](told[1]) is None, "somebody was faster than the mail"
    assert anew(comment).visibility == "shown"


def test_what_moderators_write_does_not_wait(cast: Cast, read_before: Document, visit: Visit) -> None:
    said(read_before, "Benvenuti", by=cast.mara)
    assert seen_on(visit(), read_before) == 1


def test_a_correction_waits_again_and_its_replies_stay(cast: Cast, read_before: Document, visit: Visit) -> None:
    comment = said(read_before, "Gentile", by=cast.ada)
    publish(comment, by=cast.mara)
    reply = answered(comment, "Grazie", by=cast.sami)
    publish(reply, by=cast.mara)
    assert seen_on(visit(), read_before) == 2
    with writing():
        edit(comment, "Scortese", by=cast.ada, seen=1)
    read = visit().get(comments_url(read_before))
    assert "Questo commento aspetta di essere pubblicato" in read.text and "Grazie" in read.text
    assert "Scortese" not in read.text and "Gentile" not in read.text
    assert seen_on(visit(), read_before) == 1 == counted(read_before)
    assert visit().get(f"/comments/{comment.id}/history").status == 404


def test_a_moderator_does_not_publish_words_they_have_not_read(cast: Cast, read_before: Document, visit: Visit) -> None:
    comment = said(read_before, "Gentile", by=cast.ada)
    page = visit(cast.mara).get("/processes/piano/comments")
    with writing():
        edit(comment, "Scortese", by=cast.ada, seen=1)
    page = page.press("Pubblica il commento")
    assert page.status == 409
    assert "Nel frattempo questo commento è stato corretto" in page.text and "Scortese" in page.text
    assert seen_on(visit(), read_before) == 0


def test_a_reported_comment_may_stay_with_a_reason(cast: Cast, document: Document, visit: Visit) -> None:
    comment = said(document, "Duro ma giusto", by=cast.ada)
    visit(cast.sami).get(f"/comments/{comment.id}/report").press("Invia la segnalazione", reason="Non mi piace")
    page = visit(cast.mara).get("/processes/piano/comments")
    assert "Segnalati (1)" in page.text and "Non mi piace" in page.text and "Sami" not in page.text
    page = page.press("Lascialo visibile", reason="È una critica legittima")
    assert "Segnalati (0)" in page.text
    db.session.expire_all()
    assert db.session.scalars(sa.select(Report)).one().handled_at is not None
    assert anew(comment).reports == 0
    assert seen_on(visit(), document) == 1


def test_others_than_moderators_of_the_process_get_nowhere(cast: Cast, document: Document, visit: Visit) -> None:
    comment = said(document, "Ciao", by=cast.ada)
    with writing():
        elsewhere = process(slug="altro", title="Altro")
        db.session.flush()
        db.session.add(Member(process_id=elsewhere.id, user_id=cast.zoe.id, role="moderator", created_at=now()))
    for nobody in (cast.ada, cast.sami, cast.bruno, cast.zoe):
        assert visit(nobody).get("/processes/piano/comments").status == 404
        assert visit(nobody).get(f"/comments/{comment.id}/moderate").status == 403
        for deed in (moderation_actions.hide, moderation_actions.publish, moderation_actions.keep):
            with pytest.raises(Refused), writing():
                deed(comment, "Perché sì", by=nobody, seen=1)
    assert visit().get("/processes/piano/comments").status == 404
    assert "Altro" in visit(cast.zoe).get("/processes/altro/comments").html
    assert "Ciao" not in visit(cast.zoe).get("/processes/altro/comments").text
    assert seen_on(visit(), document) == 1


def test_only_the_author_edits_and_deletes(cast: Cast, document: Document, visit: Visit) -> None:
    comment = said(document, "Mio", by=cast.ada)
    for other in (cast.sami, cast.mara, cast.ines, cast.bruno):
        assert visit(other).get(f"/comments/{comment.id}/edit").status == 403
        assert visit(other).get(f"/comments/{comment.id}/delete").status == 403
        with pytest.raises(Refused), writing():
            edit(comment, "Tuo", by=other, seen=1)


def test_a_hidden_comment_is_not_edited(cast: Cast, document: Document, visit: Visit) -> None:
    comment = said(document, "Mio", by=cast.ada)
    hide(comment, "Fuori tema", by=cast.mara)
    assert visit(cast.ada).get(f"/comments/{comment.id}/edit").status == 403
    assert visit(cast.ada).get(f"/comments/{comment.id}/delete").press("Cancella per sempre").status == 200
    assert "Fuori tema" not in visit().get(comments_url(document)).text


@pytest.mark.parametrize(
    "path",
    ["/documents/99/comments", "/documents/0/comments?fragment=1", "/documents/{id}/comments?amendment=9"]
    + ["/documents/{id}/comments?amendment=x", "/documents/{id}/comments?from=-1", "/documents/99999999999/comments"]
    + ["/documents/{id}/comments?from=99999999999999999999", "/processes/nowhere/comments"]
    + [f"/comments/99/{deed}" for deed in ("reply", "edit", "delete", "report", "history", "moderate")],
)
def test_what_is_not_there_is_not_found(cast: Cast, document: Document, visit: Visit, path: str) -> None:
    for reader in (None, cast.mara):
        assert visit(reader).get(path.format(id=document.id)).status == 404


def test_a_draft_has_no_conversation(cast: Cast, document: Document, visit: Visit) -> None:
    with writing():
        document.state = "draft"
    assert visit(cast.bruno).get(comments_url(document)).status == 404
    with pytest.raises(Refused):
        said(document, "Troppo presto", by=cast.ada)


def test_outside_the_phase_nobody_comments(cast: Cast, document: Document, visit: Visit) -> None:
    with writing():
        cast.process.phases[0].commenting = False
    for reader in (None, cast.ada):
        page = visit(reader).get(comments_url(document))
        assert "La fase per commentare non è aperta." in page.text
        assert not page.all(".//textarea")
    with pytest.raises(Refused):
        said(document, "Troppo tardi", by=cast.ada)


def test_a_reserved_process_takes_comments_from_those_it_admits(cast: Cast, document: Document, visit: Visit) -> None:
    with writing():
        cast.process.participation = "invitation"
    page = visit(cast.ada).get(comments_url(document))
    assert "Questo processo è riservato" in page.text and not page.all(".//textarea")
    assert visit(cast.bruno).get(comments_url(document)).all(".//textarea")
    with pytest.raises(Refused):
        said(document, "E io?", by=cast.ada)


def test_forged_forms_change_nothing(cast: Cast, document: Document, visit: Visit) -> None:
    comment = said(document, "Mio", by=cast.ada)
    visitor = visit(cast.ada)
    for path in (comments_url(document), f"/comments/{comment.id}/delete", f"/comments/{comment.id}/edit"):
        assert visitor.client.post(path, data={"text": "Forged", "seen": "1"}).status_code == 400
    assert visit(cast.mara).client.post(f"/comments/{comment.id}/moderate", data={"deed": "hide"}).status_code == 400
    assert seen_on(visit(), document) == 1 and "Mio" in visit().get(comments_url(document)).text


def test_an_unknown_deed_is_refused(cast: Cast, document: Document, visit: Visit) -> None:
    comment = said(document, "Mio", by=cast.ada)
    page = visit(cast.mara).get(f"/comments/{comment.id}/moderate")
    token = next(e.get("value") for e in page.all(".//input") if e.get("name") == "csrf_token")
    answer = page.visitor.post(f"/comments/{comment.id}/moderate", {"csrf_token": token, "deed": "erase"})
    assert answer.status == 400


def test_a_deleted_comment_is_not_moderated(cast: Cast, document: Document, visit: Visit) -> None:
    comment = said(document, "Mio", by=cast.ada)
    page = visit(cast.mara).get(f"/comments/{comment.id}/moderate")
    visit(cast.ada).get(f"/comments/{comment.id}/delete").press("Cancella per sempre")
    assert page.press("Nascondi il commento", reason="Tardi").status == 404
    with pytest.raises(Changed):
        hide(comment, "Tardi", by=cast.mara)
    with pytest.raises(Invalid):
        hide(comment, "", by=cast.mara)


def hide(comment: Comment, reason: str, *, by: object) -> None:
    """Hide a comment through the real action."""
    with writing():
        moderation_actions.hide(comment, reason, by=by, seen=comment.wording)  # type: ignore[arg-type]


def publish(comment: Comment, *, by: object) -> None:
    """Publish a comment through the real action."""
    with writing():
        moderation_actions.publish(comment, "", by=by, seen=comment.wording)  # type: ignore[arg-type]


def _events(kind: str) -> list[Event]:
    return list(db.session.scalars(sa.select(Event).where(Event.kind == kind)))
