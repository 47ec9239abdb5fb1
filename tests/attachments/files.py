# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files of every kind that is taken, made here."""

import io
import zipfile
from typing import Any

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n"


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20), mode: str = "RGB", **how: Any) -> bytes:
    """Return a picture of one colour."""
    target = io.BytesIO()
    Image.new(mode, size, 128 if mode == "L" else None).save(target, kind, **how)
    return target.getvalue()


def container(entries: dict[str, bytes]) -> bytes:
    """Return a ZIP with these entries, packed tight."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return target.getvalue()


def odt(**more: bytes) -> bytes:
    """Return an OpenDocument text."""
    return container({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"} | more)


def docx(extra: dict[str, bytes] | None = None) -> bytes:
    """Return a DOCX."""
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return container({"[Content_Types].xml": b'<Override ContentType="' + kind + b'"/>'} | (extra or {}))
