# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is answered to who decides requests or looks after a text.

What follows, whom it reaches and when, until when it can be undone, and what still waits.
"""

from flask_babel import gettext as _
from flask_babel import ngettext

from amendments.answers import decides, joined, last_day_of
from amendments.decisions.holding import HELD
from amendments.handling.deadline_queries import standing
from amendments.handling.deadlines import last_day
from amendments.models import Document, State, Version
from amendments.request_models import Amendment
from db import now
from languages import long_date, long_datetime


def decided(document: Document, version: Version | None) -> str:
    """Answer who decided a request."""
    happened = _("La decisione è pubblica. Il testo non è cambiato.")
    if version is not None:
        happened = _("La decisione è pubblica ed è nata la versione %(number)s.", number=version.number)
    return joined(happened, _told(version), waiting(document))


def published(document: Document, version: Version | None) -> str:
    """Answer who published the outcomes that lay on the desk."""
    born = _("È nata la versione %(number)s.", number=version.number) if version is not None else ""
    return joined(_("Gli esiti sono pubblici."), born, _told(version), waiting(document))


def _told(version: Version | None) -> str:
    """Say when those who asked are told: when the version that was just born can be undone no more, if there is one."""
    if version is None:
        return _("Chi ha chiesto la modifica riceve ora l’esito e il motivo.")
    moment = long_datetime(version.created_at + HELD)
    return _("Fino al %(moment)s puoi annullare; poi l’esito arriva a chi ha chiesto la modifica.", moment=moment)


def undone(document: Document) -> str:
    """Answer who undid outcomes."""
    happened = _("Annullato: il testo è tornato com’era, con la versione %(number)s.", number=document.version)
    return joined(happened, _("Nessun messaggio parte; le modifiche aspettano di nuovo un esito."), next_due(document))


def asked(amendment: Amendment) -> str:
    """Answer who asked the author of a request."""
    happened = _("La domanda è pubblica. Finché non arriva la risposta la modifica è in pausa, e i giorni non contano.")
    told = _("Chi l’ha scritta riceve un’e-mail.")
    if amendment.author is None:
        told = _("Chi l’ha scritta non ha un account: fai avere tu la domanda, e registra qui la risposta.")
    return joined(happened, told, _("Puoi riprenderla anche senza risposta."))


def resumed(amendment: Amendment) -> str:
    """Answer who took a paused request up again."""
    return joined(_("La modifica non è più in pausa."), decides(amendment))


def shown(amendment: Amendment) -> str:
    """Answer who showed a request to everybody."""
    return joined(_("Ora tutti vedono la modifica."), decides(amendment))


def hidden() -> str:
    """Answer who hid a request."""
    return _("La modifica è nascosta al pubblico: chi l’ha scritta legge il motivo. Per deciderla pubblicala di nuovo.")


def closed(lapsed: int) -> str:
    """Answer who closed a text while so many requests waited."""
    return joined(_("La proposta è chiusa."), _fallen(lapsed), _("Puoi riaprirla, o registrare l’esito finale."))


def reopened(document: Document) -> str:
    """Answer who opened a text again."""
    again = _("Le modifiche decadute restano decadute: chi le vuole le chiede di nuovo.")
    return joined(_("La proposta è di nuovo aperta."), takes_requests(document), again)


def concluded(document: Document, lapsed: int) -> str:
    """Answer who wrote down the end of a text."""
    adopted = document.state == State.ADOPTED
    end = _("La proposta è adottata.") if adopted else _("La proposta non è adottata.")
    return joined(_("L’esito finale è registrato."), end, _fallen(lapsed), _("Il motivo sta nella cronologia."))


def gone(lapsed: int) -> str:
    """Answer who withdrew a text while so many requests waited."""
    return joined(_("La proposta è ritirata. Resta leggibile."), _fallen(lapsed))


def reworked(document: Document, happened: str) -> str:
    """Answer who corrected or restored a text: what becomes of the requests that wait."""
    if not document.pending:
        return happened
    then = _("Le modifiche in attesa passano sulla versione nuova; dove non si può, lo chiediamo a chi le ha scritte.")
    return joined(happened, then)


def takes_requests(document: Document) -> str:
    """Say whether changes can be asked for, from when or until when."""
    if document.process.is_open("amending", now()):
        last = last_day_of(document, "amending")
        if not last:
            return _("Si può chiedere di cambiarla.")
        return _("Si può chiedere di cambiarla fino al %(day)s.", day=last)
    phase = document.process.reopening("amending", now())
    if phase is None:
        return _("Nessuna fase prevista permette di chiedere modifiche: aggiungila, se serve.")
    return _("Si potrà chiedere di cambiarla dal %(day)s.", day=long_date(phase.starts_at))


def waiting(document: Document) -> str:
    """Say how many requests still wait, and when the next answer is due."""
    if not document.pending:
        return _("Qui nessun’altra modifica aspetta un esito.")
    left = ngettext(
        "Un’altra modifica aspetta un esito.", "Altre %(num)s modifiche aspettano un esito.", document.pending
    )
    return joined(left, next_due(document))


def next_due(document: Document) -> str:
    """Say when the next answer is due, or nothing where none is promised."""
    promise = standing(document.process, document)
    if promise is None or promise.next_due is None:
        return ""
    return _("La prossima risposta è promessa entro il %(day)s.", day=long_date(last_day(promise.next_due)))


def _fallen(lapsed: int) -> str:
    if not lapsed:
        return ""
    return ngettext(
        "Una modifica senza esito è decaduta; se chi l’ha scritta ha un account, riceve un’e-mail.",
        "%(num)s modifiche senza esito sono decadute; chi le ha scritte, se ha un account, riceve un’e-mail.",
        lapsed,
    )
