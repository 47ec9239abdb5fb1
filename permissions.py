# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may do what, and when: one table, read by actions, templates, tests and the public page.

A deed is allowed when every word of one of its clauses is true; what is not in the table is refused. Words
read attributes only, of the person (`by`, None for a visitor), the thing and the moment, so this module
imports nothing of ours and tests need no database.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any


class Refused(Exception):
    """The person may not do this. `why` is a sentence to translate; `hidden` means: say it is not there.

    Where only the phase is missing, `process` and `activity` say of what, so that the page can tell when it opens.
    """

    process: Any = None
    activity = ""

    def __init__(self, deed: str, why: str, *, sign_in: bool = False, hidden: bool = False) -> None:
        super().__init__(f"{deed}: {why}")
        self.deed, self.why, self.sign_in, self.hidden = deed, why, sign_in, hidden


def N_(msgid: str) -> str:
    """Mark a sentence for translation; templates translate it."""
    return msgid


@dataclass(frozen=True)
class Word:
    """One condition: `says` names it on the public page, `otherwise` is the sentence when it fails.

    `activity` is what a phase has to open for it.
    """

    test: Callable[[Any, Any, datetime], bool]
    says: str
    otherwise: str
    who: bool = False
    activity: str = ""


def _word(says: str, otherwise: str, *, who: bool = False, activity: str = "") -> Callable[[Callable[..., bool]], Word]:
    return lambda test: Word(test, says, otherwise, who, activity)


# --- who --------------------------------------------------------------------------------------------------


@_word(N_("chiunque"), "", who=True)
def anyone(by: Any, thing: Any, now: datetime) -> bool:
    return True


@_word(N_("chi ha un account"), N_("Accedi per continuare."), who=True)
def signed_in(by: Any, thing: Any, now: datetime) -> bool:
    return by is not None and by.is_active


@_word(
    N_("chi può partecipare al processo"),
    N_("Questo processo è riservato: chiedi a chi lo gestisce di invitarti."),
    who=True,
)
def participant(by: Any, thing: Any, now: datetime) -> bool:
    return by is not None and by.is_active and thing.process.admits(by)


@_word(N_("chi è referente dell’ente"), N_("Solo chi è referente dell’ente può farlo."), who=True)
def referent(by: Any, thing: Any, now: datetime) -> bool:
    return by is not None and by.is_active and by.is_referent and thing is not None and by.refers_for(thing.holder_ids)


@_word(
    N_("lo staff del processo, o chi è referente dell’ente titolare"),
    N_("Solo lo staff del processo può farlo."),
    who=True,
)
def staff(by: Any, thing: Any, now: datetime) -> bool:
    return by is not None and by.is_active and by.has_role("staff", thing.process)


@_word(N_("chi modera il processo"), N_("Solo chi modera il processo può farlo."), who=True)
def moderator(by: Any, thing: Any, now: datetime) -> bool:
    return by is not None and by.is_active and by.has_role("moderator", thing.process)


@_word(N_("chi amministra la piattaforma"), N_("Solo chi amministra la piattaforma può farlo."), who=True)
def administrator(by: Any, thing: Any, now: datetime) -> bool:
    return by is not None and by.is_active and by.is_admin


@_word(N_("chi l’ha scritta, o agisce per l’ente che l’ha scritta"), N_("Solo chi l’ha scritta può farlo."), who=True)
def author(by: Any, thing: Any, now: datetime) -> bool:
    return by is not None and by.is_active and (thing.author_id == by.id or by.acts_for(thing.body_id))


@_word(N_("chi scrive la bozza"), N_("Solo chi scrive questa bozza può farlo."), who=True)
def drafter(by: Any, thing: Any, now: datetime) -> bool:
    return by is not None and by.is_active and by.id in thing.drafter_ids


@_word(N_("la persona stessa"), N_("Puoi farlo solo per il tuo account."), who=True)
def oneself(by: Any, thing: Any, now: datetime) -> bool:
    return by is not None and by.is_active and by.id == thing.id


@_word(N_("chi l’ha chiesto"), N_("Solo chi l’ha chiesto può farlo."), who=True)
def asker(by: Any, thing: Any, now: datetime) -> bool:
    return by is not None and by.is_active and thing.user_id == by.id


