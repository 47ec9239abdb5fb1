# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keep what a visitor was about to do, while signing in or up."""

import secrets
from datetime import timedelta
from unicodedata import category

import sqlalchemy as sa

from auth.models import Errand
from auth.paths import local_path
from db import N_, Invalid, db, now

LONGEST_TEXT = 10_000
KEPT = timedelta(days=7)


def keep(path: str, text: str = "") -> Errand:
    """Keep where a visitor was and what stood in the form; errands of last week are forgotten.

    Anyone may: the errand does nothing by itself. Raises Invalid when the text is too long.
    """
    text = "".join(c for c in text if c in "\n\t" or c.isprintable() or category(c) == "Zs").strip()
    if len(text) > LONGEST_TEXT:
        raise Invalid("text", N_("Il testo è troppo lungo: usa al massimo %(most)s caratteri."), most=LONGEST_TEXT)
    db.session.execute(sa.delete(Errand).where(Errand.created_at < now() - KEPT))
    errand = Errand(key=secrets.token_urlsafe(32), path=local_path(path), text=text, created_at=now())
    db.session.add(errand)
    db.session.flush()
    return errand
