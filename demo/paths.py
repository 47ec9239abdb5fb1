# SPDX-License-Identifier: AGPL-3.0-or-later
"""The paths of the demo's processes: why they were begun, for what, with whom, and how they go on."""

from db import transaction
from demo.people import Cast
from processes.models import Process
from processes.path.actions import Chapter, add_section, hide_section
from processes.path.models import SectionKind

NOT_YET = {"Sedi degli incontri"}
PATHS: dict[str, tuple[Chapter, ...]] = {
    "piano": (
        Chapter(
            SectionKind.PROMOTERS,
            "Chi promuove il percorso",
            "La Regione Esempio, con il **Comune di Valchiara** e l’**Unione dei Comuni del Colle**.",
        ),
        Chapter(
            SectionKind.EXPECTED,
            "Che cosa chiediamo a chi partecipa",
            "- Leggere le azioni che riguardano il proprio lavoro.\n"
            "- Chiedere le modifiche che servono, dicendo perché.\n"
            "- Sostenere quelle degli altri, quando convincono.",
        ),
        Chapter(
            SectionKind.NEXT_STEPS,
            "Prossimi passi",
            "Finita la scrittura, il comitato tecnico esamina le modifiche rimaste. La Giunta adotta il piano e "
            "pubblica, azione per azione, che cosa ne sarà.",
        ),
    ),
    "camaiore": (
        Chapter(
            SectionKind.OBJECTIVES,
            "Obiettivi",
            "Il percorso nasce perché negli anni le assemblee di quartiere hanno perso voce. Vuole:\n\n"
            "- far conoscere a tutti le regole della partecipazione;\n"
            "- dare a chi lavora in Comune il tempo e gli strumenti per ascoltare;\n"
            "- fare della partecipazione un’abitudine, non un evento.",
        ),
        Chapter(
            SectionKind.PURPOSES,
            "Finalità",
            "1. Scrivere un modello di lavoro che resti anche quando cambiano le persone.\n"
            "2. Formare chi conduce gli incontri, in ogni settore del Comune.\n"
            "3. Far vivere il nuovo regolamento, a partire dai quartieri.",
        ),
        Chapter(
            SectionKind.NOTES,
            "Intestazione e note",
            "Il percorso è deciso con delibera di Giunta; gli atti si possono chiedere all’ufficio partecipazione.",
            folded=True,
        ),
        Chapter(SectionKind.FREE, "Sedi degli incontri", "Da confermare con le scuole."),
    ),
}


def write_path(cast: Cast, process: Process, name: str) -> None:
    """Write the path of a process, where it has one; what is not public yet is hidden."""
    with transaction():
        for chapter in PATHS.get(name, ()):
            section = add_section(process, chapter, by=cast["bruno"])
            if chapter.title in NOT_YET:
                hide_section(section, True, by=cast["bruno"])
