# SPDX-License-Identifier: AGPL-3.0-or-later
"""Error pages: the right status, a sentence that says how to go on, and nothing typed is lost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from app import create_app
from config import Settings
from db import db
from tests import audit
from tests.make import Cast, published
from tests.page import Visitor


def test_a_page_that_is_not_there_says_so(visit: Callable[..., Visitor]) -> None:
    page = visit().get("/che-non-esiste")
    assert page.status == 404 and "Pagina non trovata" in page.text


def test_a_form_without_its_token_gives_back_what_was_typed(visit: Callable[..., Visitor]) -> None:
    words = "Una proposta lunga che nessuno vuole scrivere due volte."
    answer = visit().client.post("/sign-in", data={"text": words})
    assert answer.status_code == 400 and words in answer.get_data(as_text=True)


def test_a_database_held_by_others_asks_to_try_again_and_gives_back_what_was_typed(
    app: Flask, cast: Cast, visit: Callable[..., Visitor]
) -> None:
    document, words = published(cast), "Un commento scritto con calma, che nessuno vuole perdere."
    number, visitor = document.id, visit(cast.ada)
    page = visitor.get(f"/documents/{number}/comments")
    with held_by_another():
        answer = page.press("Pubblica", text=words)
    assert answer.status == 503 and answer.answer.headers["Retry-After"] == "5"
    assert "Il sito è molto occupato" in answer.text and words in answer.html
    assert visitor.get(f"/documents/{number}/comments").press("Pubblica", text=words).status == 200


def test_while_the_database_is_away_a_page_says_so_and_gives_back_what_was_typed(tmp_path: Path) -> None:
    away = "postgresql://nobody:nothing@127.0.0.1:1/away"
    client = create_app(Settings(secret="a secret for tests only", database_url=away, instance=tmp_path)).test_client()
    for path, said in (("/", "Il sito è fermo per poco"), ("/en/proposals/1", '<html lang="en">')):
        answer = client.get(path)
        assert answer.status_code == 503
        assert said in answer.text and "Content-Security-Policy" in answer.headers
        audit.parsed(answer.text, where=path)
    words = "Un commento scritto con calma, che nessuno vuole perdere."
    assert words in client.post("/documents/1/comments", data={"text": words}).text


@contextmanager
def held_by_another() -> Iterator[None]:
    """Hold every document in another connection, while nobody here waits longer than a moment."""
    postgres = db.engine.dialect.name == "postgresql"
    patience = "SET LOCAL lock_timeout = '50ms'" if postgres else "PRAGMA busy_timeout = 50"

    def be_impatient(connection: Any, record: object, proxy: object) -> None:
        connection.cursor().execute(patience)

    db.session.remove()
    with db.engine.connect().execution_options(emenda_writing=True) as other, other.begin():
        other.execute(sa.text("UPDATE document SET version = version"))
        sa.event.listen(db.engine, "checkout", be_impatient)
        try:
            yield
        finally:
            sa.event.remove(db.engine, "checkout", be_impatient)
            db.session.remove()
    db.engine.dispose()  # the impatient connections
