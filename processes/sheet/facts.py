# SPDX-License-Identifier: AGPL-3.0-or-later
"""The catalogue of the facts of a process's sheet: what they are called, of which kind they are, where they stand.

One list serves the form, the public page, the timeline and what is exported; a fact is added by adding a line. The
order is that of the sheets which Italian registries of participatory processes publish. Every fact is optional.
"""

from dataclasses import dataclass
from enum import StrEnum

from db import N_


class Kind(StrEnum):
    """What a fact holds, and so how it is written, checked and shown."""

    LINE = "line"
    PROSE = "prose"
    YEAR = "year"
    NUMBER = "number"
    EUROS = "euros"
    DAY = "day"
    FLAG = "flag"
    TERM = "term"
    CHOICE = "choice"
    LINK = "link"
    BODIES = "bodies"
    PLACES = "places"


class Progress(StrEnum):
    """How far a process has come, as its sheet says; the work may go on after the process is concluded."""

    PLANNED = "planned"
    RUNNING = "running"
    CONCLUDED = "concluded"
    CONTINUING = "continuing"


PROGRESS = {
    Progress.PLANNED: N_("In progetto"),
    Progress.RUNNING: N_("In corso"),
    Progress.CONCLUDED: N_("Concluso"),
    Progress.CONTINUING: N_("Concluso, l’attuazione continua"),
}


@dataclass(frozen=True)
class Fact:
    """One fact; `hint` helps whoever writes it."""

    name: str
    label: str
    kind: Kind = Kind.LINE
    hint: str = ""


@dataclass(frozen=True)
class Group:
    """Facts under one heading."""

    name: str
    label: str
    facts: tuple[Fact, ...]


