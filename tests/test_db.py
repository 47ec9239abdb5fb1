# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one rule: a changing request that ends below 400 is kept whole; anything else leaves no trace."""

import io
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask, abort
from flask.testing import FlaskClient

from amendments.models import Document, Support
from amendments.support.actions import support
from auth.models import Body, User
from db import begin_writing, db, hashes_first, in_one_transaction, prepares_first, transaction
from journal.actions import begin_writing_about, record, stamp
from processes.models import Process
from tests.make import Cast, published
from turns import Turn


def names() -> list[str]:
    """Return the names of all bodies, as another transaction sees them."""
    with db.engine.connect() as connection:
        return list(connection.execute(sa.text("SELECT name FROM body ORDER BY name")).scalars())


def answering(ending: Callable[[], Any]) -> Callable[[], Any]:
    def view() -> Any:
        db.session.add(Body(name="Comune di Chieri"))
        db.session.flush()
        return ending()

    return view


@pytest.mark.parametrize(
    ("method", "ending", "kept"),
    [
        ("POST", lambda: ("fatto", 201), True),
        ("POST", lambda: ("no", 403), False),
        ("POST", lambda: ("di nuovo", 422), False),
        ("POST", lambda: abort(404), False),
    ],
)
def test_a_changing_request_is_kept_only_when_it_ends_well(app: Flask, method: str, ending: Any, kept: bool) -> None:
    with app.test_request_context(method=method):
        wrapped = in_one_transaction(answering(ending))
        try:
            wrapped()
        except Exception as error:
            assert "404" in str(error)
    assert names() == (["Comune di Chieri"] if kept else [])


def test_an_exception_leaves_no_trace(app: Flask) -> None:
    def broken() -> Any:
        raise ZeroDivisionError

    with app.test_request_context(method="POST"), pytest.raises(ZeroDivisionError):
        in_one_transaction(answering(broken))()
    assert names() == []


def test_reading_never_writes(app: Flask) -> None:
    with app.test_request_context(method="GET"), pytest.raises(RuntimeError, match="reading never writes"):
        in_one_transaction(answering(lambda: "letto"))()
    assert names() == []


def test_a_broken_transaction_of_a_command_leaves_nothing(app: Flask) -> None:
    with pytest.raises(KeyError), transaction():
        db.session.add(Body(name="Comune di Chieri"))
        raise KeyError
    assert names() == []


def test_begin_writing_twice_keeps_what_was_written(app: Flask) -> None:
    with transaction():
        db.session.add(Body(name="Comune di Chieri"))
        begin_writing()
    assert names() == ["Comune di Chieri"]


def at_once(app: Flask, count: int, deed: Callable[[], None]) -> list[BaseException]:
    """Do a deed in so many threads at once, each with its own session; return what they raised."""
    start, errors = threading.Barrier(count), []

    def run() -> None:
        with app.app_context():
            start.wait()
            try:
                with transaction():
                    deed()
            except BaseException as error:
                errors.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def test_parallel_support_of_one_person_counts_once(app: Flask, cast: Cast) -> None:
    document_id, sami_id = published(cast).id, cast.sami.id

    def give() -> None:
        document, sami = db.session.get(Document, document_id), db.session.get(User, sami_id)
        assert document is not None and sami is not None
        support(document, by=sami)

    assert at_once(app, 8, give) == []
    db.session.rollback()  # a new snapshot
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Support)) == 1
    assert db.session.scalar(sa.select(Document.supports)) == 1


def test_parallel_support_of_many_people_is_all_counted(app: Flask, cast: Cast) -> None:
    document_id = published(cast).id
    people = iter([cast.ada.id, cast.sami.id, cast.zoe.id, cast.mara.id, cast.mino.id, cast.bruno.id])
    lock = threading.Lock()

    def give() -> None:
        with lock:
            person_id = next(people)
        document, person = db.session.get(Document, document_id), db.session.get(User, person_id)
        assert document is not None and person is not None
        support(document, by=person)

    assert at_once(app, 6, give) == []
    db.session.rollback()  # a new snapshot
    assert db.session.scalar(sa.select(Document.supports)) == 6


def test_a_visitor_without_a_session_gets_no_cookie(app: Flask) -> None:
    client: FlaskClient = app.test_client()
    answer = client.get("/")
    assert "Set-Cookie" not in answer.headers


