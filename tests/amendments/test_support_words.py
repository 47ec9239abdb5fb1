# SPDX-License-Identifier: AGPL-3.0-or-later
"""Support knows its words: who supports today's text is counted, whoever supports an earlier one is told and asked."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from amendments.decisions.undo_actions import undo
from amendments.documents.actions import close, correct, restore
from amendments.models import Document, Support, SupportNotice, Version
from amendments.record.obscure_actions import obscure
from amendments.record.verify import verify
from amendments.requests.actions import moderate, revise
from amendments.support.actions import support, support_amendment, unsupport
from auth.account_actions import erase
from auth.models import User
from db import db, now
from journal.jobs import later
from journal.letters import Office, Unwanted, compose
from journal.models import Job, Message
from tests.amendments.carry_stories import whole, worked
from tests.amendments.stories import accepted, asked
from tests.make import Cast, published, text, writing
from tests.page import Visitor

Visit = Callable[..., Visitor]
TABLES: tuple[tuple[Any, str], ...] = ((Version, "created_at"), (SupportNotice, "told_at"), (Job, "due_at"))


@pytest.fixture
def document(cast: Cast) -> Document:
    """A proposal that Sami and Zoe support."""
    return supported(cast)


def supported(cast: Cast) -> Document:
    document = published(cast)
    with writing():
        support(document, by=cast.sami)
        support(document, by=cast.zoe)
    return document


def corrected(document: Document, cast: Cast, **sections: str) -> None:
    with writing():
        correct(document, text(**sections), by=cast.bruno, base=document.version, reason="Precisazione.")


def pass_time(**time: int) -> None:
    """Let time pass, and what is due be done."""
    with writing():
        for table, name in TABLES:
            for row in db.session.scalars(sa.select(table)):
                setattr(row, name, getattr(row, name) - timedelta(**time))
    worked()


def letters(*people: User) -> list[Message]:
    """Return the letters to supporters, or to some of them, in order."""
    chosen = sa.select(Message).where(Message.kind == "support_notice").order_by(Message.id)
    chosen = chosen.where(Message.to_user_id.in_([p.id for p in people])) if people else chosen
    return list(db.session.scalars(chosen))


def read(app: Flask, message: Message) -> str:
    """Return a letter as it would leave."""
    return str(compose(message, Office(app.config["SETTINGS"], app.jinja_env)).get_content())


def links(words: str) -> list[str]:
    """Return the paths of the links that keep and withdraw."""
    return re.findall(r"https?://[^/\s]+((?:/en)?/supports/\S+)", words)


def given(document: Document, by: User) -> int | None:
    """Return the version that a person supports."""
    chosen = sa.select(Support.given_to).where(Support.document_id == document.id, Support.user_id == by.id)
    return db.session.scalar(chosen)


# --- counts -------------------------------------------------------------------------------------------------


def test_the_page_says_how_many_support_todays_text_and_how_many_an_earlier_one(
    cast: Cast, visit: Visit, document: Document
) -> None:
    path = f"/proposals/{document.id}"
    assert "2 persone sostengono il testo di oggi." in visit().get(path).text
    corrected(document, cast, tempi="Entro il 2025.")
    assert "Nessuno sostiene il testo di oggi, 2 una versione precedente." in visit().get(path).text
    visit(cast.sami).get(path).press("Sostieni questa versione")
    assert "Una persona sostiene il testo di oggi, una una versione precedente." in visit().get(path).text
    whole()


def test_words_that_come_back_are_those_that_were_supported(cast: Cast, visit: Visit, document: Document) -> None:
    corrected(document, cast, tempi="Entro il 2025.")
    with writing():
        support(document, by=cast.ada)
    with writing():
        restore(document, 1, by=cast.bruno, seen=2, reason="Torniamo indietro.")
    assert (document.supports, document.supports_now) == (3, 2)
    assert "Hai sostenuto la versione 1" not in visit(cast.sami).get(f"/proposals/{document.id}").text
    with writing():
        support(document, by=cast.sami)
        unsupport(document, by=cast.zoe)
        unsupport(document, by=cast.ada)
    assert (document.supports, document.supports_now) == (1, 1)
    whole()


def test_the_count_holds_when_covered_words_make_two_versions_the_same(cast: Cast, document: Document) -> None:
    corrected(document, cast, tempi="Entro il 2024, dice Rossi.")
    assert document.supports_now == 0
    with writing():
        obscure(document, "2024, dice Rossi", by=cast.mara, reason="È un nome.")
    whole()


@pytest.mark.parametrize("name", ["supports", "supports_now"])
def test_a_count_that_is_not_that_of_its_rows_is_found_out(cast: Cast, document: Document, name: str) -> None:
    with writing():
        setattr(document, name, 7)
    assert any("7 supports" in told and "there are 2" in told for told in verify().breaks)


def test_staff_set_a_threshold_and_the_page_shows_how_far_it_is(cast: Cast, visit: Visit, document: Document) -> None:
    path = f"/proposals/{document.id}"
    assert "<progress" not in visit().get(path).html
    page = visit(cast.bruno).get("/processes/piano/edit").press("Salva le impostazioni", support_threshold=0)
    assert page.status == 422
    page = visit(cast.bruno).get("/processes/piano/edit").press("Salva le impostazioni", support_threshold=3)
    assert page.status == 200 and cast.process.support_threshold == 3
    page = visit().get(path)
    assert "Soglia: 3 sostegni al testo di oggi. Ne manca uno." in page.text
    [bar] = page.all(".//progress")
    assert (bar.get("max"), bar.get("value"), bar.get("aria-labelledby")) == ("3", "2", "threshold")
    visit(cast.ada).get(path).press("Sostieni")
    assert "Soglia raggiunta: 3 sostegni al testo di oggi." in visit().get(path).text


# --- letters ------------------------------------------------------------------------------------------------


def test_a_supporter_reads_the_words_before_and_after_in_two_lines(app: Flask, cast: Cast, document: Document) -> None:
    corrected(document, cast, tempi="Entro il 2025.", destinatari="Tutti.")
    worked()
    assert letters() == [], "the version is too young"
    pass_time(minutes=11)
    assert [message.to_user_id for message in letters()] == [cast.sami.id, cast.zoe.id]
    words = read(app, letters()[0])
    assert "hai sostenuto la versione 1, ora è alla versione 2" in words and "È cambiato un altro punto." in words
    assert re.search(r"^Prima: Personale degli enti locali del territorio\.$", words, re.M)
    assert re.search(r"^Ora: Tutti\.$", words, re.M)
    assert [link.rpartition("=")[2] for link in links(words)] == ["keep", "withdraw"]


def test_a_person_has_one_letter_a_week_for_all_texts_of_a_process(app: Flask, cast: Cast, document: Document) -> None:
    other = supported(cast)
    corrected(document, cast, tempi="Entro il 2025.")
    corrected(other, cast, tempi="Entro il 2026.")
    pass_time(minutes=11)
    assert len(letters(cast.sami)) == 1 and read(app, letters()[0]).count("Prima:") == 2
    corrected(document, cast, tempi="Entro il 2027.")
    pass_time(minutes=11)
    pass_time(days=6)
    assert len(letters(cast.sami)) == 1
    pass_time(days=1)
    assert len(letters(cast.sami)) == 2
    words = read(app, letters(cast.sami)[1])
    assert words.count("Prima:") == 1 and "Ora: Entro il 2027." in words, "of the other they were told"
    assert db.session.scalars(sa.select(Job)).all() == []


def test_the_work_can_be_done_again_without_a_second_letter(cast: Cast, document: Document) -> None:
    corrected(document, cast, tempi="Entro il 2025.")
    pass_time(minutes=11)
    for _ in range(2):
        with writing():
            later("support_notices", {"process": cast.process.id})
        worked()
    pass_time(days=30)
    assert len(letters()) == 2, "silence leaves the support where it is, and nobody is told twice of the same"
    assert (given(document, cast.sami), document.supports, document.supports_now) == (1, 2, 0)
    whole()


def test_only_one_job_comes_back_for_those_who_wait(cast: Cast, document: Document) -> None:
    corrected(document, cast, tempi="Entro il 2025.")
    pass_time(minutes=11)
    for year in (2026, 2027, 2028):
        corrected(document, cast, tempi=f"Entro il {year}.")
    pass_time(minutes=11)
    [job] = db.session.scalars(sa.select(Job))
    assert timedelta(days=6, hours=23) < job.due_at - now() < timedelta(days=7)


def test_nobody_hears_of_a_version_that_was_undone(cast: Cast, document: Document) -> None:
    accepted(asked(document, cast.ada, tempi="Entro il 2025."), cast.mara)
    with writing():
        undo(document, by=cast.mara, seen=2, reason="Uno sbaglio.")
    assert document.supports_now == 2
    pass_time(minutes=11)
    assert letters() == []
    whole()


def test_nobody_is_asked_about_a_text_that_is_closed_or_whose_words_came_back(
    app: Flask, cast: Cast, document: Document
) -> None:
    corrected(document, cast, tempi="Entro il 2025.")
    pass_time(minutes=11)
    with writing():
        restore(document, 1, by=cast.bruno, seen=2, reason="Torniamo indietro.")
    with pytest.raises(Unwanted):
        read(app, letters()[0])
    corrected(document, cast, tempi="Entro il 2026.")
    with writing():
        close(document, by=cast.bruno)
    with pytest.raises(Unwanted):
        read(app, letters()[0])


def test_whoever_was_erased_is_not_written_to(cast: Cast, document: Document) -> None:
    with writing():
        erase(cast.zoe, "", by=cast.zoe)
    corrected(document, cast, tempi="Entro il 2025.")
    pass_time(minutes=11)
    assert [message.to_user_id for message in letters()] == [cast.sami.id]
    with writing():
        erase(cast.sami, "", by=cast.sami)
    assert db.session.scalars(sa.select(SupportNotice)).all() == []


def test_supporters_of_a_reworded_amendment_are_told_in_the_same_letter(
    app: Flask, cast: Cast, visit: Visit, document: Document
) -> None:
    wish = asked(document, cast.ada, tempi="Entro il 2025.")
    with writing():
        support_amendment(wish, by=cast.sami)
        support_amendment(wish, by=cast.ada)
    corrected(document, cast, destinatari="Tutti.")
    worked()
    with writing():
        revise(wish, text(tempi="Entro il 2029."), by=cast.ada, seen=wish.revision, reason="Più tempo.")
    pass_time(minutes=11)
    assert letters(cast.ada) == [], "its author wrote the new words"
    told = [read(app, message) for message in letters(cast.sami)]
    assert len(told) == 1 and "Modifica 1 al testo" in told[0]
    assert "Prima: " in told[0] and "2025" in told[0] and "2029" in told[0]
    keep = [link for link in links(told[0]) if link.endswith("keep")][-1]
    page = visit().get(keep)
    assert "Hai sostenuto la modifica 1, revisione 1." in page.text
    assert page.press("Tieni il sostegno").status == 200
    mine = sa.select(Support.given_to).where(Support.amendment_id == wish.id, Support.user_id == cast.sami.id)
    assert (db.session.scalar(mine) or 0) >= wish.worded
    whole()


def test_what_is_hidden_is_not_told(cast: Cast, document: Document) -> None:
    wish = asked(document, cast.ada, tempi="Entro il 2025.")
    with writing():
        support_amendment(wish, by=cast.sami)
        revise(wish, text(tempi="Mai."), by=cast.ada, seen=1, reason="Meglio.")
        moderate(wish, by=cast.mara, show=False, reason="Offende.")
    pass_time(minutes=11)
    assert letters() == []


# --- links --------------------------------------------------------------------------------------------------


@pytest.fixture
def letter(app: Flask, cast: Cast, document: Document) -> str:
    """What Sami reads after the text has changed."""
    corrected(document, cast, tempi="Entro il 2025.")
    pass_time(minutes=11)
    return read(app, letters(cast.sami)[0])


def test_a_link_changes_nothing_until_its_button_is_pressed(
    cast: Cast, visit: Visit, document: Document, letter: str
) -> None:
    for link in links(letter):
        page = visit().get(link)
        assert page.status == 200 and "Entro il 2024." in page.text and "Entro il 2025." in page.text
    assert (given(document, cast.sami), document.supports) == (1, 2)


def test_the_support_is_kept_without_signing_in(cast: Cast, visit: Visit, document: Document, letter: str) -> None:
    keep, withdraw = links(letter)
    page = visit().get(keep).press("Tieni il sostegno")
    assert page.status == 200 and "Il tuo sostegno vale per le parole di oggi" in page.text
    assert (given(document, cast.sami), document.supports, document.supports_now) == (2, 2, 1)
    assert visit().get(withdraw).status == 410, "the link was answered"
    whole()


def test_the_support_is_withdrawn_without_signing_in(cast: Cast, visit: Visit, document: Document, letter: str) -> None:
    _, withdraw = links(letter)
    page = visit().get(withdraw).press("Ritira il sostegno")
    assert page.status == 200 and "Il tuo sostegno è ritirato" in page.text
    assert (given(document, cast.sami), document.supports) == (None, 1)
    assert visit().get(withdraw).status == 410
    whole()


def test_words_that_were_not_seen_are_not_supported(cast: Cast, visit: Visit, document: Document, letter: str) -> None:
    page = visit().get(links(letter)[0])
    corrected(document, cast, tempi="Entro il 2030.")
    page = page.press("Tieni il sostegno")
    assert page.status == 409 and "Entro il 2030." in page.text and given(document, cast.sami) == 1
    assert page.press("Tieni il sostegno").status == 200 and given(document, cast.sami) == 3


def test_a_forged_link_and_one_of_an_erased_person_are_over(
    cast: Cast, visit: Visit, document: Document, letter: str
) -> None:
    keep = links(letter)[0]
    for path in ("/supports/forged", keep.replace("/supports/", "/supports/x")):
        assert visit().get(path).status == 410
    with writing():
        erase(cast.sami, "", by=cast.sami)
    assert visit().get(keep).status == 410


def test_while_supporting_is_closed_a_support_is_withdrawn_but_not_renewed(
    cast: Cast, visit: Visit, document: Document, letter: str
) -> None:
    page = visit().get(links(letter)[0])
    with writing():
        cast.process.phases[0].supporting = False
    assert page.press("Tieni il sostegno").status == 403 and given(document, cast.sami) == 1
    assert page.press("Ritira il sostegno").status == 200 and given(document, cast.sami) is None


def test_the_letter_speaks_the_language_of_the_person(app: Flask, cast: Cast, visit: Visit, document: Document) -> None:
    with writing():
        cast.sami.language = "en"
    corrected(document, cast, tempi="Entro il 2025.")
    pass_time(minutes=11)
    words = read(app, letters(cast.sami)[0])
    assert "Before: Entro il 2024." in words and "Now: Entro il 2025." in words
    page = visit().get(links(words)[0])
    assert "Keep my support" in page.text
