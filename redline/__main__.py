# SPDX-License-Identifier: AGPL-3.0-or-later
"""Command line: `python -m redline diff OLD NEW`, `merge BASE OURS THEIRS`, `wording OLD NEW`."""

import argparse
import json
import sys
from pathlib import Path

from redline.changes import Change, changes
from redline.diff import DELETE, INSERT, KEEP, MOVED_FROM, MOVED_TO, spans
from redline.merge import Clash, Merge, merge
from redline.summary import plain
from redline.text import TooLong, normalise
from redline.wording import CannotSay, formal
from redline.wording_of_amendments import amendment

_MARKS = {DELETE: ("[-", "-]"), MOVED_FROM: ("[<", "<]"), INSERT: ("{+", "+}"), MOVED_TO: ("{>", ">}"), KEEP: ("", "")}


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m redline", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, files in (("diff", ("old", "new")), ("merge", ("base", "ours", "theirs")), ("wording", ("old", "new"))):
        command = commands.add_parser(name)
        if name == "wording":
            command.add_argument("--plain", action="store_true", help="write plain sentences instead of formulas")
            command.add_argument("--language", choices=("it", "en"), default="it", help="that of plain sentences")
        command.add_argument("--json", action="store_true", help="write data instead of text")
        for file in files:
            command.add_argument(file, type=Path)
    chosen = parser.parse_args(arguments)
    return {"diff": _diff, "merge": _merge, "wording": _wording}[chosen.command](chosen)


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "surrogateescape")


def _write(text: str) -> None:
    sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))


def _write_json(data: object) -> None:
    _write(json.dumps(data, ensure_ascii=True, indent=1) + "\n")


def _diff(chosen: argparse.Namespace) -> int:
    """Write the difference of two files; status 1 where they differ, like diff."""
    old, new = _read(chosen.old), _read(chosen.new)
    if chosen.json:
        _write_json([change.to_json() for change in changes(old, new)])
    else:
        _write("".join(span.text.join(_MARKS[span.kind]) for span in spans(old, new)))
    return int(old != new)


def _wording(chosen: argparse.Namespace) -> int:
    """Write what changes between two files as drafting formulas or plain sentences; status 1 where they differ.

    Both are read in their canonical form, as they would be kept. What is too long for that is told, with status 2.
    """
    try:
        old, new = normalise(_read(chosen.old)), normalise(_read(chosen.new))
        found = changes(old, new)
        if chosen.json:
            _write_json([_worded(change, old, chosen.language) for change in found])
        elif chosen.plain:
            _write("".join(f"{change.number}) {plain(change, chosen.language)}\n" for change in found))
        else:
            _write("".join(f"{formula}\n" for formula in amendment(found, old)))
    except (TooLong, CannotSay) as error:
        print(f"redline: {error}", file=sys.stderr)
        return 2
    return int(old != new)


def _worded(change: Change, text: str, language: str) -> dict[str, object]:
    return {"number": change.number, "formal": formal(change, text), "plain": plain(change, language)}


def _merge(chosen: argparse.Namespace) -> int:
    """Write the merge of three files; the status is the number of clashes, at most 127, like git merge-file."""
    merged = merge(_read(chosen.base), _read(chosen.ours), _read(chosen.theirs))
    if chosen.json:
        _write_json([_part(part) for part in merged.parts])
    else:
        _write(marked(merged))
    return min(len(merged.clashes), 127)


def _part(part: str | Clash) -> object:
    if isinstance(part, str):
        return {"text": part}
    return {"base": part.base, "ours": part.ours, "theirs": part.theirs, "place": list(part.place)}


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


if __name__ == "__main__":
    sys.exit(main())
