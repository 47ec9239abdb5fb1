# SPDX-License-Identifier: AGPL-3.0-or-later
"""Many amendments on one text: each change in or out, in any order, and nothing lost."""

import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from redline.changes import changes
from redline.merging.amendment import Amendment
from redline.merging.many import ACCEPT, REJECT, Own, choose, merge_all
from redline.merging.merge import merge
from redline.text import normalise
from tests.redline.plan import FIRST, MOVED, PLAN, asked, edited
from tests.redline.strategies import triples
from tests.redline.test_forecast import requests

PHRASE = " in tutti i suoi uffici e servizi"


def test_amendments_that_do_not_meet_are_all_made_in_every_order() -> None:
    every = asked(A=("trenta", "sei"), B=("gratuita", "libera"), C=("settembre", "ottobre"), D=("Pisa", "Lucca"))
    expected = edited(("trenta", "sei"), ("gratuita", "libera"), ("settembre", "ottobre"), ("Pisa", "Lucca"))
    assert {merge_all(PLAN, PLAN, order).text for order in itertools.permutations(every)} == {expected}


def test_amendments_that_clash_stay_out_and_the_others_are_made() -> None:
    found = merge_all(PLAN, PLAN, asked(A=("trenta", "sei"), B=("trenta", "nove"), C=("Pisa", "Lucca")))
    assert found.text == edited(("Pisa", "Lucca"))
    (clash,) = found.clashes
    assert clash.changes == (("A", 1), ("B", 1))
    assert clash.place == ("Piano", "Modalità")
    assert (clash.was, *clash.versions) == (FIRST, FIRST.replace("trenta", "sei"), FIRST.replace("trenta", "nove"))


def test_the_same_change_by_three_is_made_once() -> None:
    found = merge_all(PLAN, PLAN, asked(A=("trenta", "sei"), B=("trenta", "sei"), C=("trenta", "sei")))
    assert (found.text, found.clashes) == (edited(("trenta", "sei")), ())
    assert (found.made, found.absorbed) == ((("A", 1),), (("B", 1), ("C", 1)))


def test_a_deletion_takes_in_a_smaller_one() -> None:
    for order in itertools.permutations(asked(A=(PHRASE, ""), B=(" e servizi", ""))):
        found = merge_all(PLAN, PLAN, order)
        assert (found.text, found.absorbed, found.clashes) == (edited((PHRASE, "")), (("B", 1),), ())


def test_a_change_that_clashes_with_the_present_text_is_told_with_what_it_asked() -> None:
    present = edited(("trenta", "nove"))
    (clash,) = merge_all(PLAN, present, [edited(("trenta", "sei"))]).clashes
    assert (clash.was, clash.versions) == (FIRST.replace("trenta", "nove"), (FIRST.replace("trenta", "sei"),))


def test_a_move_and_an_edit_of_the_moved_paragraph_are_both_made() -> None:
    moved = Amendment.of("M", PLAN, MOVED)
    found = merge_all(PLAN, PLAN, [moved, *asked(A=("trenta", "sei"))])
    assert (found.clashes, found.text) == ((), edited(("trenta", "sei"), text=MOVED))


def test_a_line_that_a_move_puts_before_its_paragraph_is_not_lost_with_an_edit_in_it() -> None:
    moved = MOVED.replace(FIRST, f"Nota:\n{FIRST}")
    found = merge_all(PLAN, PLAN, [moved, edited(("trenta", "sei"))])
    assert (found.clashes, found.text) == ((), edited(("trenta", "sei"), text=moved))
    assert merge_all(PLAN, moved, [edited(("trenta", "sei"))]).text == edited(("trenta", "sei"), text=moved)


def test_two_moves_of_one_paragraph_clash() -> None:
    elsewhere = edited((f"{FIRST}\n\n", ""), ("- moduli a distanza", f"- moduli a distanza\n\n{FIRST}"))
    found = merge_all(PLAN, PLAN, [MOVED, elsewhere])
    assert (found.text, len(found.clashes)) == (PLAN, 1)


