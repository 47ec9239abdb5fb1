# SPDX-License-Identifier: AGPL-3.0-or-later
"""The laws of formulas: what is said reads back to what was said, and whatever is typed is read or refused."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from redline.changes import changes, select
from redline.drafting import quotes
from redline.drafting.formula import amended, read
from redline.drafting.refusals import Refusal
from redline.drafting.wording import formal, made
from redline.drafting.wording_of_amendments import amendment
from redline.text import normalise
from tests.redline.drafted import TEXT
from tests.redline.strategies import UNICODE, pairs


@pytest.mark.parametrize("words", ["", '"', 'a "b" c', "«a", "a»", '"«a» “', '""', 'l\'«ente» "x" “y', "a»b«", '«"“'])
def test_quoted_words_come_back_whatever_quotes_they_hold(words: str) -> None:
    assert quotes.quotations(f"le parole: {quotes.quoted(words)} sono") == [
        (False, "le parole: "), (True, words), (False, " sono"),
    ]  # fmt: skip


@given(st.text('ab"«»“”', max_size=12), st.text('ab"«»“”', max_size=12))
def test_any_two_quotations_come_back(first: str, second: str) -> None:
    found = quotes.quotations(f"{quotes.quoted(first)} e {quotes.quoted(second)}")
    assert [words for is_quoted, words in found if is_quoted] == [first, second]


TEXTS = st.one_of(pairs(), pairs(), st.tuples(UNICODE, UNICODE)).map(lambda both: tuple(map(normalise, both)))


@given(TEXTS)
def test_the_formula_of_a_change_reads_back_to_what_the_change_does(both: tuple[str, str]) -> None:
    old, new = both
    for change in changes(old, new):
        assert amended(formal(change, old), old) == made(change, old)


@given(TEXTS)
@example(("- il\n\n- il", "-\n\n- il"))  # an item that is left without words keeps its mark
def test_the_formulas_of_an_amendment_read_back_to_the_new_text(both: tuple[str, str]) -> None:
    old, new = both
    found = changes(old, new)
    if found:
        assert amended("\n".join(amendment(found, old)), old) == new


@given(TEXTS)
def test_changes_made_alone_are_those_that_decisions_make(both: tuple[str, str]) -> None:
    old, new = both
    found = changes(old, new)
    for change in found[: len(found) * (len(found) > 1)]:
        assert made(change, old) == select(old, found, {change.number})


SAID = st.lists(
    st.sampled_from(
        """sopprimere sostituire inserire aggiungere spostare dividere unire premettere con dopo prima di del al il la
        parole: capoverso primo secondo dal ultimo capoversi e numero 2) lettera a) trattino sezione "Destinatari"
        "Costi"
        «di» "norma" "Nuovo." ovunque ricorrano in fine fino alla a: da: titolo testo periodo parte iniziale ; . ,
        0° 100° seguente 99 x""".split()
    ),
    max_size=12,
)


@given(SAID)
def test_any_words_are_read_or_refused(said: list[str]) -> None:
    try:
        assert read(" ".join(said), TEXT) == changes(TEXT, amended(" ".join(said), TEXT))
    except Refusal as refusal:
        assert str(refusal) and refusal.reason
