# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forecast: what would become of every open change, on the present text and after any other."""

import random
from collections.abc import Callable
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redline import words
from redline.changes import changes, select
from redline.merging.amendment import Amendment
from redline.merging.forecast import forecast
from redline.merging.merge import merge
from tests.redline.plan import FIRST, MOVED, PLAN, asked, edited
from tests.redline.strategies import documents
from tests.redline.strategies import edited as edits_of

PHRASE = " in tutti i suoi uffici e servizi"


def today(old: str, new: str, present: str) -> tuple[str, bool]:
    """Return outcome and moved of one change of the plan on a present text."""
    (outlook,) = forecast(present, asked(A=(old, new))).outlooks
    return outlook.outcome, outlook.moved


@pytest.mark.parametrize(
    ("old", "new", "present", "expected"),
    [
        ("trenta", "sei", PLAN, "applies"),
        ("trenta", "sei", edited(("settembre", "ottobre")), "applies"),
        ("trenta", "sei", edited(("gratuita", "libera")), "applies"),
        ("trenta", "sei", edited(("centrale", "di Roma")), "look"),
        ("trenta", "sei", edited(("trenta", "sei")), "absorbed"),
        ("trenta", "sei", edited(("trenta giorni", "sei giorni lavorativi")), "absorbed"),
        ("trenta", "sei", edited(("trenta", "dieci")), "clash"),
        ("trenta", "sei", edited(("trenta", "sei o trenta")), "clash"),
        ("trenta", "sei", edited(("trenta", "sei, circa")), "absorbed"),
        ("trenta giorni", "trenta giorni, circa,", edited(("trenta giorni", "trenta giorni (circa)")), "clash"),
        ("dura trenta", "non dura trenta", edited(("dura trenta", "non sempre dura trenta")), "absorbed"),
        ("Le attività", "Quasi tutte le attività", edited(("Le attività iniziano a settembre. ", "")), "precluded"),
        ("trenta", "sei", edited(("giorni", "mesi")), "clash"),
        ("trenta", "sei", edited((" trenta giorni", "")), "precluded"),
        ("trenta", "sei", edited((f"{FIRST}\n\n", "")), "precluded"),
        (" e servizi", "", edited((PHRASE, "")), "absorbed"),
        (PHRASE, "", edited((" e servizi", "")), "clash"),
        (PHRASE, PHRASE + " aperti al pubblico", edited((PHRASE, "")), "precluded"),
        (PHRASE, PHRASE + " aperti al pubblico", edited((" e servizi", "")), "clash"),
        ("- moduli in presenza\n", "", edited(("- moduli in presenza\n", "")), "absorbed"),
        ("in presenza", "in aula", edited(("- moduli in presenza\n", "")), "precluded"),
        ("in presenza", "in aula", edited(("a distanza", "in rete")), "applies"),
        ("Roma | due", "Roma | sei", edited(("Pisa | tre", "Pisa | nove")), "applies"),
        ("Roma | due", "Roma | sei", edited(("Roma | due", "Milano | due")), "look"),
        ("Roma | due", "Roma | sei", edited(("| Roma | due |\n", "")), "precluded"),
        ("# Piano", "# Progetto", edited(("# Piano", "# Programma")), "clash"),
        ("centrale. La", "centrale.\n\nLa", edited(("trenta", "sei")), "applies"),
        ("centrale. La", "centrale.\n\nLa", edited(("centrale. La", "centrale.\n\nLa")), "absorbed"),
        ("trenta", "sei", edited(("centrale. La", "centrale.\n\nLa")), "applies"),
    ],
)
def test_what_becomes_of_a_change_on_the_present_text(old: str, new: str, present: str, expected: str) -> None:
    assert today(old, new, present) == (expected, False)


def test_a_change_of_a_paragraph_that_moved_applies_where_it_stands_now() -> None:
    (outlook,) = forecast(MOVED, asked(A=("trenta", "sei"))).outlooks
    assert (outlook.outcome, outlook.moved) == ("applies", True)
    assert outlook.now == FIRST.replace("trenta", "sei")
    assert select(MOVED, [outlook.change], {1}) == edited(("trenta", "sei"), text=MOVED)


