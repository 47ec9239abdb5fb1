# SPDX-License-Identifier: AGPL-3.0-or-later
"""A storage on loopback that speaks the part of S3's protocol that we use, to whoever signs rightly."""

import re
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from storage.signature import Key, signed

KEY = Key("key", "s/cret", "eu-south-1")
PAGE = 2
NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"


class Answers(BaseHTTPRequestHandler):
    """Answers one request; the files are those of the server."""

    server: "S3Server"

    def log_message(self, format, *args):
        """Stay silent."""

    def do_PUT(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        if self._is_signed(body):
            self.server.files[self._path] = body
            self._say(200)

    def do_GET(self):
        if self._is_signed(b""):
            if "list-type" in self._query:
                return self._list()
            found = self.server.files.get(self._path)
            self._say(404 if found is None else 200, found or b"")
        return None

    def do_DELETE(self):
        if self._is_signed(b""):
            self.server.files.pop(self._path, None)
            self._say(204)

    @property
    def _path(self):
        return unquote(urlsplit(self.path).path)

    @property
    def _query(self):
        return {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}

    def _list(self):
        prefix = f"{self._path}/{self._query.get('prefix', '')}"
        keys = sorted(path.removeprefix(self._path + "/") for path in self.server.files if path.startswith(prefix))
        start = int(self._query.get("continuation-token", 0))
        more = f"<NextContinuationToken>{start + PAGE}</NextContinuationToken>" if start + PAGE < len(keys) else ""
        listed = "".join(f"<Contents><Key>{key}</Key></Contents>" for key in keys[start : start + PAGE])
        self._say(200, f'<ListBucketResult xmlns="{NAMESPACE}">{listed}{more}</ListBucketResult>'.encode())

    def _is_signed(self, body):
        at = datetime.strptime(self.headers["x-amz-date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        right = signed(KEY, self.command, self._path, self._query, {"host": self.headers["host"]}, body, at)
        good = right["Authorization"] == self.headers["Authorization"] and not self.server.is_broken
        if not good:
            self._say(403)
        return good

    def _say(self, status, body=b""):
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class S3Server(ThreadingHTTPServer):
    """The server; `address` is what a setting would name."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.files = {}
        self.is_broken = False

    @property
    def address(self):
        secret = re.sub("/", "%2F", KEY.secret)
        return f"s3://{KEY.id}:{secret}@127.0.0.1:{self.server_port}/bucket/some%20folder?region={KEY.region}&tls=none"
