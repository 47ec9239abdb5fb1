# SPDX-License-Identifier: AGPL-3.0-or-later
"""How many changes of real texts are said as a formula that reads back exactly, and what a formula costs.

    python -m benchmarks.wording [FOLDER]

Reads pairs of texts from ../shared/data, in their canonical form; what is not there is skipped.
"""

import json
import lzma
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

from config import ROOT
from redline.changes import Change, changes, select
from redline.drafting.formula import amended
from redline.drafting.refusals import Refusal
from redline.drafting.wording import CannotSay, formal
from redline.drafting.wording_of_amendments import amendment
from redline.text import normalise

FILES = {"french_adopted_amendments": ("before", "after"), "three_way_merges": ("base", "a")}


def main(folder: Path) -> None:
    """Print one line for each file."""
    print(f"{'texts':26} {'changes':>8} {'exact':>8} {'amendments':>11} {'exact':>6} {'ms a change':>12}")
    for name, sides in FILES.items():
        path = folder / f"{name}.jsonl.xz"
        print(f"{name:26} {_tried(path, sides) if path.exists() else f'skipped: no {path}'}")


def pairs(path: Path, sides: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the two texts of each row that are not the same."""
    with lzma.open(path, "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            old, new = (normalise(row[side]) for side in sides)
            if old != new:
                yield old, new


def _tried(path: Path, sides: tuple[str, str]) -> str:
    """Return how many changes, and how many whole amendments, come back exactly."""
    one_by_one, whole, seconds = [], [], 0.0
    for old, new in pairs(path, sides):
        every = changes(old, new)
        start = process_time()
        one_by_one += [_comes_back(_one(change, old), old, select(old, every, {change.number})) for change in every]
        seconds += process_time() - start
        whole.append(_comes_back(_whole(every, old), old, new))
    cost = 1000 * seconds / len(one_by_one)
    return f"{len(one_by_one):8} {sum(one_by_one):8} {len(whole):11} {sum(whole):6} {cost:12.2f}"


def _one(change: Change, text: str) -> Callable[[], str]:
    return lambda: formal(change, text)


def _whole(every: list[Change], text: str) -> Callable[[], str]:
    return lambda: "\n".join(amendment(every, text))


def _comes_back(said: Callable[[], str], text: str, wanted: str) -> bool:
    try:
        return amended(said(), text) == wanted
    except (CannotSay, Refusal):
        return False


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data")
