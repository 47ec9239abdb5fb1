# SPDX-License-Identifier: AGPL-3.0-or-later
"""Comments about a passage: choosing it with and without a script, following it, what pages show of it."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from amendments.documents.actions import correct, restore
from amendments.models import Document
from amendments.record.obscure_actions import obscure
from amendments.record.verify import verify
from comments import actions
from comments.anchor_models import Anchor
from comments.anchors import choose
from comments.models import Comment
from db import Invalid, db
from processes.models import Moderation
from tests.comments.say import answered, comments_url, last, said
from tests.comments.test_pages import queries
from tests.make import Cast, published, text, writing
from tests.page import Page, Visitor

Visit = Callable[..., Visitor]
WORDS = "Scambio di buone pratiche tra enti."


@pytest.fixture
def document(cast: Cast) -> Document:
    return published(cast)


def about(document: Document, by: Any, words: str = WORDS, said_of_it: str = "Quali?", paragraph: int = 3) -> Comment:
    """Comment some words of a paragraph of the present version."""
    with writing():
        chosen = choose(document, document.version, paragraph, words)
        return actions.post(document, said_of_it, by=by, passage=chosen)


def corrected(cast: Cast, document: Document, old: str, new: str) -> None:
    with writing():
        assert old in document.text
        wanted = document.text.replace(old, new)
        correct(document, wanted, by=cast.bruno, base=document.version, reason="Così.")


def anchor(comment: Comment) -> Anchor:
    return db.session.scalars(
        sa.select(Anchor).where(Anchor.comment_id == comment.id).execution_options(populate_existing=True)
    ).one()


def kept_of(document: Document) -> str:
    return " ".join(verify().breaks) or "whole"


def test_a_paragraph_is_chosen_from_the_list_and_commented(cast: Cast, document: Document, visit: Visit) -> None:
    page = visit(cast.ada).get(f"/proposals/{document.id}").follow("Commenta un passaggio")
    options = [option.text or "" for option in page.all(".//select/option")]
    assert options[0] == "1. Obiettivo" and options[3].startswith("4. Laboratori in presenza")
    page = page.press("Continua", paragraph="3")
    assert "Laboratori in presenza e incontri online. Scambio di buone pratiche tra enti." in page.text
    page = page.press("Pubblica il commento", text="Servono esempi.")
    assert "Servono esempi." in page.text and "nel testo di oggi è uguale" in page.text
    kept = anchor(last())
    assert document.text[kept.start : kept.end] == kept.words == kept.quote
    assert (kept.version, kept.standing, kept.paragraph) == (1, "same", 3)


def test_only_some_words_of_a_paragraph_are_commented(cast: Cast, document: Document, visit: Visit) -> None:
    page = visit(cast.ada).get(f"/documents/{document.id}/comments/passage")
    page = page.press("Continua", paragraph="3", words="buone pratiche")
    page.press("Pubblica il commento", text="Quali?")
    assert anchor(last()).quote == "buone pratiche"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("cattive pratiche", "non compaiono nel capoverso"),
        ("di", "compaiono più di una volta"),
    ],
)
def test_words_that_cannot_be_found_are_refused_and_kept(
    cast: Cast, document: Document, visit: Visit, words: str, sentence: str
) -> None:
    with writing():
        correct(document, text(modalità="Scambio di idee e di prassi."), by=cast.bruno, base=1, reason="Così.")
    page = visit(cast.ada).get(f"/documents/{document.id}/comments/passage")
    page = page.press("Continua", paragraph="3", words=words)
    assert page.status == 422 and sentence in page.text
    assert [field.get("value") for field in page.all(".//input[@name='words']")] == [words]
    assert [o.text for o in page.all(".//option[@selected]")] == ["4. Scambio di idee e di prassi."]


def test_a_script_says_which_of_several_equal_words(cast: Cast, document: Document, visit: Visit) -> None:
    path = f"/documents/{document.id}/comments/passage?version=1&paragraph=3&words=in&which="
    page = visit(cast.ada).get(path + "1")
    page.press("Pubblica il commento", text="Qui.")
    kept = anchor(last())
    assert document.text[kept.start : kept.end + 7] == "incontri "
    assert visit(cast.ada).get(path + "9").status == 422


@pytest.mark.parametrize("query", ["start=3&end=2", "start=0&end=999999", "version=9&start=1&end=2", "start=1&end=4"])
def test_an_address_that_names_no_passage_leads_to_the_list(
    cast: Cast, document: Document, visit: Visit, query: str
) -> None:
    page = visit(cast.ada).get(f"/documents/{document.id}/comments/passage?{query}")
    assert page.status == 200 and page.all(".//select")


def test_a_visitor_begins_and_goes_on_after_signing_in(cast: Cast, document: Document, visit: Visit) -> None:
    page = visit().get(f"/documents/{document.id}/comments/passage").press("Continua", paragraph="1", words="rete")
    page = page.press("Accedi e pubblica", text="Quale rete?")
    assert page.path.startswith("/sign-in")
    [(path, key)] = db.session.execute(sa.text("SELECT path, key FROM errand")).all()
    assert "start=" in path
    back = visit(cast.ada).get(f"{path}&errand={key}")
    assert "rete" in back.text
    back.press("Pubblica il commento")
    assert (last().text, anchor(last()).quote) == ("Quale rete?", "rete")


def test_what_was_commented_is_followed_and_never_guessed(cast: Cast, document: Document, visit: Visit) -> None:
    same = about(document, cast.ada, "incontri online")
    edited = about(document, cast.ada, "buone pratiche tra enti")
    removed = about(document, cast.ada, "territorio", paragraph=5)
    corrected(cast, document, "buone pratiche", "buone prassi")
    corrected(cast, document, " del territorio", "")
    corrected(cast, document, "Entro il 2024.", "Entro il 2025, sul territorio.")
    assert (anchor(same).standing, anchor(same).now_quote) == ("same", "incontri online")
    kept = anchor(edited)
    assert (kept.standing, kept.quote, kept.now_quote) == ("edited", "buone pratiche tra enti", "buone prassi tra enti")
    assert kept.changed_in == [2] and document.text[kept.now_start : kept.now_end] == "buone prassi tra enti"
    kept = anchor(removed)
    assert (kept.standing, kept.removed_in, kept.paragraph, kept.quote) == ("removed", 3, None, "territorio")
    page = visit().get(comments_url(document))
    assert "È stato modificato nella versione 2. Oggi dice: buone prassi tra enti" in page.text
    assert "Queste parole sono state tolte nella versione 3" in page.text
    assert {q.text for q in page.all(".//blockquote")} == {"incontri online", "buone pratiche tra enti", "territorio"}
    assert kept_of(document) == "whole"


def test_words_that_a_restore_brings_back_stay_removed_for_the_comment(cast: Cast, document: Document) -> None:
    comment = about(document, cast.ada, "tra enti")
    corrected(cast, document, "Laboratori in presenza e incontri online. Scambio di buone pratiche tra enti.", "Altro.")
    assert anchor(comment).standing == "removed"
    with writing():
        restore(document, 1, by=cast.bruno, seen=2, reason="Meglio prima.")
    assert (anchor(comment).standing, anchor(comment).removed_in) == ("removed", 2)


def test_a_comment_on_an_older_version_is_brought_up_to_the_present_one(cast: Cast, document: Document) -> None:
    corrected(cast, document, "buone pratiche", "buone prassi")
    with writing():
        chosen = choose(document, 1, 3, "buone pratiche")
        comment = actions.post(document, "Quali?", by=cast.ada, passage=chosen)
    assert (anchor(comment).version, anchor(comment).standing, anchor(comment).changed_in) == (1, "edited", [2])


def test_the_same_words_about_another_passage_are_another_comment(cast: Cast, document: Document) -> None:
    first = about(document, cast.ada, "incontri online", "Come?")
    assert about(document, cast.ada, "incontri online", "Come?").id == first.id
    assert about(document, cast.ada, "tra enti", "Come?").id != first.id
    assert said(document, "Come?", by=cast.ada).id != first.id


def notes(page: Page) -> dict[str, str]:
    """Return the counts that stand beside the text, by the id of the note."""
    return {
        note.get("id", ""): "".join(note.find(".//summary").itertext()).strip()  # type: ignore[union-attr]
        for note in page.all(".//details[@class='passage-note']")
    }


def test_counts_beside_the_text_are_those_of_the_comments_to_be_seen(
    cast: Cast, document: Document, visit: Visit
) -> None:
    def beside() -> dict[str, str]:
        return notes(visit().get(f"/proposals/{document.id}"))

    assert beside() == {}
    first = about(document, cast.ada, "incontri online")
    assert beside() == {"note-3": "Un commento su questo passaggio"}
    reply = answered(first, "Dal vivo.", by=cast.sami)
    about(document, cast.sami, "rete", paragraph=1)
    assert beside() == {"note-3": "2 commenti su questo passaggio", "note-1": "Un commento su questo passaggio"}
    visit(cast.mara).get(f"/comments/{reply.id}/moderate").press("Nascondi il commento", reason="Fuori tema.")
    assert beside()["note-3"] == "Un commento su questo passaggio"
    with writing():
        actions.delete(first, by=cast.ada)
    assert beside() == {"note-1": "Un commento su questo passaggio"}
    corrected(cast, document, " Imparare a fare rete.", "")
    assert beside() == {}
    assert visit().get(f"/proposals/{document.id}").has_link("Un commento riguarda il titolo, o parole che oggi")


def test_a_comment_that_waits_is_not_counted_beside_the_text(cast: Cast, document: Document, visit: Visit) -> None:
    with writing():
        cast.process.comment_moderation = Moderation.BEFORE
    comment = about(document, cast.ada)
    assert notes(visit().get(f"/proposals/{document.id}")) == {}
    visit(cast.mara).get(f"/comments/{comment.id}/moderate").press("Pubblica il commento")
    assert list(notes(visit().get(f"/proposals/{document.id}"))) == ["note-3"]


def test_obscured_words_are_covered_in_what_was_quoted(cast: Cast, document: Document, visit: Visit) -> None:
    part = about(document, cast.ada, "pratiche tra", "Uno.")
    apart = about(document, cast.ada, "Personale degli enti locali", "Due.", paragraph=5)
    corrected(cast, document, "degli enti locali", "degli uffici")
    corrected(cast, document, "Laboratori in presenza", "Laboratori")
    with writing():
        obscure(document, "buone pratiche", by=cast.mara, reason="Prova.")
    assert "buone pratiche" not in visit().get(comments_url(document)).html
    kept = anchor(part)
    assert kept.quote == "█ [testo oscurato] █ tra" and kept.standing == "same"
    assert (anchor(apart).quote, anchor(apart).now_quote) == (
        "Personale degli enti locali",
        "Personale degli uffici",
    )
    assert kept_of(document) == "whole"


TAMPERINGS = {
    "words": ("UPDATE anchor SET words = 'Altre parole.'", "is not the one its event recorded"),
    "place": ('UPDATE anchor SET start = start + 1, "end" = "end" + 1', "is not the one its event recorded"),
    "quote": ("UPDATE anchor SET quote = 'Altre parole.'", "is not where the versions lead"),
    "standing": ("UPDATE anchor SET standing = 'removed'", "is not where the versions lead"),
    "removal": ("DELETE FROM anchor", "the passage its event recorded is not there"),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_with_a_passage_is_found(cast: Cast, document: Document, name: str) -> None:
    about(document, cast.ada)
    statement, sentence = TAMPERINGS[name]
    with writing():
        db.session.execute(sa.text(statement))
    db.session.remove()
    assert sentence in kept_of(document)


def test_flask_render_follows_all_passages_anew(app: Any, cast: Cast, document: Document) -> None:
    about(document, cast.ada)
    corrected(cast, document, "buone pratiche", "buone prassi")
    with writing():
        db.session.execute(sa.text("UPDATE anchor SET standing = 'same', now_start = 0, now_end = 3, paragraph = 1"))
    assert "1 pages changed" in app.test_cli_runner().invoke(args=["render"]).output
    assert db.session.scalar(sa.select(Anchor.standing)) == "edited" and kept_of(document) == "whole"


def test_the_cost_of_a_page_does_not_grow_with_anchored_comments(cast: Cast, document: Document, visit: Visit) -> None:
    about(document, cast.ada, "incontri online", "Uno.")
    paths = (f"/proposals/{document.id}", comments_url(document))
    visit().get("/")  # what is kept of the site is read once
    few = [len(queries(visit(), path)) for path in paths]
    for number in range(15):
        answered(about(document, cast.sami, WORDS, f"Numero {number}."), "Sì.", by=cast.ada)
    corrected(cast, document, "buone pratiche", "buone prassi")
    assert [len(queries(visit(), path)) for path in paths] == few


def test_a_passage_that_is_too_long_is_refused(cast: Cast) -> None:
    document = published(cast, "# T\n\n" + "parola " * 1000)
    with pytest.raises(Invalid, match="troppo lungo"), writing():
        actions.post(document, "Eh?", by=cast.ada, passage=choose(document, 1, 0))
