# SPDX-License-Identifier: AGPL-3.0-or-later
"""The published fingerprints: a page that says what they prove, JSON, a feed; and the script that checks a chain."""

from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, abort, current_app, jsonify, render_template, request, url_for

from db import now
from journal import chain, fingerprints
from journal.models import Fingerprint

bp = Blueprint("fingerprints", __name__)

FORMAT = "emenda-fingerprint-1"
SCRIPT = Path(__file__).with_name("check_chain.py")
LARGEST = 2**31 - 1


@bp.get("/fingerprints")
def index() -> Any:
    """List the fingerprints, newest first, and say what they are good for."""
    shown, older = _shown()
    return render_template("journal/fingerprints.html", fingerprints=shown, older=older)


@bp.get("/fingerprints.json")
def listed() -> Any:
    """List the fingerprints for programs, without their heads."""
    shown, older = _shown()
    return jsonify(fingerprints=[_facts(found) | {"url": _url(found)} for found in shown], older=older)


@bp.get("/fingerprints.atom")
def feed() -> Any:
    """Give the newest fingerprints as an Atom feed: whoever follows it keeps them, outside of here."""
    shown, _ = _shown()
    updated = shown[0].at if shown else now()
    words = render_template("journal/fingerprints.xml", fingerprints=shown, updated=updated, url=_url)
    return Response(words, content_type="application/atom+xml; charset=utf-8")


@bp.get("/fingerprints/<int:number>.json")
def whole(number: int) -> Any:
    """Give a fingerprint with all heads: what the script that checks a chain is given."""
    found = fingerprints.whole(number) or abort(404)
    return jsonify({"format": FORMAT} | _facts(found) | found.held)


@bp.get("/check_chain.py")
def script() -> Any:
    """Give the script that checks a chain."""
    words = SCRIPT.read_text(encoding="utf-8")
    answer = Response(words, content_type="text/x-python; charset=utf-8")
    answer.headers["Content-Disposition"] = "attachment; filename=check_chain.py"
    return answer


def _shown() -> tuple[list[Fingerprint], int | None]:
    """Return the fingerprints that the address asks for, and from where older ones go on."""
    found = fingerprints.published(_before())
    shown = list(found[: fingerprints.PAGE])
    return shown, shown[-1].number if len(found) > len(shown) else None


def _before() -> int | None:
    value = request.args.get("before", type=int)
    if "before" in request.args and (value is None or not 0 < value <= LARGEST):
        abort(404)
    return value


def _facts(found: Fingerprint) -> dict[str, Any]:
    return {
        "number": found.number,
        "at": chain.written(found.at),
        "previous": found.previous,
        "count": found.count,
        "digest": found.digest,
    }


def _url(found: Fingerprint) -> str:
    path = url_for("fingerprints.whole", number=found.number)
    return f"{current_app.config['SETTINGS'].public_url}{path}"


def register(app: Flask) -> None:
    """Add these pages to the application."""
    app.register_blueprint(bp)
