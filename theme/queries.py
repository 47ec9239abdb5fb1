# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages read of the look of the site."""

import hashlib
from typing import NamedTuple

import sqlalchemy as sa

from attachments.models import Attachment
from auth.models import Site
from db import db
from theme import shades
from theme.contrast import Colour, read

LOGO_OF = "site"  # the kind of owner on which the logo hangs


class Chosen(NamedTuple):
    """The colours of a site."""

    main: Colour
    foot: Colour


def chosen(colour: str, foot_colour: str) -> Chosen:
    """Return the colours that are written so; for what is no colour, those that the house gives."""
    main = read(colour) or shades.MAIN
    return Chosen(main, read(foot_colour) or shades.foot_of(main))


def sheet_address(colours: Chosen) -> str:
    """Return the address of the style sheet of these colours, with a digest of what it says; "" for the house's own."""
    if colours == chosen("", ""):
        return ""
    digest = hashlib.sha256(shades.sheet(*colours).encode()).hexdigest()
    return f"/theme/{shades.name_of(*colours)}.css?v={digest[:8]}"


def sheet_of(site: Site | None) -> str:
    """Return the address of the style sheet of a site, or ""."""
    return sheet_address(chosen(site.colour, site.foot_colour)) if site is not None else ""


def logo() -> Attachment | None:
    """Return the picture that is the logo of the site, or None."""
    mine = sa.select(Attachment).where(Attachment.owner_kind == LOGO_OF, Attachment.name.startswith("logo-"))
    return db.session.scalars(mine.order_by(Attachment.id.desc()).limit(1)).first()
