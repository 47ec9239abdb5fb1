# SPDX-License-Identifier: AGPL-3.0-or-later
"""Set up the site: once by whoever installed it, later by its administrators."""

from dataclasses import asdict, dataclass

from auth import queries
from auth.models import Site, User
from auth.words import email_address, one_line
from db import N_, Changed, Invalid, db, now
from journal.actions import record
from permissions import require


@dataclass(frozen=True)
class SiteData:
    """What is known of the body that runs the site."""

    name: str
    tagline: str = ""
    parent_name: str = ""
    parent_url: str = ""
    address: str = ""
    email: str = ""
    pec: str = ""
    phone: str = ""
    tax_code: str = ""
    accessibility_url: str = ""
    privacy_text: str = ""
    legal_notes: str = ""
    mail_url: str = ""
    mail_sender: str = ""


LONG = ("privacy_text", "legal_notes")
LONGEST = {"tax_code": 20, "phone": 40, "address": 300, "mail_url": 300, "parent_url": 500, "accessibility_url": 500}


def first_set_up(data: SiteData, administrator: User) -> Site:
    """Write the body that runs the site, the first time; raise Changed when somebody was faster.

    The page that calls it has checked the one-time code; afterwards only `set_up` is open.
    """
    if queries.site() is not None:
        raise Changed(N_("La piattaforma è già stata configurata."))
    site = Site(id=1, **asdict(_checked(data)))
    db.session.add(site)
    db.session.flush()
    record("site.set_up", by=administrator, data={"name": site.name})
    return site


def set_up(site: Site, data: SiteData, *, by: User) -> None:
    """Change what is known of the body; a new privacy notice gets a new version. Raises Invalid."""
    require(by, "site.set_up", site, now())
    checked = _checked(data)
    if checked.privacy_text != site.privacy_text:
        site.privacy_version = str(int(site.privacy_version) + 1)
    for name, value in asdict(checked).items():
        setattr(site, name, value)
    record("site.set_up", by=by, data={"name": site.name})


def _checked(data: SiteData) -> SiteData:
    """Return the data cleaned; raise Invalid naming the field that cannot stand."""
    clean = {name: _clean(name, value) for name, value in asdict(data).items()}
    if not clean["name"]:
        raise Invalid("name", N_("Scrivi il nome dell’ente o della piattaforma."))
    for name, value in clean.items():
        if name not in LONG and len(value) > LONGEST.get(name, 200):
            raise Invalid(name, N_("È troppo lungo: usa al massimo %(most)s caratteri."), most=LONGEST.get(name, 200))
    for name in ("email", "pec", "mail_sender"):
        if clean[name]:
            clean[name] = _address(name, clean[name])
    for name in ("parent_url", "accessibility_url"):
        if clean[name] and not clean[name].startswith(("https://", "http://")):
            raise Invalid(name, N_("Scrivi un indirizzo web intero, che comincia con https://"))
    if clean["mail_url"] and not clean["mail_url"].startswith(("smtp://", "smtps://")):
        raise Invalid("mail_url", N_("Scrivi l’indirizzo del server di posta così: smtp://utente:password@server:587"))
    return SiteData(**clean)


def _clean(name: str, value: str) -> str:
    if name not in LONG:
        return one_line(value)
    return "\n".join(one_line(line) for line in value.splitlines()).strip()


def _address(name: str, value: str) -> str:
    try:
        return email_address(value)
    except Invalid as error:
        raise Invalid(name, error.message) from error
