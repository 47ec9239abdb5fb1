# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where moderators read first, nothing they have not read becomes public by a later edit, a race or a list."""

from collections.abc import Callable

import pytest

from amendments.models import Document
from amendments.request_models import Amendment
from amendments.requests.actions import moderate, propose, revise
from amendments.support.actions import support_amendment
from comments import actions as comments
from comments import moderation_actions
from db import Changed, db
from journal.models import Message
from tests.amendments.carry_stories import worked
from tests.make import Cast, published, text, writing
from tests.page import Visitor

Visit = Callable[..., Visitor]
SLANDER = "Il sindaco Tizio ruba."


@pytest.fixture
def document(cast: Cast) -> Document:
    """A published proposal of a process whose moderators read everything before it appears."""
    with writing():
        cast.process.amendment_moderation = cast.process.comment_moderation = "before"
    return published(cast)


def asked(cast: Cast, document: Document, words: str = "Entro il 2025.") -> Amendment:
    with writing():
        return propose(document, text(tempi=words), by=cast.ada, base=1, reason="Più tempo.")


def test_a_revision_of_a_public_amendment_waits_again(cast: Cast, document: Document, visit: Visit) -> None:
    amendment = asked(cast, document)
    with writing():
        moderate(amendment, by=cast.mara, show=True, reason="")
    assert document.amendments == document.pending == 1
    with writing():
        revise(amendment, text(tempi=SLANDER), by=cast.ada, seen=1, reason=SLANDER)
    assert amendment.visibility == "waiting" and document.amendments == document.pending == 0
    for path in (f"/documents/{document.id}/amendments", f"/documents/{document.id}/history", "/processes/piano"):
        assert "Tizio" not in visit().get(path).html
    assert visit().get(f"/documents/{document.id}/amendments/1").status == 404


def test_nobody_publishes_a_revision_they_have_not_read(cast: Cast, document: Document, visit: Visit) -> None:
    amendment = asked(cast, document)
    page = visit(cast.mara).get(f"/documents/{document.id}/amendments/1/moderate")
    with writing():
        revise(amendment, text(tempi=SLANDER), by=cast.ada, seen=1, reason="Meglio.")
    assert page.press("Pubblica").status == 409
    db.session.expire_all()
    assert amendment.visibility == "waiting"
    with pytest.raises(Changed), writing():
        moderate(amendment, by=cast.mara, show=True, reason="", seen=1)


def test_revisions_that_were_never_public_are_not_shown_as_history(
    cast: Cast, document: Document, visit: Visit
) -> None:
    amendment = asked(cast, document, SLANDER)
    with writing():
        revise(amendment, text(tempi="Entro il 2025."), by=cast.ada, seen=1, reason="Meglio.")
        moderate(amendment, by=cast.mara, show=True, reason="", seen=2)
    here = f"/documents/{document.id}/amendments/1"
    assert visit().get(here).status == 200 and "/revisions/1" not in visit().get(here).html
    for person, status in ((None, 404), (cast.zoe, 404), (cast.ada, 200), (cast.mara, 200)):
        assert visit(person).get(f"{here}/revisions/1").status == status


def test_wordings_of_comments_that_were_never_public_are_not_shown_as_history(
    cast: Cast, document: Document, visit: Visit
) -> None:
    with writing():
        said = comments.post(document, SLANDER, by=cast.ada)
        comments.edit(said, "Bene.", by=cast.ada, seen=1)
        moderation_actions.publish(said, "", by=cast.mara, seen=2)
    for path in (f"/comments/{said.id}/history", f"/documents/{document.id}/comments"):
        page = visit().get(path)
        assert page.status == 200 and "Tizio" not in page.html and "Bene." in page.html


def test_supporters_hear_of_a_revision_when_it_is_public(cast: Cast, document: Document) -> None:
    amendment = asked(cast, document)
    with writing():
        moderate(amendment, by=cast.mara, show=True, reason="")
        support_amendment(amendment, by=cast.sami)
        revise(amendment, text(tempi="Mai."), by=cast.ada, seen=1, reason="Meglio.")
    told = db.select(Message).where(Message.kind == "support_notice")
    worked()
    assert db.session.scalars(told).all() == []
    with writing():
        moderate(amendment, by=cast.mara, show=True, reason="", seen=2)
    worked()
    assert [message.to_user_id for message in db.session.scalars(told)] == [cast.sami.id]


def test_the_timeline_does_not_name_who_wrote_what_is_not_public(cast: Cast, document: Document, visit: Visit) -> None:
    asked(cast, document)
    for path in (f"/documents/{document.id}/history", "/processes/piano/history"):
        assert "Ada" not in visit().get(path).text


def test_what_the_public_cannot_read_is_not_decided(cast: Cast, document: Document, visit: Visit) -> None:
    amendment = asked(cast, document)
    assert visit(cast.mara).get(f"/documents/{document.id}/amendments/1/decide").status == 403
    queue = visit(cast.mara).get("/processes/piano/queue")
    assert queue.has_link("Pubblica") and not queue.has_link("Decidi")
    with writing():
        moderate(amendment, by=cast.mara, show=True, reason="")
    assert visit(cast.mara).get("/processes/piano/queue").follow("Decidi").status == 200


def test_a_button_pressed_too_late_does_not_do_the_opposite(cast: Cast, document: Document, visit: Visit) -> None:
    page = visit(cast.bruno).get(f"/documents/{document.id}/close")
    assert page.press("Chiudi").status == 200 and document.state == "closed"
    assert page.press("Chiudi").status == 409
    db.session.expire_all()
    assert document.state == "closed"
