# SPDX-License-Identifier: AGPL-3.0-or-later
"""The settings, typed and frozen, read once from the environment."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent
VERSION = "0.1.0"

EXAMPLE_SECRET = "change-me"  # noqa: S105 - refused in production, see `check`
LONGEST_REQUEST = 2 * 1024 * 1024
LARGEST_FILE = 10 * 1024 * 1024


class BadSettings(Exception):
    """The settings contradict each other or are unsafe; the sentence says which and how to mend it."""


@dataclass(frozen=True)
class Settings:
    """Everything that differs from one installation to another."""

    secret: str
    database_url: str
    instance: Path
    production: bool = False
    public_url: str = "http://127.0.0.1:8000"
    trusted_hosts: tuple[str, ...] = ()
    proxies: int = 0
    mail_url: str = ""
    mail_sender: str = ""
    mail_delay: int = 0
    max_request_bytes: int = LONGEST_REQUEST
    max_file_bytes: int = LARGEST_FILE
    storage_url: str = ""
    rate_limits: bool = True
    page_cache_bytes: int = 64 * 1024 * 1024
    source_url: str = ""
    metrics_token: str = ""

    @property
    def https(self) -> bool:
        """Whether people reach the site over HTTPS, which makes cookies `__Host-` and switches HSTS on."""
        return self.public_url.startswith("https://")

    @property
    def mail_folder(self) -> Path:
        """Where messages are written as files when no SMTP server is set."""
        return self.instance / "mail"

    def check(self) -> "Settings":
        """Return the settings, or raise BadSettings when they must not serve the public."""
        if self.production and (self.secret == EXAMPLE_SECRET or len(self.secret) < 32):
            raise BadSettings(
                "EMENDA_SECRET is missing, the example or shorter than 32 characters: "
                "set a long random one, or remove it and let `flask prepare` write instance/secret."
            )
        if self.production and not self.https:
            raise BadSettings("In production EMENDA_PUBLIC_URL must begin with https://")
        return self


def from_environment(environ: dict[str, str] | None = None) -> Settings:
    """Read the settings from EMENDA_* variables and DATABASE_URL; raise BadSettings when unsafe."""
    env = os.environ if environ is None else environ
    instance = Path(env.get("EMENDA_INSTANCE") or ROOT / "instance")
    return Settings(
        secret=env.get("EMENDA_SECRET") or _kept_secret(instance),
        database_url=_with_driver(env.get("DATABASE_URL") or f"sqlite:///{instance / 'emenda.sqlite'}"),
        instance=instance,
        production=env.get("EMENDA_ENV") == "production",
        public_url=(env.get("EMENDA_PUBLIC_URL") or f"http://127.0.0.1:{env.get('PORT') or 8000}").rstrip("/"),
        trusted_hosts=tuple(h.strip() for h in env.get("EMENDA_TRUSTED_HOSTS", "").split(",") if h.strip()),
        proxies=_number(env, "EMENDA_PROXIES", 0),
        mail_url=env.get("EMENDA_MAIL_URL", ""),
        mail_sender=env.get("EMENDA_MAIL_SENDER", ""),
        mail_delay=_number(env, "EMENDA_MAIL_DELAY", 0),
        max_request_bytes=_number(env, "EMENDA_MAX_REQUEST_BYTES", LONGEST_REQUEST),
        max_file_bytes=_number(env, "EMENDA_MAX_FILE_BYTES", LARGEST_FILE),
        storage_url=env.get("EMENDA_STORAGE_URL", ""),
        rate_limits=env.get("EMENDA_RATE_LIMITS", "yes") != "no",
        page_cache_bytes=_number(env, "EMENDA_PAGE_CACHE_BYTES", 64 * 1024 * 1024),
        source_url=env.get("EMENDA_SOURCE_URL", ""),
        metrics_token=env.get("EMENDA_METRICS_TOKEN", ""),
    ).check()


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    """Return a setting that is a whole number, or its default where it is not set."""
    value = env.get(name, "").strip()
    if not value:
        return default
    if not value.isdecimal():
        raise BadSettings(f"{name} must be a whole number such as {default}, and is “{value}”.")
    return int(value)


def _kept_secret(instance: Path) -> str:
    """Return the secret in the instance folder, writing a new one the first time."""
    path = instance / "secret"
    if not path.exists():
        instance.mkdir(parents=True, exist_ok=True, mode=0o700)  # it will hold everything people wrote
        try:  # two workers may start at once: the first to create the file wins
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass
    return path.read_text().strip()


def _with_driver(url: str) -> str:
    """Name psycopg 3 in PostgreSQL addresses, in whichever of their usual spellings they come."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url
