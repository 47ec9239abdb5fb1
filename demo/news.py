# SPDX-License-Identifier: AGPL-3.0-or-later
"""The news of the demo: some that stand out, one to come, one still a draft."""

from dataclasses import replace
from datetime import timedelta

from db import now, transaction
from demo.people import Cast
from processes.models import Process
from processes.news.actions import Article, add_post

# Each with the days since it appeared; those to come have fewer than none, a draft has None.
NEWS: dict[str, tuple[tuple[int | None, Article], ...]] = {
    "piano": (
        (
            3,
            Article(
                "Aperta la scrittura del piano: si possono chiedere modifiche",
                "Avvisi",
                "Redazione della Regione Esempio",
                "Ogni richiesta riceve una risposta motivata entro dieci giorni.",
                "Da oggi chiunque abbia un account può chiedere modifiche alle azioni del piano.\n\n"
                "## Come si fa\n\n1. Si apre un’azione.\n2. Si cambia il testo come lo si vorrebbe.\n"
                "3. Si guarda che cosa cambierebbe, e si invia.",
                [["Chi può fare che cosa", "/roles"]],
                highlighted=True,
            ),
        ),
        (
            2,
            Article(
                "Lezioni online per i piccoli comuni",
                "Formazione",
                "Livia Sartori",
                "Quattro incontri di novanta minuti, con le registrazioni.",
                "Le lezioni partono in primavera: le iscrizioni si aprono un mese prima.",
            ),
        ),
        (
            16,
            Article(
                "Che cosa abbiamo imparato dal piano precedente",
                "Racconti",
                "Redazione della Regione Esempio",
                "Dodici azioni su quindici sono state attuate.",
                "Le tre che mancano sono rimaste ferme per lo stesso motivo: nessuno ne era responsabile.",
            ),
        ),
        (-7, Article("Il comitato tecnico si riunisce", "Avvisi", "Redazione della Regione Esempio")),
        (None, Article("Domande e risposte della prima settimana", "Racconti")),
    ),
    "patti": (
        (
            9,
            Article(
                "Quattro scuole adottano il giardino accanto",
                "Patti",
                "Terra di Mezzo",
                "Il primo patto del territorio è stato firmato in cortile.",
                "Ragazze e ragazzi se ne prendono cura **tre pomeriggi a settimana**.",
                highlighted=True,
            ),
        ),
    ),
}


def tell_news(cast: Cast, process: Process, name: str) -> None:
    """Write the news of a process."""
    with transaction():
        for days, article in NEWS.get(name, ()):
            moment = None if days is None else now() - timedelta(days=days)
            add_post(process, replace(article, published_at=moment), by=cast["bruno"])
