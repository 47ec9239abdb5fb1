# SPDX-License-Identifier: AGPL-3.0-or-later
"""What counts as one clash, what is shown around it, and when words put in among repeated ones clash."""

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from redline.merging.amendment import Amendment
from redline.merging.forecast import forecast
from redline.merging.many import merge_all
from redline.merging.merge import merge

LONG = "parola " * 300


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "sides"),
    [
        ("molto bello", "davvero molto bello", "molto molto bello", ("davvero ", "molto ")),
        ("uno, e due", "uno, e, e due", "uno, sì, e due", ("e, ", "sì, ")),
    ],
)
def test_words_that_could_stand_at_one_place_clash_though_they_were_found_at_two(
    base: str, ours: str, theirs: str, sides: tuple[str, str]
) -> None:
    (clash,) = merge(base, ours, theirs).clashes
    assert (clash.ours, clash.theirs) == sides


REPEATED = st.lists(st.sampled_from(["no", "sì", "No."]), min_size=1, max_size=5)
Texts = tuple[list[str], list[str], list[str]]


@st.composite
def texts_with_words_put_in(draw: st.DrawFn) -> Texts:
    """Words that repeat, and twice the same with words put in: one of their own, and perhaps some that stand there."""
    base, around = draw(REPEATED), st.lists(st.sampled_from(["no", "sì", "No."]), max_size=2)
    sides = []
    for own in ("uno", "due"):
        at = draw(st.integers(0, len(base)))
        sides.append([*base[:at], *draw(around), own, *draw(around), *base[at:]])
    return base, sides[0], sides[1]


def readings(base: list[str], text: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield each place at which words can have been put into a base, and which words they are then."""
    longer = len(text) - len(base)
    for at in range(len(base) + 1):
        if text[:at] + text[at + longer :] == base:
            yield at, text[at : at + longer]


def orders(base: list[str], ours: list[str], theirs: list[str]) -> set[str]:
    """Return every text that holds what both sides put in, as far as nothing but the base tells where."""
    found = set()
    for i, one in readings(base, ours):
        for j, other in readings(base, theirs):
            if i <= j:
                found.add(written([*base[:i], *one, *base[i:j], *other, *base[j:]]))
            if j <= i:
                found.add(written([*base[:j], *other, *base[j:i], *one, *base[i:]]))
    return found


def written(words: list[str]) -> str:
    return " ".join([*words, "fine."])


@given(texts_with_words_put_in())
@example((["no"], ["no", "uno", "no"], ["due", "no"]))
@example((["no", "no", "no", "No."], ["no", "no", "uno", "no", "no", "No."], ["no", "due", "no", "no", "No."]))
def test_words_that_two_put_in_clash_unless_there_is_but_one_order(three: Texts) -> None:
    base, ours, theirs = map(written, three)
    merged, union = merge(base, ours, theirs), merge_all(base, base, [ours, theirs])
    assert merged.clashes or {merged.text} == orders(*three)
    assert union.clashes or {union.text} == orders(*three)


@given(texts_with_words_put_in())
def test_what_can_be_made_of_words_put_in_has_but_one_order(three: Texts) -> None:
    base, ours, theirs = map(written, three)
    found = forecast(ours, [Amendment.of("A", base, theirs)])
    if all(outlook.can_be_made for outlook in found.outlooks):
        assert {found.text_with(*(outlook.key for outlook in found.outlooks))} == orders(*three)


def test_words_that_cannot_stand_at_one_place_are_both_put_in() -> None:
    assert merge("molto bello", "davvero molto bello", "molto più bello").text == "davvero molto più bello"


@pytest.mark.parametrize(("between", "count"), [("giorni e costa", 1), ("giorni e non costa", 2), ("giorni.\n\nE", 2)])
def test_clashes_with_at_most_three_words_of_one_line_between_are_one(between: str, count: int) -> None:
    base, ours, theirs = (f"Dura {a} {between} {b} euro." for a, b in (("trenta", "venti"), ("sei", "due"), ("7", "3")))
    found = merge(base, ours, theirs)
    assert len(found.clashes) == count
    if count == 1:
        words = [(clash.base, clash.ours, clash.theirs) for clash in found.clashes]
        assert words == [(f"trenta {between} venti", f"sei {between} due", f"7 {between} 3")]
    assert found.resolve([clash.ours for clash in found.clashes]) == ours
    assert found.resolve([clash.theirs for clash in found.clashes]) == theirs


def test_of_a_sentence_without_end_a_thousand_characters_are_shown_on_each_side() -> None:
    base, ours, theirs = (f"{LONG}{word}{LONG[::-1]}" for word in ("trenta", "sei", "due"))
    (clash,) = merge(base, ours, theirs).clashes
    assert clash.before == LONG[-1000:]
    assert clash.after == LONG[::-1][:1000]


def test_the_sentence_around_a_clash_ends_with_its_point_and_begins_behind_the_one_before() -> None:
    base, ours, theirs = (f"È gratuito. Dura {word} giorni! Si tiene qui." for word in ("trenta", "sei", "due"))
    (clash,) = merge(base, ours, theirs).clashes
    assert (clash.before, clash.after) == ("Dura ", " giorni!")
    base, ours, theirs = (f"Titolo\nDura {word} giorni\nSi tiene qui." for word in ("trenta", "sei", "due"))
    (clash,) = merge(base, ours, theirs).clashes
    assert (clash.before, clash.after) == ("Dura ", " giorni")
