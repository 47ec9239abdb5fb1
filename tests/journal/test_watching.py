# SPDX-License-Identifier: AGPL-3.0-or-later
"""What machines ask, and the worker that carries out what must follow."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from config import ROOT
from journal.actions import tell
from tests.make import Cast, writing
from tests.page import Visitor

Visit = Callable[..., Visitor]


def test_health_says_that_the_database_answers(app: Flask, visit: Visit) -> None:
    page = visit().get("/health")
    assert page.status == 200
    assert page.answer.json["status"] == "ok"
    assert page.answer.json["database"] in ("sqlite", "postgresql")
    assert "Set-Cookie" not in page.answer.headers


def test_metrics_count_answers_and_messages_that_wait(app: Flask, cast: Cast, visit: Visit) -> None:
    visit().get("/health")
    with writing():
        tell("password_changed", {}, user=cast.ada)
    lines = visit().get("/metrics").html.splitlines()
    assert 'emenda_messages{state="waiting"} 1' in lines
    assert any('status="200"' in line for line in lines)


@pytest.mark.parametrize(
    ("headers", "address", "status"),
    [
        ({}, "127.0.0.1", 200),
        ({}, "203.0.113.7", 404),
        ({"X-Forwarded-For": "203.0.113.7"}, "127.0.0.1", 404),
        ({"Authorization": "Bearer a-token"}, "203.0.113.7", 200),
        ({"Authorization": "Bearer other"}, "203.0.113.7", 404),
    ],
)
def test_metrics_are_for_this_machine_or_whoever_has_the_token(
    app: Flask, monkeypatch: pytest.MonkeyPatch, headers: dict[str, str], address: str, status: int
) -> None:
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], metrics_token="a-token"))
    answer = app.test_client().get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == status


def test_the_worker_sends_what_is_due_and_stops_when_told(app: Flask, cast: Cast, tmp_path: Path) -> None:
    with writing():
        tell("password_changed", {}, user=cast.ada)
    env = os.environ | {"DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"], "EMENDA_INSTANCE": str(tmp_path)}
    worker = subprocess.Popen([sys.executable, "-m", "flask", "work"], cwd=ROOT, env=env)
    try:
        deadline = time.monotonic() + 30
        while not list(tmp_path.glob("mail/*.eml")) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert list(tmp_path.glob("mail/*.eml"))
    finally:
        worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=10) == 0
