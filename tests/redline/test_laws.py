# SPDX-License-Identifier: AGPL-3.0-or-later
"""The laws of words, blocks, differences, changes, deltas and merging, as properties of any text."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from redline import blocks, delta, diff, edits, words
from redline.changes import Change, changes, follow, select
from redline.merging.merge import Clash, merge
from redline.text import body, compose, normalise, title
from tests.redline.strategies import UNICODE, documents, pairs, triples

ANY = st.one_of(UNICODE, documents())
TWO = st.one_of(pairs(), st.tuples(UNICODE, UNICODE))
THREE = st.one_of(triples(), triples(), st.tuples(UNICODE, UNICODE, UNICODE))


@given(ANY)
def test_words_join_to_the_text(text: str) -> None:
    assert "".join(words.split(text)) == text


@given(ANY)
def test_blocks_join_to_the_text_and_know_their_places(text: str) -> None:
    found = blocks.split(text)
    assert "".join(block.text for block in found) == text
    assert all(text.startswith(block.text, block.start) for block in found)


@given(ANY)
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(ANY, ANY)
def test_title_and_body_come_back_from_a_composed_text(heading: str, text: str) -> None:
    whole = compose(heading, text)
    assert "\n" not in title(whole)
    assert compose(title(whole), body(whole)) == whole


@given(TWO)
@example(("\x00", "\u2028"))
@example((" a", "\x00a"))
def test_words_compared_alone_give_the_new_text(both: tuple[str, str]) -> None:
    old, new = both
    found = edits.edits(old, new)
    assert edits.apply(old, found) == new
    assert all(new[edit.place : edit.place_end] == edit.text for edit in found)


@given(TWO)
@example(("\x00", "\n"))
@example(
    (
        "```\nil\n```\n\nil\n\nil\n\nil\n\n```\nil corso\n```\n\ncorso",
        "```\nil\n``` il\n\nil\n\nil\n\nil\n\n```\nil corso\n```\n\ncorso",
    )
)
def test_spans_hold_both_texts(both: tuple[str, str]) -> None:
    old, new = both
    found = diff.spans(old, new)
    assert "".join(span.text for span in found if span.kind not in (diff.INSERT, diff.MOVED_TO)) == old
    assert "".join(span.text for span in found if span.kind not in (diff.DELETE, diff.MOVED_FROM)) == new


@given(TWO)
def test_all_changes_give_the_new_text_and_none_the_old(both: tuple[str, str]) -> None:
    old, new = both
    found = changes(old, new)
    assert select(old, found, {change.number for change in found}) == new
    assert select(old, found, set()) == old
    assert [Change.from_json(change.to_json()) for change in found] == found


@given(triples())
@example(("---\n\ncorso\n\n---\n\nil\n## il\n\nil", "il\n## il\n\n---\n\nil corso\n\n---\n\nil", "corso"))
def test_changes_keep_their_numbers_and_share_none(three: tuple[str, str, str]) -> None:
    base, first, second = three
    before, after = changes(base, first), changes(base, second)
    followed = [change.number for change in follow(before, after)]
    assert len(set(followed)) == len(followed)
    assert follow(before, before) == before


@given(pairs())
def test_a_delta_gives_the_new_text(both: tuple[str, str]) -> None:
    old, new = both
    assert delta.apply(old, delta.delta(old, new)) == new


@given(TWO)
def test_a_text_merged_with_an_untouched_one_is_itself(both: tuple[str, str]) -> None:
    base, text = both
    assert merge(base, text, base).text == text
    assert merge(base, base, text).text == text
    assert merge(base, text, text).text == text


@given(THREE)
@example(("```\ncorso\n```", "```\ncorso corso\n```\n\nil ```\ncorso\n```", "```\ncorso il\n```\n\nil"))
@example(
    (
        "il\n\n## corso il il\n\ncorso il il\n## corso il il\n\ncorso il il",
        "corso il il\n## corso il il\n\nil\n\n## corso il il\n\ncorso il il",
        "il\n\ncorso il il\n\n## corso il il\n\ncorso il il\n## corso il il",
    )
)
def test_swapping_the_sides_mirrors_the_clashes(three: tuple[str, str, str]) -> None:
    base, ours, theirs = three
    parts = merge(base, ours, theirs).parts
    mirrored = [
        part if isinstance(part, str) else Clash(part.base, part.theirs, part.ours, part.place, part.before, part.after)
        for part in merge(base, theirs, ours).parts
    ]
    assert list(parts) == mirrored


@given(THREE)
def test_no_word_of_either_side_vanishes(three: tuple[str, str, str]) -> None:
    base, ours, theirs = three
    everything = ""
    for part in merge(base, ours, theirs).parts:
        everything += part if isinstance(part, str) else f"{part.ours} {part.theirs}"
    standing = set(re.findall(r"\w+", everything))
    for side, other in ((ours, theirs), (theirs, ours)):
        known = set(re.findall(r"\w+", base + " " + other))
        assert set(re.findall(r"\w+", side)) - known <= standing