# --- when -------------------------------------------------------------------------------------------------


@_word(N_("che non ne sia autore"), N_("Non puoi decidere una modifica scritta da te: la decide un’altra persona."))
def not_own(by: Any, thing: Any, now: datetime) -> bool:
    return thing.author_id != by.id and not by.acts_for(thing.body_id)


@_word(
    N_("se nessun’altra persona può decidere, dichiarando in pubblico il conflitto di interessi"),
    N_("Un’altra persona può decidere questa modifica al posto tuo."),
)
def nobody_else(by: Any, thing: Any, now: datetime) -> bool:
    return not thing.process.deciders_besides(by)


@_word(N_("se non c’è un’altra persona che modera"), N_("Decide chi modera il processo."))
def no_moderator(by: Any, thing: Any, now: datetime) -> bool:
    return not thing.process.moderators_besides_author(thing)


@_word(N_("fino al giorno dell’incontro"), N_("A questo incontro non ci si può più iscrivere."))
def takes_registrations(by: Any, thing: Any, now: datetime) -> bool:
    return bool(thing.registers) and not thing.is_over(now)


@_word(
    N_("mentre la fase per proporre è aperta"),
    N_("La fase per scrivere proposte non è aperta."),
    activity="proposing",
)
def proposing_open(by: Any, thing: Any, now: datetime) -> bool:
    return bool(thing.process.is_open("proposing", now))


@_word(
    N_("mentre la fase per le modifiche è aperta"),
    N_("La fase per proporre modifiche non è aperta."),
    activity="amending",
)
def amending_open(by: Any, thing: Any, now: datetime) -> bool:
    return bool(thing.document.kind == "sheet" or thing.process.is_open("amending", now))


@_word(N_("mentre la fase per i sostegni è aperta"), N_("La fase per sostenere non è aperta."), activity="supporting")
def supporting_open(by: Any, thing: Any, now: datetime) -> bool:
    return bool(thing.process.is_open("supporting", now))


@_word(N_("mentre la fase per i commenti è aperta"), N_("La fase per commentare non è aperta."), activity="commenting")
def commenting_open(by: Any, thing: Any, now: datetime) -> bool:
    return bool(thing.process.is_open("commenting", now))


@_word(N_("su un testo aperto"), N_("Questo testo non è aperto alle modifiche."))
def document_open(by: Any, thing: Any, now: datetime) -> bool:
    return bool(thing.document.state == "open")


@_word(N_("su una bozza"), N_("Questo testo è già stato pubblicato."))
def is_draft(by: Any, thing: Any, now: datetime) -> bool:
    return bool(thing.document.state == "draft")


@_word(N_("su un testo pubblicato"), N_("Questo testo non è ancora pubblicato."))
def is_published(by: Any, thing: Any, now: datetime) -> bool:
    return bool(thing.document.state != "draft")


@_word(N_("su un testo aperto o chiuso, non ancora concluso"), N_("Questo testo è già concluso."))
def not_concluded(by: Any, thing: Any, now: datetime) -> bool:
    return thing.document.state in ("open", "closed")


@_word(N_("per chi l’ha inviata senza avere un account"), N_("Solo chi l’ha scritta può farlo."))
def without_account(by: Any, thing: Any, now: datetime) -> bool:
    return thing.author_id is None


@_word(N_("finché è in attesa"), N_("Questa modifica è già stata decisa o ritirata."))
def pending(by: Any, thing: Any, now: datetime) -> bool:
    return bool(thing.state == "pending")


@_word(N_("se non è già in pausa"), N_("Questa modifica aspetta già un chiarimento da chi l’ha scritta."))
def running(by: Any, thing: Any, now: datetime) -> bool:
    return thing.paused_at is None


@_word(N_("mentre aspetta un chiarimento"), N_("Questa modifica non aspetta nessun chiarimento."))
def paused(by: Any, thing: Any, now: datetime) -> bool:
    return thing.paused_at is not None


@_word(N_("se è stata respinta, anche solo in parte"), N_("Questa modifica non è stata respinta."))
def refused(by: Any, thing: Any, now: datetime) -> bool:
    return thing.state == "decided" and thing.outcome in ("rejected", "precluded", "in_part")


