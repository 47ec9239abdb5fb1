# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every deed that must be told becomes a letter with the right words and links that work."""

import email
import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from email.policy import default
from pathlib import Path

import pytest
import sqlalchemy as sa
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import Flask

from amendments.decisions.actions import Ruling, decide
from amendments.documents.actions import close
from amendments.requests.actions import changes_of, propose, revise
from amendments.support.actions import support_amendment
from auth.account_actions import ask_for_reset, sign_up
from auth.address_actions import ask_for_address
from auth.member_actions import appoint
from auth.passwords import hashed
from config import ROOT
from db import db
from journal.letters import Office
from journal.models import Message
from journal.outbox import send_due
from tests.amendments.carry_stories import worked
from tests.make import Cast, published, text, writing
from tests.page import form_values

Letters = Callable[[], list[tuple[str, str, str]]]


@pytest.fixture
def letters(app: Flask, tmp_path: Path) -> Letters:
    """Return what sends all that is due and gives (to, subject, body) of the new letters, in order."""
    office = Office(replace(app.config["SETTINGS"], instance=tmp_path), app.jinja_env)

    def send() -> list[tuple[str, str, str]]:
        send_due(office)
        found = []
        for file in sorted((tmp_path / "mail").glob("*.eml")):
            letter = email.message_from_bytes(file.read_bytes(), policy=default)
            found.append((letter["To"], letter["Subject"], letter.get_content()))
            file.unlink()
        return found

    return send


def let_ten_minutes_pass() -> None:
    """Let what is held for ten minutes, so that the deed can be undone, be due."""
    with writing():
        for message in db.session.scalars(sa.select(Message).where(Message.deed != "")):
            message.due_at -= timedelta(minutes=10)


def test_the_link_of_the_confirmation_mail_opens_the_account(app: Flask, letters: Letters, visit: Callable) -> None:
    with writing():
        sign_up("Eva", "eva@example.org", hashed("una frase lunga"), privacy_version="1", errand="a-key")
    ((to, subject, body),) = letters()
    assert (to, subject) == ("eva@example.org", "Conferma il tuo indirizzo")
    link = re.search(r"http://127.0.0.1:8000(/confirm/\S+)", body)
    assert link and link[1].endswith("?errand=a-key")
    assert visit().client.get(link[1]).status_code == 200


def test_a_letter_speaks_the_language_of_its_reader(app: Flask, letters: Letters, monkeypatch) -> None:
    compiled = io.BytesIO()
    with (ROOT / "translations/en/LC_MESSAGES/messages.po").open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    english = Translations(compiled)
    monkeypatch.setattr("languages.get_translations", lambda: english)
    for name, language in (("Eva", "en"), ("Ugo", "it")):
        with writing():
            address = f"{name.lower()}@example.org"
            sign_up(name, address, hashed("una frase lunga"), privacy_version="1", language=language)
    assert {subject for _, subject, _ in letters()} == {"Confirm your address", "Conferma il tuo indirizzo"}


def test_the_link_of_the_password_mail_opens_the_page(
    app: Flask, cast: Cast, letters: Letters, visit: Callable
) -> None:
    with writing():
        ask_for_reset("ada@example.org")
    ((to, _, body),) = letters()
    link = re.search(r"http://127.0.0.1:8000(/password/\S+)", body)
    assert to == "ada@example.org" and link
    assert visit().client.get(link[1]).status_code == 200


def test_moderators_hear_of_an_amendment_and_its_author_of_the_outcome(
    app: Flask, cast: Cast, letters: Letters
) -> None:
    document = published(cast)
    with writing():
        cast.process.answer_by = date(2199, 1, 31)
        wanted = text(tempi="Entro il 2025.", destinatari="Personale dei piccoli Comuni.")
        amendment = propose(document, wanted, by=cast.ada, base=1, reason="È più chiaro.")
    told = letters()
    assert sorted(to for to, _, _ in told) == ["mara@example.org", "mino@example.org"]
    assert "Nuova modifica" in told[0][1] and "Ada" in told[0][2] and "È più chiaro." in told[0][2]
    assert f"/documents/{document.id}/amendments/1" in told[0][2]
    assert "Il processo promette una risposta entro il 31 gennaio 2199." in told[0][2]
    first, second = changes_of(amendment, 1)
    rulings = [Ruling(first.number, "accepted"), Ruling(second.number, "rejected", "I tempi sono già fissati.")]
    with writing():
        decide(amendment, rulings, by=cast.mara, seen_version=1, seen_revision=1)
    assert letters() == [], "while the decision can be undone"
    let_ten_minutes_pass()
    ((to, subject, body),) = letters()
    assert to == "ada@example.org" and "La tua modifica" in subject
    assert "Punto 1: accettato" in body and "Punto 2: respinto" in body
    assert "Motivazione: I tempi sono già fissati." in body
    assert f"/documents/{document.id}/versions/2" in body
    assert "Il testo è ancora aperto: puoi proporre un’altra modifica." in body


