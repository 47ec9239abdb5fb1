# SPDX-License-Identifier: AGPL-3.0-or-later
"""Many people talking at once: nothing is lost, nothing is counted twice."""

import threading
from collections.abc import Callable
from typing import TypeVar

import sqlalchemy as sa
from flask import Flask

from amendments.models import Document
from auth.models import User
from comments import actions, moderation_actions
from comments.models import Comment, Report
from db import Changed, db
from tests.comments.say import answered, comments_url, counted, said
from tests.make import Cast, published, writing
from tests.page import Visitor

T = TypeVar("T")


def at_once(app: Flask, deeds: list[Callable[[], object]]) -> list[BaseException]:
    """Do all deeds at once, each in a thread and a session of its own; return what they raised."""
    start, errors = threading.Barrier(len(deeds)), []

    def run(deed: Callable[[], object]) -> None:
        with app.app_context():
            start.wait()
            try:
                with writing():
                    deed()
            except BaseException as error:
                errors.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()  # a new snapshot
    return errors


def test_everything_said_at_once_is_kept_and_counted(app: Flask, cast: Cast) -> None:
    document = published(cast)
    parent_id = said(document, "Prima", by=cast.mara).id
    document_id, people = document.id, [cast.ada.id, cast.sami.id, cast.zoe.id, cast.bruno.id]

    def post(number: int) -> Callable[[], object]:
        return lambda: actions.post(_the(Document, document_id), f"Parola {number}", by=_the(User, people[number % 4]))

    def reply(number: int) -> Callable[[], object]:
        return lambda: actions.reply(_the(Comment, parent_id), f"Risposta {number}", by=_the(User, people[number % 4]))

    assert at_once(app, [deed(number) for number in range(6) for deed in (post, reply)]) == []
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Comment)) == 13 == counted(document)


def test_one_deed_sent_many_times_at_once_is_one_comment(app: Flask, cast: Cast) -> None:
    document = published(cast)
    document_id, ada_id = document.id, cast.ada.id
    deed = lambda: actions.post(_the(Document, document_id), "Una volta", by=_the(User, ada_id))  # noqa: E731
    assert at_once(app, [deed] * 8) == []
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Comment)) == 1 == counted(document)


def test_deleting_hiding_and_reporting_at_once_counts_once(app: Flask, cast: Cast) -> None:
    document = published(cast)
    comment = said(document, "Uno", by=cast.ada)
    answered(comment, "Due", by=cast.sami)
    comment_id, ada_id, mara_id, sami_id = comment.id, cast.ada.id, cast.mara.id, cast.sami.id
    deeds: list[Callable[[], object]] = [
        lambda: actions.delete(_the(Comment, comment_id), by=_the(User, ada_id)),
        lambda: moderation_actions.hide(_the(Comment, comment_id), "Fuori tema", by=_the(User, mara_id), seen=1),
        lambda: actions.report(_the(Comment, comment_id), "Non va", by=_the(User, sami_id)),
    ] * 3
    errors = at_once(app, deeds)
    assert all(isinstance(error, Changed) or "comment.report" in str(error) for error in errors), errors
    assert counted(document) == 1
    assert len(db.session.scalars(sa.select(Report)).all()) <= 1


def test_people_posting_through_the_pages_at_once_all_get_through(app: Flask, cast: Cast) -> None:
    document = published(cast)
    pages = [Visitor(app, person).get(comments_url(document)) for person in (cast.ada, cast.sami, cast.zoe)]
    answers: list[int] = []

    def press(number: int) -> None:
        with app.app_context():
            answers.append(pages[number].press("Pubblica il commento", text=f"Sono {number}").status)
            db.session.remove()

    threads = [threading.Thread(target=press, args=[number]) for number in range(len(pages))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    assert answers == [200, 200, 200]
    assert counted(document) == 3


def _the(model: type[T], id: int) -> T:
    return db.session.get_one(model, id)