@_word(N_("se è arrivata per altra via"), N_("Risponde chi l’ha scritta."))
def came_otherwise(by: Any, thing: Any, now: datetime) -> bool:
    return bool(thing.channel != "web")


@_word(N_("se è visibile"), N_("Non è visibile al pubblico."))
def shown(by: Any, thing: Any, now: datetime) -> bool:
    return bool(thing.visibility == "shown")


@_word(N_("se sta su qualcosa di pubblicato"), N_("Non è ancora pubblico."))
def readable(by: Any, thing: Any, now: datetime) -> bool:
    return bool(thing.is_public)


@_word(N_("se non è nascosto"), N_("È stato nascosto da chi modera."))
def not_hidden(by: Any, thing: Any, now: datetime) -> bool:
    return bool(thing.visibility != "hidden")


# --- what a site may do without ---------------------------------------------------------------------------

# Functions that an administrator may switch off for the whole site. What was said and given before stays to be read.
FEATURES = {
    "supporting": N_("Sostenere proposte e modifiche"),
    "commenting": N_("Commentare"),
    "suggesting": N_("Segnalare processi che mancano nel registro"),
    "figures": N_("Guardare i numeri, dei processi e di tutto il sito"),
}
OFF = N_("Chi amministra questo sito ha spento questa funzione.")
switched_off: list[Callable[[], Collection[str]]] = []  # who knows which are off; a package above tells


def is_on(feature: str) -> bool:
    """Say whether a function of the site is on; what has no switch always is."""
    return not (feature in FEATURES and any(feature in off() for off in switched_off))


# --- the table --------------------------------------------------------------------------------------------

Clause = tuple[Word, ...]


@dataclass(frozen=True)
class Deed:
    """Something people do: its name on the public page and the clauses that allow it."""

    label: str
    clauses: tuple[Clause, ...]
    hidden: bool = False  # a refusal answers "not found"
    feature: str = ""  # without which nobody may


def _deed(label: str, *clauses: Clause, hidden: bool = False, feature: str = "") -> Deed:
    return Deed(label, clauses, hidden, feature)