def test_supporters_of_a_revised_amendment_are_asked_again(app: Flask, cast: Cast, letters: Letters) -> None:
    document = published(cast)
    with writing():
        amendment = propose(document, text(tempi="Nel 2025."), by=cast.ada, base=1, reason="Prima.")
        support_amendment(amendment, by=cast.sami)
    letters()
    with writing():
        revise(amendment, text(tempi="Nel 2026."), by=cast.ada, seen=1, reason="Dopo.")
    worked()
    ((to, subject, body),) = letters()
    assert to == "sami@example.org" and "Sono cambiate parole che sostieni" in subject
    assert "2025" in body and "2026" in body


def test_authors_hear_that_their_amendment_lapsed(app: Flask, cast: Cast, letters: Letters) -> None:
    document = published(cast)
    with writing():
        propose(document, text(tempi="Nel 2025."), by=cast.ada, base=1, reason="Prima.")
    letters()
    with writing():
        close(document, by=cast.bruno)
    ((to, subject, body),) = letters()
    assert to == "ada@example.org" and "decaduta" in subject
    assert "Se il testo riapre puoi chiedere di nuovo di cambiarlo." in body


def test_moderators_do_not_hear_of_what_was_decided_before_the_mail_left(
    app: Flask, cast: Cast, letters: Letters
) -> None:
    document = published(cast)
    with writing():
        amendment = propose(document, text(tempi="Nel 2025."), by=cast.ada, base=1, reason="Prima.")
        rulings = [Ruling(row.number, "accepted") for row in changes_of(amendment, 1)]
        decide(amendment, rulings, by=cast.mara, seen_version=1, seen_revision=1)
    let_ten_minutes_pass()
    assert [to for to, _, _ in letters()] == ["ada@example.org"]


def test_every_letter_begins_with_a_subject() -> None:
    for path in (ROOT / "templates/mail").glob("*.txt"):
        if path.name != "closing.txt":
            lines = [line for line in path.read_text().splitlines() if not line.startswith("{#")]
            assert lines[0].startswith("Subject: "), path.name


def test_every_kind_that_is_told_has_a_letter() -> None:
    packages = ("auth", "amendments", "processes", "proposals", "comments")
    source = "\n".join(path.read_text() for name in packages for path in (ROOT / name).rglob("*.py"))
    told = set(re.findall(r'\btell(?:_moderators)?\(\s*"(\w+)"', source))
    assert {"confirm", "amendment_decided", "comment_waiting"} <= told
    for kind in told:
        assert (ROOT / f"templates/mail/{kind}.txt").exists(), kind


def test_the_invitation_leads_to_a_sign_up_that_knows_the_address_and_the_process(
    cast: Cast, letters: Letters, visit: Callable
) -> None:
    with writing():
        appoint(cast.process, "eva+pa@example.org", "participant", by=cast.bruno)
    ((to, _, body),) = letters()
    link = re.search(r"http://127.0.0.1:8000(/sign-up\?\S+)", body)
    assert to == "eva+pa@example.org" and link
    page = visit().get(link[1])
    assert page.status == 200 and "Errore" not in page.html
    values = form_values(page.button("Crea")[0])
    assert (values["email"], values["next"]) == (["eva+pa@example.org"], ["/processes/piano"])


def test_the_letter_to_a_new_address_holds_the_link_and_leaves_no_address_behind(
    cast: Cast, letters: Letters, visit: Callable
) -> None:
    with writing():
        ask_for_address(cast.ada, "ada.nuova@example.org", by=cast.ada)
    ((to, subject, body),) = letters()
    assert (to, subject) == ("ada.nuova@example.org", "Conferma il nuovo indirizzo")
    link = re.search(r"http://127.0.0.1:8000(/account/email/\S+)", body)
    assert link
    visit().get(link[1]).press("Conferma il nuovo indirizzo")
    ((to, subject, body),) = letters()
    assert to == "ada@example.org" and "Ciao Ada" in body
    assert set(db.session.scalars(sa.select(Message.to_address))) == {""}
