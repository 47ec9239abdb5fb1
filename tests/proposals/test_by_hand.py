# SPDX-License-Identifier: AGPL-3.0-or-later
"""The stories of staff in a real browser, with and without scripts, and what axe says of every page of theirs."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import assert_accessible
from tests.make import writing
from tests.proposals.test_drafts import BODY, drafted
from tests.proposals.test_publishing import add_part, publish

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False])
def test_two_people_write_a_draft_and_staff_publish_it(cast, window, scripts):
    add_part(cast, "5", "Competenze")
    page = window("/processes/piano", person=cast.bruno, scripts=scripts)
    page.get_by_role("link", name="Scrivi una proposta").click()
    page.get_by_label("Titolo", exact=True).fill("Reti di colleghi")
    page.get_by_label("Testo", exact=True).fill(BODY)
    page.get_by_role("button", name="Salva la bozza").click()
    page.get_by_label("Indirizzo e-mail").fill("ada@example.org")
    page.get_by_role("button", name="Aggiungi alla stesura").click()
    hers = window(page.url, person=cast.ada, scripts=scripts)
    page.get_by_label("Testo", exact=True).fill(BODY.replace("2024", "2025"))
    page.get_by_role("button", name="Salva la bozza").click()
    hers.get_by_label("Testo", exact=True).fill(BODY.replace("2024", "2030"))
    hers.get_by_role("button", name="Salva la bozza").click()
    expect(hers.get_by_role("heading", level=1)).to_have_text("Avete cambiato le stesse parole")
    if scripts:
        assert_accessible(hers)
    hers.get_by_label("Tieni le mie parole").check()
    hers.get_by_role("button", name="Salva con le parole scelte").click()
    expect(hers.get_by_label("Testo", exact=True)).to_have_value(re.compile("2030"))
    page.get_by_role("link", name="Pubblica la proposta").click()
    page.get_by_label("Parte del piano").select_option(label="5 Competenze")
    page.get_by_label("Numero", exact=False).first.fill("5.2")
    page.get_by_role("button", name="Pubblica adesso").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Reti di colleghi")
    expect(page.get_by_text("2030")).to_be_visible()


PAGES = [
    ("/", None),
    ("/en/", None),
    ("/processes/piano", None),
    ("/processes/piano", "bruno"),
    ("/processes/piano/plan", None),
    ("/processes/piano/proposals", None),
    ("/processes/piano/proposals?q=personale&state=open", None),
    ("/search?q=personale", None),
    ("/search?q=introvabile", None),
    ("/processes/new", "ines"),
    ("/processes/piano/edit", "bruno"),
    ("/processes/piano/phases", "bruno"),
    ("/processes/piano/phases/new", "bruno"),
    ("/processes/piano/parts", "bruno"),
    ("/processes/piano/arrange", "bruno"),
    ("/processes/piano/drafts", "bruno"),
    ("/processes/piano/proposals/new", "bruno"),
    ("/proposals/{draft}/draft", "bruno"),
    ("/proposals/{draft}/draft/preview", "bruno"),
    ("/proposals/{draft}/draft/saves", "bruno"),
    ("/proposals/{draft}/draft/saves/1", "bruno"),
    ("/proposals/{draft}/publish", "bruno"),
    ("/proposals/{proposal}/place", "bruno"),
]


@pytest.mark.parametrize(("path", "who"), PAGES)
def test_every_page_of_the_plan_is_accessible(cast, window, path, who):
    five = add_part(cast, "5", "Competenze")
    with writing():
        cast.process.description = "Un piano **di tutti**.\n\n- una voce\n- un’altra"
    proposal = publish(cast, "Creare gruppi tra settori diversi", five, "5.2")
    publish(cast, "Senza numero", five)
    address = path.format(draft=drafted(cast), proposal=proposal.document_id)
    page = window(address, person=getattr(cast, who) if who else None)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page)
