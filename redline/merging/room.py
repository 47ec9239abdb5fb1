# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where else the words that an edit puts in could stand to the same effect, and whether two such edits have an order.

Idea: among repeated words an insertion can slide: "molto bello" becomes "molto molto bello" by a word before the one
that stood there, or behind it. Two insertions that can slide to one place have no order of their own, and only a
person can give them one.

    >>> text = "Un corso molto bello."
    >>> again, before, after = Edit(9, 9, "molto ", 9), Edit(9, 9, "davvero ", 9), Edit(15, 15, "più ", 15)
    >>> room(text, again), room(text, before)
    ((8, 15), (8, 9))
    >>> unordered(text, again, after), unordered(text, before, after)
    (True, False)

Cost: as many characters as it slides, at most a few hundred.
"""

from redline.edits import Edit

LONGEST = 200  # characters


def unordered(text: str, one: Edit, other: Edit) -> bool:
    """Tell whether two edits put in words that could as well stand at one place."""
    if not (puts_in_words(one) and puts_in_words(other)):
        return False
    first, second = sorted((one, other), key=lambda edit: edit.start)
    return room(text, second)[0] <= room(text, first)[1]


def room(text: str, edit: Edit) -> tuple[int, int]:
    """Return the first and the last place, at borders of words, where what is put in could stand to the same effect."""
    at, new, size = edit.start, edit.text, len(edit.text)
    start = end = at
    while 0 < start > at - LONGEST and new[(start - at - 1) % size] == text[start - 1]:
        start -= 1
    while end < min(len(text), at + LONGEST) and new[(end - at) % size] == text[end]:
        end += 1
    while start < at and _inside_word(text, start):
        start += 1
    while at < end and _inside_word(text, end):
        end -= 1
    return start, end


def _inside_word(text: str, place: int) -> bool:
    return text[place - 1 : place].isalnum() and text[place : place + 1].isalnum()


def puts_in_words(edit: Edit) -> bool:
    """Tell whether an edit only puts in words, and no block."""
    return edit.start == edit.end and bool(edit.text.strip()) and not brings_block(edit)


def brings_block(edit: Edit) -> bool:
    """Tell whether an edit brings a block, and not words of one."""
    return edit.loose or edit.text.startswith("\n") or edit.text.endswith("\n")
