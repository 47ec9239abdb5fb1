# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words for kinds of bodies."""

from auth.models import BodyKind
from db import N_

KINDS: dict[str, str] = {
    BodyKind.MUNICIPALITY: N_("Comune"),
    BodyKind.UNION: N_("Unione di comuni"),
    BodyKind.PROVINCE: N_("Provincia o città metropolitana"),
    BodyKind.REGION: N_("Regione"),
    BodyKind.STATE: N_("Amministrazione dello Stato"),
    BodyKind.HEALTH: N_("Azienda sanitaria"),
    BodyKind.SCHOOL: N_("Scuola o università"),
    BodyKind.PUBLIC: N_("Altro ente pubblico"),
    BodyKind.THIRD_SECTOR: N_("Ente del terzo settore"),
    BodyKind.FIRM: N_("Impresa"),
    BodyKind.OTHER: N_("Altro ente"),
}
