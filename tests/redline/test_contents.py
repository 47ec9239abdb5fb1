# SPDX-License-Identifier: AGPL-3.0-or-later
"""The contents of a text, read from its rendered page."""

import pytest

from redline.contents import contents
from redline.markdown import render
from redline.numbered import numbered


def test_contents_name_each_heading_by_level_and_place() -> None:
    html = render("## Tempi\n\nUn mese.\n\n### Proroghe\n\nNessuna.\n\n## Tempi\n\nDue mesi.")
    assert [(one.level, one.words) for one in contents(html)] == [(2, "Tempi"), (3, "Proroghe"), (2, "Tempi")]
    assert all(f'id="{one.id}"' in html for one in contents(html))
    assert len({one.id for one in contents(html)}) == 3


@pytest.mark.parametrize(
    ("heading", "seen"),
    [("**Chi** decide", "Chi decide"), ("Orti & `<b>`", "Orti & <b>"), ("[Bando](https://esempio.it)", "Bando")],
)
def test_contents_hold_the_words_that_readers_see(heading: str, seen: str) -> None:
    assert [one.words for one in contents(render(f"## {heading}\n\nTesto."))] == [seen]


def test_a_text_without_headings_has_no_contents() -> None:
    assert contents(render("Un mese.\n\n- due\n\n```\n## codice\n```")) == []


def test_contents_are_read_before_paragraphs_get_their_numbers() -> None:
    html = render("## Tempi\n\nUn mese.")
    assert contents(html)[0].id in numbered(html)
