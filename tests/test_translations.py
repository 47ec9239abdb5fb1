# SPDX-License-Identifier: AGPL-3.0-or-later
"""English says all that the pages say in Italian, with the same names to fill in, and nothing that is gone."""

import re
import subprocess
import sys

import pytest
from babel.messages.pofile import read_po

from config import ROOT

CATALOGUES = sorted(ROOT.glob("translations/*/LC_MESSAGES/messages.po"))
PLACES = re.compile(r"%(?:\((\w+)\))?[sd]")


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """The sentences of pages and modules, as `make words` collects them."""
    target = tmp_path_factory.mktemp("words") / "messages.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract"]
    keywords = ["--keywords", "_", "--keywords", "N_", "--keywords", "ngettext:1,2"]
    files = ["--mapping-file", "pyproject.toml", "--output-file", str(target), "."]
    subprocess.run([*command, *keywords, *files], cwd=ROOT, check=True)
    with target.open("rb") as file:
        return {message.id for message in read_po(file) if message.id}


def catalogue(path):
    with path.open("rb") as file:
        return {message.id: message for message in read_po(file) if message.id}


def forms(text):
    return text if isinstance(text, tuple) else (text,)


def test_pages_modules_and_letters_have_sentences(asked):
    assert len(asked) > 300
    for one in ("Vai al contenuto", "%(who)s ha commentato", "Ciao %(name)s,"):
        assert one in asked


def test_there_is_an_english_catalogue():
    assert "en" in [path.parts[-3] for path in CATALOGUES]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_every_sentence_is_translated(asked, path):
    known = catalogue(path)
    missing = [text for text in asked if text not in known or not all(forms(known[text].string))]
    unsure = [text for text, message in known.items() if message.fuzzy]
    assert (missing, unsure) == ([], [])


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_no_translation_is_left_of_a_sentence_that_is_gone(asked, path):
    assert sorted(map(str, set(catalogue(path)) - asked)) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_translations_fill_in_the_same_names(path):
    wrong = []
    for text, message in catalogue(path).items():
        wanted = {name for form in forms(text) for name in PLACES.findall(form)}
        for form in forms(message.string):
            # A singular may leave the number out ("one comment"), never another name.
            if form and not wanted - {"num"} <= set(PLACES.findall(form)) <= wanted:
                wrong.append(form)
    assert wrong == []