def test_a_split_and_an_edit_of_the_same_paragraph_are_both_made() -> None:
    found = merge_all(PLAN, PLAN, asked(A=("centrale. La", "centrale.\n\nLa"), B=("trenta", "sei")))
    assert found.text == edited(("centrale. La", "centrale.\n\nLa"), ("trenta", "sei"))


STEPS = "1. Domanda\n2. Esame\n3. Colloquio\n4. Graduatoria"


def test_an_item_is_numbered_once_where_two_people_number_it_in_two_ways() -> None:
    base = "1. Corsi\n2. Verifica"
    found = merge_all(base, base, ["1) Accoglienza\n2) Corsi\n3) Verifica", "1. Corsi\n2. Prova\n3. Verifica"])
    assert found.clashes == ()
    assert found.text == "1) Accoglienza\n2) Corsi\n2. Prova\n3. Verifica"


def test_items_that_two_people_put_into_a_numbered_list_are_both_there() -> None:
    first = "1. Domanda\n2. Iscrizione\n3. Esame\n4. Colloquio\n5. Graduatoria"
    second = "1. Domanda\n2. Esame\n3. Colloquio\n4. Tirocinio\n5. Graduatoria"
    found = merge_all(STEPS, STEPS, [first, second])
    words = [line.split(". ")[1] for line in found.text.splitlines()]
    assert (found.clashes, words) == ((), "Domanda Iscrizione Esame Colloquio Tirocinio Graduatoria".split())
    assert merge_all(STEPS, first, [second]).clashes == ()


def test_changes_that_together_leave_bold_open_stay_out() -> None:
    base = "Il corso è **breve e utile** per chi inizia."
    texts = [base.replace("**breve", "breve").replace("utile**", "utile"), base.replace("utile**", "utile** oggi")]
    found = merge_all(base, base, texts)
    assert found.text.count("**") in (0, 2)
    assert len(found.clashes) == 1


def test_edits_of_one_sentence_are_told() -> None:
    found = merge_all(PLAN, PLAN, asked(A=("trenta", "sei"), B=("centrale", "di Roma"), C=("gratuita", "libera")))
    assert found.looks == ((("A", 1), ("B", 1)),)


def test_what_stays_out_needs_no_look() -> None:
    found = merge_all(PLAN, PLAN, asked(A=("trenta", "sei"), B=("trenta", "nove"), C=("centrale", "di Roma")))
    assert (found.text, found.looks) == (edited(("centrale", "di Roma")), ())


def test_decisions_make_the_text() -> None:
    request = Amendment.of("A", PLAN, edited(("trenta", "sei"), ("gratuita", "libera"), ("Pisa", "Lucca")))
    found = choose(PLAN, PLAN, [request], {("A", 1): ACCEPT, ("A", 2): REJECT, ("A", 3): Own("Siena")})
    assert found.text == edited(("trenta", "sei"), ("Pisa", "Siena"))


def test_own_words_take_the_place_of_what_was_asked_in_every_kind_of_change() -> None:
    def own(old: str, new: str, words: str) -> str:
        return choose(PLAN, PLAN, asked(A=(old, new)), {("A", 1): Own(words)}).text

    assert own("sede centrale", "sede legale centrale", "nuova") == edited(("sede centrale", "sede nuova centrale"))
    assert own(PHRASE, "", "negli uffici") == edited((PHRASE, " negli uffici"))
    assert own("- moduli a distanza", "- moduli a distanza\n- esame", "- prova") == edited(
        ("- moduli a distanza", "- moduli a distanza\n- prova")
    )
    moved = choose(PLAN, PLAN, [MOVED], {(0, 1): Own("Il corso è breve.")})
    assert moved.text == MOVED.replace(FIRST, "Il corso è breve.")