HOLDER = "holder"
GROUPS = (
    Group(
        "management",
        N_("Gestione di processo"),
        (
            Fact(HOLDER, N_("Titolari della decisione"), Kind.BODIES),
            Fact("promoter", N_("Soggetti promotori"), Kind.BODIES),
            Fact("funder", N_("Finanziatori"), Kind.BODIES),
            Fact("implementing", N_("Soggetti attuatori"), Kind.BODIES),
            Fact("office", N_("Struttura responsabile"), hint=N_("L’ufficio che segue il processo dentro l’ente.")),
            Fact("address", N_("Indirizzo")),
            Fact("board", N_("Comitato di garanzia locale"), Kind.PROSE),
            Fact("board_tasks", N_("Funzioni assegnate al comitato"), Kind.PROSE),
            Fact("table", N_("Tavolo di negoziazione"), Kind.PROSE),
            Fact("participants", N_("Partecipanti"), hint=N_("Per esempio: singoli cittadini, associazioni, scuole.")),
            Fact("addressees", N_("Destinatari"), Kind.PROSE),
        ),
    ),
    Group(
        "features",
        N_("Caratteristiche"),
        (
            Fact("area", N_("Ambito di intervento"), Kind.TERM, N_("Scegline uno già usato o scrivine uno nuovo.")),
            Fact("theme", N_("Tematica specifica"), Kind.TERM, N_("Scegline una già usata o scrivine una nuova.")),
            Fact("started", N_("Anno di avvio"), Kind.YEAR),
            Fact("closed", N_("Anno di chiusura"), Kind.YEAR),
            Fact("first_day", N_("Data di inizio"), Kind.DAY),
            Fact("last_day", N_("Data di fine"), Kind.DAY),
            Fact("duration", N_("Durata"), hint=N_("Per esempio: 8 mesi.")),
            Fact("progress", N_("Stato di avanzamento"), Kind.CHOICE),
            Fact("taking_part", N_("Tipo di partecipazione"), hint=N_("Per esempio: volontaria, codecisione.")),
            Fact("impact", N_("Mappa di impatto"), Kind.PROSE),
            Fact("women", N_("Presenza femminile")),
            Fact("gender", N_("Prevalenza di genere")),
            Fact("care", N_("Conciliazione dei tempi di vita e di lavoro"), Kind.PROSE),
            Fact("methods", N_("Metodi e strumenti"), Kind.PROSE),
            Fact("professionals", N_("Professionisti coinvolti"), Kind.PROSE),
            Fact("path", N_("Fasi del percorso"), Kind.PROSE),
        ),
    ),
    Group(
        "territory",
        N_("Territorio interessato"),
        (
            Fact("region", N_("Regione")),
            Fact("places", N_("Luoghi"), Kind.PLACES, N_("Un luogo per riga, anche con la provincia: Valchiara (BO).")),
        ),
    ),
    Group(
        "aims",
        N_("Obiettivi e risultati"),
        (
            Fact("objectives", N_("Obiettivi"), Kind.PROSE),
            Fact("results", N_("Risultati"), Kind.PROSE),
            Fact("final_act", N_("Atto finale"), hint=N_("Per esempio: deliberazione di Consiglio n. 12 del 2017.")),
            Fact("implementation", N_("Attuazione dopo la chiusura"), Kind.PROSE),
            Fact("more", N_("Altre informazioni"), Kind.PROSE),
        ),
    ),
    Group(
        "basis",
        N_("Base normativa"),
        (
            Fact("law", N_("Legge regionale")),
            Fact("regulation", N_("Regolamento o altro atto")),
        ),
    ),
    Group(
        "certification",
        N_("Elementi correlati alla certificazione di qualità del Tecnico di garanzia"),
        (
            Fact("certified", N_("Certificato"), Kind.FLAG),
            Fact("certified_in", N_("Anno della certificazione"), Kind.YEAR),
            Fact("applicant", N_("Chi ha chiesto la certificazione")),
            Fact("suspension", N_("Impegno a sospendere le decisioni"), Kind.PROSE),
            Fact("outreach", N_("Sollecitazione delle realtà sociali"), Kind.PROSE),
            Fact("inclusion", N_("Inclusione"), Kind.PROSE),
            Fact("mediation", N_("Metodi per mediare le divergenze"), Kind.PROSE),
            Fact("documentation", N_("Accessibilità della documentazione"), Kind.PROSE),
            Fact("outcome", N_("Documento di proposta partecipata"), Kind.PROSE),
        ),
    ),
    Group(
        "call",
        N_("Elementi correlati all’adesione al bando regionale annuale"),
        (
            Fact("group", N_("Bando o gruppo di processi"), Kind.TERM, N_("Per esempio: Bando regionale 2017.")),
            Fact("funded", N_("Finanziato"), Kind.FLAG),
            Fact("funded_in", N_("Anno del finanziamento"), Kind.YEAR),
            Fact("granted", N_("Importo finanziato dal bando"), Kind.EUROS),
            Fact("cofunding", N_("Cofinanziamento di altri soggetti"), Kind.EUROS),
            Fact("cost", N_("Costo complessivo"), Kind.EUROS),
        ),
    ),
    Group(
        "credits",
        N_("Crediti"),
        (
            Fact("reported_by", N_("Processo segnalato da"), hint=N_("Per esempio: segnalazione dal web.")),
            Fact("reporter", N_("Segnalato da persona")),
            Fact("editors", N_("Redazione")),
            Fact("source", N_("Scheda originale"), Kind.LINK),
            Fact("changed_on", N_("Data ultima modifica"), Kind.DAY, N_("Della scheda originale, se questa ne viene.")),
        ),
    ),
)

KIND = Fact("kind", N_("Tipo di scheda"), Kind.TERM, N_("Scegline uno già usato o scrivine uno nuovo."))
FACTS = {fact.name: fact for fact in (KIND, *(fact for group in GROUPS for fact in group.facts))}
# The roles that bodies have in a process, in the order of the sheet.
ROLES = tuple(fact.name for fact in FACTS.values() if fact.kind == Kind.BODIES)
TERMS = tuple(fact.name for fact in FACTS.values() if fact.kind == Kind.TERM)
