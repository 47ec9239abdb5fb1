# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every word has one author; what comes back returns to whoever first brought it; moves change nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redline import delta, words
from redline.anchors import follow
from redline.authorship import authors, authors_of_changes, authors_of_deltas, shares, stretches
from redline.changes import changes
from tests.redline.strategies import UNICODE, documents, edited, histories
from tests.redline.test_bounds import HOSTILE, SIZE, floor, prose, seconds  # noqa: F401 - a fixture
from tests.redline.test_bounds import edited as edited_prose

PLAN = """# Piano di formazione

Il corso dura trenta giorni e si tiene presso la sede centrale.

La partecipazione è gratuita per i dipendenti degli enti locali."""


def credited(*texts: str) -> list[tuple[str, int]]:
    return [(word.text, word.version) for word in stretches(authors(texts))]


def test_each_word_is_credited_to_the_version_that_brought_it() -> None:
    assert credited("Il corso dura.", "Il corso breve dura.", "Un corso breve dura.") == [
        ("Un ", 3), ("corso ", 1), ("breve ", 2), ("dura.", 1),
    ]  # fmt: skip


def test_the_elision_is_its_own_authors_and_the_noun_anothers() -> None:
    assert credited("la sede dell'ente", "la sede dell'Istituto") == [("la sede dell'", 1), ("Istituto", 2)]


def test_restoring_a_whole_text_gives_every_word_back() -> None:
    other = "# Altro\n\nDi questo piano non resta una parola sola."
    assert {version for _, version in credited(PLAN, other, PLAN)} == {1}


def test_a_paragraph_that_comes_back_returns_to_its_first_author() -> None:
    without = PLAN.rpartition("\n\n")[0]
    changed = without.replace("trenta", "venti")
    again = changed + "\n\n" + PLAN.rpartition("\n\n")[2]
    assert [text for text, version in credited(PLAN, without, changed, again) if version > 1] == ["venti "]


def test_an_undone_word_returns_to_its_first_author_though_the_paragraph_changed_elsewhere() -> None:
    first = "Il corso dura trenta giorni. Poi si chiude."
    second = first.replace("trenta", "venti")
    third = second.replace("Poi si", "Dopo si")
    fourth = third.replace("venti", "trenta")
    assert credited(first, second, third, fourth) == [
        ("Il corso dura trenta giorni. ", 1), ("Dopo ", 3), ("si chiude.", 1),
    ]  # fmt: skip


def test_words_put_back_between_the_same_words_return_though_their_sentence_changed() -> None:
    first = "Il corso dura trenta giorni, presso la sede di Roma."
    second = first.replace("trenta giorni", "sei mesi")
    third = second.replace("Roma", "Bari")
    fourth = third.replace("sei mesi", "trenta giorni")
    assert [text for text, version in credited(first, second, third, fourth) if version > 1] == ["Bari"]
    without = third.replace("sei mesi, presso", "presso")
    again = without.replace("presso", "sei mesi, presso")
    assert credited(first, second, third, without, again) == credited(first, second, third)


def test_the_same_word_put_in_elsewhere_is_its_new_authors() -> None:
    first = "Il corso dura trenta giorni, presso la sede di Roma."
    second = first.replace("trenta giorni", "sei mesi")
    third = second.replace("sede", "grande sede trenta")
    assert [text for text, version in credited(first, second, third) if version == 3] == ["grande ", "trenta "]


def test_a_block_that_a_restore_took_away_is_known_again() -> None:
    other = PLAN + "\n\nSono previsti anche tirocini presso altri enti."
    fourth = other.replace("Piano di formazione", "Piano formativo")
    assert [text for text, version in credited(PLAN, other, PLAN, fourth) if version == 4] == ["formativo\n\n"]


def test_a_word_that_stays_in_a_phrase_written_anew_stays_with_its_author() -> None:
    second = "Ogni lezione occupa un intero pomeriggio della settimana, presso aule regionali."
    found = credited("Il corso dura trenta giorni e si tiene presso la sede centrale.", second)
    assert ("presso ", 1) in found


