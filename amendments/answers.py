# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is answered to who asked for a change or supports one: what happened, who decides, by when, what comes next."""

from flask_babel import gettext as _

from amendments.handling.deadlines import last_day
from amendments.models import Document
from amendments.request_models import Amendment, Visibility
from auth.models import User
from db import now
from languages import long_date
from permissions import can


def sent(amendment: Amendment) -> str:
    """Answer a request that was just sent."""
    number = amendment.number
    if amendment.visibility == Visibility.WAITING:
        happened = _("La tua modifica %(number)s è arrivata: tutti la vedono se chi modera la pubblica.", number=number)
    else:
        happened = _("La tua modifica %(number)s è pubblica.", number=number)
    return joined(happened, decides(amendment), _("Ti scriveremo l’esito e il motivo."), _until_then(amendment))


def revised(amendment: Amendment) -> str:
    """Answer a request that was just reworded."""
    number = amendment.number
    if amendment.visibility == Visibility.WAITING:
        happened = _("La modifica %(number)s è rivista: tutti la vedono se chi modera la pubblica.", number=number)
    else:
        happened = _("La modifica %(number)s è rivista: da ora si decide sulle parole nuove.", number=number)
    asks = _("A chi la sosteneva chiederemo di guardarla di nuovo.") if amendment.supports else ""
    return joined(happened, decides(amendment), asks, _("Ti scriveremo l’esito e il motivo."))


def brought(amendment: Amendment, version: int) -> str:
    """Answer an author who said what remains of a request on a newer version."""
    happened = _("Grazie: ora la modifica è scritta sulla versione %(number)s.", number=version)
    return joined(happened, decides(amendment))


def withdrawn(amendment: Amendment, by: User) -> str:
    """Answer an author who took a request back."""
    number = amendment.number
    happened = _("Hai ritirato la modifica %(number)s: nessuno la deciderà, ma resta leggibile.", number=number)
    again = ""
    if can(by, "amendment.propose", amendment.document, now()):
        last = last_day_of(amendment.document, "amending")
        again = _("Se ci ripensi puoi proporne un’altra fino al %(day)s.", day=last) if last else ""
        again = again or _("Se ci ripensi puoi proporne un’altra.")
    return joined(happened, again)


def explained(amendment: Amendment) -> str:
    """Answer an author who explained a request."""
    happened = _("La risposta è pubblica, e chi ha fatto la domanda è avvisato. La modifica non è più in pausa.")
    return joined(happened, decides(amendment))


def entered(amendment: Amendment) -> str:
    """Answer staff who wrote down a request that came another way."""
    happened = _("La richiesta è registrata come modifica %(number)s.", number=amendment.number)
    return joined(happened, decides(amendment), _("L’esito va comunicato da voi: chi la chiede non riceve e-mail."))


def supported(document: Document) -> str:
    """Answer who supports a text."""
    happened = _("Ora sostieni questa proposta, nella versione %(number)s.", number=document.version)
    return joined(happened, _("Se il testo cambia ti scriviamo: il sostegno resta tuo, e puoi ritirarlo quando vuoi."))


def supported_amendment(amendment: Amendment) -> str:
    """Answer who supports a request."""
    happened = _("Ora sostieni la modifica %(number)s.", number=amendment.number)
    again = _("Se viene riscritta ti scriviamo; puoi ritirare il sostegno quando vuoi.")
    return joined(happened, decides(amendment), again)


def unsupported(thing: Document | Amendment, by: User) -> str:
    """Answer who took a support back."""
    happened = _("Hai ritirato il tuo sostegno.")
    deed = "document.support" if isinstance(thing, Document) else "amendment.support"
    if not can(by, deed, thing, now()):
        return happened
    last = last_day_of(thing.document, "supporting")
    again = _("Puoi darlo di nuovo fino al %(day)s.", day=last) if last else _("Puoi darlo di nuovo quando vuoi.")
    return joined(happened, again)


def decides(amendment: Amendment) -> str:
    """Say who decides a waiting request, and by when."""
    if amendment.paused_at is not None:
        return _("Decide chi modera il processo, quando chi l’ha scritta avrà risposto a una domanda.")
    if amendment.due_at is None:
        return _("Decide chi modera il processo; non è promessa una data.")
    day = long_date(last_day(amendment.due_at))
    if amendment.due_at <= now():
        return _("Decide chi modera il processo: la risposta era promessa entro il %(day)s ed è in ritardo.", day=day)
    return _("Decide chi modera il processo, entro il %(day)s.", day=day)


def _until_then(amendment: Amendment) -> str:
    last = last_day_of(amendment.document, "amending")
    if not last:
        return _("Finché non è decisa puoi rivederla o ritirarla.")
    return _("Finché non è decisa puoi ritirarla e, fino al %(day)s, rivederla.", day=last)


def last_day_of(document: Document, activity: str) -> str:
    """Return the last day on which an activity is open, in the reader's language, or "" where none is set."""
    closes = document.process.closing(activity, now())
    return long_date(last_day(closes)) if closes is not None else ""


def joined(*sentences: str) -> str:
    """Return sentences as one text, without those that are empty."""
    return " ".join(filter(None, sentences))
