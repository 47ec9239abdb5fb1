# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people type into one line: names and addresses, cleaned or refused in one place."""

import unicodedata

from email_validator import EmailNotValidError, validate_email

from db import N_, Invalid

LONGEST_NAME = 100


def one_line(text: str) -> str:
    """Return the text composed, on one line, without control, bidirectional and invisible characters."""
    composed = unicodedata.normalize("NFC", text)
    spaced = "".join(" " if c.isspace() else c for c in composed)
    return " ".join("".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn")).split())


def folded(text: str) -> str:
    """Return a text as searches compare it: small letters without accents, words apart by one space."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() or c == "_" else " " for c in bare).split())


def person_name(text: str) -> str:
    """Return a person's name as it is kept; raise Invalid("name", …) when it is empty or too long."""
    name = one_line(text)
    if not any(c.isalnum() for c in name):
        raise Invalid("name", N_("Scrivi il tuo nome."))
    if len(name) > LONGEST_NAME:
        raise Invalid("name", N_("Il nome è troppo lungo: usa al massimo %(most)s caratteri."), most=LONGEST_NAME)
    return name


def email_address(text: str) -> str:
    """Return an e-mail address as it is kept, in lower case; raise Invalid("email", …) when it is none."""
    try:
        return _checked(text.strip())
    except EmailNotValidError as error:
        raise Invalid("email", N_("Questo non è un indirizzo e-mail: controllalo, ad esempio nome@ente.it")) from error


def _checked(text: str) -> str:
    found = validate_email(text, check_deliverability=False, test_environment=True, allow_smtputf8=False)
    return found.normalized.lower()
