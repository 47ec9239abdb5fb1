# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words that were read are found in the Markdown, or refused; the page numbers its paragraphs as the text does."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from tinyhtml5.parser import HTMLParser

from redline import markdown, text
from redline.numbered import numbered
from redline.paragraphs import Ambiguous, NotThere, locate, paragraphs, quote
from tests.redline.strategies import documents

TEXT = """# Corsi

## Che cosa *serve*

Il **corso** dura [trenta giorni](http://esempio.it/giorni) e `poi` finisce,
ma Rossi&amp;Verdi \\* hanno detto che dura di più.

- una voce
  che continua
  - una annidata e **una voce**
- altra voce

> una citazione
> su due righe

| chi | quanto |
|---|---|
| Ada | *tre* |

```
una riga
altra riga
```

Vedi [la legge][1].

[1]: http://esempio.it/legge"""


@pytest.mark.parametrize(
    ("number", "words", "source"),
    [
        (0, "serve", "serve"),
        (1, "corso dura trenta", "corso** dura [trenta"),
        (1, "poi finisce, ma Rossi&Verdi *", "poi` finisce,\nma Rossi&amp;Verdi \\*"),
        (1, "giorni e", "giorni](http://esempio.it/giorni) e"),
        (2, "voce che", "voce\n  che"),
        (3, "annidata e una", "annidata e **una"),
        (5, "una citazione su due", "una citazione\n> su due"),
        (7, "tre", "| Ada | *tre* |"),
        (8, "riga altra", "riga\naltra"),
        (9, "la legge", "la legge"),
    ],
)
def test_words_are_found_where_they_stand(number: int, words: str, source: str) -> None:
    start, end = locate(paragraphs(TEXT)[number], words)
    assert TEXT[start:end] == source
    if source[0] != "|":
        assert quote(TEXT, start, end) == words


def test_a_word_of_an_address_is_not_taken_for_one_that_is_read() -> None:
    found = paragraphs("# T\n\nLa [pagina](http://b.it/corso) del corso.")[0]
    start, end = locate(found, "corso")
    assert (start, found.end) == (end - 5, end + 1)


def test_words_that_stand_twice_are_refused_unless_it_is_said_which() -> None:
    text = "# T\n\nIl corso segue un altro corso."
    [paragraph] = paragraphs(text)
    with pytest.raises(Ambiguous):
        locate(paragraph, "corso")
    assert locate(paragraph, "corso", 0)[0] < locate(paragraph, "corso", 1)[0]
    assert locate(paragraph, "corso segue") == (8, 19)


@pytest.mark.parametrize(("words", "which"), [("corsi", None), ("", None), ("  ", None), ("corso", 2)])
def test_words_that_are_not_there_are_refused(words: str, which: int | None) -> None:
    with pytest.raises(NotThere):
        locate(paragraphs("# T\n\nIl corso segue un altro corso.")[0], words, which)


def test_spaces_that_a_reader_does_not_see_do_not_matter() -> None:
    [paragraph] = paragraphs("# T\n\nIl corso\ndura trenta giorni.")
    assert locate(paragraph, " corso \n dura ") == (8, 18)


def test_a_quote_over_several_paragraphs_holds_the_words_of_each() -> None:
    words = "# T\n\nUno due.\n\nTre **quattro**."
    assert quote(words, words.index("due"), words.index("**.")) == "due. Tre quattro"


def test_notes_stand_at_the_end_of_their_paragraph() -> None:
    html = numbered(markdown.render(text.body(TEXT)), {2: "<i>A</i>", 7: "<i>B</i>", 1: "<i>C</i>"}.get)
    assert "che continua<i>A</i>\n<ul>" in html
    assert "</em><i>B</i></td>" in html
    assert "</p><i>C</i>" in html


def test_the_page_numbers_its_paragraphs_as_the_text_does() -> None:
    assert _on_page(TEXT) == [paragraph.words for paragraph in paragraphs(TEXT)]


@given(documents())
def test_law_every_paragraph_of_the_page_is_one_of_the_text(source: str) -> None:
    canonical = text.normalise("# T\n\n" + source)
    assert _on_page(canonical) == [paragraph.words for paragraph in paragraphs(canonical)]


@given(documents())
def test_law_every_word_is_found_where_it_is_read(source: str) -> None:
    canonical = text.normalise("# T\n\n" + source)
    for paragraph in paragraphs(canonical):
        for word in paragraph.words.split()[:3]:
            try:
                start, end = locate(paragraph, word, 0)
            except NotThere:
                continue
            assert paragraph.start <= start < end <= paragraph.end
            if paragraph.kind != "row":
                assert quote(canonical, start, end) == word


def _on_page(canonical: str) -> list[str]:
    """Return the words of the numbered elements of a page, each without those of the elements within."""
    tree: ET.Element = HTMLParser(namespace_html_elements=False).parse(numbered(markdown.render(text.body(canonical))))
    found = [element for element in tree.iter() if element.get("data-paragraph") is not None]
    assert [int(element.get("data-paragraph", "")) for element in found] == list(range(len(found)))
    return [" ".join("".join(_own(element)).split()) for element in found]


def _own(element: ET.Element) -> list[str]:
    pieces = [element.text or ""]
    for child in element:
        if child.get("data-paragraph") is None and child.tag not in ("ul", "ol", "blockquote", "table"):
            pieces += _own(child)
        pieces.append((" " if child.tag in ("td", "th", "br") else "") + (child.tail or ""))
    return pieces