def test_what_is_not_decided_stays_out() -> None:
    assert choose(PLAN, PLAN, asked(A=("trenta", "sei")), {}).text == PLAN


@given(requests())
def test_one_amendment_without_a_clash_is_merged_as_by_the_merge_of_two(three: tuple[str, str, str]) -> None:
    base, present, text = three
    union = merge_all(base, present, [text])
    assert union.clashes or union.text == merge(base, present, text).text


@given(triples(), st.permutations(range(2)))
def test_the_order_of_amendments_changes_nothing(three: tuple[str, str, str], order: list[int]) -> None:
    base, *texts = map(normalise, three)
    amendments = [Amendment.of(name, base, text) for name, text in zip("AB", texts, strict=True)]
    straight = merge_all(base, base, amendments)
    shuffled = merge_all(base, base, [amendments[at] for at in order])
    assert straight.text == shuffled.text
    assert {frozenset(clash.changes) for clash in straight.clashes} == {
        frozenset(clash.changes) for clash in shuffled.clashes
    }


@given(triples())
def test_every_change_is_made_absorbed_or_in_a_clash(three: tuple[str, str, str]) -> None:
    base, *texts = map(normalise, three)
    amendments = [Amendment.of(name, base, text) for name, text in zip("AB", texts, strict=True)]
    found = merge_all(base, base, amendments)
    told = [*found.made, *found.absorbed, *(key for clash in found.clashes for key in clash.changes)]
    assert sorted(told) == [(one.id, change.number) for one in amendments for change in one.changes]


@given(triples())
def test_no_new_word_vanishes_unseen(three: tuple[str, str, str]) -> None:
    base, *texts = map(normalise, three)
    found = merge_all(base, base, texts)
    shown = " ".join([found.text, *(version for clash in found.clashes for version in clash.versions)])
    new = {word for text in texts for word in re.findall(r"\w+", text)} - set(re.findall(r"\w+", base))
    assert new <= set(re.findall(r"\w+", shown))


@given(triples())
def test_one_amendment_on_its_own_text_is_that_text(three: tuple[str, str, str]) -> None:
    base, text, _ = three
    assert merge_all(base, base, [text]).text == text
    assert merge_all(base, text, [base]).text == text
    assert choose(base, base, [text], {(0, change.number): REJECT for change in changes(base, text)}).text == base


def test_marks_that_two_would_leave_open_together_are_a_clash_and_the_rest_is_made() -> None:
    text = "Il corso è breve e la sede è Roma.\n\nÈ gratuito."
    asked_for = {"A": ("corso", "**corso"), "B": ("sede", "`sede"), "C": ("gratuito", "libero")}
    every = [Amendment.of(name, text, text.replace(*swap)) for name, swap in asked_for.items()]
    found = merge_all(text, text, every)
    assert found.text == text.replace("gratuito", "libero")
    assert [clash.changes for clash in found.clashes] == [(("A", 1), ("B", 1))]
    assert merge_all(text, text, every[1:]).text == text.replace("sede", "`sede").replace("gratuito", "libero")


def test_a_change_without_a_place_is_told_with_its_place_and_what_it_asked() -> None:
    gone = edited((FIRST, "Nulla."))
    (clash,) = merge_all(PLAN, gone, asked(A=("gratuita", "libera"))).clashes
    assert (clash.changes, clash.place) == ((("A", 1),), ("Piano", "Modalità"))
    assert (clash.was, clash.versions) == ("Nulla.", (FIRST.replace("gratuita", "libera"),))


def test_clashes_are_told_in_the_order_of_their_changes() -> None:
    every = asked(D=("Pisa", "Lucca"), B=("Pisa", "Siena"), C=("trenta", "sei"), A=("trenta", "nove"))
    assert [clash.changes[0] for clash in merge_all(PLAN, PLAN, every).clashes] == [("C", 1), ("D", 1)]
