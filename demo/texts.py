# SPDX-License-Identifier: AGPL-3.0-or-later
"""The texts of the demo: the plan's actions and the sheets of the processes."""

from dataclasses import dataclass

from processes.actions import HEADINGS


@dataclass(frozen=True)
class Action:
    """One proposal of the demo: its place in the plan, its title, and a body for each heading."""

    number: str
    title: str
    sections: tuple[str, str, str, str]
    headings: tuple[str, ...] = HEADINGS

    @property
    def text(self) -> str:
        """The canonical Markdown of the proposal."""
        parts = [f"## {heading}\n\n{body}" for heading, body in zip(self.headings, self.sections, strict=True)]
        return f"# {self.title}\n\n" + "\n\n".join(parts)

    def with_sections(self, **bodies: str) -> str:
        """Return the text with other bodies, named by place: obiettivo, modalita, destinatari, tempi."""
        names = ("obiettivo", "modalita", "destinatari", "tempi")
        sections = tuple(bodies.get(name, body) for name, body in zip(names, self.sections, strict=True))
        return Action(self.number, self.title, sections, self.headings).text  # type: ignore[arg-type]


PLAN_PARTS = {
    "1": "Conoscere",
    "2": "Progettare percorsi partecipativi",
    "3": "Comunicare",
    "4": "Strumenti digitali",
    "5": "Competenze per lavorare insieme",
}

PLAN = (
    Action(
        "1.1",
        "Le regole della partecipazione, spiegate bene",
        (
            "Dare a chi lavora negli enti locali le basi: che cosa prevede la legge regionale, quali impegni prende un "
            "ente quando apre un percorso, che cosa ci si può aspettare da un percorso certificato.",
            "Quattro lezioni online di novanta minuti, registrate. A ogni lezione segue un’ora di domande.",
            "Personale di comuni e unioni, amministratori, associazioni.",
            "Primo ciclo in primavera, poi ogni anno.",
        ),
    ),
    Action(
        "2.1",
        "Progettare un percorso dall’inizio alla restituzione",
        (
            "Saper scrivere un progetto completo: domanda, persone da coinvolgere, fasi, tempi, impegni dell’ente e "
            "restituzione degli esiti a chi ha partecipato.",
            "Laboratorio in tre giornate su un caso vero portato da chi partecipa:\n\n- analisi del contesto;\n"
            "- mappa delle persone interessate;\n- calendario e costi.",
            "Chi cura percorsi partecipativi negli enti.",
            "Due edizioni l’anno.",
        ),
    ),
    Action(
        "2.2",
        "Tavoli di negoziazione e punti di vista diversi",
        (
            "Gestire un tavolo in cui siedono interessi diversi e arrivare a una proposta condivisa, "
            "lasciando traccia dei dissensi.",
            "Giochi di ruolo, osservazione di tavoli reali, affiancamento.",
            "Facilitatrici e facilitatori, responsabili di settore.",
            "Autunno.",
        ),
    ),
    Action(
        "3.1",
        "Raccontare l’amministrazione condivisa",
        (
            "Comunicare con chi abita il territorio e dentro l’ente: parole semplici, esempi, immagini accessibili.",
            "Incontri tra uffici comunicazione di comuni diversi, con scambio di materiali pronti da riusare.",
            "Uffici relazioni con il pubblico, uffici stampa, segreterie.",
            "Un incontro ogni due mesi.",
        ),
    ),
    Action(
        "4.1",
        "Scrivere insieme online senza perdere le parole di nessuno",
        (
            "Usare una piattaforma per raccogliere proposte di modifica, decidere una per una e motivare.",
            "Esercitazione guidata: ogni gruppo porta un testo, lo apre alle modifiche e pubblica gli esiti.",
            "Chi modera processi partecipativi.",
            "Entro l’anno.",
        ),
    ),
    Action(
        "5.1",
        "Facilitare riunioni che finiscono con una decisione",
        (
            "Preparare, condurre e chiudere una riunione facilitata, in presenza e a distanza.",
            "Due mezze giornate di pratica con riscontri tra pari.",
            "Personale tecnico e amministratori, soprattutto dei piccoli enti.",
            "Tutto l’anno, su richiesta.",
        ),
    ),
    Action(
        "5.2",
        "Creare gruppi tra settori diversi e fare rete",
        (
            "Far crescere le competenze che servono a creare un gruppo di lavoro tra settori diversi, partendo dalla "
            "propria amministrazione. Riconoscere alle politiche partecipative un valore che riguarda tutto l’Ente. "
            "Imparare a fare rete.",
            "Laboratori di coprogettazione in presenza e incontri online della comunità di pratiche. Scambio di "
            "esperienze tra enti.",
            "Personale delle amministrazioni del territorio regionale, comunità di pratiche partecipative.",
            "2024",
        ),
    ),
    Action(
        "5.9",
        "Ascoltare chi di solito non partecipa",
        (
            "Raggiungere persone giovani, anziane o con poca dimestichezza con gli uffici.",
            "Passeggiate, porta a porta, sportelli nei luoghi che le persone frequentano già.",
            "Assistenti sociali, biblioteche, associazioni.",
            "Sperimentazione di sei mesi.",
        ),
    ),
    Action(
        "5.10",
        "Valutare un percorso e imparare dagli errori",
        (
            "Misurare che cosa è cambiato davvero dopo un percorso partecipativo.",
            "Questionari brevi, interviste, una scheda comune:\n\n| Domanda | Quando |\n| --- | --- |\n"
            "| Chi ha partecipato? | alla fine di ogni fase |\n| Che cosa è stato accolto? | alla chiusura |",
            "Responsabili di processo.",
            "Dal secondo anno.",
        ),
    ),
)

