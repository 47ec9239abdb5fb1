# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a file is follows from what it holds; hostile ones are refused, and pictures lose what they hide."""

import io
import struct
import tracemalloc
import zlib

import pytest
from PIL import Image, PngImagePlugin

from attachments import contents
from attachments.contents import MOST_PIXELS, examine
from db import Invalid
from tests.attachments.files import PDF, container, docx, odt, picture

MB = 1 << 20


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("Piano 2026.pdf", PDF, "application/pdf"),
        ("Verbale.ODT", odt(), "application/vnd.oasis.opendocument.text"),
        ("a.docx", docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("dati.csv", "comune;abitanti\nForlì;1\n".encode(), "text/csv; charset=utf-8"),
        ("leggi.txt", b"\xef\xbb\xbfCiao", "text/plain; charset=utf-8"),
    ],
)
def test_files_that_are_what_they_say_are_kept_as_they_are(name, data, media_type):
    kept = examine(name, data, 10 * MB)
    assert (kept.data, kept.media_type) == (data, media_type)
    assert kept.name == name.rpartition(".")[0] + "." + name.rpartition(".")[2].lower()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("logo.svg", SVG, "Sono ammessi"),
        ("page.html", HTML, "Sono ammessi"),
        ("virus.exe", b"MZ", "Sono ammessi"),
        ("macro.docm", docx(), "Sono ammessi"),
        ("no ending", PDF, "Sono ammessi"),
        ("double.pdf.html", PDF, "Sono ammessi"),
        ("photo.jpg", HTML, "non è quello che dice"),
        ("photo.png", SVG, "non è quello che dice"),
        ("photo.jpg", picture("PNG"), "non è quello che dice"),
        ("photo.png", picture("PNG")[:60], "non è quello che dice"),
        ("act.pdf", HTML, "non è quello che dice"),
        ("act.pdf", b" " + PDF, "non è quello che dice"),
        ("act.odt", docx(), "non è quello che dice"),
        ("act.ods", odt(), "non è quello che dice"),
        ("act.docx", odt(), "non è quello che dice"),
        ("act.docx", container({"a.txt": b"x"}), "non è quello che dice"),
        ("act.docx", docx()[:-30], "non è quello che dice"),
        ("data.csv", b"a;b\x00c", "non è quello che dice"),
        ("data.txt", b"\x1b[31mred", "non è quello che dice"),
        ("data.txt", "perché".encode("latin-1"), "UTF-8"),
        ("act.docx", docx({"word/vbaProject.bin": b"x"}), "macro"),
        ("empty.pdf", b"", "vuoto"),
    ],
)
def test_files_that_are_something_else_are_refused(name, data, sentence):
    with pytest.raises(Invalid, match=sentence) as refused:
        examine(name, data, 10 * MB)
    assert refused.value.field == "file"


def test_a_file_that_is_too_heavy_is_refused_with_its_limit():
    with pytest.raises(Invalid) as refused:
        examine("a.pdf", PDF + b" " * MB, MB)
    assert refused.value.message % refused.value.words == "Il file è troppo grande: può pesare al massimo 1 MB."


def test_a_container_that_would_unpack_to_far_too_much_is_refused_without_unpacking_it(monkeypatch):
    monkeypatch.setattr(contents, "LARGEST_UNPACKED", 30 * MB)
    bomb = odt(**{"bomb.xml": b"\0" * (30 * MB)})
    assert len(bomb) < MB
    tracemalloc.start()
    with pytest.raises(Invalid, match="sarebbe troppo grande"):
        examine("bomb.odt", bomb, 10 * MB)
    assert tracemalloc.get_traced_memory()[1] < 10 * MB
    tracemalloc.stop()


def test_a_container_that_lies_about_its_size_is_read_only_a_little():
    lying = bytearray(container({"[Content_Types].xml": b"\0" * (30 * MB)}))
    place = lying.rindex(b"PK\x01\x02") + 24
    lying[place : place + 4] = struct.pack("<I", 100)
    tracemalloc.start()
    with pytest.raises(Invalid, match="non è quello che dice"):
        examine("bomb.docx", bytes(lying), 10 * MB)
    assert tracemalloc.get_traced_memory()[1] < 10 * MB
    tracemalloc.stop()


def png_of(width: int, height: int) -> bytes:
    """Return a PNG that says it has so many pixels, without having them."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(60_000, 60_000), (MOST_PIXELS // 1000 + 1, 1000), (MOST_PIXELS * 3 // 2000, 1000)])
def test_a_picture_of_too_many_pixels_is_refused_before_they_are_unpacked(size):
    tracemalloc.start()
    with pytest.raises(Invalid, match="troppi punti"):
        examine("huge.png", png_of(*size), 10 * MB)
    assert tracemalloc.get_traced_memory()[1] < 10 * MB
    tracemalloc.stop()


def test_an_animation_is_refused():
    frames = [Image.new("RGB", (10, 10), colour) for colour in ("red", "blue")]
    target = io.BytesIO()
    frames[0].save(target, "WEBP", save_all=True, append_images=frames[1:])
    with pytest.raises(Invalid, match="animate"):
        examine("moving.webp", target.getvalue(), 10 * MB)


def secrets() -> list[tuple[str, bytes]]:
    """Return a picture of each format, turned by a quarter where its format can say so, that hides a secret."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "secret"
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "secret")
    profile = b"secret profile"
    return [
        ("a.jpg", picture("JPEG", exif=exif, comment=b"secret", icc_profile=profile) + b"<?php secret ?>"),
        ("a.png", picture("PNG", exif=exif, pnginfo=words, icc_profile=profile) + b"<?php secret ?>"),
        ("a.webp", picture("WEBP", exif=exif, xmp=b"secret", icc_profile=profile)),
    ]


@pytest.mark.parametrize(("name", "data"), secrets(), ids=["jpg", "png", "webp"])
def test_a_picture_is_kept_upright_and_without_what_it_hid(name, data):
    assert b"secret" in data
    kept = examine(name, data, 10 * MB)
    assert b"secret" not in kept.data
    with Image.open(io.BytesIO(kept.data)) as opened:
        assert opened.size == (20, 40)
        assert not dict(opened.getexif())
        assert not {"icc_profile", "xmp", "exif", "Comment", "comment"} & set(opened.info)


@pytest.mark.parametrize(
    ("name", "kind", "mode", "kept_as"),
    [
        ("a.jpeg", "JPEG", "CMYK", "RGB"),
        ("a.jpg", "JPEG", "L", "L"),
        ("a.png", "PNG", "1", "RGB"),
        ("a.png", "PNG", "P", "RGB"),
        ("a.png", "PNG", "RGBA", "RGBA"),
        ("a.png", "PNG", "I;16", "I;16"),
        ("a.webp", "WEBP", "RGBA", "RGBA"),
    ],
)
def test_a_picture_keeps_its_colours_and_what_one_sees_through(name, kind, mode, kept_as):
    with Image.open(io.BytesIO(examine(name, picture(kind, mode=mode), MB).data)) as opened:
        assert opened.mode == kept_as


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\ada\\Piano finale.pdf", "Piano finale.pdf"),
        ("piano\x00\u202egpj.pdf", "pianogpj.pdf"),
        ('a"; filename="b.html".pdf', "a-- filename--b.html.pdf"),
        ("..pdf", "allegato.pdf"),
        (".PDF", "allegato.pdf"),
        ("<b>ò\r\nX: y</b>.pdf", "b.pdf"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_a_name_is_plain_when_it_is_kept(typed, name):
    assert examine(typed, PDF, MB).name == name
