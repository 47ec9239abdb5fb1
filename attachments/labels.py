# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words for kinds of attachments and for licences, and where each licence can be read."""

from attachments.models import Kind, Licence
from db import N_

KINDS: dict[str, str] = {
    Kind.ACT: N_("Atto o regolamento"),
    Kind.MINUTES: N_("Verbale"),
    Kind.REPORT: N_("Relazione o studio"),
    Kind.SLIDES: N_("Presentazione"),
    Kind.FORM: N_("Modulo"),
    Kind.PICTURE: N_("Immagine o mappa"),
    Kind.DATA: N_("Dati"),
    Kind.OTHER: N_("Altro documento"),
}
LICENCES: dict[str, str] = {
    Licence.CC_BY: N_("Creative Commons Attribuzione 4.0 (CC BY)"),
    Licence.CC_BY_SA: N_("Creative Commons Attribuzione, condividi allo stesso modo 4.0 (CC BY-SA)"),
    Licence.CC0: N_("Nessun diritto riservato (CC0)"),
    Licence.IODL: N_("Italian Open Data License 2.0 (IODL)"),
    Licence.OFFICIAL: N_("Testo ufficiale di un ente pubblico, senza diritto d’autore"),
    Licence.RESERVED: N_("Tutti i diritti riservati"),
}
LICENCE_PAGES: dict[str, str] = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/deed.it",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/deed.it",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/deed.it",
    Licence.IODL: "https://www.dati.gov.it/iodl/2.0/",
}
