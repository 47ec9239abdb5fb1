# SPDX-License-Identifier: AGPL-3.0-or-later
"""The Markdown of single paragraphs, and texts in which some are written otherwise."""

import pytest
from hypothesis import given

from redline.changes import changes
from redline.paragraphs import paragraphs
from redline.sources import replaced, source, span
from redline.text import normalise
from tests.redline.strategies import documents

TEXT = (
    "# Orti\n\n## Dove\n\nIn ogni quartiere\nc'è un *orto*.\n\n- attrezzi\n  - zappe\n  - rastrelli\n- semi\n\n"
    "1. si sceglie\n2. si semina\n\n| mese | lavoro |\n|---|---|\n| marzo | semina |\n| luglio | raccolta |\n\n"
    "> Chi semina\n> raccoglie.\n\n```\nuno  due\n```\n\nFine."
)


def test_the_source_of_every_kind_of_paragraph_is_its_lines_with_their_marks():
    assert [source(TEXT, paragraph) for paragraph in paragraphs(TEXT)] == [
        "## Dove",
        "In ogni quartiere\nc'è un *orto*.",
        "- attrezzi",
        "- zappe",
        "- rastrelli",
        "- semi",
        "1. si sceglie",
        "2. si semina",
        "| mese | lavoro |",
        "| marzo | semina |",
        "| luglio | raccolta |",
        "> Chi semina\n> raccoglie.",
        "uno  due",
        "Fine.",
    ]


@pytest.mark.parametrize(
    ("number", "gone"),
    [(1, "In ogni quartiere\nc'è un *orto*.\n\n"), (3, "  - zappe\n"), (4, "  - rastrelli\n"), (5, "\n- semi"),
     (9, "| marzo | semina |\n"), (13, "\n\nFine.")],
)  # fmt: skip
def test_an_emptied_paragraph_goes_and_the_list_or_table_around_it_stays(number, gone):
    assert replaced(TEXT, paragraphs(TEXT), {number: " \n"}) == TEXT.replace(gone, "")


def test_only_the_words_of_the_paragraph_change():
    wanted = replaced(TEXT, paragraphs(TEXT), {4: "- rastrelli leggeri"})
    assert [(change.old, change.new) for change in changes(TEXT, wanted)] == [("", "leggeri")]


def test_new_paragraphs_and_items_are_written_behind_a_paragraph():
    known = paragraphs(TEXT)
    assert replaced(TEXT, known, {13: "Fine.\n\nAnzi no."}) == TEXT + "\n\nAnzi no."
    assert replaced(TEXT, known, {5: "- semi\n- acqua"}) == TEXT.replace("- semi", "- semi\n- acqua")


@given(documents())
def test_sources_never_overlap_and_written_as_they_are_change_nothing(text):
    text = normalise("# Titolo\n\n" + text)
    known = paragraphs(text)
    spans = [span(text, paragraph) for paragraph in known]
    assert all(start <= end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in zip(spans, spans[1:], strict=False))
    assert replaced(text, known, {paragraph.number: source(text, paragraph) for paragraph in known}) == text