RULES: dict[str, Deed] = {
    # the site and its people
    "site.set_up": _deed(N_("Cambiare i dati dell’ente e della piattaforma"), (administrator,)),
    "site.appoint": _deed(N_("Nominare chi amministra la piattaforma"), (administrator,)),
    "site.terms": _deed(
        N_("Ordinare gli elenchi di ambiti, tematiche e tipi di scheda, e scrivere le pagine dei gruppi"),
        (administrator,),
    ),
    "site.obscure": _deed(N_("Oscurare parole illecite nei dati degli enti e negli elenchi"), (administrator,)),
    "account.sign_up": _deed(N_("Creare un account"), (anyone,)),
    "account.change": _deed(N_("Cambiare i propri dati e la password"), (oneself,)),
    "account.erase": _deed(N_("Cancellare un account"), (oneself,), (administrator,)),
    "account.keep": _deed(N_("Tenere da parte quello che si sta scrivendo"), (signed_in,)),
    "work.ask": _deed(N_("Chiedere un lavoro lungo, come importare un elenco di molte righe"), (signed_in,)),
    "work.follow": _deed(
        N_("Seguire un lavoro lungo, fermarlo e toglierlo dall’elenco"), (asker,), (administrator,), hidden=True
    ),
    "work.go_on": _deed(N_("Confermare un lavoro lungo già provato, o riprenderlo"), (asker,)),
    "body.create": _deed(N_("Registrare enti, uno o molti insieme"), (administrator,)),
    "body.change": _deed(N_("Cambiare i dati di un ente"), (administrator,), (referent,)),
    "body.entrust": _deed(
        N_("Confermare o invitare chi agisce per un ente e chi ne è referente"), (administrator,), (referent,)
    ),
    "body.merge": _deed(N_("Unire due enti che sono lo stesso"), (administrator,)),
    "figures.see": _deed(N_("Guardare i numeri"), (anyone,), feature="figures"),
    # processes and their plan
    "process.see": _deed(N_("Vedere un processo, le sue proposte e i suoi testi"), (anyone,)),
    "process.create": _deed(N_("Creare un processo di un ente"), (administrator,), (referent,)),
    "process.suggest": _deed(N_("Segnalare un processo che manca nel registro"), (anyone,), feature="suggesting"),
    "process.review": _deed(N_("Accogliere o respingere le segnalazioni di processi"), (administrator,)),
    "process.change": _deed(N_("Cambiare scheda, fasi e piano di un processo"), (staff,), (administrator,)),
    "meeting.register": _deed(N_("Iscriversi a un incontro"), (participant, takes_registrations)),
    "meeting.cancel": _deed(N_("Annullare la propria iscrizione a un incontro"), (signed_in,)),
    "process.appoint": _deed(N_("Nominare staff e moderatori, invitare partecipanti"), (administrator,), (staff,)),
    "process.comments": _deed(N_("Vedere i commenti da moderare"), (moderator,), (administrator,), hidden=True),
    "process.queue": _deed(N_("Vedere la coda delle richieste"), (moderator,), (staff,), (administrator,), hidden=True),
    "process.canned": _deed(N_("Tenere i motivi pronti di un processo"), (moderator,), (staff,), (administrator,)),
    "process.obscure": _deed(N_("Oscurare parole illecite in un processo"), (moderator,), (administrator,)),
    # proposals
    "proposal.draft": _deed(N_("Scrivere una bozza di proposta"), (staff, proposing_open)),
    "proposal.grow": _deed(
        N_("Fare di una modifica respinta la bozza di una proposta a sé"),
        (author, staff, not_hidden, refused, proposing_open),
        (staff, came_otherwise, not_hidden, refused, proposing_open),
    ),
    "proposal.list_drafts": _deed(N_("Vedere l’elenco delle bozze"), (staff,), (administrator,), hidden=True),
    "proposal.see_draft": _deed(N_("Leggere una bozza"), (drafter,), (staff,), (administrator,), hidden=True),
    "proposal.save": _deed(N_("Salvare una bozza, aggiungere coautori"), (drafter, is_draft), (staff, is_draft)),
    "proposal.publish": _deed(N_("Pubblicare una proposta"), (staff, is_draft, proposing_open)),
    "proposal.arrange": _deed(N_("Ordinare le proposte nel piano"), (staff,)),
    # texts that have versions
    "document.correct": _deed(N_("Correggere un testo aperto, con una motivazione"), (staff, document_open)),
    "document.restore": _deed(N_("Ripristinare una versione precedente, con una motivazione"), (staff, document_open)),
    "document.close": _deed(N_("Chiudere o riaprire un testo"), (staff, not_concluded)),
    "document.conclude": _deed(N_("Registrare l’esito finale di una proposta"), (staff, not_concluded)),
    "document.withdraw": _deed(N_("Ritirare una proposta"), (staff, not_concluded)),
    "document.obscure": _deed(N_("Oscurare parole illecite"), (moderator,), (administrator,)),
    "document.check": _deed(N_("Scaricare e controllare la catena di un testo"), (anyone, is_published), hidden=True),
    "document.desk": _deed(
        N_("Preparare e pubblicare insieme gli esiti delle modifiche di un testo"),
        (moderator, document_open),
        (administrator, document_open, no_moderator),
    ),
    "document.undo": _deed(
        N_("Annullare gli esiti appena pubblicati, con una motivazione"),
        (moderator, document_open),
        (administrator, document_open, no_moderator),
    ),
    "document.support": _deed(
        N_("Sostenere una proposta"), (participant, document_open, supporting_open), feature="supporting"
    ),
    "document.unsupport": _deed(N_("Ritirare il proprio sostegno"), (signed_in, is_published)),
    # files that hang on any of these
    "attachment.see": _deed(N_("Scaricare un allegato"), (readable,), (staff,), (administrator,), hidden=True),
    "attachment.change": _deed(
        N_("Aggiungere, cambiare, ordinare e togliere allegati"), (staff,), (referent,), (administrator,)
    ),
    # amendments
    "amendment.propose": _deed(N_("Proporre una modifica"), (participant, document_open, amending_open)),
    "amendment.enter": _deed(
        N_("Registrare una richiesta arrivata per PEC, su carta o in un incontro"), (staff, document_open)
    ),
    "amendment.see": _deed(
        N_("Leggere una modifica non ancora pubblicata"),
        (shown,),
        (author,),
        (moderator,),
        (administrator,),
        hidden=True,
    ),
    "amendment.revise": _deed(
        N_("Rivedere la propria modifica finché è in attesa"), (author, pending, document_open, amending_open)
    ),
    "amendment.update": _deed(
        N_("Dire che cosa resta della propria modifica, quando il testo è cambiato sotto di essa"),
        (author, pending, document_open),
        (staff, without_account, pending, document_open),
    ),
    "amendment.withdraw": _deed(N_("Ritirare la propria modifica finché è in attesa"), (author, pending)),
    "amendment.support": _deed(
        N_("Sostenere una modifica"),
        (participant, shown, pending, document_open, supporting_open),
        feature="supporting",
    ),
    "amendment.unsupport": _deed(N_("Ritirare il sostegno a una modifica"), (signed_in,)),
    "amendment.decide": _deed(
        N_("Decidere una modifica"),
        (moderator, not_own, shown, pending, document_open),
        (administrator, not_own, shown, pending, document_open, no_moderator),
        (moderator, shown, pending, document_open, nobody_else),
    ),
    "amendment.ask": _deed(
        N_("Chiedere un chiarimento a chi ha scritto una modifica, che va in pausa"),
        (moderator, not_own, not_hidden, pending, running),
    ),
    "amendment.answer": _deed(
        N_("Rispondere a una richiesta di chiarimento"),
        (author, pending, paused),
        (staff, came_otherwise, pending, paused),
    ),
    "amendment.resume": _deed(N_("Riprendere una modifica in pausa"), (moderator, not_own, pending, paused)),
    "amendment.assign": _deed(
        N_("Assegnare una modifica a chi modera"),
        (moderator, pending),
        (staff, pending),
        (administrator, pending),
        hidden=True,
    ),
    "amendment.note": _deed(
        N_("Leggere e scrivere le note interne su una modifica"),
        (moderator, not_own),
        (staff, not_own),
        (administrator, not_own),
        hidden=True,
    ),
    "amendment.moderate": _deed(N_("Pubblicare o nascondere una modifica, con una motivazione"), (moderator,)),
    # comments
    "comment.post": _deed(N_("Commentare"), (participant, is_published, commenting_open), feature="commenting"),
    "comment.see": _deed(
        N_("Leggere un commento nascosto o non ancora pubblicato"),
        (shown,),
        (author,),
        (moderator,),
        (administrator,),
        hidden=True,
    ),
    "comment.edit": _deed(
        N_("Correggere il proprio commento"), (author, not_hidden, commenting_open), feature="commenting"
    ),
    "comment.delete": _deed(N_("Cancellare il proprio commento"), (author,)),
    "comment.report": _deed(N_("Segnalare un commento"), (signed_in, shown)),
    "comment.moderate": _deed(N_("Nascondere o pubblicare un commento, con una motivazione"), (moderator,)),
}


