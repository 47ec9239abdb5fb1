# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the pages of processes share: the blueprint they hang on, and finding the process of an address."""

from typing import Any

from flask import Blueprint, abort

from auth.models import User
from auth.session import site
from auth.views import me
from db import N_, now
from permissions import Refused, require
from processes import queries
from processes.models import Process

bp = Blueprint("processes", __name__)


def at(slug: str) -> Process:
    """Return the process at this address, or answer that there is none."""
    return queries.by_slug(slug) or abort(404)


def person() -> User:
    """Return the person who is asking; whoever is not signed in is asked to."""
    someone = me()
    if someone is None:
        raise Refused("", N_("Accedi per continuare."), sign_in=True)
    return someone


def changeable(slug: str) -> Process:
    """Return the process at this address, if the person may change it."""
    process = at(slug)
    require(me(), "process.change", process, now())
    return process


def offered_prefix() -> str:
    """Return the prefix of references that the site offers to a new process, or ""."""
    here = site()
    return here.reference_prefix if here is not None else ""


def status(form: Any) -> int:
    """Return the status of a page with a form: 422 when it came back with something to mend."""
    return 422 if form.errors else 200
