# SPDX-License-Identifier: AGPL-3.0-or-later
"""How letters leave: as files in a folder, or over SMTP where an address is set.

`smtp://user:password@host:587` (a password goes over TLS only, unless `?tls=none` says otherwise; with
`?tls=starttls` everything does), or `smtps://host`.
"""

import os
import smtplib
import ssl
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

PATIENCE = 20
USUAL_PORTS = {"smtp": 25, "smtps": 465}


def post(letter: EmailMessage, name: str, url: str, folder: Path) -> None:
    """Send a letter over SMTP when there is an address, else write it into the folder under the name.

    Raises OSError, smtplib.SMTPException, or ValueError for an address that cannot be read.
    """
    if url:
        _send(letter, url)
    else:
        _write(letter, folder, name)


def is_final(problem: Exception) -> bool:
    """Say whether the server refused for good (5xx), so that trying again is of no use."""
    codes: list[int] = []
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in problem.recipients.values()]
    elif isinstance(problem, smtplib.SMTPDataError):
        codes = [problem.smtp_code]
    return bool(codes) and all(code >= 500 for code in codes)


def _send(letter: EmailMessage, url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in USUAL_PORTS or not parts.hostname:
        raise ValueError("the mail address must look like smtp://host:25 or smtps://host")
    tls = parse_qs(parts.query).get("tls", [""])[0]
    starttls = tls == "starttls" or (tls != "none" and bool(parts.username) and parts.scheme == "smtp")
    safe, port = ssl.create_default_context(), parts.port or USUAL_PORTS[parts.scheme]
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(parts.hostname, port, timeout=PATIENCE, context=safe)
    else:
        server = smtplib.SMTP(parts.hostname, port, timeout=PATIENCE)
    with server:
        if starttls:
            server.starttls(context=safe)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(letter)


def _write(letter: EmailMessage, folder: Path, name: str) -> None:
    """Write the letter as one .eml file, whole or not at all; the same name again writes the same file."""
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / f".{name}.half"
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(letter.as_bytes())
    half.replace(folder / f"{name}.eml")
