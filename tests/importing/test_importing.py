# SPDX-License-Identifier: AGPL-3.0-or-later
"""A process comes in from one file: all of it or nothing, twice without harm, every mistake at its line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
import yaml
from click.testing import Result
from flask import Flask

from amendments.record.verify import verify
from db import db
from journal.models import Event
from processes.models import Process
from tests.make import Cast, writing
from tests.page import Visitor

FILE = Path(__file__).with_name("orti.yaml")
Visit = Callable[..., Visitor]


@pytest.fixture
def run(app: Flask, cast: Cast, tmp_path: Path) -> Callable[..., Result]:
    """Run the command on a text, as an operator does."""

    def on(text: str, *options: str, name: str = "orti.yaml") -> Result:
        file = tmp_path / name
        file.write_text(text)
        db.session.remove()
        return app.test_cli_runner().invoke(args=["import", "process", str(file), *options])

    return on


def events() -> int:
    return db.session.scalar(sa.select(sa.func.count(Event.id))) or 0


def test_a_file_brings_a_whole_process_in(run, visit: Visit) -> None:
    done = run(FILE.read_text())
    assert done.exit_code == 0, done.output
    assert "13 added, 0 changed" in done.output
    page = visit().get("/processes/orti-di-quartiere")
    for words in ("dove fare gli orti", "Camogli", "Scheda breve", "In corso", "Ufficio verde", "Curare insieme"):
        assert words in page.text, words
    assert "Imparare a curare un orto." in visit().get("/processes/orti-di-quartiere/path").text
    meetings = visit().get("/processes/orti-di-quartiere/meetings").text
    for words in ("Si comincia", "Persone: circa 50", "Acqua", "Associazione Terra", "Eventi"):
        assert words in meetings, words
    assert "Comune di Rapallo" in visit().get("/processes/orti-di-quartiere/network").text
    news = page.follow("Si parte")
    assert "È andata bene." in news.text and news.has_link("Il regolamento")
    proposal = visit().get("/processes/orti-di-quartiere/proposals").follow("Un orto in via Roma")
    assert "ge-PROP-2023-04-12" in proposal.text and "5 aprile 2023" in proposal.text and "dieci" in proposal.text
    assert verify().breaks == []


def test_each_entry_is_named_as_it_is_done_unless_quiet(run) -> None:
    loud, quiet = run(FILE.read_text(), "--dry-run"), run(FILE.read_text(), "--dry-run", "--quiet")
    assert len(loud.output.splitlines()) == 14
    assert len(quiet.output.splitlines()) == 1 and "13 would be added" in quiet.output


def test_the_same_file_changes_nothing_the_second_time(run) -> None:
    run(FILE.read_text())
    before = events()
    again = run(FILE.read_text())
    assert "0 added, 0 changed, 13 is there already" in again.output
    assert events() == before


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("Entro la primavera", "Entro l’estate", "proposals"),
        ("people: 50", "people: 60", "meetings"),
        ("started: 2024", "started: 2023", "facts"),
        ("Curare insieme", "Curare bene", "facts"),
        ("last_day: 2024-03-31", "last_day: 2024-04-30", "phases"),
        ("Imparare a curare", "Imparare a bagnare", "path"),
        ("title: Luoghi", "title: I luoghi", "parts"),
        ("public_declared: 12", "public_declared: 13", "figures"),
        ("È andata bene.", "È andata benissimo.", "news"),
        ("office: Ufficio verde", "office: Ufficio parchi", "bodies"),
        ("title: Orti di quartiere", "title: Gli orti di quartiere", "process"),
    ],
)
def test_a_file_that_changed_changes_only_what_it_says(run, old: str, new: str, changed: str) -> None:
    assert old in FILE.read_text()
    run(FILE.read_text())
    again = run(FILE.read_text().replace(old, new))
    assert again.exit_code == 0, again.output
    lines = [line.split() for line in again.output.splitlines() if line.endswith(": changed")]
    assert [line[1] for line in lines] == [changed]


def test_what_the_file_does_not_name_stays(run, visit: Visit) -> None:
    run(FILE.read_text())
    short = "process:\n  slug: orti-di-quartiere\nfacts:\n  closed: 2025\n"
    assert run(short).exit_code == 0
    text = visit().get("/processes/orti-di-quartiere").text
    assert "2025" in text and "Camogli" in text and "Certificato" in text and "Ascolto" in text


def test_a_trial_writes_nothing(run) -> None:
    before = events()
    done = run(FILE.read_text(), "--dry-run")
    assert done.exit_code == 0 and "would be added" in done.output and "this was a trial" in done.output
    assert events() == before
    assert db.session.scalars(sa.select(Process.slug)).all() == ["piano"]


def test_every_mistake_is_told_at_its_line_and_nothing_is_written(run) -> None:
    text = FILE.read_text()
    wrong = (
        text.replace("started: 2024", "started: duemila")
        .replace("kind: public", "kind: festa")
        .replace("theme: Verde", "tema: Verde")
        .replace("first_day: 2024-01-10", "first_day: dieci gennaio")
        .replace('part: "1"', 'part: "9"')
        .replace("meeting: Camogli", "meeting: Genova")
    )
    before = events()
    done = run(wrong)
    assert done.exit_code == 1
    for words in ("started: duemila", "kind: festa", "tema: Verde", "first_day: dieci", 'part: "9"', "meeting: Genova"):
        line = next(n for n, one in enumerate(wrong.splitlines(), 1) if words in one)
        assert f"orti.yaml:{line}: " in done.output, (words, done.output)
    assert "Nothing was written: 6 to be mended" in done.output
    assert events() == before


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("process:\n\tslug: a\n", 2, "non è YAML"),
        ("process:\n  slug: a\n  slug: b\n", 3, "già alla riga 2"),
        ("process: &a\n  slug: a\nfacts: *a\n", 1, "rimandi"),
        ("- uno\n- due\n", 1, "deve cominciare con «process:»"),
        ("facts:\n  theme: x\n", 1, "deve cominciare con «process:»"),
        ("process:\n  slug: orti\n  title: Orti\n  prefix: o\nfasi: x\n", 5, "Non conosco «fasi»"),
        ("process:\n  slug: orti\n  title: Orti\n  prefix: o\nphases: presto\n", 5, "vuole un elenco"),
        ("process:\n  slug: orti\n  title: [Orti, Prati]\n  prefix: o\n", 3, "un valore solo"),
        ("process:\n  slug: Orti!\n  title: Orti\n  prefix: o\n", 2, "lettere minuscole"),
        ("process:\n  slug: orti\n", 1, "Scrivi il titolo"),
    ],
)
def test_a_file_that_cannot_be_says_how_to_mend_it(run, text: str, line: int, words: str) -> None:
    done = run(text)
    assert done.exit_code == 1
    assert any(one.startswith(f"orti.yaml:{line}: ") and words in one for one in done.output.splitlines()), done.output


def test_json_says_the_same(run) -> None:
    as_json = json.dumps(yaml.safe_load(FILE.read_text()), default=str)
    assert "\\u00c8 andata" in as_json
    assert "13 added" in run(as_json, name="orti.json").output
    assert "0 added, 0 changed" in run(FILE.read_text()).output


def test_who_may_not_do_it_is_told_so(run, cast: Cast) -> None:
    done = run(FILE.read_text(), "--by", cast.ada.email)
    assert done.exit_code == 1 and "Solo chi" in done.output
    assert "Nobody has the address" in run(FILE.read_text(), "--by", "nessuno@example.org").output


def test_a_person_who_imports_is_on_record(run, cast: Cast) -> None:
    run(FILE.read_text(), "--by", cast.ines.email)
    with writing():
        by = db.session.scalars(sa.select(Event.actor_id).where(Event.kind == "process.created")).all()
    assert by[-1] == cast.ines.id
