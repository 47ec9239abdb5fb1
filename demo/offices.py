# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bodies of the demo: what is known of them, a logo, a referent, and a double that was merged."""

import io

from PIL import Image, ImageDraw

from auth.body_actions import BodyData, change, create
from auth.mandate_actions import entrust, show_names
from bodies.merge_actions import merge
from db import transaction
from demo.files import attach
from demo.people import Cast

TOWN = BodyData(
    name="Comune di Valchiara",
    kind="municipality",
    place="Valchiara",
    province="BO",
    ipa="c_v000",
    istat="037999",
    website="https://www.example.org/",
    email="partecipazione@valchiara.example",
    pec="protocollo@pec.valchiara.example",
    phone="051 000001",
    address="Piazza della Partecipazione 1, 40100 Valchiara (BO)",
    privacy_text="Il titolare del trattamento è il Comune di Valchiara. Usiamo nome e indirizzo e-mail **solo** per i "
    "processi a cui partecipi, e li cancelliamo quando lo chiedi.",
)
UNION = BodyData(
    name="Unione dei Comuni del Colle",
    kind="union",
    place="Montecolle",
    province="MO",
    other_names=("Unione del Colle",),
    email="segreteria@colle.example",
)


def describe_bodies(cast: Cast) -> None:
    """Write what is known of the bodies; Nora, who acts for the town, is its referent and agreed to be named."""
    ines, nora, (town, union) = cast["ines"], cast["nora"], cast.bodies
    with transaction():
        change(town, TOWN, by=ines)
        change(union, UNION, by=ines)
    with transaction():
        entrust(town, nora.email or "", referent=True, by=ines)
        show_names(nora, {town.id}, by=nora)
    attach(nora, ("body", town.id), "Logo del Comune", "picture", "reserved", "logo.png", _logo())
    with transaction():
        double = create(BodyData("Municipio di Valchiara", place="Valchiara", province="BO"), by=ines)
        merge(double, town, "È lo stesso ente: l’elenco da cui veniva usava il nome di prima.", by=ines)


def _logo() -> bytes:
    """Draw a logo: three hills under a sun."""
    picture = Image.new("RGB", (240, 160), "white")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((150, 20, 200, 70), fill="#e8a100")
    for left, colour in ((-20, "#00693f"), (60, "#0b5cad"), (140, "#7a3b9d")):
        draw.ellipse((left, 80, left + 140, 240), fill=colour)
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()
