# SPDX-License-Identifier: AGPL-3.0-or-later
"""Talking about a text: threads, replies, edits, deletions, reports, as people meet them on the pages."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from amendments.models import Document
from amendments.requests.actions import moderate, propose
from auth.models import Body, Mandate
from comments.models import Comment, CommentWording, Report
from db import Changed, db, now
from journal.models import Event, Message
from permissions import Refused
from tests.comments.say import anew, answered, comments_url, counted, last, said, seen_on
from tests.make import Cast, published, text, writing
from tests.page import Page, Visitor

Visit = Callable[..., Visitor]


@pytest.fixture
def document(cast: Cast) -> Document:
    return published(cast)


def test_a_comment_is_read_by_everybody(cast: Cast, document: Document, visit: Visit) -> None:
    page = visit(cast.ada).get(comments_url(document)).press("Pubblica il commento", text="Mi sembra **giusto**.")
    assert page.status == 200
    assert "Il tuo commento è pubblicato." in page.text
    read = visit().get(comments_url(document))
    assert "Mi sembra giusto." in read.text
    assert "Un commento" in read.text
    assert read.all(".//div[@class='comment-text']//strong")
    assert counted(document) == 1


def test_posting_redirects_with_303_to_the_comment(cast: Cast, document: Document, visit: Visit) -> None:
    visitor = visit(cast.ada)
    form, _ = visitor.get(comments_url(document)).button("Pubblica il commento")
    token = next(e.get("value") for e in form.iter("input") if e.get("name") == "csrf_token")
    answer = visitor.client.post(comments_url(document), data={"csrf_token": token, "text": "Eccomi"})
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"/documents/{document.id}/comments#comment-{last().id}")


def test_replies_stand_below_what_they_answer(cast: Cast, document: Document, visit: Visit) -> None:
    first = said(document, "Prima", by=cast.ada)
    page = visit(cast.sami).get(f"/comments/{first.id}/reply").press("Pubblica la risposta", text="Seconda")
    assert "La tua risposta è pubblicata." in page.text
    answer = page.all(f".//li[@id='comment-{first.id}']//li")[0]
    assert "Seconda" in "".join(answer.itertext())
    assert seen_on(visit(), document) == 2 == document.comments


def test_a_long_quarrel_is_set_in_twice_only(cast: Cast, document: Document, visit: Visit) -> None:
    said_last = said(document, "0", by=cast.ada)
    for step in range(1, 40):
        said_last = answered(said_last, str(step), by=(cast.ada, cast.sami)[step % 2])
    page = visit().get(comments_url(document))
    assert len(page.all(".//ol[@class='comments']")) == 3
    assert seen_on(visit(), document) == 40
    assert "in risposta a Sami" in page.text


def test_an_edited_comment_keeps_its_earlier_wordings(cast: Cast, document: Document, visit: Visit) -> None:
    comment = said(document, "Entro marzo", by=cast.ada)
    page = (
        visit(cast.ada).get(comments_url(document)).follow("Correggi").press("Salva la correzione", text="Entro giugno")
    )
    assert "Hai corretto il commento." in page.text
    assert "Entro giugno" in page.text and "Entro marzo" not in page.text
    history = visit().get(comments_url(document)).follow("Stesure precedenti")
    assert history.path == f"/comments/{comment.id}/history"
    assert "Entro marzo" in history.text and "Entro giugno" in history.text
    assert seen_on(visit(), document) == 1


def test_a_stale_correction_changes_nothing_and_keeps_the_words(cast: Cast, document: Document, visit: Visit) -> None:
    comment = said(document, "Uno", by=cast.ada)
    stale = visit(cast.ada).get(f"/comments/{comment.id}/edit")
    visit(cast.ada).get(f"/comments/{comment.id}/edit").press("Salva la correzione", text="Due")
    page = stale.press("Salva la correzione", text="Tre")
    assert page.status == 409
    assert "Nel frattempo questo commento è stato corretto" in page.text
    assert _typed(page) == "Tre"
    assert "Due" in page.text
    assert anew(comment).text == "Due"


def test_a_deleted_comment_leaves_its_replies_and_no_words(cast: Cast, document: Document, visit: Visit) -> None:
    comment = said(document, "Parole avventate", by=cast.ada)
    visit(cast.ada).get(f"/comments/{comment.id}/edit").press("Salva la correzione", text="Parole più avventate")
    answered(comment, "Non direi", by=cast.sami)
    page = visit(cast.ada).get(comments_url(document)).follow("Cancella").press("Cancella per sempre")
    assert "Hai cancellato il commento: le tue parole non si possono recuperare." in page.text
    read = visit().get(comments_url(document))
    assert "Commento cancellato da chi l’ha scritto" in read.text
    assert "Non direi" in read.text and "avventate" not in read.text
    assert seen_on(visit(), document) == 1 == counted(document)
    assert visit().get(f"/comments/{comment.id}/history").status == 404
    db.session.expire_all()
    assert not db.session.scalars(sa.select(CommentWording)).all()
    assert "avventate" not in anew(comment).text


def test_a_deleted_comment_without_replies_leaves_nothing(cast: Cast, document: Document, visit: Visit) -> None:
    said(document, "Ripensandoci", by=cast.ada)
    visit(cast.ada).get(comments_url(document)).follow("Cancella").press("Cancella per sempre")
    page = visit().get(comments_url(document))
    assert "Ancora nessun commento" in page.text
    assert "cancellato da chi" not in page.text


def test_a_comment_that_went_cannot_be_answered(cast: Cast, document: Document, visit: Visit) -> None:
    comment = said(document, "Sparisco", by=cast.ada)
    page = visit(cast.sami).get(f"/comments/{comment.id}/reply")
    visit(cast.mara).get(f"/comments/{comment.id}/moderate").press("Nascondi", reason="Fuori tema")
    answer = page.press("Pubblica la risposta", text="Aspetta!")
    assert answer.status == 404
    with pytest.raises(Changed, match="cancellato o nascosto"):
        answered(anew(comment), "Aspetta!", by=cast.sami)


def test_pressing_twice_posts_once(cast: Cast, document: Document, visit: Visit) -> None:
    page = visit(cast.ada).get(comments_url(document))
    page.press("Pubblica il commento", text="Una volta sola")
    again = page.press("Pubblica il commento", text="Una volta sola")
    assert again.status == 200
    assert seen_on(visit(), document) == 1 == counted(document)
    page.press("Pubblica il commento", text="Un’altra cosa")
    assert seen_on(visit(), document) == 2


@pytest.mark.parametrize(
    ("typed", "sentence"), [("  \u200b\x00 ", "Scrivi il tuo commento."), ("a" * 10_001, "troppo lungo")]
)
def test_what_cannot_be_kept_is_given_back(
    cast: Cast, document: Document, visit: Visit, typed: str, sentence: str
) -> None:
    page = visit(cast.ada).get(comments_url(document)).press("Pubblica il commento", text=typed)
    assert page.status == 422
    assert sentence in page.text
    if typed.strip("a") == "":
        assert _typed(page) == typed
    assert counted(document) == 0
    assert not db.session.scalars(sa.select(Comment)).all()


def test_invisible_characters_are_not_kept(cast: Cast, document: Document, visit: Visit) -> None:
    visit(cast.ada).get(comments_url(document)).press("Pubblica il commento", text="pri\x00ma\u202e dopo\u200b\r\nfine")
    assert last().text == "prima dopo\nfine"


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[clic](javascript:alert(1))",
        "[clic](java\u200bscript:alert(1))",
        "<svg/onload=alert(1)>",
        "![x](data:text/html,<script>alert(1)</script>)",
        "`</code><script>alert(1)</script>`",
        '"><a href="vbscript:x">x</a>',
    ],
)
def test_no_script_comes_through(cast: Cast, document: Document, visit: Visit, attack: str) -> None:
    page = visit(cast.ada).get(comments_url(document)).press("Pubblica il commento", text=attack)
    assert page.status == 200
    inside = page.all(".//div[@class='comment-text']")[0]
    assert {e.tag for e in inside.iter()} <= {"div", "p", "a", "code"}
    for element in inside.iter("a"):
        assert element.get("href", "").split(":")[0] in ("", "http", "https", "mailto")
    assert not inside.findall(".//*[@onerror]") and not inside.findall(".//*[@onload]")


def test_the_name_of_an_author_is_only_text(cast: Cast, document: Document, visit: Visit) -> None:
    with writing():
        cast.ada.name = "<script>alert(1)</script>"
    comment = said(document, "Ciao", by=cast.ada)
    for path in (comments_url(document), f"/comments/{comment.id}/reply", f"/comments/{comment.id}/history"):
        assert "<script>alert" not in visit().get(path).html


def test_links_are_not_followed_and_headings_are_strong_words(cast: Cast, document: Document, visit: Visit) -> None:
    for _ in range(2):
        said(document, f"# Titolo\n\n[un sito](https://example.org) {_}", by=cast.ada)
    page = visit().get(comments_url(document))
    assert page.all(".//div[@class='comment-text']/p/strong")[0].text == "Titolo"
    assert "nofollow" in page.all(".//div[@class='comment-text']//a")[0].get("rel", "")


def test_who_acts_for_a_body_writes_in_its_name(cast: Cast, document: Document, visit: Visit) -> None:
    with writing():
        body = Body(name="Provincia di Prova")
        db.session.add(body)
        db.session.flush()
        db.session.add(Mandate(body_id=body.id, user_id=cast.ada.id, by_id=cast.ines.id, created_at=now()))
    visit(cast.ada).get(comments_url(document)).press("Pubblica il commento", text="La Provincia c’è", body=body.id)
    assert "Provincia di Prova" in visit().get(comments_url(document)).text
    with pytest.raises(Refused):
        said(document, "Anch’io", by=cast.sami, body_id=body.id)


def test_a_report_is_counted_once_per_person_and_tells_moderators(cast: Cast, document: Document, visit: Visit) -> None:
    comment = said(document, "Comprate da me", by=cast.ada)
    for _ in range(2):
        page = (
            visit(cast.sami).get(f"/comments/{comment.id}/report").press("Invia la segnalazione", reason="È pubblicità")
        )
        assert "Grazie: chi modera leggerà la tua segnalazione e deciderà se nascondere il commento." in page.text
    db.session.expire_all()
    assert anew(comment).reports == 1
    assert len(db.session.scalars(sa.select(Report)).all()) == 1
    told = db.session.scalars(sa.select(Message).where(Message.kind == "comment_reported")).all()
    assert {m.to_user_id for m in told} == {cast.mara.id, cast.mino.id}
    event = db.session.scalars(sa.select(Event).where(Event.kind == "comment.reported")).one()
    assert event.actor_id is None and event.pseudonym == ""


def test_a_report_needs_a_reason(cast: Cast, document: Document, visit: Visit) -> None:
    comment = said(document, "Ciao", by=cast.ada)
    page = visit(cast.sami).get(f"/comments/{comment.id}/report").press("Invia la segnalazione", reason=" \u200b")
    assert page.status == 422
    assert "Scrivi che cosa non va" in page.text


def test_an_amendment_has_its_own_conversation_and_counter(cast: Cast, document: Document, visit: Visit) -> None:
    with writing():
        amendment = propose(document, text(destinatari="Tutti."), by=cast.ada, base=1, reason="Apriamo a tutti")
    url = f"{comments_url(document)}?amendment={amendment.number}"
    page = visit(cast.sami).get(url).press("Pubblica il commento", text="D’accordo")
    assert "D’accordo" in page.text
    comment = last()
    visit(cast.zoe).get(f"/comments/{comment.id}/reply").press("Pubblica la risposta", text="Anch’io")
    db.session.expire_all()
    assert (amendment.comments, document.comments) == (2, 0)
    assert "Ancora nessun commento" in visit().get(comments_url(document)).text
    with writing():
        moderate(amendment, by=cast.mara, show=False, reason="Fuori tema")
    for path in (url, f"/comments/{comment.id}/history", f"/comments/{comment.id}/reply"):
        assert visit().get(path).status == 404
        assert visit(cast.sami).get(path).status == 404
        assert visit(cast.mara).get(path).status == 200


def _typed(page: Page) -> str:
    return (page.all(".//textarea")[0].text or "").removeprefix("\n")
