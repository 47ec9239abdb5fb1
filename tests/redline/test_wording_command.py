# SPDX-License-Identifier: AGPL-3.0-or-later
"""`python -m redline wording`: formulas, plain sentences or data, and its status."""

import json
from pathlib import Path

import pytest

from redline.__main__ import main
from redline.drafting.formula import amended
from redline.text import MAX_CHARACTERS

OLD = "# Corsi\n\n## Durata\n\nDura dieci giorni.\n"
NEW = "# Corsi\n\n## Durata\n\nDura venti giorni.\n\nÈ gratuito.\n"
FORMULAS = [
    '1) Alla sezione "Durata", primo capoverso, la parola: "dieci" è sostituita dalla seguente: "venti".',
    '2) Alla sezione "Durata" è aggiunto, in fine, il seguente capoverso: "È gratuito.".',
]


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    for name, text in (("old", OLD), ("new", NEW)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [str(tmp_path / "old"), str(tmp_path / "new")]


def test_formulas_are_written_one_a_line(files: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["wording", *files]) == 1
    written = capfd.readouterr().out
    assert written.splitlines() == FORMULAS
    assert amended(written, OLD.strip()) == NEW.strip()


def test_plain_sentences_are_written_in_either_language(files: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    main(["wording", "--plain", *files])
    assert capfd.readouterr().out.startswith("1) Sotto “Durata”, al posto di “dieci” si legge “venti”.\n2) ")
    main(["wording", "--plain", "--language", "en", *files])
    assert capfd.readouterr().out.endswith("2) Under “Durata”, “È gratuito.” is added.\n")


def test_words_as_data_stand_beside_the_numbers_of_changes(files: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    main(["wording", "--json", "--language", "en", *files])
    first, _ = json.loads(capfd.readouterr().out)
    assert first == {
        "number": 1, "formal": FORMULAS[0].removeprefix("1) "), "plain": "Under “Durata”, “dieci” becomes “venti”.",
    }  # fmt: skip


def test_equal_texts_need_no_words(files: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["wording", files[0], files[0]]) == 0
    assert capfd.readouterr().out == ""


def test_a_text_that_is_too_long_is_told(files: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    Path(files[1]).write_text("a" * (MAX_CHARACTERS + 1))
    assert main(["wording", *files]) == 255
    assert capfd.readouterr().err.startswith("redline: The text has 200,001 characters")
