# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signs a request to a storage that speaks the protocol of S3 (AWS Signature Version 4).

What is asked is written in one canonical way and hashed; the hash is signed with a key derived, by HMAC-SHA256,
from the secret, the day, the region and the service. Source: "Authenticating Requests: Using the Authorization
Header (AWS Signature Version 4)" in the Amazon S3 API Reference, whose examples are this module's tests.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote


@dataclass(frozen=True)
class Key:
    """Who asks, and of which region; the secret stays out of what is printed."""

    id: str
    secret: str
    region: str

    def __repr__(self) -> str:
        return f"Key({self.id!r})"


def encoded(path: str) -> str:
    """Return a path as it is sent and signed."""
    return quote(path, safe="/-._~")


def query_string(query: dict[str, str]) -> str:
    """Return a query as it is sent and signed: by name, everything but letters, digits and -._~ encoded."""
    return "&".join(f"{quote(name, safe='')}={quote(query[name], safe='')}" for name in sorted(query))


def signed(
    key: Key, method: str, path: str, query: dict[str, str], headers: dict[str, str], body: bytes, at: datetime
) -> dict[str, str]:
    """Return the headers of a request, with the host among them, and those that sign it."""
    moment = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    digest = hashlib.sha256(body).hexdigest()
    headers = headers | {"x-amz-date": moment, "x-amz-content-sha256": digest}
    plain = {name.lower(): " ".join(value.split()) for name, value in headers.items()}
    names = ";".join(sorted(plain))
    lines = [f"{name}:{plain[name]}\n" for name in sorted(plain)]
    request = "\n".join([method, encoded(path), query_string(query), "".join(lines), names, digest])
    scope = f"{moment[:8]}/{key.region}/s3/aws4_request"
    words = "\n".join(["AWS4-HMAC-SHA256", moment, scope, hashlib.sha256(request.encode()).hexdigest()])
    signature = hmac.new(_signing_key(key, moment[:8]), words.encode(), "sha256").hexdigest()
    credential = f"AWS4-HMAC-SHA256 Credential={key.id}/{scope},SignedHeaders={names},Signature={signature}"
    return headers | {"Authorization": credential}


def _signing_key(key: Key, day: str) -> bytes:
    made = f"AWS4{key.secret}".encode()
    for part in (day, key.region, "s3", "aws4_request"):
        made = hmac.new(made, part.encode(), "sha256").digest()
    return made
