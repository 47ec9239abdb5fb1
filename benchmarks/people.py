# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signs the people of a benchmark in without their passwords: cookies and form tokens under a known secret."""

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from auth.models import User

SECRET = "the secret of a benchmark on loopback"  # noqa: S105
TOKEN = "the-same-for-everybody"  # noqa: S105


def cookie(app: Flask, person: User) -> str:
    """Return the session cookie of a signed-in person, as the application signs it."""
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return "session=" + str(serializer.dumps({"_user_id": person.get_id(), "_fresh": True, "csrf_token": TOKEN}))


def token() -> str:
    """Return the form token that goes with the session of `cookie`."""
    return str(URLSafeTimedSerializer(SECRET, salt="wtf-csrf-token").dumps(TOKEN))
