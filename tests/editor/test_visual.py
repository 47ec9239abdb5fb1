# SPDX-License-Identifier: AGPL-3.0-or-later
"""The visual editor: it writes the Markdown that was there, or declines; and what people paste comes out clean."""

import pytest
from hypothesis import find, settings

from redline.text import normalise
from tests.browser import assert_accessible
from tests.editor.clipboard import PASTES
from tests.editor.node import ask
from tests.make import published, text
from tests.redline.strategies import documents

OPENED = "({ opened, write }, text) => { const doc = opened(text); return doc && write(doc) }"
EDITED = """({ opened, write }, [text, word, other]) => {
    const change = (node) => node.isText ? node.type.schema.text(node.text.replace(word, other), node.marks)
        : node.copy(node.content.constructor.from(node.content.content.map(change)))
    return write(change(opened(text)))
}"""
WHOLE = """# Reti di colleghi

## Obiettivo

Un *corso* **breve**, vedi [il bando](https://www.example.org/a_b) e 3 * 4 [nota]: tutt* pronti.

- prima voce
- seconda voce
  - sotto la seconda

1. uno
2. due

> Una citazione.

| Mese | Ore |
| --- | :-: |
| maggio | 12 |"""


def samples(number: int) -> list[str]:
    """Return texts made as those of the text engine's laws, in their canonical form."""
    found: list[str] = []

    def gather(made: str) -> bool:
        found.append(normalise(made))
        return len(found) >= number

    find(documents(), gather, settings=settings(max_examples=number * 4, database=None))
    return found[:number]


def test_what_opens_is_given_back_exactly_and_most_texts_open():
    texts = samples(300)
    answers = ask("writing.js", OPENED, texts)
    opened = [(given, back) for given, back in zip(texts, answers, strict=True) if back is not None]
    assert [pair for pair in opened if pair[0] != pair[1]] == []
    assert len(opened) > 200


@pytest.mark.parametrize("word", ["corso", "breve", "bando", "nota", "sotto", "due", "citazione", "maggio"])
def test_a_changed_word_changes_that_word_and_nothing_else(word):
    assert ask("writing.js", EDITED, [[WHOLE, word, "parola"]]) == [WHOLE.replace(word, "parola")]


@pytest.mark.parametrize(
    "written", ["_corso_", "Titolo\n===", "\\[nota\\]", "| a |\n|---|\n| b |", "[a][1]\n\n[1]: /b"]
)
def test_a_text_that_would_be_written_otherwise_is_declined(written):
    assert ask("writing.js", OPENED, [written]) == [None]


def test_signs_that_would_become_marks_are_escaped_where_they_are_typed():
    assert ask("writing.js", EDITED, [["corso", "corso", "*corso*"], ["2024", "2024", "1. a"]]) == [
        "\\*corso\\*",
        "1\\. a",
    ]


PASTE = """(place, html) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', html)
    place.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
}"""


@pytest.fixture
def visual(window, cast):
    """Open the page on which Ada writes a change, and turn its text into the visual editor."""

    def open_at(width=1280, words=None):
        page = window(f"/documents/{published(cast, words).id}/amendments/new", person=cast.ada, width=width)
        page.locator(".editor-ready").wait_for()
        page.get_by_role("button", name="Visuale").press("Enter")
        return page

    return open_at


def written(page):
    return page.locator("textarea#body").input_value()


@pytest.mark.browser
@pytest.mark.parametrize("program", PASTES)
def test_what_is_pasted_from_an_office_program_is_clean(visual, program):
    html, clean = PASTES[program]
    page = visual(words="# Orari\n\nDa scrivere.")
    place = page.locator(".editor-visual")
    place.press("Control+a")
    place.evaluate(PASTE, html)
    assert written(page) == clean


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1440])
def test_the_visual_editor_is_accessible_and_opening_it_changes_nothing(visual, width):
    page = visual(width)
    page.locator(".editor-visual[role=textbox][aria-labelledby=body-label]").wait_for()
    assert written(page) == text().split("\n\n", 1)[1]
    assert_accessible(page)


AT_THE_END = """() => {
    const { anchorNode, anchorOffset } = getSelection()
    const last = document.querySelector('.editor-visual').lastElementChild
    return last.contains(anchorNode) && anchorOffset === anchorNode.textContent.length
}"""


def to_the_end(page):
    """Bring the caret to the end by keyboard, until it stays there: soon after the focus the editor sets its own."""
    page.locator(".editor-visual").focus()
    for _ in range(20):
        page.keyboard.press("Control+End")
        page.wait_for_timeout(250)
        if page.evaluate(AT_THE_END):
            return
    raise AssertionError("the caret does not stay at the end")


@pytest.mark.browser
def test_a_citizen_writes_visually_by_keyboard_alone_and_finds_the_same_way_next_time(visual):
    page = visual()
    to_the_end(page)
    page.keyboard.press("Enter")
    page.keyboard.press("Control+b")
    page.keyboard.type("Presto")
    assert written(page).endswith("Entro il 2024.\n\n**Presto**")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "reason"
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.locator(".editor-visual[role=textbox][aria-labelledby=body-label]").wait_for()


@pytest.mark.browser
def test_a_text_it_would_change_stays_text_with_a_note(visual):
    page = visual(words=text(tempi="Entro _il_ 2024."))
    page.get_by_text("Questo testo ha segni").wait_for()
    assert page.locator("textarea#body").is_visible()
