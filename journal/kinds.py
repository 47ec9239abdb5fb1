# SPDX-License-Identifier: AGPL-3.0-or-later
"""The kinds of events and the sentence of each, made when it is shown, in the reader's language.

`%(who)s` is the person; the other names stand in the event's data. A kind that is not here is refused.
"""

from db import N_

SENTENCES: dict[str, str] = {
    "site.set_up": N_("%(who)s ha aggiornato i dati della piattaforma"),
    "site.features_switched": N_("%(who)s ha acceso o spento funzioni della piattaforma"),
    "site.look_changed": N_("%(who)s ha cambiato l’aspetto delle pagine"),
    "account.created": N_("%(who)s ha creato un account"),
    "account.erased": N_("Un account è stato cancellato da %(who)s: %(reason)s"),
    "administrator.appointed": N_("%(who)s ha nominato una persona ad amministrare la piattaforma"),
    "administrator.removed": N_("%(who)s ha tolto a una persona il compito di amministrare la piattaforma"),
    "body.created": N_("%(who)s ha registrato l’ente %(name)s"),
    "suggestion.refused": N_("%(who)s non ha pubblicato il processo segnalato «%(title)s»: %(reason)s"),
    "term.added": N_("%(who)s ha aggiunto «%(name)s» agli elenchi delle schede"),
    "term.changed": N_("%(who)s ha cambiato negli elenchi delle schede «%(before)s» in «%(name)s»"),
    "group.described": N_("%(who)s ha cambiato la pagina del gruppo di processi «%(name)s»"),
    "body.entrusted": N_("%(who)s ha confermato una persona che agisce per %(name)s"),
    "body.dismissed": N_("%(who)s ha tolto una persona che agiva per %(name)s"),
    "body.changed": N_("%(who)s ha cambiato i dati dell’ente %(name)s"),
    "body.invited": N_("%(who)s ha invitato una persona ad agire per %(name)s"),
    "body.uninvited": N_("%(who)s ha ritirato un invito ad agire per %(name)s"),
    "body.accepted": N_("%(who)s ha accettato l’invito ad agire per %(name)s"),
    "body.merged": N_("%(who)s ha unito l’ente %(double)s a %(name)s: %(reason)s"),
    "body.imported": N_("%(who)s ha importato enti da un elenco: %(created)s nuovi, %(changed)s aggiornati"),
    "process.created": N_("%(who)s ha creato il processo"),
    "process.changed": N_("%(who)s ha aggiornato il processo"),
    "process.facts_changed": N_("%(who)s ha cambiato la scheda: %(changes)s"),
    "process.part_added": N_("%(who)s ha aggiunto la parte %(number)s del piano"),
    "process.phases_changed": N_("%(who)s ha aggiornato le fasi: %(title)s"),
    "process.phase_began": N_("È cominciata la fase «%(title)s»"),
    "process.phase_ended": N_("È finita la fase «%(title)s»"),
    "process.section_added": N_("%(who)s ha aggiunto la sezione «%(title)s» del percorso"),
    "process.section_changed": N_("%(who)s ha cambiato la sezione «%(title)s» del percorso"),
    "process.section_moved": N_("%(who)s ha spostato la sezione «%(title)s» del percorso"),
    "process.section_hidden": N_("%(who)s ha nascosto la sezione «%(title)s» del percorso"),
    "process.section_shown": N_("%(who)s ha mostrato di nuovo la sezione «%(title)s» del percorso"),
    "process.part_changed": N_("%(who)s ha cambiato numero o titolo della parte %(number)s del piano"),
    "process.part_moved": N_("%(who)s ha spostato la parte %(number)s del piano"),
    "process.canned_changed": N_("%(who)s ha aggiornato i motivi pronti: %(title)s"),
    "meeting.added": N_("%(who)s ha aggiunto l’incontro «%(title)s»"),
    "meeting.changed": N_("%(who)s ha cambiato l’incontro «%(title)s»"),
    "meeting.removed": N_("%(who)s ha tolto l’incontro «%(title)s»"),
    "meeting.joined": N_("%(who)s ha confermato chi entra nella rete con l’incontro «%(title)s»"),
    "meeting.figures_declared": N_("%(who)s ha aggiornato le attività in numeri"),
    "news.prepared": N_("%(who)s ha preparato una notizia"),
    "news.published": N_("%(who)s ha pubblicato la notizia «%(title)s»"),
    "news.appeared": N_("È comparsa la notizia «%(title)s»"),
    "news.changed": N_("%(who)s ha cambiato la notizia «%(title)s»"),
    "news.withdrawn": N_("%(who)s ha tolto la notizia «%(title)s»"),
    "member.appointed": N_("%(who)s ha nominato una persona: %(role)s"),
    "member.removed": N_("%(who)s ha tolto una persona dal ruolo: %(role)s"),
    "member.accepted": N_("%(who)s ha accettato l’invito: %(role)s"),
    "member.uninvited": N_("%(who)s ha ritirato un invito: %(role)s"),
    "member.invited": N_("%(who)s ha invitato una persona al processo"),
    "proposal.drafted": N_("%(who)s ha iniziato la bozza"),
    "proposal.grown": N_("La bozza riprende le parole respinte della modifica %(amendment)s di un altro testo"),
    "proposal.coauthor_added": N_("%(who)s ha aggiunto una persona alla stesura"),
    "proposal.arranged": N_("%(who)s ha dato alla proposta il posto %(number)s nel piano"),
    "proposal.meetings_named": N_("%(who)s ha detto da quali incontri nasce la proposta"),
    "document.published": N_("%(who)s ha pubblicato il testo"),
    "document.version": N_("È nata la versione %(version)s"),
    "document.carried_over": N_(
        "Modifiche aperte aggiornate alla versione %(version)s: %(count)s; domande a chi le ha scritte: %(questions)s"
    ),
    "document.corrected": N_("%(who)s ha corretto il testo (versione %(version)s): %(reason)s"),
    "document.restored": N_("%(who)s ha ripristinato la versione %(restored)s come versione %(version)s: %(reason)s"),
    "document.decided": N_("%(who)s ha pubblicato insieme gli esiti delle modifiche %(numbers)s"),
    "document.undone": N_(
        "%(who)s ha annullato gli esiti della versione %(undone)s, che torna com’era prima"
        " (versione %(version)s): %(reason)s"
    ),
    "document.closed": N_("%(who)s ha chiuso il testo"),
    "document.reopened": N_("%(who)s ha riaperto il testo"),
    "document.adopted": N_("%(who)s ha registrato l’adozione: %(reason)s"),
    "document.not_adopted": N_("%(who)s ha registrato la mancata adozione: %(reason)s"),
    "document.withdrawn": N_("%(who)s ha ritirato la proposta: %(reason)s"),
    "document.obscured": N_("%(who)s ha oscurato parole illecite: %(reason)s"),
    "process.obscured": N_("%(who)s ha oscurato parole illecite: %(reason)s"),
    "site.obscured": N_("%(who)s ha oscurato parole illecite: %(reason)s"),
    "attachment.added": N_("%(who)s ha aggiunto l’allegato «%(title)s»"),
    "attachment.changed": N_("%(who)s ha cambiato titolo, genere o licenza dell’allegato «%(title)s»"),
    "attachment.moved": N_("%(who)s ha spostato l’allegato «%(title)s»"),
    "attachment.removed": N_("%(who)s ha tolto per sempre l’allegato «%(title)s»: %(reason)s"),
    "support.given": N_("%(who)s sostiene il testo (versione %(version)s)"),
    "support.withdrawn": N_("%(who)s ha ritirato il sostegno"),
    "amendment.proposed": N_("%(who)s ha proposto la modifica %(amendment)s"),
    "amendment.entered": N_("%(who)s ha registrato la modifica %(amendment)s, arrivata per altra via"),
    "amendment.revised": N_("%(who)s ha rivisto la modifica %(amendment)s (revisione %(revision)s)"),
    "amendment.updated": N_(
        "%(who)s ha risposto e aggiornato alla versione %(version)s la modifica %(amendment)s (revisione %(revision)s)"
    ),
    "amendment.withdrawn": N_("%(who)s ha ritirato la modifica %(amendment)s"),
    "amendment.lapsed": N_("La modifica %(amendment)s è decaduta con la chiusura del testo"),
    "amendment.decided": N_("%(who)s ha deciso la modifica %(amendment)s"),
    "amendment.grown": N_("Le parole respinte della modifica %(amendment)s sono diventate una proposta a sé"),
    "amendment.question_asked": N_("%(who)s ha chiesto un chiarimento sulla modifica %(amendment)s, che va in pausa"),
    "amendment.question_answered": N_("%(who)s ha risposto alla richiesta di chiarimento sulla modifica %(amendment)s"),
    "amendment.resumed": N_("%(who)s ha ripreso la modifica %(amendment)s senza aspettare il chiarimento"),
    "amendment.supported": N_("%(who)s sostiene la modifica %(amendment)s"),
    "amendment.unsupported": N_("%(who)s ha ritirato il sostegno alla modifica %(amendment)s"),
    "amendment.shown": N_("%(who)s ha pubblicato la modifica %(amendment)s"),
    "amendment.hidden": N_("%(who)s ha nascosto la modifica %(amendment)s: %(reason)s"),
    "comment.posted": N_("%(who)s ha commentato"),
    "comment.waiting": N_("Un commento aspetta di essere pubblicato"),
    "comment.edited": N_("%(who)s ha corretto un commento"),
    "comment.deleted": N_("%(who)s ha cancellato un proprio commento"),
    "comment.dropped": N_("Un commento mai apparso è stato cancellato da chi l’ha scritto"),
    "comment.reported": N_("Un commento è stato segnalato"),
    "comment.shown": N_("%(who)s ha pubblicato un commento"),
    "comment.shown_again": N_("%(who)s ha reso di nuovo visibile un commento: %(reason)s"),
    "comment.kept": N_("%(who)s ha lasciato visibile un commento segnalato: %(reason)s"),
    "comment.hidden": N_("%(who)s ha nascosto un commento: %(reason)s"),
}

# That words were covered, in a text, in a process, in what belongs to the site.
OBSCURED = ("document.obscured", "process.obscured", "site.obscured")

# What the first page tells of, or ceases to: these events make it stale, and it is made anew for whoever comes next.
ON_HOME = frozenset(
    {"process.created", "process.changed", "process.phases_changed", "process.phase_began", "process.phase_ended"}
    | {"meeting.added", "meeting.changed", "meeting.removed"}
    | {"news.published", "news.appeared", "news.changed", "news.withdrawn"}
    | {"document.version", "document.decided", "document.undone", "document.withdrawn"}
    | set(OBSCURED)
    | {"amendment.decided", "amendment.hidden", "amendment.shown"}
)
