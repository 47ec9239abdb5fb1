# SPDX-License-Identifier: AGPL-3.0-or-later
"""The kinds of events and the sentence of each, made when it is shown, in the reader's language.

`%(who)s` is the person; the other names stand in the event's data. A kind that is not here is refused.
"""

from db import N_

SENTENCES: dict[str, str] = {
    "site.set_up": N_("%(who)s ha aggiornato i dati della piattaforma"),
    "account.created": N_("%(who)s ha creato un account"),
    "account.erased": N_("Un account è stato cancellato da %(who)s: %(reason)s"),
    "body.created": N_("%(who)s ha registrato l’ente %(name)s"),
    "body.entrusted": N_("%(who)s ha confermato una persona che agisce per %(name)s"),
    "process.created": N_("%(who)s ha creato il processo"),
    "process.changed": N_("%(who)s ha aggiornato il processo"),
    "process.part_added": N_("%(who)s ha aggiunto la parte %(number)s del piano"),
    "process.part_moved": N_("%(who)s ha spostato la parte %(number)s del piano"),
    "member.appointed": N_("%(who)s ha nominato una persona: %(role)s"),
    "member.removed": N_("%(who)s ha tolto una persona dal ruolo: %(role)s"),
    "member.invited": N_("%(who)s ha invitato una persona al processo"),
    "proposal.drafted": N_("%(who)s ha iniziato la bozza"),
    "proposal.coauthor_added": N_("%(who)s ha aggiunto una persona alla stesura"),
    "proposal.arranged": N_("%(who)s ha dato alla proposta il posto %(number)s nel piano"),
    "document.published": N_("%(who)s ha pubblicato il testo"),
    "document.version": N_("È nata la versione %(version)s"),
    "document.corrected": N_("%(who)s ha corretto il testo (versione %(version)s): %(reason)s"),
    "document.restored": N_("%(who)s ha ripristinato la versione %(restored)s come versione %(version)s: %(reason)s"),
    "document.closed": N_("%(who)s ha chiuso il testo"),
    "document.reopened": N_("%(who)s ha riaperto il testo"),
    "document.adopted": N_("%(who)s ha registrato l’adozione: %(reason)s"),
    "document.not_adopted": N_("%(who)s ha registrato la mancata adozione: %(reason)s"),
    "document.withdrawn": N_("%(who)s ha ritirato la proposta: %(reason)s"),
    "document.obscured": N_("%(who)s ha oscurato parole illecite: %(reason)s"),
    "support.given": N_("%(who)s sostiene il testo (versione %(version)s)"),
    "support.withdrawn": N_("%(who)s ha ritirato il sostegno"),
    "amendment.proposed": N_("%(who)s ha proposto la modifica %(amendment)s"),
    "amendment.entered": N_("%(who)s ha registrato la modifica %(amendment)s, arrivata per altra via"),
    "amendment.revised": N_("%(who)s ha rivisto la modifica %(amendment)s (revisione %(revision)s)"),
    "amendment.withdrawn": N_("%(who)s ha ritirato la modifica %(amendment)s"),
    "amendment.lapsed": N_("La modifica %(amendment)s è decaduta con la chiusura del testo"),
    "amendment.decided": N_("%(who)s ha deciso la modifica %(amendment)s"),
    "amendment.supported": N_("%(who)s sostiene la modifica %(amendment)s"),
    "amendment.unsupported": N_("%(who)s ha ritirato il sostegno alla modifica %(amendment)s"),
    "amendment.shown": N_("%(who)s ha pubblicato la modifica %(amendment)s"),
    "amendment.hidden": N_("%(who)s ha nascosto la modifica %(amendment)s: %(reason)s"),
    "comment.posted": N_("%(who)s ha commentato"),
    "comment.edited": N_("%(who)s ha corretto un commento"),
    "comment.deleted": N_("%(who)s ha cancellato un proprio commento"),
    "comment.reported": N_("Un commento è stato segnalato"),
    "comment.shown": N_("%(who)s ha pubblicato un commento"),
    "comment.hidden": N_("%(who)s ha nascosto un commento: %(reason)s"),
}