PACTS_HEADINGS = ("Perché", "Che cosa proponiamo", "Chi se ne occupa", "Quando")
PACTS = (
    Action(
        "1",
        "Una comunità di enti che si aiutano sui beni comuni",
        (
            "Gli incontri tra comuni del Nord-Ovest hanno mostrato che i dubbi sono gli stessi: organizzazione degli "
            "uffici, comunicazione, responsabilità e sicurezza nei patti di collaborazione.",
            "Tavoli a rotazione, ospitati ogni volta da un comune diverso, con un resoconto pubblico.",
            "I comuni che aderiscono; un ufficio per ente fa da riferimento.",
            "Almeno tre incontri l’anno.",
        ),
        PACTS_HEADINGS,
    ),
    Action(
        "2",
        "Formazione e scambio di buone pratiche sui patti",
        (
            "Il bisogno emerso con più forza è formarsi insieme e scambiarsi gli atti che hanno funzionato.",
            "Una raccolta di schemi di patto, delibere e assicurazioni, commentati da chi li ha usati.",
            "Segreterie generali e uffici beni comuni.",
            "Prima raccolta entro sei mesi.",
        ),
        PACTS_HEADINGS,
    ),
)

CAMAIORE = (
    Action(
        "1",
        "Un modello stabile di partecipazione nel Comune",
        (
            "La partecipazione non può dipendere dalla buona volontà: serve un presidio permanente "
            "nell’organizzazione comunale.",
            "Un ufficio con compiti chiari, un regolamento applicato, un calendario pubblico dei percorsi.",
            "Dirigenti, funzionari, Assemblee di Zona.",
            "Proposta alla Giunta entro l’anno.",
        ),
        PACTS_HEADINGS,
    ),
    Action(
        "2",
        "Figure formate per facilitare e garantire",
        (
            "Ogni percorso ha bisogno di chi lo facilita e di chi ne garantisce la correttezza.",
            "Un corso con tirocinio e un elenco comunale di persone formate.",
            "Dipendenti e cittadini delle Assemblee di Zona.",
            "Un’edizione l’anno.",
        ),
        PACTS_HEADINGS,
    ),
)

DESCRIPTIONS = {
    "piano": "Il piano raccoglie le azioni di formazione per chi, negli enti pubblici e nelle associazioni, "
    "organizza percorsi partecipativi.\n\nLeggi le proposte, sostieni quelle che ti convincono e "
    "**proponi modifiche**: ognuna riceve una risposta motivata.",
    "patti": "Comuni, scuole e associazioni del Nord-Ovest scrivono insieme come far vivere i patti di collaborazione.",
    "camaiore": "Il percorso, promosso dall’assessorato alla Partecipazione, vuole rendere la partecipazione una "
    "pratica stabile del Comune, a partire dalle Assemblee di Zona.",
}

# Reasons that the moderators of the plan use again and again: what they are called, and their words.
CANNED = (
    ("Fuori tema", "Riguarda un argomento che questo piano non tratta: grazie comunque per averlo segnalato."),
    ("Costi", "La spesa non è coperta dal bilancio di quest’anno. La teniamo presente per il prossimo piano."),
    ("Già previsto", "Il testo lo prevede già, con altre parole."),
)
