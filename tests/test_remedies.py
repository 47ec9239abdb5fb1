# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is refused is said with its remedy, and a page with nothing on it says what is to come or what to do first."""

import ast
import re

from config import ROOT
from tests.test_layers import files

DO = (
    "Accedi Cambia Confronta Conferma Controlla Decidi Dichiara Incolla Indica Leggi Premi Prova Ricarica Riporta "
    "Rispondi Scegli Scrivi Segna Spunta Usa"
).split()
SAYS_HOW = re.compile(rf"^({'|'.join(DO)}) |: \w|al massimo|al minimo|almeno")


def refusals() -> set[str]:
    """Return every sentence that stands in an `Invalid(...)` of ours."""
    found = set()
    for path in files():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Invalid" and len(node.args) > 1:
                sentence = node.args[1]
                if isinstance(sentence, ast.Call) and isinstance(sentence.args[0], ast.Constant):
                    found.add(str(sentence.args[0].value))
    return found


def test_each_error_says_how_to_mend_it():
    found = refusals()
    assert len(found) > 100
    assert not (without := sorted(sentence for sentence in found if not SAYS_HOW.search(sentence))), without


def test_a_page_with_nothing_on_it_says_what_will_stand_there_or_what_to_do_first():
    whole = "\n".join(path.read_text() for path in sorted((ROOT / "templates").rglob("*.html")))
    calls = re.findall(r"{% call empty\((.*?)\) %}(.*?){% endcall %}", whole, re.DOTALL)
    assert len(calls) == whole.count("call empty(") > 15
    assert not (silent := [title for title, words in calls if "_(" not in words]), silent
