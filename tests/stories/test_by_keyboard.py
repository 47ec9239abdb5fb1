# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every story by keyboard alone: signing in and supporting, drafting, amending, commenting a passage, deciding."""

import pytest

from auth import passwords
from tests.amendments.stories import asked
from tests.keyboard import Keyboard
from tests.make import published, writing

pytestmark = pytest.mark.browser

PASSWORD = "quattro gatti rossi"


@pytest.fixture
def document(cast):
    return published(cast)


@pytest.fixture
def keys(window, document):
    """Sit a person down before the proposal."""

    def sit(person=None):
        return Keyboard(window(f"/proposals/{document.id}", person=person))

    return sit


def test_signing_in_and_supporting(keys, cast, document):
    with writing():
        cast.ada.password_hash = passwords.hashed(PASSWORD)
    ada = keys().follow("Accedi", "Password")
    ada.reach("Indirizzo e-mail").write("ada@example.org").reach("Password").write(PASSWORD).press("Enter")
    ada.page.get_by_text("Creare gruppi tra settori").first.wait_for()
    ada.follow("Sostieni", "Ritira il sostegno")


def test_amending(keys, cast):
    ada = keys(cast.ada).follow("Proponi una modifica", "Perché chiedi questa modifica")
    ada.reach("Testo", exact=True).press("Control+End").write(" Anzi, prima.")
    ada.reach("Perché chiedi questa modifica").write("Serve presto.")
    ada.follow("Vedi che cosa cambierebbe", "Invia")
    ada.follow("Invia", "In attesa")
    assert "Anzi, prima." in ada.page.locator("main").inner_text()


def test_drafting_and_publishing(keys, cast, document):
    bruno = keys(cast.bruno)
    bruno.page.goto("/processes/piano")
    bruno.follow("Scrivi una proposta", "Salva la bozza")
    bruno.reach("Titolo").write("Reti di colleghi")
    bruno.reach("Testo", exact=True).press("Control+Home", "ArrowDown").write("\nFormare il personale.\n")
    bruno.follow("Salva la bozza", "La bozza è salvata")
    bruno.follow("Pubblica", "Numero")
    bruno.follow("Pubblica adesso", "La proposta è pubblicata con il riferimento")


def test_commenting_a_passage(keys, cast):
    ada = keys(cast.ada).follow("Commenta un passaggio", "Capoverso")
    ada.reach("Capoverso").press("ArrowDown")
    ada.follow("Continua", "Il tuo commento")
    ada.reach("Il tuo commento").write("Bene così.")
    ada.follow("Pubblica il commento", "Il tuo commento è pubblicato.")


def test_deciding_on_the_desk(keys, cast, document):
    asked(document, cast.ada, tempi="Entro il 2026.")
    mara = keys(cast.mara)
    mara.page.goto(f"/documents/{document.id}/desk")
    mara.reach("Accetta").press("Space")
    mara.page.get_by_text("Salvata sulla scrivania.").wait_for()
    mara.follow("Controlla e pubblica", "Pubblica gli esiti")
    mara.follow("Pubblica gli esiti", "È nata la versione 2.")