def test_words_added_to_a_paragraph_that_moved_go_with_it() -> None:
    found = forecast(MOVED, asked(A=("per tutti.", "per tutti. Serve un documento.")))
    assert found.text_with(("A", 1)) == edited((FIRST, f"{FIRST} Serve un documento."), text=MOVED)


def test_a_move_takes_along_what_was_edited_meanwhile() -> None:
    present = edited(("trenta", "sei"))
    found = forecast(present, [Amendment.of("A", PLAN, MOVED)])
    assert [outlook.outcome for outlook in found.outlooks] == ["applies"]
    assert found.text_with(("A", 1)) == edited(("trenta", "sei"), text=MOVED)


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        (MOVED, "absorbed"),
        (edited((f"{FIRST}\n\n", "")), "precluded"),
        (edited((FIRST, "Niente di niente.")), "clash"),
        (edited((f"{FIRST}\n\n", ""), ("- moduli a distanza", f"- moduli a distanza\n\n{FIRST}")), "clash"),
    ],
)
def test_a_move_of_what_was_moved_or_taken_out(present: str, expected: str) -> None:
    assert [one.outcome for one in forecast(present, [Amendment.of("A", PLAN, MOVED)]).outlooks] == [expected]


def test_the_passage_is_told_as_it_is_and_as_it_would_be() -> None:
    found = forecast(edited(("centrale", "di Roma")), asked(A=("trenta", "sei"), B=("trenta", "nove")))
    outlook = found.outlook(("A", 1))
    assert outlook.was == FIRST.replace("centrale", "di Roma")
    assert outlook.now == outlook.was.replace("trenta", "sei")


def test_every_pair_is_told_both_ways() -> None:
    found = forecast(
        PLAN,
        asked(
            whole=(PHRASE, ""),
            part=(" e servizi", ""),
            after=(PHRASE, PHRASE + " aperti al pubblico"),
            same=(PHRASE, ""),
            far=("trenta", "sei"),
            near=("sceglie", "nomina"),
        ),
    )
    said = {
        (one, other): found.if_accepted((one, 1), (other, 1))
        for one, other in [
            ("whole", "part"),
            ("part", "whole"),
            ("whole", "after"),
            ("part", "after"),
            ("whole", "same"),
            ("whole", "far"),
            ("near", "far"),
            ("far", "near"),
            ("near", "after"),
            ("near", "whole"),
        ]
    }
    assert said == {
        ("whole", "part"): "absorbed",
        ("part", "whole"): "clash",
        ("whole", "after"): "precluded",
        ("part", "after"): "clash",
        ("whole", "same"): "absorbed",
        ("whole", "far"): "applies",
        ("near", "far"): "applies",
        ("far", "near"): "applies",
        ("near", "after"): "look",
        ("near", "whole"): "clash",
    }


def test_amendments_written_on_different_versions_are_compared_on_the_present_one() -> None:
    newer = edited(("Le attività", "Tutte le attività"))
    amendments = [*asked(A=("settembre", "ottobre")), Amendment.of("B", newer, newer.replace("settembre", "luglio"))]
    found = forecast(newer, amendments)
    assert found.if_accepted(("B", 1), ("A", 1)) == "clash"
    assert [outlook.outcome for outlook in found.outlooks] == ["look", "applies"]


def test_the_same_word_in_two_sentences_is_two_words() -> None:
    text = "La danza contemporanea è libera. La musica contemporanea è libera."
    first, second = text.replace(" contemporanea", "", 1), "La danza contemporanea è libera. La musica è libera."
    found = forecast(text, [Amendment.of("A", text, first), Amendment.of("B", text, second)])
    assert found.pairs == ()


REPEATED = "Si tiene a Roma e a Pisa e a Lucca e a Siena e a Bari."


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("Si tiene a Roma e a Bari.", "Si tiene a Roma e a Lucca e a Siena e a Bari."),
        ("Si tiene a Roma e a Bari.", "Si tiene a Roma e a Pisa e a Lucca e a Bari."),
        ("Si tiene a Siena e a Bari.", "Si tiene a Pisa e a Lucca e a Siena e a Bari."),
        ("Si tiene a Roma e a Pisa.", "Si tiene a Roma e a Pisa e a Lucca e a Siena."),
    ],
)
def test_a_deletion_among_repeated_words_is_found_in_a_wider_one(wide: str, narrow: str) -> None:
    found = forecast(wide, [Amendment.of("A", REPEATED, narrow)])
    assert [outlook.outcome for outlook in found.outlooks] == ["absorbed"]


