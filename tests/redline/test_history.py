# SPDX-License-Identifier: AGPL-3.0-or-later
"""A chain of versions: any opens at once and reads as it was appended, and every change to it is found."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redline import delta
from redline.history import EVERY, Break, Entry, History, digest, first_break, keeps_whole, whole_before
from tests.redline.strategies import documents, edited
from tests.redline.test_bounds import prose, seconds


def chain(*texts: str) -> History:
    history = History()
    for text in texts:
        history.append(text)
    return history


COURSE = chain(*(f"Il corso dura {days} giorni. Perché? È più utile." for days in range(1, 40)))


def test_every_version_opens_as_it_was_appended() -> None:
    for days in range(1, 40):
        assert COURSE.open(days) == f"Il corso dura {days} giorni. Perché? È più utile."


def test_a_chain_read_back_from_its_entries_goes_on() -> None:
    again = History(COURSE.entries)
    again.append("Il corso non si tiene.")
    assert (again.open(40), again.open(1)) == ("Il corso non si tiene.", COURSE.open(1))
    assert first_break(again.entries) is None


@pytest.mark.parametrize("number", [0, -1, 40])
def test_a_version_that_is_not_there_is_refused(number: int) -> None:
    with pytest.raises(LookupError, match="no version"):
        COURSE.open(number)


def test_the_whole_text_a_version_needs_is_never_far_and_always_kept() -> None:
    for number in range(1, 500):
        assert keeps_whole(whole_before(number))
        assert 0 <= number - whole_before(number) < EVERY


def test_opening_any_version_applies_few_deltas(monkeypatch: pytest.MonkeyPatch) -> None:
    applied: list[str] = []
    apply = delta.apply
    monkeypatch.setattr(delta, "apply", lambda old, written: applied.append(written) or apply(old, written))
    for number in range(1, 40):
        applied.clear()
        COURSE.open(number)
        assert len(applied) < EVERY


def test_a_version_of_five_thousand_opens_in_less_than_the_time_of_a_few_differences() -> None:
    base = prose(20_000, 1)
    one, two = base + " uno", base + " due"
    there, back = delta.delta(one, two), delta.delta(two, one)
    texts = {True: two, False: one}
    entries = [Entry(1, digest(one), delta.delta("", one), one)]
    for number in range(2, 5_001):
        even = number % 2 == 0
        whole = texts[even] if keeps_whole(number) else None
        entries.append(Entry(number, digest(texts[even]), there if even else back, whole))
    history = History(entries)
    floor = min(seconds(delta.delta, base, base.replace("formato", "formata")) for _ in range(3))
    for number in (1, 2_500, 4_992, 5_000):
        assert history.open(number) == texts[number % 2 == 0]
        assert min(seconds(lambda: history.open(number)) for _ in range(3)) < 5 * floor  # noqa: B023 - called at once


def broken(number: int, **other: object) -> Break | None:
    entries = list(COURSE.entries)
    entries[number - 1] = replace(entries[number - 1], **other)  # type: ignore[arg-type]
    return first_break(entries)


def test_the_first_break_is_named_with_what_is_wrong() -> None:
    assert first_break(COURSE.entries) is None
    assert broken(7, sha256=digest("altro")) == Break(7, "does not have its digest")
    assert broken(7, delta="=3") == Break(7, "has a delta that does not fit the version before")
    assert broken(17, text="altro") == Break(17, "has another whole text than its deltas give")
    assert broken(17, text=None) == Break(17, "has another whole text than its deltas give")
    assert first_break([*COURSE.entries[:4], *COURSE.entries[5:]]) == Break(5, "is missing")
    swapped = [COURSE.entries[0], COURSE.entries[2], COURSE.entries[1]]
    assert str(first_break(swapped)) == "version 2 is missing"


def test_a_chain_that_lost_a_whole_text_does_not_open_as_something_else() -> None:
    entries = [replace(COURSE.entries[0], text=None), *COURSE.entries[1:]]
    with pytest.raises(delta.BadDelta, match="version 1"):
        History(entries).open(3)
    assert History(entries).open(18) == COURSE.open(18)


@given(documents().flatmap(lambda text: st.lists(st.one_of(edited(text), st.just("")), min_size=1, max_size=20)))
def test_opening_gives_the_text_appended(texts: list[str]) -> None:
    history = chain(*texts)
    assert [history.open(number) for number in range(1, len(texts) + 1)] == texts
    assert first_break(history.entries) is None


@given(st.integers(1, 39), st.sampled_from(["sha256", "delta", "text"]), st.data())
def test_any_changed_character_is_found_where_it_stands(number: int, name: str, data: st.DataObject) -> None:
    kept = getattr(COURSE.entries[number - 1], name)
    if not kept:
        return
    at = data.draw(st.integers(0, len(kept) - 1))
    other = data.draw(st.sampled_from("0123456789abcdefABCDEF+-=%\t ٥") | st.characters(codec="utf-8"))
    if other != kept[at]:
        found = broken(number, **{name: kept[:at] + other + kept[at + 1 :]})
        assert found is not None
        assert found.number == number
