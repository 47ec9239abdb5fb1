# SPDX-License-Identifier: AGPL-3.0-or-later
"""The demo: every state is there to be seen, it is loaded once, and never in production."""

from dataclasses import replace

import sqlalchemy as sa
from flask import Flask

from amendments.models import Document
from amendments.request_models import Amendment
from auth.models import User
from db import db
from proposals.models import Proposal


def run(app: Flask, *words: str) -> tuple[int, str]:
    db.session.remove()
    result = app.test_cli_runner().invoke(args=list(words))
    return result.exit_code, result.output


def test_the_demo_shows_every_state_once(app: Flask) -> None:
    code, printed = run(app, "demo")
    assert code == 0 and "mara@demo.example" in printed
    assert set(db.session.scalars(sa.select(Amendment.state))) == {"pending", "decided", "withdrawn"}
    assert {"accepted", "rejected", "modified"} <= set(db.session.scalars(sa.select(Amendment.outcome)))
    assert {"open", "closed", "adopted", "draft"} == set(db.session.scalars(sa.select(Document.state)))
    seven = db.session.scalars(sa.select(Proposal).where(Proposal.number == "5.2")).one()
    assert seven.document.version == 7 and seven.reference == "par-PROP-2022-05-3343"
    assert run(app, "verify")[0] == 0


def test_the_demo_is_not_loaded_twice(app: Flask) -> None:
    run(app, "demo")
    people = db.session.scalar(sa.select(sa.func.count(User.id)))
    code, printed = run(app, "demo")
    assert code == 1 and "holds content already" in printed
    assert db.session.scalar(sa.select(sa.func.count(User.id))) == people


def test_the_demo_is_refused_in_production(app: Flask) -> None:
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, production=True)
    try:
        code, printed = run(app, "demo")
    finally:
        app.config["SETTINGS"] = settings
    assert code == 1 and "refused in production" in printed
