# SPDX-License-Identifier: AGPL-3.0-or-later
"""The path of a process: sections that staff write, order, fold and hide, and that everybody reads."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import Flask

from db import db
from journal.models import Event
from processes.path import queries as path_queries
from processes.path.actions import Chapter, add_section, hide_section
from processes.path.models import Section
from tests.make import Cast, writing
from tests.page import Page, Visitor

Visit = Callable[..., Visitor]


def written(cast: Cast, *titles: str, **more: Any) -> list[Section]:
    with writing():
        return [add_section(cast.process, Chapter("free", title, "Testo.", **more), by=cast.bruno) for title in titles]


def headings(page: Page) -> list[str | None]:
    return [heading.text for heading in page.all(".//section[@aria-labelledby]/h2")]


def test_staff_write_a_section_and_everybody_reads_it(cast: Cast, visit: Visit) -> None:
    page = visit(cast.bruno).get("/processes/piano").follow("Percorso").follow("Aggiungi una sezione")
    words = "Vogliamo:\n\n1. ascoltare;\n\n2. **decidere** insieme."
    page = page.press("Salva la sezione", kind="purposes", title="Finalità", text=words)
    assert page.status == 200 and "La sezione è stata aggiunta." in page.text
    assert visit().get("/processes/piano").follow("Finalità").path.startswith("/processes/piano/path")
    page = visit().get("/processes/piano/path")
    assert headings(page) == ["Finalità"]
    items = ["".join(item.itertext()).strip() for item in page.all(".//ol/li")]
    assert items[-2:] == ["ascoltare;", "decidere insieme."] and page.all(".//strong")[0].text == "decidere"


def test_what_a_section_says_cannot_do_harm_and_its_headings_stand_below_its_own(cast: Cast, visit: Visit) -> None:
    attack = "# Uno\n\n## Due\n\n<script>alert(1)</script> [qui](javascript:alert(1))"
    with writing():
        for title in ("Prima", "Seconda"):
            add_section(cast.process, Chapter("free", title, attack), by=cast.bruno)
    page = visit().get("/processes/piano/path")
    main = page.all(".//main")[0]
    assert not list(main.iter("script")) and "<script>alert(1)</script>" in page.text
    assert [h.text for h in main.iter("h3")] == ["Due", "Due"]


def test_a_folded_section_opens_under_its_heading(cast: Cast, visit: Visit) -> None:
    written(cast, "Note", folded=True)
    page = visit().get("/processes/piano/path")
    (summary,) = page.all(".//main//details/summary")
    assert "Scopri di più su «Note»" in " ".join("".join(summary.itertext()).split())
    assert headings(page) == ["Note"]


def test_a_look_before_saving_keeps_nothing(cast: Cast, visit: Visit) -> None:
    page = visit(cast.bruno).get("/processes/piano/sections/new")
    page = page.press("Guarda l’anteprima", title="Obiettivi", text="Fare *rete*.")
    assert page.all(".//main//em")[0].text == "rete" and "non è ancora salvata" in page.text
    assert db.session.scalars(sa.select(Section)).all() == []
    assert "La sezione è stata aggiunta." in page.press("Salva la sezione").text


def test_sections_are_ordered_by_buttons(cast: Cast, visit: Visit) -> None:
    written(cast, "Uno", "Due", "Tre")
    page = visit(cast.bruno).get("/processes/piano/sections")
    page = page.press("Sposta su «Tre»")
    assert headings(visit().get("/processes/piano/path")) == ["Uno", "Tre", "Due"]
    page.press("Sposta giù «Uno»")
    assert headings(visit().get("/processes/piano/path")) == ["Tre", "Uno", "Due"]
    buttons = ["".join(b.itertext()) for b in visit(cast.bruno).get("/processes/piano/sections").all(".//main//button")]
    assert "Sposta su «Tre»" not in buttons and "Sposta giù «Due»" not in buttons


def test_a_hidden_section_is_seen_by_staff_alone_until_it_is_shown_again(cast: Cast, visit: Visit) -> None:
    written(cast, "Uno", "Due")
    staff = visit(cast.bruno)
    staff.get("/processes/piano/sections").press("Nascondi «Uno»")
    assert headings(visit().get("/processes/piano/path")) == ["Due"]
    assert not visit().get("/processes/piano").has_link("Uno")
    page = staff.get("/processes/piano/sections")
    assert "nascosta: la vede solo lo staff" in page.text
    page.press("Mostra «Uno»")
    assert headings(visit().get("/processes/piano/path")) == ["Uno", "Due"]


def test_of_two_who_change_a_section_the_second_is_told_and_loses_nothing(cast: Cast, visit: Visit) -> None:
    (section,) = written(cast, "Uno")
    first, second = (visit(cast.bruno).get(f"/processes/piano/sections/{section.id}") for _ in range(2))
    assert first.press("Salva la sezione", text="Il mio testo.").status == 200
    typed = "Parole che ho scritto io mentre un’altra persona salvava."
    page = second.press("Salva la sezione", text=typed)
    assert page.status == 409 and "Qualcun altro ha cambiato questa sezione" in page.text and typed in page.text
    assert section.text == "Il mio testo."


def test_changes_of_sections_are_on_record_with_before_and_after(cast: Cast, visit: Visit) -> None:
    (section,) = written(cast, "Uno")
    page = visit(cast.bruno).get(f"/processes/piano/sections/{section.id}")
    page.press("Salva la sezione", title="Primo")
    with writing():
        hide_section(section, True, by=cast.bruno)
    last = sa.select(Event).where(Event.kind == "process.section_changed")
    event = db.session.scalars(last).one()
    assert event.data == {"title": "Primo", "before": {"title": "Uno"}, "after": {"title": "Primo"}}
    told = visit().get("/processes/piano/history").text
    assert "Bruno ha cambiato la sezione «Primo» del percorso" in told
    assert "Bruno ha nascosto la sezione «Primo» del percorso" in told


def test_saving_a_section_as_it_was_leaves_no_trace(cast: Cast, visit: Visit) -> None:
    (section,) = written(cast, "Uno")
    visit(cast.bruno).get(f"/processes/piano/sections/{section.id}").press("Salva la sezione")
    assert db.session.scalars(sa.select(Event).where(Event.kind == "process.section_changed")).all() == []


def test_a_section_of_another_process_is_not_there(cast: Cast, visit: Visit) -> None:
    (section,) = written(cast, "Uno")
    page = visit(cast.ines).get("/processes/new")
    page.press("Crea il processo", title="Altro", slug="altro", prefix="alt")
    assert visit(cast.ines).get(f"/processes/altro/sections/{section.id}").status == 404
    assert path_queries.section(cast.process, section.id) is section


def test_a_section_without_a_title_comes_back_with_its_text(cast: Cast, visit: Visit) -> None:
    page = visit(cast.bruno).get("/processes/piano/sections/new").press("Salva la sezione", text="Il testo resta.")
    assert page.status == 422 and "Scrivi il titolo della sezione." in page.text and "Il testo resta." in page.html


def test_sections_are_rendered_anew_when_an_update_asks_for_it(app: Flask, cast: Cast, visit: Visit) -> None:
    (section,) = written(cast, "Uno")
    with writing():
        section.html = "<p>Vecchio.</p>"
    visit().get("/processes/piano/path")
    result = app.test_cli_runner().invoke(args=["render"])
    assert "1 pages changed." in result.output
    assert "Vecchio." not in visit().get("/processes/piano/path").text
