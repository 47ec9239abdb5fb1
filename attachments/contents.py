# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a file is, by what it holds: a short list of types is taken, and each must be what its name says.

Pictures are opened and written anew, so that neither where they were taken nor anything hidden behind them is kept.
Papers of offices are containers (ZIP): only their list of contents and one small entry are read. Cost: one pass over
the bytes; for a picture, its pixels, which are counted before they are unpacked.
"""

import io
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from PIL import Image, ImageOps

from db import N_, Invalid
from redline.text import clean_characters

LONGEST_NAME = 100
MOST_PIXELS = 25_000_000
LARGEST_UNPACKED = 300 * 1024 * 1024
MOST_ENTRIES = 5_000
MOST_READ = 256 * 1024
Image.MAX_IMAGE_PIXELS = MOST_PIXELS

ALLOWED = N_("Sono ammessi: PDF, ODT, ODS, ODP, DOCX, XLSX, PPTX, TXT, MD, CSV, JPG, PNG e WEBP.")
DIFFERENT = N_("Il contenuto non è quello che dice il nome (.%(ending)s): controlla di aver scelto il file giusto.")
NOT_UTF8 = N_("Il testo non è in UTF-8: salvalo di nuovo scegliendo questa codifica.")
TOO_MANY_PIXELS = N_("L’immagine ha troppi punti: al massimo %(most)s milioni. Rimpiccioliscila, poi riprova.")


@dataclass(frozen=True)
class Content:
    """A file as it is kept: its bytes, the name for whoever downloads it, and its type."""

    data: bytes
    name: str
    media_type: str


def examine(name: str, data: bytes, largest: int) -> Content:
    """Return a file as it can be kept; raise Invalid, with a sentence for people, for one that cannot."""
    stem, ending = _parts(name)
    if ending not in TYPES:
        raise Invalid("file", ALLOWED)
    if not data:
        raise Invalid("file", N_("Il file è vuoto: scegline un altro."))
    if len(data) > largest:
        raise Invalid("file", N_("Il file è troppo grande: può pesare al massimo %(most)s MB."), most=largest >> 20)
    media_type, check = TYPES[ending]
    return Content(check(data, ending), f"{stem}.{ending}", media_type)


def _parts(name: str) -> tuple[str, str]:
    """Return what a file is called, without any folder or sign that a file system might obey, and its ending."""
    plain = unicodedata.normalize("NFC", clean_characters(name.replace("\\", "/")))
    last = PurePosixPath(plain).name
    stem, _, ending = last.rpartition(".")
    kept = "".join(sign if sign.isalnum() or sign in " ._-()" else "-" for sign in stem)
    return " ".join(kept.split()).strip(" .-")[:LONGEST_NAME] or "allegato", ending.strip().lower()


def _pdf(data: bytes, ending: str) -> bytes:
    if not data.startswith(b"%PDF-"):
        raise Invalid("file", DIFFERENT, ending=ending)
    return data


def _text(data: bytes, ending: str) -> bytes:
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid("file", NOT_UTF8) from error
    if any(unicodedata.category(sign) == "Cc" and sign not in "\t\n\r\f" for sign in set(words)):
        raise Invalid("file", DIFFERENT, ending=ending)
    return data


# --- papers of offices ------------------------------------------------------------------------------------

OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
OFFICE = "application/vnd.openxmlformats-officedocument."
INSIDE = {
    "odt": OPEN_DOCUMENT + "text",
    "ods": OPEN_DOCUMENT + "spreadsheet",
    "odp": OPEN_DOCUMENT + "presentation",
    "docx": OFFICE + "wordprocessingml.document.main+xml",
    "xlsx": OFFICE + "spreadsheetml.sheet.main+xml",
    "pptx": OFFICE + "presentationml.presentation.main+xml",
}


def _office(data: bytes, ending: str) -> bytes:
    """Check a container by what it says it holds; refuse macros, and what would unpack to far more than it weighs."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            entries = container.infolist()
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
                raise Invalid("file", N_("Il file, una volta aperto, sarebbe troppo grande: dividilo in più file."))
            if any(PurePosixPath(entry.filename).name.lower() == "vbaproject.bin" for entry in entries):
                raise Invalid("file", N_("Il file contiene macro: salvalo senza, poi riprova."))
            with container.open("mimetype" if ending.startswith("od") else "[Content_Types].xml") as entry:
                says = entry.read(MOST_READ)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise Invalid("file", DIFFERENT, ending=ending) from error
    wanted = INSIDE[ending].encode()
    if (says.strip() != wanted) if ending.startswith("od") else (wanted not in says):
        raise Invalid("file", DIFFERENT, ending=ending)
    return data


# --- pictures ---------------------------------------------------------------------------------------------

FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
MODES = {"JPEG": ("L", "RGB"), "PNG": ("L", "LA", "RGB", "RGBA", "I;16"), "WEBP": ("RGB", "RGBA")}


def _picture(data: bytes, ending: str) -> bytes:
    """Write a picture anew, upright, with nothing but its pixels."""
    kind = FORMATS[ending]
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as opened:
            return _written(opened, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Invalid("file", TOO_MANY_PIXELS, most=MOST_PIXELS // 1_000_000) from error
    except Invalid:
        raise
    except Exception as error:  # a decoder meets hostile bytes: whatever it raises, there is no picture
        raise Invalid("file", DIFFERENT, ending=ending) from error


def _written(opened: Image.Image, kind: str) -> bytes:
    if opened.width * opened.height > MOST_PIXELS:
        raise Invalid("file", TOO_MANY_PIXELS, most=MOST_PIXELS // 1_000_000)
    if getattr(opened, "n_frames", 1) > 1:
        raise Invalid("file", N_("Le immagini animate non sono ammesse: salva un solo fotogramma."))
    ImageOps.exif_transpose(opened, in_place=True)
    clear = kind != "JPEG" and opened.has_transparency_data
    pixels = opened.convert(opened.mode if opened.mode in MODES[kind] else "RGBA" if clear else "RGB")
    pixels.info = {}  # profiles, comments, positions: what is not there is not written
    target = io.BytesIO()
    pixels.save(target, kind, quality=88)
    return target.getvalue()


TYPES: dict[str, tuple[str, Callable[[bytes, str], bytes]]] = {
    "pdf": ("application/pdf", _pdf),
    "odt": (INSIDE["odt"], _office),
    "ods": (INSIDE["ods"], _office),
    "odp": (INSIDE["odp"], _office),
    "docx": (OFFICE + "wordprocessingml.document", _office),
    "xlsx": (OFFICE + "spreadsheetml.sheet", _office),
    "pptx": (OFFICE + "presentationml.presentation", _office),
    "txt": ("text/plain; charset=utf-8", _text),
    "md": ("text/markdown; charset=utf-8", _text),
    "csv": ("text/csv; charset=utf-8", _text),
    "jpg": ("image/jpeg", _picture),
    "jpeg": ("image/jpeg", _picture),
    "png": ("image/png", _picture),
    "webp": ("image/webp", _picture),
}
