# SPDX-License-Identifier: AGPL-3.0-or-later
"""The form of clashes: for each, the base, the present and the requested words; one is chosen, or words are written.

The three wordings travel with the choice: a choice counts only while the clash is still the one it was made for.
"""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from redline.merging.merge import Clash, Merge
from redline.text import clean_characters

Fields = MultiDict[str, str]
SIDES = ("base", "ours", "theirs")
CLASH_FIELDS = ("choice_", "own_", "base_", "ours_", "theirs_", "clashes")
NEVER_CARRIED = ("csrf_token", "step")
CLOSING = ".,;:!?)]»”…"  # marks that follow a word without a space


@dataclass(frozen=True)
class Choice:
    """One clash on the page: what was chosen so far, the words written, and whether something is missing."""

    number: int
    clash: Clash
    chosen: str
    own: str
    wrong: bool

    @property
    def can_join(self) -> bool:
        """Whether both sides only added something at the same place, so that both can stand, one after the other."""
        return not self.clash.base.strip() and bool(self.clash.ours.strip()) and bool(self.clash.theirs.strip())


def choices(merged: Merge, typed: Fields) -> list[Choice]:
    """Return the clashes of a merge with what was chosen and written before, where it still fits."""
    found = []
    for number, clash in enumerate(merged.clashes):
        own = clean_characters(typed.get(f"own_{number}", ""))
        chosen = typed.get(f"choice_{number}", "") if _same(clash, number, typed) else ""
        wrong = "clashes" in typed and _words(clash, chosen, own) is None
        found.append(Choice(number, clash, chosen, own, wrong))
    return found


def settled(merged: Merge, typed: Fields) -> list[str] | None:
    """Return the words chosen for every clash, in order, or None while any is missing."""
    found = [_words(choice.clash, choice.chosen, choice.own) for choice in choices(merged, typed)]
    return [words for words in found if words is not None] if None not in found else None


def carried(typed: Fields, *, but: tuple[str, ...] = (), only: tuple[str, ...] = ("",)) -> list[tuple[str, str]]:
    """Return the fields that travel on as hidden ones, by how their names begin, without invisible characters."""
    return [
        (name, clean_characters(value))
        for name, value in typed.items(multi=True)
        if name not in NEVER_CARRIED and name.startswith(only) and not (but and name.startswith(but))
    ]


def _same(clash: Clash, number: int, typed: Fields) -> bool:
    return all(clean_characters(typed.get(f"{side}_{number}", "")) == getattr(clash, side) for side in SIDES)


def _words(clash: Clash, chosen: str, own: str) -> str | None:
    """Return the words of the chosen side, or one's own with the spaces that keep them apart from their neighbours."""
    if chosen in SIDES:
        return str(getattr(clash, chosen))
    if chosen == "both" and not clash.base.strip():
        return clash.ours + (" " if _would_touch(clash.ours[-1:], clash.theirs[:1]) else "") + clash.theirs
    if chosen == "own" and own.strip():
        return _spaced(clash, own.strip())
    return None


def _spaced(clash: Clash, own: str) -> str:
    """Return words with the space around the words they stand for; none before a mark, one between two words.

    Who writes sees `processi[ … ].` and cannot know on which side of the bracket a space belongs.
    """
    model = next((side for side in (clash.ours, clash.theirs, clash.base) if side.strip()), "")
    lead, trail = model[: len(model) - len(model.lstrip())], model[len(model.rstrip()) :]
    if lead == " " and own[0] in CLOSING:
        lead = ""
    elif not lead and _would_touch(clash.before[-1:], own[0]):
        lead = " "
    if not trail and _would_touch(own[-1], clash.after[:1]):
        trail = " "
    return lead + own + trail


def _would_touch(left: str, right: str) -> bool:
    """Say whether two words would run into one where these two characters meet."""
    return bool(left and right) and (left.isalnum() or left in ".,;:!?") and (right.isalnum() or right in "(«“")
