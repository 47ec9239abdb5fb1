# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the accessibility tree speaks, word by word: a difference, a clash, and a request on the desk."""

from textwrap import dedent

import pytest
from playwright.sync_api import Locator

from amendments.desk.actions import Wish, stage
from tests.amendments.stories import accepted, asked
from tests.make import published, writing

pytestmark = pytest.mark.browser

DIFFERENCE = """
    - region "Testo con le differenze segnate":
      - heading "Creare gruppi tra settori" [level=2]
      - heading "Obiettivo" [level=2]
      - paragraph: Affinare le competenze utili a creare un gruppo di lavoro tra settori diversi. Imparare a fare rete.
      - heading "Modalità di attuazione" [level=2]
      - paragraph: Laboratori in presenza e incontri online. Scambio di buone pratiche tra enti.
      - heading "Destinatari" [level=2]
      - paragraph: Personale degli enti locali del territorio.
      - heading "Tempi di realizzazione" [level=2]
      - paragraph:
        - text: Entro il
        - deletion: inizio testo tolto 2024 fine testo tolto
        - insertion: inizio aggiunta 2025 fine aggiunta
        - text: ."""

CLASH = """
    - group "Conflitto 1":
      - heading "Conflitto 1" [level=2]
      - paragraph: "In: Tempi di realizzazione"
      - paragraph:
        - text: Entro il
        - strong: "[ … ]"
        - text: .
      - term: Prima
      - definition: "2024"
      - term: Testo attuale
      - definition: "2025"
      - term: Testo richiesto
      - definition: 2026, in primavera
      - radio "Tieni il testo attuale"
      - text: Tieni il testo attuale
      - radio "Metti il testo richiesto"
      - text: Metti il testo richiesto
      - radio "Torna alle parole di prima"
      - text: Torna alle parole di prima
      - radio "Scrivi altre parole"
      - text: Scrivi altre parole Le tue parole, se ne scrivi altre
      - textbox "Le tue parole, se ne scrivi altre\""""

DESK = """
    - article "Modifica 1 · Ada":
      - heading "Modifica 1 · Ada" [level=3]:
        - link "Modifica 1":
          - /url: /documents/1/amendments/1
        - text: · Ada
      - text: Da completare
      - checkbox "Scegli la modifica 1"
      - text: Scegli la modifica 1
      - paragraph: "È scritta sulla versione 1: puoi decidere anche così."
      - paragraph: È più chiaro.
      - paragraph: "Non è pronta: è in conflitto: scegli tu come si risolve."
      - group "Modifica 1, punto 1":
        - text: Modifica 1, punto 1
        - paragraph: "In: Tempi di realizzazione Sostituzione"
        - paragraph:
          - text: Entro il
          - deletion: inizio testo tolto 2024 fine testo tolto
          - insertion: inizio aggiunta 2026, in primavera fine aggiunta
          - text: .
        - paragraph: "Se accolta oggi: In conflitto Nel frattempo le stesse parole sono state cambiate in un altro \
modo: chi decide deve scegliere."
        - paragraph: Accettata preparato da Mara
        - group: Cambia l’esito
      - status
      - button "Prepara la modifica 1": Prepara
      - button "Accetta tutto della modifica 1": Accetta tutto
      - button "Respingi tutto della modifica 1": Respingi tutto
      - button "Togli dalla scrivania la modifica 1": Togli dalla scrivania"""


@pytest.fixture
def clashing(cast):
    """A text whose second version says otherwise where an earlier request, staged on the desk, asks for a change."""
    document = published(cast)
    wish = asked(document, cast.ada, tempi="Entro il 2026, in primavera.")
    accepted(asked(document, cast.sami, tempi="Entro il 2025."), cast.mara)
    with writing():
        stage(wish, [Wish(1, "accepted")], by=cast.mara, seen_revision=1)
    return f"/documents/{document.id}"


def speaks(place: Locator, words: str) -> None:
    """Compare what a screen reader is told of a part of a page."""
    assert place.aria_snapshot() == dedent(words).strip()


def test_a_difference_tells_where_old_and_new_words_begin_and_end(window, clashing):
    page = window(f"{clashing}/compare/1/2")
    speaks(page.get_by_role("region", name="Testo con le differenze segnate"), DIFFERENCE)


def test_a_clash_names_its_three_sides_and_each_way_out(window, cast, clashing):
    page = window(f"{clashing}/desk/1/1", person=cast.mara)
    speaks(page.get_by_role("group", name="Conflitto 1"), CLASH)


def test_the_desk_names_the_request_its_change_its_fate_and_each_button(window, cast, clashing):
    page = window(f"{clashing}/desk", person=cast.mara)
    speaks(page.get_by_role("article", name="Modifica 1"), DESK)