def test_what_is_answered_has_reached_the_disk(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    if db.engine.dialect.name != "sqlite":
        return  # PostgreSQL waits for the disk by itself
    seen: list[list[str]] = []
    monkeypatch.setattr("db._wait_for_disk", lambda log: seen.append([log.name, *names()]))
    with app.test_request_context(method="POST"):
        in_one_transaction(answering(lambda: ("fatto", 201)))()
    assert len(seen) == 1 and seen[0][0].endswith(".sqlite-wal")
    assert seen[0][1:] == ["Comune di Chieri"], "the lock was free for others while we waited"


def test_a_disk_that_fails_is_not_called_kept(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    if db.engine.dialect.name != "sqlite":
        return

    def fail(descriptor: int) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr("os.fsync", fail)
    with app.test_request_context(method="POST"), pytest.raises(OSError, match="the disk is gone"):
        in_one_transaction(answering(lambda: ("fatto", 201)))()


def test_writers_take_turns_and_none_is_left_waiting(app: Flask) -> None:
    def write_slowly() -> None:
        db.session.add(Body(name=f"Comune {threading.get_ident()}"))
        db.session.flush()
        time.sleep(0.02)

    begun = time.monotonic()
    assert at_once(app, 12, write_slowly) == []
    assert len(names()) == 12
    assert time.monotonic() - begun < 5


def test_whoever_waits_too_long_for_a_turn_is_asked_to_try_again(
    app: Flask, cast: Cast, visit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    if db.engine.dialect.name != "sqlite":
        return
    document, reader = published(cast), visit(cast.sami)
    page = reader.get(f"/proposals/{document.id}")
    monkeypatch.setattr("turns.PATIENCE", 0.05)
    held = Turn(str(db.engine.url.database))
    refused = page.press("Sostieni")
    held.end()
    assert refused.status == 503 and "riprova" in refused.text
    assert page.press("Sostieni").status == 200, "the turn was given back"


def test_what_changed_before_the_turn_came_is_read_anew(app: Flask, cast: Cast) -> None:
    document_id, ada_id, process_id = published(cast).id, cast.ada.id, cast.process.id

    def support_it() -> None:
        support(db.session.get_one(Document, document_id), by=db.session.get_one(User, ada_id))

    def change_process() -> None:
        process = db.session.get_one(Process, process_id)
        process.title = "Un altro titolo"
        record("process.changed", by=None, process=process, data={"title": process.title})

    def give_rights() -> None:
        db.session.get_one(User, ada_id).is_admin = True
        record("administrator.appointed", by=None, data={})

    for meanwhile in (support_it, change_process, give_rights):
        db.session.rollback()
        document, ada = db.session.get_one(Document, document_id), db.session.get_one(User, ada_id)
        before = document.supports, document.process.title, ada.is_admin
        assert at_once(app, 1, meanwhile) == []
        begin_writing_about(document)
        assert (document.supports, document.process.title, ada.is_admin) != before


def test_what_nothing_happened_to_is_not_read_again(app: Flask, cast: Cast) -> None:
    if db.engine.dialect.name != "sqlite":
        return  # PostgreSQL reads anew what it locks
    document_id, other_id, ada_id = published(cast).id, published(cast).id, cast.ada.id

    def support_another() -> None:
        support(db.session.get_one(Document, other_id), by=db.session.get_one(User, ada_id))

    db.session.rollback()
    document = db.session.get_one(Document, document_id)
    assert at_once(app, 1, support_another) == []
    begin_writing_about(document)
    assert not sa.inspect(document).expired
    document.title = "Scritto"
    db.session.commit()
    assert db.session.scalar(sa.select(Document.title).where(Document.id == document_id)) == "Scritto"


def requests_at_once(app: Flask, view: Callable[[], Any], number: int = 3) -> None:
    """Let as many threads as said ask the same view to change something, at the same moment."""

    def ask() -> None:
        with app.test_request_context(method="POST"):
            in_one_transaction(view)()

    threads = [threading.Thread(target=ask) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize(("mark", "beside_each_other"), [(prepares_first, 1), (hashes_first, 3)])
def test_only_the_hashing_of_passwords_goes_on_beside_other_changes(
    app: Flask, mark: Callable[..., Any], beside_each_other: int
) -> None:
    if db.engine.dialect.name != "sqlite":
        return  # PostgreSQL locks rows, not the whole site
    inside: list[int] = []
    most: list[int] = []

    def prepare() -> str:
        inside.append(1)
        most.append(len(inside))
        time.sleep(0.05)
        inside.pop()
        return "fatto"

    requests_at_once(app, mark(prepare))
    assert max(most) == beside_each_other


def test_a_slow_line_holds_nobody_up(app: Flask) -> None:
    class SlowLine(io.BytesIO):
        def readinto(self, buffer: Any) -> int:
            if self.tell() == 0:
                assert at_once(app, 1, lambda: db.session.add(Body(name="Comune di Asti"))) == []
            return super().readinto(buffer)

    with app.test_request_context(method="POST", input_stream=SlowLine(b"testo")):
        in_one_transaction(answering(lambda: ("fatto", 201)))()
    assert names() == ["Comune di Asti", "Comune di Chieri"]


def test_the_journal_writes_nothing_while_reading(app: Flask, cast: Cast) -> None:
    db.session.rollback()
    with pytest.raises(RuntimeError, match="reading never writes"):
        record("document.closed", by=cast.bruno, process=cast.process, data={})
    with pytest.raises(RuntimeError, match="reading never writes"):
        stamp("site")
