# SPDX-License-Identifier: AGPL-3.0-or-later
"""Change how the site of a body looks: its colours, the links at its foot, its logo."""

from dataclasses import asdict

from attachments import actions as attachment_actions
from attachments.actions import Label
from attachments.contents import Content
from attachments.models import Kind, Licence
from attachments.owners import Owner
from auth.models import Site, User
from db import N_, now
from journal.actions import record
from permissions import require
from theme.look import Look, checked
from theme.queries import logo

REPLACED, TAKEN_AWAY = N_("C’è un logo nuovo."), N_("La piattaforma non mostra più un logo.")


def change_look(site: Site, look: Look, *, by: User) -> None:
    """Change how the pages look; raise Invalid for what cannot stand or be read."""
    require(by, "site.set_up", site, now())
    before = {name: getattr(site, name) for name in asdict(look)}
    after = asdict(checked(look))
    for name, value in after.items():
        setattr(site, name, value)
    record("site.look_changed", by=by, data={"before": before, "after": after})


def set_logo(owner: Owner, content: Content, key: str, sha256: str, *, by: User) -> None:
    """Show a logo, whose bytes are stored under `key`, in place of the one before."""
    require(by, "site.set_up", None, now())
    take_logo_away(by=by, reason=REPLACED)
    label = Label(owner.title[:200], Kind.PICTURE, Licence.RESERVED)
    attachment_actions.add(owner, label, content, key, sha256, by=by)


def take_logo_away(*, by: User, reason: str = TAKEN_AWAY) -> None:
    """Show no logo any more."""
    require(by, "site.set_up", None, now())
    there = logo()
    if there is not None:
        attachment_actions.remove(there, reason, by=by)