def test_a_moved_paragraph_keeps_its_authors_also_when_it_is_edited() -> None:
    title, first, second = PLAN.split("\n\n")
    moved = "\n\n".join([title, second.replace("locali", "regionali"), first])
    assert [text for text, version in credited(PLAN, moved) if version > 1] == ["regionali"]


def test_a_moved_paragraph_keeps_its_authors_also_in_a_delta() -> None:
    title, first, second = PLAN.split("\n\n")
    moved = "\n\n".join([title, second, first])
    assert {word.version for word in authors_of_deltas([delta.delta("", PLAN), delta.delta(PLAN, moved)])} == {1}


def test_a_paragraph_split_in_two_keeps_its_authors() -> None:
    first = "Il corso è gratuito. Si tiene a Roma, in via Appia."
    assert {version for _, version in credited(first, first.replace(". Si", ".\n\nSi"))} == {1}


def test_shares_count_words_without_marks_and_name_authors() -> None:
    found = authors(["uno, due", "uno, due tre quattro"])
    assert [(share.author, share.words, share.share) for share in shares(found)] == [("1", 2, 0.5), ("2", 2, 0.5)]
    assert [share.author for share in shares(found, {1: "Comune", 2: "Comune"})] == ["Comune"]
    assert shares([]) == []


def _revised(text: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.one_of(edited(text), st.just(text), st.just("")), max_size=4).map(lambda rest: [text, *rest])


VERSIONS = st.one_of(st.lists(UNICODE, max_size=4), documents().flatmap(_revised))


@given(VERSIONS)
def test_every_word_has_one_author_and_stood_in_its_version(texts: list[str]) -> None:
    found = authors(texts)
    assert "".join(word.text for word in found) == (texts[-1] if texts else "")
    for word in found:
        assert word.text.strip() in texts[word.version - 1]


@given(VERSIONS)
def test_texts_and_changes_give_the_same_authors(texts: list[str]) -> None:
    steps = [changes(old, new) for old, new in zip(["", *texts], texts, strict=False)]
    assert authors_of_changes(steps) == authors(texts)


@given(documents().flatmap(lambda text: st.tuples(st.just(text), edited(text), edited(text), st.just(text))))
def test_a_text_that_comes_back_has_the_authors_it_had(texts: tuple[str, ...]) -> None:
    assert authors(texts) == authors(texts[:1])
    assert authors([*texts, texts[2]]) == authors(texts[:3])


@given(histories())
def test_no_version_is_credited_with_words_that_stood_before_it(texts: list[str]) -> None:
    for word in authors(texts):
        first = next(number for number, text in enumerate(texts, 1) if word.text.strip() in text.split())
        assert word.version == first


def test_two_hundred_versions_cost_less_than_splitting_a_few_into_words() -> None:
    texts = [prose(20_000, 2)]
    for seed in range(200):
        texts.append(edited_prose(texts[-1], 0.001, seed))
    deltas = [delta.delta(old, new) for old, new in zip(["", *texts], texts, strict=False)]
    few = min(seconds(words.split, "".join(texts[:80])) for _ in range(3))
    assert min(seconds(lambda: authors_of_deltas(deltas)) for _ in range(3)) < 5 * few


@pytest.mark.parametrize("name", ["one word", "alternating words", "dots", "emoji", "list items", "empty items"])
def test_hostile_texts_are_followed_in_bounded_time(name: str, floor: float) -> None:  # noqa: F811
    old, new = (text[: SIZE // 8] for text in HOSTILE[name])
    steps = [changes("", old), changes(old, new)]
    start = len(old) - len(old.lstrip())
    assert seconds(lambda: authors_of_changes(steps)) < 50 * floor + 0.5
    assert seconds(lambda: follow(old, start, max(start + 1, len(old) // 2), steps[1:])) < 50 * floor + 0.5
