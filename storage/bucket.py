# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files in a bucket of a storage that speaks the protocol of S3: Amazon's, MinIO, Ceph, Garage and others.

Four requests are all that is needed (PUT, GET, DELETE of an object, and the list of objects), so they are made here
with the standard library instead of bringing a library of hundreds of services along.
"""

import ssl
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import parse_qs, unquote, urlsplit

from storage import NAME, Missing, Unreachable, checked
from storage.signature import Key, encoded, query_string, signed

SECONDS = 20
LONGEST_ANSWER = 256 * 1024 * 1024
XML = "{http://s3.amazonaws.com/doc/2006-03-01/}"


class Bucket:
    """A bucket, or a folder in it, named by an address such as `s3://KEY:SECRET@host:port/bucket?region=eu-south-1`.

    What stands after the host is the path of every file; where the host itself names the bucket it may be empty.
    `&tls=none` speaks plain HTTP, for a storage on the same machine.
    """

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        words = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if not parts.hostname or not parts.username or not parts.password:
            raise ValueError("an address such as s3://KEY:SECRET@host/bucket?region=eu-south-1")
        self._key = Key(unquote(parts.username), unquote(parts.password), words.get("region", "us-east-1"))
        self._host, self._port, self._tls = parts.hostname, parts.port, words.get("tls") != "none"
        bucket, _, folder = unquote(parts.path).strip("/").partition("/")
        self._bucket, self._folder = f"/{bucket}" if bucket else "", f"{folder}/" if folder else ""

    def put(self, name: str, content: bytes) -> None:
        """Keep a file."""
        self._ask("PUT", self._path(name), body=content)

    def get(self, name: str) -> bytes:
        """Return a file; raise Missing."""
        found = self._ask("GET", self._path(name))
        if found is None:
            raise Missing(name)
        return found

    def delete(self, name: str) -> None:
        """Delete a file for ever."""
        self._ask("DELETE", self._path(name))

    def names(self) -> Iterator[str]:
        """Yield the names of all files, a thousand at a time."""
        query = {"list-type": "2", "prefix": self._folder}
        while True:
            page = self._ask("GET", self._bucket or "/", query)
            if page is None:
                raise Unreachable("there is no such bucket")
            tree = _tree(page)
            keys = (key.text or "" for key in tree.iterfind(f"{XML}Contents/{XML}Key"))
            yield from (name for key in keys if NAME.fullmatch(name := key.removeprefix(self._folder)))
            token = tree.findtext(f"{XML}NextContinuationToken")
            if not token:
                return
            query = query | {"continuation-token": token}

    def _path(self, name: str) -> str:
        return f"{self._bucket}/{self._folder}{checked(name)}"

    def _ask(self, method: str, path: str, query: dict[str, str] | None = None, body: bytes = b"") -> bytes | None:
        """Send a request and return the answer, None where nothing is found; raise Unreachable for anything else."""
        query = query or {}
        host = self._host if self._port is None else f"{self._host}:{self._port}"
        headers = signed(self._key, method, path, query, {"host": host}, body, datetime.now(UTC))
        connection = self._connection()
        try:
            target = encoded(path) + (f"?{query_string(query)}" if query else "")
            connection.request(method, target, body or None, headers | {"content-length": str(len(body))})
            answer = connection.getresponse()
            content = answer.read(LONGEST_ANSWER)
        except (OSError, HTTPException) as error:
            raise Unreachable(f"{host}: {error}") from error
        finally:
            connection.close()
        if answer.status == 404:
            return None
        if answer.status >= 300:
            raise Unreachable(f"{host} answered {answer.status} to {method}: {content[:300].decode(errors='replace')}")
        return content

    def _connection(self) -> HTTPConnection:
        if not self._tls:
            return HTTPConnection(self._host, self._port, timeout=SECONDS)
        return HTTPSConnection(self._host, self._port, timeout=SECONDS, context=ssl.create_default_context())


def _tree(page: bytes) -> ET.Element:
    try:
        return ET.fromstring(page)  # noqa: S314 - of the storage that the operator chose
    except ET.ParseError as error:
        raise Unreachable(f"the list of files is no XML: {error}") from error
