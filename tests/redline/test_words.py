# SPDX-License-Identifier: AGPL-3.0-or-later
"""What one word is, for an Italian reader and for Unicode."""

import pytest
import regex

from redline.words import split


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il corso dura.", ["Il ", "corso ", "dura", "."]),
        ("l'ente e dell’Istituto", ["l'", "ente ", "e ", "dell’", "Istituto"]),
        ("euro 3.500,50; ore 18:30", ["euro ", "3.500,50", "; ", "ore ", "18:30"]),
        ("(art. 5, n. 3)", ["(", "art. ", "5", ", ", "n. ", "3", ")"]),
        ("su https://esempio.it/a?b=1. Poi", ["su ", "https://esempio.it/a?b=1", ". ", "Poi"]),
        ("a uffici@ente.gov.it, subito", ["a ", "uffici@ente.gov.it", ", ", "subito"]),
        ("**gratuito** e...", ["**", "gratuito", "** ", "e", "..."]),
        ("anno 2022-2023", ["anno ", "2022", "-", "2023"]),
        ("perché 50% è poco", ["perché ", "50% ", "è ", "poco"]),
        ("tecnico-amministrativo", ["tecnico-amministrativo"]),
        ("all'art. 5, c. 2", ["all'", "art. ", "5", ", ", "c", ". ", "2"]),
        ("Da DOTT. Rossi; HTTPS://A.IT/x!", ["Da ", "DOTT. ", "Rossi", "; ", "HTTPS://A.IT/x", "!"]),
        ("civico 3a, art. 3-bis; 2/B", ["civico ", "3a", ", ", "art. ", "3-bis", "; ", "2", "/", "B"]),
        ("nome.cognome@ente.it.", ["nome.cognome@ente.it", "."]),
        ("l'80% e 1.000.000 (-5)", ["l'", "80% ", "e ", "1.000.000 ", "(", "-", "5", ")"]),
        ("«così» – «no»…", ["«", "così", "» ", "– ", "«", "no", "»", "…"]),
        ("città\u0300!!! ok", ["città\u0300", "!!! ", "ok"]),
        ("  prima", ["  ", "prima"]),
        ("", []),
    ],
)
def test_a_reader_would_cut_here(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@pytest.mark.parametrize("text", ["👩‍🏫👍🏽 ciao", "e\u0301 cosi\u0300", "🇮🇹🇫🇷", "a \u0301b", "नमस्ते", "\r\n\r\na"])
def test_no_word_begins_inside_a_grapheme(text: str) -> None:
    starts = {match.start() for match in regex.finditer(r"\X", text)}
    place = 0
    for word in split(text):
        assert place in starts
        place += len(word)
    assert place == len(text)
