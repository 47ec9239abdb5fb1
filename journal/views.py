# SPDX-License-Identifier: AGPL-3.0-or-later
"""What machines that watch over the service ask: is it well (`/health`), and its numbers (`/metrics`)."""

import hmac
import os
import threading
from collections import Counter
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, Flask, Response, abort, current_app, jsonify, request
from sqlalchemy.exc import SQLAlchemyError

from config import VERSION
from db import db
from journal import fingerprint_views, jobs, outbox
from pages import Store

bp = Blueprint("journal", __name__)

PLAIN = "text/plain; version=0.0.4; charset=utf-8"


class Answers:
    """How many answers of each status this worker process gave."""

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()
        self._lock = threading.Lock()

    def count(self, response: Response) -> Response:
        """Count an answer and pass it on."""
        with self._lock:
            self._counts[response.status_code] += 1
        return response

    def by_status(self) -> list[tuple[int, int]]:
        """Return statuses and counts, in order."""
        with self._lock:
            return sorted(self._counts.items())


@bp.get("/health")
def health() -> Any:
    """Say that the service and its database are well, or 503."""
    try:
        db.session.execute(sa.text("SELECT count(*) FROM chain WHERE key = 'site'"))
    except SQLAlchemyError:
        current_app.logger.exception("the database does not answer")
        return jsonify(status="error", database="no answer"), 503
    return jsonify(status="ok", database=db.engine.dialect.name, version=VERSION)


@bp.get("/metrics")
def metrics() -> Any:
    """Give the numbers of this worker process, of the outbox and of the jobs, in the words of Prometheus."""
    if not _may_watch():
        abort(404)
    return Response("\n".join(_lines()) + "\n", content_type=PLAIN)


def _may_watch() -> bool:
    """Say whether the request comes from this machine itself, or bears the token of the settings."""
    token = current_app.config["SETTINGS"].metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and hmac.compare_digest(given.encode(), token.encode()):
        return True
    # What a proxy on this machine passes on comes from elsewhere.
    return request.remote_addr in ("127.0.0.1", "::1") and "X-Forwarded-For" not in request.headers


def _lines() -> list[str]:
    store: Store = current_app.extensions["kept_pages"]
    answers: Answers = current_app.extensions["answers"]
    worker = f'worker="{os.getpid()}"'
    return [
        "# TYPE emenda_answers_total counter",
        *(f'emenda_answers_total{{{worker},status="{s}"}} {n}' for s, n in answers.by_status()),
        "# TYPE emenda_kept_pages_total counter",
        f'emenda_kept_pages_total{{{worker},found="yes"}} {store.hits}',
        f'emenda_kept_pages_total{{{worker},found="no"}} {store.misses}',
        "# TYPE emenda_kept_pages_bytes gauge",
        f"emenda_kept_pages_bytes{{{worker}}} {store.bytes}",
        "# TYPE emenda_messages gauge",
        *(f'emenda_messages{{state="{state}"}} {count}' for state, count in outbox.backlog().items()),
        "# TYPE emenda_jobs gauge",
        *(f'emenda_jobs{{state="{state}"}} {count}' for state, count in jobs.backlog().items()),
    ]


def register(app: Flask) -> None:
    """Add these pages to the application."""
    app.register_blueprint(bp)
    fingerprint_views.register(app)
    app.extensions["answers"] = answers = Answers()
    app.after_request(answers.count)
