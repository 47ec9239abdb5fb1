# SPDX-License-Identifier: AGPL-3.0-or-later
"""Register bodies, and change what is known of them. The people who act for them: `auth/mandate_actions.py`."""

import re
from dataclasses import asdict, dataclass
from typing import Any

from auth import queries
from auth.hooks import body_renamed
from auth.models import Body, BodyKind, User
from auth.words import email_address, one_line
from db import N_, Invalid, db, now
from journal.actions import record
from permissions import require

LONGEST_NAME, LONGEST_PLACE, MOST_NAMES = 200, 100, 50
LONGEST = {"website": 500, "email": 254, "pec": 254, "phone": 40, "address": 300, "privacy_text": 50_000}
_IPA, _ISTAT = re.compile(r"[a-z0-9_]{1,20}"), re.compile(r"[0-9]{1,10}")
_WEBSITE = re.compile(r"https?://[^\s<>\"']+")


@dataclass(frozen=True)
class BodyData:
    """What is known of a body."""

    name: str
    kind: str = BodyKind.OTHER
    place: str = ""
    province: str = ""
    ipa: str = ""
    istat: str = ""
    other_names: tuple[str, ...] = ()
    website: str = ""
    email: str = ""
    pec: str = ""
    phone: str = ""
    address: str = ""
    privacy_text: str = ""


def create(data: BodyData, *, by: User) -> Body:
    """Register a body. Raises Invalid where something of it cannot be."""
    require(by, "body.create", None, now())
    return _register(checked(data, None), by)


def named(name: str, *, by: User, process: Any, place: str = "", province: str = "") -> Body:
    """Return the body of this name, to be named in a process; one that nobody named before is registered."""
    require(by, "process.change", process, now())
    name, place, province = _checked(name, place, province)
    known = {"name": name, "place": place, "province": province}
    found = queries.body_named(name)
    return queries.kept_body(found) if found is not None else _register(known, by)


def change(body: Body, data: BodyData, *, by: User) -> None:
    """Change what is known of a body; raise Invalid where something of it cannot be."""
    require(by, "body.change", body, now())
    wanted = checked(data, body)
    before = {name: getattr(body, name) for name in wanted if getattr(body, name) != wanted[name]}
    if not before:
        return
    for name, value in wanted.items():
        setattr(body, name, value)
    changes = [{"field": name, "before": before[name], "after": wanted[name]} for name in before]
    renamed(body)
    record("body.changed", by=by, data={"body": body.id, "name": body.name, "changes": changes})


def renamed(body: Body) -> None:
    """Let packages above show a body under its name of now."""
    for hook in body_renamed:
        hook(body)


def checked(data: BodyData, body: Body | None) -> dict[str, Any]:
    """Return what is said of a body as it is kept, or raise Invalid; `body` is the one that is changed."""
    name, place, province = _checked(data.name, data.place, data.province)
    wanted = asdict(data) | {"name": name, "place": place, "province": province}
    wanted["ipa"], wanted["istat"] = data.ipa.strip().lower(), data.istat.strip()
    others = [*map(one_line, data.other_names), body.name if body is not None else ""]  # also what it was called before
    wanted["other_names"] = [other for other in dict.fromkeys(others) if other and other != name]
    if data.kind not in list(BodyKind):
        raise Invalid("kind", N_("Scegli di che ente si tratta."))
    if wanted["ipa"] and not _IPA.fullmatch(wanted["ipa"]):
        raise Invalid("ipa", N_("Scrivi il codice IPA con lettere, cifre e trattini bassi, come c_l219."))
    if wanted["istat"] and not _ISTAT.fullmatch(wanted["istat"]):
        raise Invalid("istat", N_("Il codice ISTAT ha solo cifre: sei per un comune, come 001272."))
    if data.website and not _WEBSITE.fullmatch(data.website):
        raise Invalid("website", N_("Scrivi l’indirizzo del sito per intero, come https://www.comune.esempio.it."))
    for field in ("email", "pec"):
        wanted[field] = _address(field, wanted[field])
    _check_lengths(wanted)
    _check_taken(wanted, body)
    return wanted


def _address(field: str, value: str) -> str:
    try:
        return email_address(value) if value else ""
    except Invalid as error:
        raise Invalid(field, error.message) from error


def _check_lengths(wanted: dict[str, Any]) -> None:
    for name, most in LONGEST.items():
        if len(wanted[name]) > most:
            raise Invalid(name, N_("Scrivi al massimo %(most)s caratteri."), most=most)
    if len(wanted["other_names"]) > MOST_NAMES or any(len(n) > LONGEST_NAME for n in wanted["other_names"]):
        raise Invalid("other_names", N_("Scrivi al massimo %(most)s nomi, uno per riga."), most=MOST_NAMES)


def _check_taken(wanted: dict[str, Any], body: Body | None) -> None:
    """Refuse a name or code that another body has."""
    own = body.id if body is not None else None
    named = queries.body_named(wanted["name"])
    if named is not None and named.id != own:
        raise Invalid("name", N_("Un ente con questo nome c’è già: usa quello, o scrivi un nome che li distingua."))
    for code in ("ipa", "istat"):
        other = queries.body_coded(code, wanted[code]) if wanted[code] else None
        if other is not None and other.id != own:
            raise Invalid(code, N_("Questo codice è già di un altro ente, %(name)s: controllalo."), name=other.name)


def _checked(name: str, place: str, province: str) -> tuple[str, str, str]:
    name, place, province = one_line(name), one_line(place), one_line(province).upper()
    if not name or len(name) > LONGEST_NAME:
        raise Invalid("name", N_("Scrivi il nome dell’ente, al massimo %(most)s caratteri."), most=LONGEST_NAME)
    if len(place) > LONGEST_PLACE:
        raise Invalid("place", N_("Il nome del luogo è troppo lungo: accorcialo."))
    if len(province) > 2:
        raise Invalid("province", N_("Scrivi la sigla della provincia, di due lettere."))
    return name, place, province


def _register(known: dict[str, Any], by: User) -> Body:
    body = Body(**known)
    db.session.add(body)
    db.session.flush()
    record("body.created", by=by, data={"body": body.id, "name": body.name})
    return body