def can(by: Any, deed: str, thing: Any, now: datetime) -> bool:
    """Say whether the person may do the deed to the thing at this moment; unknown deeds are refused."""
    rule = RULES.get(deed)
    if rule is None or not is_on(rule.feature):
        return False
    return any(all(word.test(by, thing, now) for word in clause) for clause in rule.clauses)


def require(by: Any, deed: str, thing: Any, now: datetime) -> None:
    """Raise Refused, with the sentence that fits best, unless the person may do the deed."""
    if can(by, deed, thing, now):
        return
    rule = RULES.get(deed)
    if rule is not None and not is_on(rule.feature):
        raise Refused(deed, OFF)
    missing = _missing(rule, by, thing, now) if rule is not None else None
    if rule is None or missing is None:
        raise Refused(deed, N_("Questa azione non è permessa."))
    refused = Refused(deed, missing.otherwise, sign_in=by is None and not rule.hidden, hidden=rule.hidden)
    if missing.activity:
        refused.process, refused.activity = thing.process, missing.activity
    raise refused


def _missing(rule: Deed, by: Any, thing: Any, now: datetime) -> Word | None:
    """Return the failing word of the clause that came furthest: whom the rule knows hears what is missing."""
    best, found = -1, None
    for clause in rule.clauses:
        for place, word in enumerate(clause):
            if not word.test(by, thing, now):
                if place > best:
                    best, found = place, word
                break
    return found