def test_deletions_that_share_only_some_words_clash() -> None:
    present, asked = "Si tiene a Roma e a Siena e a Bari.", "Si tiene a Roma e a Pisa e a Bari."
    assert [one.outcome for one in forecast(present, [Amendment.of("A", REPEATED, asked)]).outlooks] == ["clash"]


@given(documents(), st.data())
def test_a_forecast_on_ones_own_base_is_that_everything_applies(base: str, data: st.DataObject) -> None:
    new = data.draw(edits_of(base))
    found = forecast(base, [Amendment.of("A", base, new)])
    assert {outlook.outcome for outlook in found.outlooks} <= {"applies"}
    assert found.pairs == ()


NAMES = "Anna Bruno Carla Dario Elena Fabio Gina Ivo Lia Mario Nora Olga Piero Rita Sara Tino Ugo Vera Zeno".split()


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, str, str]:
    """A base of sentences in which no word stands twice, and two texts with a few words changed, in or out."""
    first, *rest = draw(st.permutations(NAMES))
    base = first + "".join(draw(st.sampled_from([" ", " ", ". ", "\n\n"])) + name for name in rest)
    return base, draw(_reworded(base, "x")), draw(_reworded(base, "y"))


@st.composite
def _reworded(draw: st.DrawFn, text: str, sign: str) -> str:
    for word in draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True)):
        other = draw(st.sampled_from([f"{word}{sign}", f"{word} {word}{sign}", f"{word}{sign} {word}"]))
        text = text.replace(word, other)
    return text


@given(requests())
def test_what_the_forecast_says_is_what_merging_does(three: tuple[str, str, str]) -> None:
    base, present, new = three
    every = changes(base, new)
    for outlook in forecast(present, [Amendment("A", base, tuple(every))]).outlooks:
        merged = merge(base, present, select(base, every, {outlook.number}))
        if merged.clashes:
            assert outlook.outcome in ("clash", "precluded")
        elif outlook.can_be_made:
            assert merged.text == select(present, [outlook.change], {outlook.number})
            assert bool(merged.looks) == (outlook.outcome == "look")


@given(requests())
def test_a_pair_is_told_as_if_one_were_accepted_already(three: tuple[str, str, str]) -> None:
    base, *texts = three
    amendments = [Amendment.of(name, base, text) for name, text in zip("AB", texts, strict=True)]
    found = forecast(base, amendments)
    for change in amendments[0].changes:
        present = select(base, amendments[0].changes, {change.number})
        after = forecast(present, amendments[1:])
        for other in amendments[1].changes:
            expected = after.outlook(("B", other.number)).outcome
            assert found.if_accepted(("A", change.number), ("B", other.number)) == expected


def test_five_hundred_amendments_are_forecast_faster_than_a_hundred_are_read() -> None:
    chance = random.Random(4)
    base = "\n\n".join(" ".join(chance.choices(NAMES, k=12)) + "." for _ in range(700))
    texts = [_with_a_change(base, chance) for _ in range(501)]
    amendments = [Amendment.of(n, base, text) for n, text in enumerate(texts[1:])]
    found = forecast(texts[0], amendments)
    assert len(found.outlooks) >= 500
    assert len(found.pairs) > 100
    once = _fastest(lambda: forecast(texts[0], amendments))
    assert once < _fastest(lambda: [words.split(text) for text in texts[:100]])


def _fastest(work: Callable[[], object]) -> float:
    """Return the processor seconds of the fastest of three times: a pause of the collector says nothing of the work."""
    times = []
    for _ in range(3):
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times)


def _with_a_change(text: str, chance: random.Random) -> str:
    pieces = text.split(" ")
    pieces[chance.randrange(len(pieces))] = "nuova"
    return " ".join(pieces)


def test_what_wants_a_look_still_does_once_a_change_elsewhere_is_accepted() -> None:
    found = forecast(edited(("trenta", "nove")), asked(A=("Il corso", "Ogni corso"), B=("Pisa", "Lucca")))
    assert found.outlook(("A", 1)).outcome == "look"
    assert found.if_accepted(("B", 1), ("A", 1)) == "look"
