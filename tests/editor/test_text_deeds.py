# SPDX-License-Identifier: AGPL-3.0-or-later
"""The buttons over a plain text: what they put where, and that pressing again takes it away.

In the cases ‹ and › hold what is selected.
"""

import pytest

from tests.editor.node import ask

DO = """({ DEEDS }, [deed, marked]) => {
    const start = marked.indexOf('‹'), end = marked.indexOf('›') - 1
    const text = marked.replace('‹', '').replace('›', '')
    const { from, to, words, select } = DEEDS[deed](text, start, end, { words: 'parole', column: 'Colonna' })
    const done = text.slice(0, from) + words + text.slice(to)
    return done.slice(0, select[0]) + '‹' + done.slice(...select) + '›' + done.slice(select[1])
}"""


def press(deed: str, *texts: str) -> list[str]:
    """Return each text after a press; ‹ and › hold what is selected, before and after."""
    return ask("text_deeds.js", DO, [[deed, text] for text in texts])


@pytest.mark.parametrize(
    ("deed", "before", "after"),
    [
        ("bold", "un ‹corso› breve", "un **‹corso›** breve"),
        ("bold", "un‹ corso ›breve", "un **‹corso›** breve"),
        ("italic", "un ‹corso›", "un *‹corso›*"),
        ("italic", "un **‹corso›**", "un ***‹corso›***"),
        ("heading", "Obiet‹›tivo", "## Obiettivo‹›"),
        ("heading", "### Obiettivo‹›\n\nResto", "## Obiettivo‹›\n\nResto"),
        ("subheading", "‹Obiettivo›", "‹### Obiettivo›"),
        ("bullets", "prima\n‹seconda\nter›za\nquarta", "prima\n‹- seconda\n- terza›\nquarta"),
        ("bullets", "‹1. prima\n2. seconda›", "‹- prima\n- seconda›"),
        ("numbers", "‹prima\n\nseconda›", "‹1. prima\n\n2. seconda›"),
    ],
)
def test_a_button_marks_what_is_selected_and_a_second_press_unmarks_it(deed, before, after):
    assert press(deed, before) == [after]
    assert "‹" in press(deed, after)[0]
    again = press(deed, after)[0].replace("‹", "").replace("›", "")
    bare = before.replace("‹", "").replace("›", "")
    unmarked = bare if bare[0] not in "#1" else bare.replace("### ", "").replace("1. ", "").replace("2. ", "")
    assert again == unmarked


def test_a_link_asks_for_what_is_missing_by_selecting_it():
    assert press("link", "vedi ‹il bando›.", "vedi ‹https://www.example.org›.", "vedi ‹›.") == [
        "vedi [il bando](‹https://›).",
        "vedi [‹parole›](https://www.example.org).",
        "vedi [parole](‹https://›).",
    ]


def test_a_table_stands_apart_from_the_words_around_it():
    table = "| ‹Colonna 1› | Colonna 2 |\n| --- | --- |\n|  |  |"
    assert press("table", "‹›", "Prima.‹›\n\nDopo.", "Pri‹›ma.\nDopo.") == [
        table,
        f"Prima.\n\n{table}\n\nDopo.",
        f"Prima.\n\n{table}\n\nDopo.",
    ]
