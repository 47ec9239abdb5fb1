# SPDX-License-Identifier: AGPL-3.0-or-later
"""Packs answers with Brotli or gzip for browsers that take them, without giving secrets away.

Where a secret is packed together with words that a stranger can choose, the length of the answer tells the secret bit
by bit (BREACH, breachattack.com). So the pieces of a kept page are packed each by itself, once, and what is personal
among them is not packed at all: the format of gzip (RFC 1951, 1952) lets packed and plain stretches follow each other.
An answer made for one reader alone is packed whole behind a header of random length, which hides its own.
"""

import secrets
import zlib
from collections.abc import Iterable

import brotli
from flask import Response, request

PACKED_TYPES = ("text/", "application/json", "application/atom+xml", "application/xml")
WORTH_IT = 1_000  # bytes: less fits into one packet anyhow
_CAREFULLY, _QUICKLY, _BROTLI = 6, 1, 5  # levels: what is kept is packed once, the rest each time
_LONGEST_PLAIN = 65_535
_START, _NAMED = b"\x1f\x8b\x08\x00\0\0\0\0\0\xff", b"\x1f\x8b\x08\x08\0\0\0\0\0\xff"
_LONGEST_NAME = 100
_END = b"\x01\x00\x00\xff\xff"  # an empty stretch, marked as the last one


def chosen() -> str:
    """Return how the answer to this request may be packed: "br", "gzip" or ""."""
    return request.accept_encodings.best_match(("br", "gzip")) or ""


def packed(data: bytes, encoding: str) -> bytes:
    """Return data that hold no secret packed as well as is worth the time, or as they are where `encoding` is ""."""
    if encoding == "br":
        return bytes(brotli.compress(data, quality=_BROTLI))
    return joined([(data, stretch(data))]) if encoding == "gzip" else data


def stretch(data: bytes, level: int = _CAREFULLY) -> bytes:
    """Return data packed as a stretch of a gzip answer: it refers to nothing outside itself."""
    packing = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packing.compress(data) + packing.flush(zlib.Z_FULL_FLUSH)


def joined(stretches: Iterable[tuple[bytes, bytes | None]], start: bytes = _START) -> bytes:
    """Return one gzip answer of several stretches, each as it is and packed; with None it stays as it is."""
    parts, check, size = [start], 0, 0
    for data, made in stretches:
        check, size = zlib.crc32(data, check), size + len(data)
        parts.append(_plain(data) if made is None else made)
    return b"".join([*parts, _END, check.to_bytes(4, "little"), (size % 2**32).to_bytes(4, "little")])


def _plain(data: bytes) -> bytes:
    found = [data[start : start + _LONGEST_PLAIN] for start in range(0, len(data), _LONGEST_PLAIN)]
    return b"".join(
        b"\0" + len(one).to_bytes(2, "little") + (len(one) ^ 0xFFFF).to_bytes(2, "little") + one for one in found
    )


def pack_answer(response: Response) -> Response:
    """Pack an answer that was made for this request alone; kept pages come packed already."""
    one_piece = not (response.direct_passthrough or response.is_streamed)
    ready = response.status_code == 304 or "Content-Encoding" in response.headers
    if ready or not one_piece or not (response.content_type or "").startswith(PACKED_TYPES):
        return response
    response.vary.add("Accept-Encoding")
    if chosen() and len(data := response.get_data()) >= WORTH_IT:
        name = bytes(secrets.choice(b"abcdefgh") for _ in range(secrets.randbelow(_LONGEST_NAME)))
        response.set_data(joined([(data, stretch(data, _QUICKLY))], _NAMED + name + b"\0"))
        response.headers["Content-Encoding"] = "gzip"
    return response
