# SPDX-License-Identifier: AGPL-3.0-or-later
"""A logo as pages carry it: small enough that nobody waits for it, sharp on fine screens.

Its name says how large it is ("logo-280x64.png"), so that pages leave it its room before it comes, and no page needs
its bytes. Cost: the pixels of the picture that was sent, once.
"""

import io
import re
from typing import NamedTuple

from PIL import Image

from attachments.contents import Content
from attachments.models import Attachment
from db import N_, Invalid

LARGEST = (560, 128)  # points: twice what is shown
_NAME = re.compile(r"logo-(\d+)x(\d+)\.\w+")


class Logo(NamedTuple):
    """What a page needs to show the logo without a jump."""

    key: str
    width: int
    height: int


def as_logo(content: Content) -> Content:
    """Return a picture no larger than a logo is shown, named by its size; raise Invalid for what is no picture."""
    if not content.media_type.startswith("image/"):
        raise Invalid("file", N_("Scegli un’immagine: JPG, PNG o WEBP."))
    with Image.open(io.BytesIO(content.data)) as picture:
        kind = picture.format or ""
        picture.thumbnail(LARGEST)
        target = io.BytesIO()
        picture.save(target, kind, quality=88)
        name = f"logo-{picture.width}x{picture.height}.{kind.lower()}"
    return Content(target.getvalue(), name, content.media_type)


def logo_of(attachment: Attachment | None) -> Logo | None:
    """Return what a page needs to show an attachment as the logo, or None for what is no logo."""
    found = _NAME.fullmatch(attachment.name) if attachment is not None else None
    if attachment is None or found is None:
        return None
    return Logo(attachment.key, int(found[1]), int(found[2]))
