# SPDX-License-Identifier: AGPL-3.0-or-later
"""Time stays bounded, also for texts made to be slow. Limits are generous, and relative to splitting the same words."""

import gc
import random
from collections.abc import Callable
from time import process_time

import pytest

from redline import diff, sequence, words
from redline.changes import changes
from redline.markdown import render
from redline.merging.many import merge_all
from redline.merging.merge import merge
from redline.show import inline
from redline.text import normalise

SIZE = 200_000
STEMS = ["format", "corso", "person", "comun", "region", "giorn", "serviz", "digital", "access", "lavor", "pian"]
ENDS = ["a", "o", "e", "i", "are", "ato", "ione", "ale", "mente", "ezza", "ista"]


def prose(characters: int, seed: int) -> str:
    chance = random.Random(seed)
    vocabulary = [stem + end for stem in STEMS for end in ENDS] + ["di", "il", "la", "e", "che", "per"] * 6
    paragraphs, length = [], 0
    while length < characters:
        paragraphs.append(" ".join(chance.choices(vocabulary, k=90)) + ".")
        length += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)


def edited(text: str, share: float, seed: int) -> str:
    chance = random.Random(seed)
    return " ".join("nuova" if chance.random() < share else word for word in text.split(" "))


def seconds(work: Callable[..., object], *texts: str) -> float:
    gc.freeze()  # to look through what other tests left is no part of the work
    start = process_time()
    work(*texts)
    spent = process_time() - start
    gc.unfreeze()
    return spent


@pytest.fixture(scope="module")
def floor() -> float:
    """How long splitting 200 kB of prose into words takes here and now."""
    text = prose(SIZE, 1)
    return min(seconds(words.split, text) for _ in range(3))


def test_an_edited_long_text_costs_a_few_times_its_words(floor: float) -> None:
    old = prose(SIZE // 2, 2)
    new = edited(old, 0.05, 3)
    assert min(seconds(diff.spans, old, new) for _ in range(3)) < 12 * floor


def test_equal_blocks_are_never_split_into_words(monkeypatch: pytest.MonkeyPatch) -> None:
    old = prose(20_000, 4)
    split: list[str] = []
    in_words = words.split
    monkeypatch.setattr(words, "split", lambda text: split.append(text) or in_words(text))
    paragraphs = old.split("\n\n")
    diff.spans(old, "\n\n".join([*paragraphs[:5], paragraphs[5] + " nuova", *paragraphs[6:]]))
    assert split
    assert all(words_ in paragraphs[5] + " nuova" for words_ in split)


HOSTILE = {
    "a total rewrite": (prose(SIZE, 5), prose(SIZE, 6)),
    "a total rewrite of one paragraph": (prose(SIZE, 5).replace("\n", " "), prose(SIZE, 6).replace("\n", " ")),
    "one word": ("parola " * 28_000, "parola " * 20_000 + "altra " * 8_000),
    "one letter": ("x" * 199_000, "x" * 100_000 + "y" + "x" * 90_000),
    "alternating words": ("a b " * 45_000, "b a c " * 30_000),
    "ten thousand brackets": ("[" * 10_000, "(" * 5_000 + "[" * 5_000),
    "open links": ("[a](" * 40_000, "[b](" * 40_000),
    "stars": ("*a " * 60_000, "**b " * 50_000),
    "dots": ("a." * 90_000, "b." * 90_000),
    "hyphens": ("a-" * 90_000, "b-" * 90_000 + "'"),
    "numbers": ("1." * 90_000 + "a", "2," * 90_000 + "b"),
    "spaces": (" a" + " " * 190_000 + "b", "b" + " " * 190_000 + "#"),
    "short lines": ("a\n" * 90_000, "b\n" * 90_000),
    "short paragraphs": ("a\n\n" * 20_000, "b\n\n" * 20_000),
    "list items": ("- a b c d e\n" * 8_000, "- a b c d f\n" * 8_000),
    "emoji": ("👩‍🏫 " * 40_000, "👩‍🏫x " * 30_000),
    "combining accents": ("a" + "\u0301" * 150_000, "b" + "\u0300" * 150_000),
    "quotes": ("> " * 90_000, ">" * 150_000),
    "fences": ("```\n" * 45_000, "~~~\n" * 45_000),
    "table rows": ("|a|b|\n" * 20_000, "|a|c|\n" * 20_000),
    "headings": ("# a\n" * 40_000, "# b\n" * 40_000),
    "siblings": ("*a* " * 45_000, "*b* " * 45_000),
    "empty items": ("-\n" * 60_000, "- \n" * 60_000),
    "one wide row": ("|a" * 20_000 + "|\n" + "|-" * 20_000 + "|", "|b" * 20_000 + "|\n" + "|-" * 20_000 + "|"),
    "backticks": ("`a``b```c" * 20_000, "``" * 90_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_stay_bounded(name: str, floor: float) -> None:
    old, new = (text[: SIZE // 2] for text in HOSTILE[name])
    middle = old[: len(old) // 2] + " zz " + old[len(old) // 2 :]
    most = 200 * floor + 2
    assert seconds(diff.spans, old, new) < most
    assert seconds(merge, old, new, middle) < most
    assert seconds(changes, old, new) < most
    assert seconds(lambda: merge_all(old, middle, [new])) < most
    assert seconds(normalise, old) < most
    assert seconds(render, old) < most
    assert seconds(inline, old, new) < most


def test_two_total_rewrites_merge_in_bounded_time(floor: float) -> None:
    base, ours, theirs = ("\n\n".join(f"{word} {n}" for n in range(15_000)) for word in ("a", "b", "c"))
    assert seconds(merge, base, ours, theirs) < 250 * floor + 2


def test_the_inner_loop_agrees_with_itself_on_every_run() -> None:
    old, new = prose(20_000, 7).split(), prose(20_000, 8).split()
    assert sequence.hunks(old, new) == sequence.hunks(list(old), list(new))
