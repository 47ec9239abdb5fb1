# SPDX-License-Identifier: AGPL-3.0-or-later
"""What each command of `python -m redline` does: read files, write text, data or HTML, return the exit status."""

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TypeAlias

from redline import authorship, checks, show
from redline.changes import Change, changes
from redline.conflict_marks import marked
from redline.diff import DELETE, INSERT, KEEP, MOVED_FROM, MOVED_TO, spans
from redline.drafting.summary import plain
from redline.drafting.wording import CannotSay, formal
from redline.drafting.wording_of_amendments import amendment
from redline.merging import merge as merging
from redline.text import TooLong, normalise

Run: TypeAlias = Callable[[Namespace], int]

_MARKS = {DELETE: ("[-", "-]"), MOVED_FROM: ("[<", "<]"), INSERT: ("{+", "+}"), MOVED_TO: ("{>", ">}"), KEEP: ("", "")}
_RED, _GREEN, _YELLOW, _BLUE, _MAGENTA, _CYAN = 31, 32, 33, 34, 35, 36
_COLOURS = {DELETE: _RED, MOVED_FROM: _MAGENTA, INSERT: _GREEN, MOVED_TO: _CYAN, KEEP: 0}
_AUTHORS = (_GREEN, _YELLOW, _BLUE, _MAGENTA, _CYAN, _RED)


class Trouble(Exception):
    """What keeps a command from its work, said in one line."""


def diff(chosen: Namespace) -> int:
    """Write the difference of two files, with marks around what changed.

    Status 1 where they differ.
    """
    old, new = _read(chosen.old, chosen.new)
    if chosen.json:
        _write_json([change.to_json() for change in changes(old, new)])
    elif chosen.html:
        _write((show.inline if chosen.html == "inline" else show.side_by_side)(old, new) + "\n")
    else:
        _write("".join(_coloured(span.text.join(_MARKS[span.kind]), _COLOURS[span.kind]) for span in spans(old, new)))
    return int(old != new)


def wording(chosen: Namespace) -> int:
    """Write what changes between two files as drafting formulas or plain sentences.

    Both are read in their canonical form, as they would be kept. Status 1 where they differ.
    """
    try:
        old, new = map(normalise, _read(chosen.old, chosen.new))
        found = changes(old, new)
        if chosen.json:
            _write_json([_worded(change, old, chosen.language) for change in found])
        elif chosen.plain:
            _write("".join(f"{change.number}) {plain(change, chosen.language)}\n" for change in found))
        else:
            _write("".join(f"{formula}\n" for formula in amendment(found, old)))
    except (TooLong, CannotSay) as error:
        raise Trouble(str(error)) from error
    return int(old != new)


def _worded(change: Change, text: str, language: str) -> dict[str, object]:
    return {"number": change.number, "formal": formal(change, text), "plain": plain(change, language)}


def merge(chosen: Namespace) -> int:
    """Write the merge of two files made from one base, with diff3's marks around clashes.

    The status is the number of clashes, at most 127, as of git merge-file.
    """
    merged = merging.merge(*_read(chosen.base, chosen.ours, chosen.theirs))
    if chosen.json:
        _write_json([_part(part) for part in merged.parts])
    else:
        _write(marked(merged))
    return min(len(merged.clashes), 127)


def _part(part: str | merging.Clash) -> object:
    if isinstance(part, str):
        return {"text": part}
    return {"base": part.base, "ours": part.ours, "theirs": part.theirs, "place": list(part.place)}


def authors(chosen: Namespace) -> int:
    """Write the last version with the words of later versions as {number:words}, and how much is of which.

    Words without braces are of version 1.
    """
    found = authorship.authors(_read(*chosen.versions))
    shares = authorship.shares(found)
    if chosen.json:
        _write_json({"words": [asdict(word) for word in found], "shares": [asdict(share) for share in shares]})
        return 0
    for share in shares:
        _write(f"{share.author:>6} {share.share:6.1%} {share.words:6}\n")
    _write("\n")
    for stretch in authorship.stretches(found):
        shown = stretch.text if stretch.version == 1 else f"{{{stretch.version}:{stretch.text}}}"
        _write(_coloured(shown, _AUTHORS[stretch.version % len(_AUTHORS)] if stretch.version > 1 else 0))
    return 0


def check(chosen: Namespace) -> int:
    """Write what a merge may have left behind in a file: line, column, kind and words.

    Status 1 where something was found.
    """
    if chosen.before is None:
        (text,), before = _read(chosen.file), None
    else:
        text, before = _read(chosen.file, chosen.before)
    found = checks.check(text, before)
    if chosen.json:
        _write_json([asdict(one) for one in found])
        return int(bool(found))
    for one in found:
        line, column = text.count("\n", 0, one.offset) + 1, one.offset - text.rfind("\n", 0, one.offset)
        _write(f"{chosen.file}:{line}:{column}: {_coloured(one.kind, _YELLOW)}: {' '.join(one.words.split())}\n")
    return int(bool(found))


def _read(*names: str) -> list[str]:
    """Return the texts of files; raise Trouble for what is no text in UTF-8."""
    if names.count("-") > 1:
        raise Trouble("-: standard input can be read once only")
    return [_text(name) for name in names]


def _text(name: str) -> str:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise Trouble(f"{name}: {error.strerror}") from error
    if b"\0" in data:
        raise Trouble(f"{name}: this is a binary file, or not in UTF-8")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Trouble(f"{name}: line {line} is not in UTF-8 (byte {data[error.start]:#04x})") from error


def _write(text: str) -> None:
    sys.stdout.buffer.write(text.encode())


def _write_json(data: object) -> None:
    _write(json.dumps(data, ensure_ascii=True, indent=1) + "\n")


def _coloured(text: str, colour: int) -> str:
    """Return the text in a colour, where a terminal shows it and nobody said no to colours."""
    if not colour or not sys.stdout.isatty() or "NO_COLOR" in os.environ:
        return text
    return f"\x1b[{colour}m{text}\x1b[0m"
