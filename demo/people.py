# SPDX-License-Identifier: AGPL-3.0-or-later
"""The people and bodies of the demo, all invented; demo accounts are refused in production."""

from dataclasses import dataclass

from auth.models import Body, Mandate, Member, Role, Site, User
from auth.passwords import hashed
from db import db, now
from processes.models import Process

PASSWORD = "prova-emenda-2026"  # noqa: S105 - the demo's, printed on the terminal; refused in production

PEOPLE = {
    "ines": ("Ines Marchetti", "amministra la piattaforma"),
    "bruno": ("Bruno Ferri", "staff: scrive e pubblica le proposte"),
    "mara": ("Mara Lodi", "modera: decide le modifiche"),
    "mino": ("Mino Zanetti", "modera"),
    "ada": ("Ada Conti", "partecipa: propone modifiche"),
    "sami": ("Sami Benali", "partecipa: sostiene e commenta"),
    "zoe": ("Zoe Ricci", "partecipa"),
    "elio": ("Elio Greco", "partecipa"),
    "nora": ("Nora Fabbri", "referente del Comune di Valchiara: ne cura la pagina e i processi"),
    "livia": ("Livia Sartori", "partecipa"),
    "teo": ("Teo Martini", "partecipa"),
}
BODIES = (("Comune di Valchiara", "Valchiara", "BO"), ("Unione dei Comuni del Colle", "Montecolle", "MO"))


@dataclass
class Cast:
    """The demo's people by first name, and its bodies."""

    people: dict[str, User]
    bodies: list[Body]

    def __getitem__(self, name: str) -> User:
        return self.people[name]


def sign_ins() -> list[tuple[str, str, str]]:
    """Return role, address and password of every demo account."""
    return [(role, f"{key}@demo.example", PASSWORD) for key, (_, role) in PEOPLE.items()]


def create_people() -> Cast:
    """Write the people, the bodies and the body that runs the site."""
    password, moment = hashed(PASSWORD), now()
    people = {
        key: User(
            email=f"{key}@demo.example",
            name=name,
            password_hash=password,
            is_admin=key == "ines",
            is_demo=True,
            privacy_version="1",
            created_at=moment,
            confirmed_at=moment,
        )
        for key, (name, _) in PEOPLE.items()
    }
    bodies = [Body(name=name, place=place, province=province) for name, place, province in BODIES]
    db.session.add_all([*people.values(), *bodies, _site()])
    db.session.flush()
    for body in bodies:
        db.session.add(Mandate(body_id=body.id, user_id=people["nora"].id, by_id=people["ines"].id, created_at=moment))
    return Cast(people, bodies)


def appoint(cast: Cast, process: Process) -> None:
    """Give a process its staff and moderators."""
    for key, role in (("bruno", Role.STAFF), ("mara", Role.MODERATOR), ("mino", Role.MODERATOR)):
        db.session.add(Member(process_id=process.id, user_id=cast[key].id, role=role, created_at=now()))


def _site() -> Site:
    return Site(
        name="Emenda – sito dimostrativo",
        tagline="Testi scritti insieme, nessuna parola perduta",
        parent_name="Regione Esempio",
        parent_url="https://www.example.org/",
        address="Piazza della Partecipazione 1, 40100 Valchiara (BO)",
        email="urp@demo.example",
        pec="protocollo@pec.demo.example",
        phone="051 000000",
        tax_code="00000000000",
        footer_links="Amministrazione trasparente | https://www.example.org/trasparenza",
        reference_prefix="vsg",
    )
