# SPDX-License-Identifier: AGPL-3.0-or-later
"""A real sheet of a registry of participatory processes moves onto Emenda through the pages of staff.

Its text is not ours to ship: the story skips where the folder beside the checkout that holds it is absent;
`tests/processes/test_facts.py` tells the same with our own words, always.
"""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from config import ROOT
from tests.make import Cast
from tests.page import Page, Visitor, squeeze

SEED = ROOT.parent / "shared" / "seeds" / "000_889b477d5348d501.txt"
SHEET = "/processes/patti-piemonte"
# Which heading of the original each line under it is entered in, by the name of our field.
FIELDS = {
    "Ambito di intervento": "area",
    "Tematica specifica": "theme",
    "Anno di avvio": "started",
    "Anno di chiusura": "closed",
    "Fasi del percorso": "path",
    "Territorio Interessato": "places",
    "Obiettivi": "objectives",
    "Processo segnalato da": "reported_by",
    "Segnalato da Persona": "reporter",
}
EMPTY = ("Elementi Correlati alla Certificazione", "Elementi Correlati all’adesione al Bando")


@pytest.mark.skipif(not SEED.exists(), reason="the real pages are not beside this checkout")
def test_every_fact_of_the_real_sheet_is_where_a_reader_of_the_original_looks(
    cast: Cast, visit: Callable[..., Visitor]
) -> None:
    lines = [line.strip() for line in SEED.read_text().split("\n") if line.strip()]
    enter(lines, visit(cast.ines))
    page = visit().get(SHEET)
    assert page.all(".//h1")[0].text == lines[0]
    assert list(words_of(page)) == expected(lines)
    assert page.has_link("Torna all’inizio del contenuto")


def enter(lines: list[str], visitor: Visitor) -> None:
    """Write the sheet as staff do: the process, its facts, its bodies."""
    visitor.get("/terms").press("Aggiungi la voce", vocabulary="kind", name="Scheda dell’osservatorio", shows_all="y")
    page = visitor.get("/processes/new")
    page.press("Crea il processo", title=lines[0], slug="patti-piemonte", prefix="pat")
    facts = {field: lines[lines.index(heading) + 1] for heading, field in FIELDS.items()}
    facts["places"] = facts["places"].replace(" / ", "\n")
    day, month, year = lines[-2].rpartition(" ")[2].split("/")
    facts |= {"kind": "Scheda dell’osservatorio", "changed_on": f"{year}-{month}-{day}"}
    assert visitor.get(f"{SHEET}/facts").press("Salva la scheda", **facts).status == 200
    for body in lines[3].split(" / "):
        name, _, province = body.removesuffix(")").rpartition(" (")
        place = name.removeprefix("Comune di ")
        page = visitor.get(f"{SHEET}/facts/bodies")
        page = page.press("Aggiungi l’ente", role="holder", name=name, place=place, province=province)
        assert page.status == 200, page.text


@pytest.mark.skipif(not SEED.exists(), reason="the real pages are not beside this checkout")
def test_the_same_sheet_comes_in_from_a_file(
    app: Flask, cast: Cast, visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    lines = [line.strip() for line in SEED.read_text().split("\n") if line.strip()]
    visit(cast.ines).get("/terms").press(
        "Aggiungi la voce", vocabulary="kind", name="Scheda dell’osservatorio", shows_all="y"
    )
    file = tmp_path / "scheda.json"
    file.write_text(json.dumps(as_file(lines)))
    for _ in range(2):  # the second time it changes nothing
        done = app.test_cli_runner().invoke(args=["import", "process", str(file)])
        assert done.exit_code == 0, done.output
    assert "0 added, 0 changed" in done.output
    page = visit().get(SHEET)
    assert page.all(".//h1")[0].text == lines[0]
    assert list(words_of(page)) == expected(lines)


def as_file(lines: list[str]) -> dict[str, object]:
    """Return what the file says that a person would write from the original page."""
    facts: dict[str, object] = {field: lines[lines.index(heading) + 1] for heading, field in FIELDS.items()}
    facts["places"] = str(facts["places"]).split(" / ")
    day, month, year = lines[-2].rpartition(" ")[2].split("/")
    facts |= {"kind": "Scheda dell’osservatorio", "changed_on": f"{year}-{month}-{day}"}
    bodies = []
    for body in lines[3].split(" / "):
        name, _, province = body.removesuffix(")").rpartition(" (")
        place = name.removeprefix("Comune di ")
        bodies.append({"role": "holder", "name": name, "place": place, "province": province})
    process = {"title": lines[0], "slug": "patti-piemonte", "prefix": "pat"}
    return {"process": process, "facts": facts, "bodies": bodies}


def words_of(page: Page) -> Iterator[str]:
    """Return the sheet as it is read: headings, names of facts and values, from its first heading on."""
    for group in page.all(".//section[@aria-labelledby='facts']/section"):
        yield folded(group.findtext("h3") or "")
        for row in group.iter("div"):
            if row.find("dt") is not None:
                yield folded(row.findtext("dt") or "")
                yield folded(joined(row.find("dd")))


def joined(value: ET.Element | None) -> str:
    """Return the words of a value, those of a list as the original joins them."""
    assert value is not None
    items = [squeeze("".join(item.itertext())) for item in value.iter("li")]
    return " / ".join(items) or squeeze("".join(value.itertext()))


def folded(words: str) -> str:
    """Return words as they are compared: the original writes headings with more capitals, and some signs otherwise."""
    return squeeze(words.replace("'", "’").replace("”", "“").casefold())


def expected(lines: list[str]) -> list[str]:
    """Return what stands on the page: the lines of the original with what Emenda says besides."""
    body = [folded(line) for line in lines[1:-2]]
    body.insert(body.index("territorio interessato") + 1, "luoghi")
    basis = body.index(folded(next(line for line in lines if line.startswith(EMPTY[0]))))
    return [*body[:basis], "base normativa", *body[basis:], "data ultima modifica", "18 aprile 2020"]
