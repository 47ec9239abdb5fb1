# SPDX-License-Identifier: AGPL-3.0-or-later
"""Passwords: which are good enough, how they are hashed, and whether one fits a person.

Hashing takes time and memory on purpose, so it is done before a transaction takes the lock.
"""

import functools
import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from auth.models import User
from db import N_, Invalid

SHORTEST, LONGEST = 10, 200

# Those of ten characters and more that every list of leaked passwords begins with, and Italian favourites.
_TRIED_FIRST = """
    0123456789 1234567890 0987654321 1234567891 12345678910 123456789a 1q2w3e4r5t q1w2e3r4t5 qwertyuiop
    qwerty1234 qwerty12345 qwerty123456 1qaz2wsx3edc qazwsxedcrfv asdfghjkl1 asdfghjklò zxcvbnm123 abcdefghij
    abc1234567 abcd123456 aa12345678 a123456789 password01 password10 password11 password12 password123
    password1234 password12345 passw0rd123 p@ssw0rd123 password2024 password2025 password2026 passwordpassword
    changeme123 welcome123 welcome1234 letmein123 iloveyou123 superman123 administrator administrator1
    amministratore amministrazione benvenuto1 benvenuto123 buongiorno ciaociaociao ciaociao123 francesca1
    alessandro alessandra alessandro1 alessandra1 giuseppe123 francesco1 andrea1234 juventus1897 juventus123
    forzajuve1 forzanapoli forzainter forzamilan inter1908inter napoli1926 napoli123456 milan18991899
    ferrari123 italia2024 italia2025 italia2026 italiaitalia amoremio123 tiamotiamo tiamotantissimo
    primavera1 primavera2025 primavera2026 estate2025 autunno2026 inverno2026 stellastella segreta123
    segretissima cambiami123 cambiami2026 comune2025 comune2026 comunecomune regione2026 ministero1
    emendaemenda correcthorsebatterystaple
"""
COMMON = frozenset(_TRIED_FIRST.split())

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def check_new(password: str, email: str) -> None:
    """Raise Invalid("password", …) unless the password is long enough and not among those tried first."""
    plain = password.strip().lower()
    if len(password) < SHORTEST:
        raise Invalid("password", N_("La password è troppo corta: usa almeno %(least)s caratteri."), least=SHORTEST)
    if len(password) > LONGEST:
        raise Invalid("password", N_("La password è troppo lunga: usa al massimo %(most)s caratteri."), most=LONGEST)
    if plain in (email.lower(), email.lower().partition("@")[0]):
        raise Invalid("password", N_("La password non può essere il tuo indirizzo e-mail: scegline un’altra."))
    if plain in COMMON or len(set(plain)) < 4:
        raise Invalid("password", N_("Questa password è fra le più comuni: scegline una che nessuno indovini."))


def hashed(password: str) -> str:
    """Return the argon2id hash of a password."""
    return HASHER.hash(_composed(password))


def fits(person: User | None, password: str) -> bool:
    """Say whether the password is the person's; it takes the same time when there is no such person."""
    kept = person.password_hash if person is not None else ""
    try:
        right = HASHER.verify(kept or _hash_of_nobody(), _composed(password))
    except (VerificationError, InvalidHashError):
        return False
    return right and bool(kept)


def _composed(password: str) -> str:
    """Return the password in one Unicode form, whatever keyboard it was typed on, cut before it gets absurd."""
    return unicodedata.normalize("NFC", password[: LONGEST * 4])


@functools.cache
def _hash_of_nobody() -> str:
    return HASHER.hash(secrets.token_hex(16))
