# SPDX-License-Identifier: AGPL-3.0-or-later
r"""Write a merge as text, with diff3's marks around whole lines where it clashes.

>>> from redline.merging.merge import merge
>>> marked(merge("Dura dieci giorni.\n", "Dura venti giorni.\n", "Dura cento giorni.\n")).splitlines()[::2]
['<<<<<<< ours', '||||||| base', '=======', '>>>>>>> theirs']
"""

from redline.merging.merge import Clash, Merge


def marked(merged: Merge) -> str:
    """Return the merged text with whole lines between diff3's marks at each clash."""
    pieces: list[str] = []
    for part in in_lines(merged):
        if isinstance(part, str):
            pieces.append(part)
        else:
            pieces += ["<<<<<<< ours\n", _ended(part[1]), "||||||| base\n", _ended(part[0])]
            pieces += ["=======\n", _ended(part[2]), ">>>>>>> theirs\n"]
    return "".join(pieces)


def _ended(lines: str) -> str:
    return lines + "\n" if lines and not lines.endswith("\n") else lines


def in_lines(merged: Merge) -> list[str | tuple[str, str, str]]:
    """Return text and (base, ours, theirs) in turn, clashes widened to whole lines and joined where they share one."""
    found: list[str | tuple[str, str, str]] = []
    for part in merged.parts:
        if isinstance(part, Clash):
            _add_clash(found, (part.base, part.ours, part.theirs))
        else:
            _add_text(found, part)
    return found


def _add_clash(found: list[str | tuple[str, str, str]], sides: tuple[str, str, str]) -> None:
    """Add a clash with the beginning of its line; the line may begin in an open clash."""
    last = found.pop() if found else ""
    if isinstance(last, str):
        cut = last.rfind("\n") + 1
        if last[:cut]:
            found.append(last[:cut])
        last = (last[cut:],) * 3
    base, ours, theirs = (before + side for before, side in zip(last, sides, strict=True))
    found.append((base, ours, theirs))


def _add_text(found: list[str | tuple[str, str, str]], text: str) -> None:
    """Add merged text; what continues the line of a clash goes into the clash."""
    last = found[-1] if found else ""
    if isinstance(last, str) or all(side.endswith("\n") for side in last):
        found.append(text)
        return
    cut = text.find("\n") + 1 or len(text)
    base, ours, theirs = (side + text[:cut] for side in last)
    found[-1] = (base, ours, theirs)
    if text[cut:]:
        found.append(text[cut:])
