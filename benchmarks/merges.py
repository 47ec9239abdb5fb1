# SPDX-License-Identifier: AGPL-3.0-or-later
"""Merge real three-way merges of prose, and compare with git by lines and by words, and with what people committed.

    python -m benchmarks.merges [FOLDER]

Reads ../shared/data/three_way_merges.jsonl.xz, skipped when absent, and names each row on which git has conflicts and
redline has none; then times three texts of 100 kB, and 500 open amendments on a text of 50 kB. A word that only one
side wrote and that stands nowhere after has vanished.
"""

import json
import lzma
import random
import re
import subprocess
import sys
import tempfile
import tracemalloc
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.forgetting import forget
from benchmarks.prose import text as prose_of
from config import ROOT
from redline import words
from redline.merging.amendment import Amendment
from redline.merging.carry import carry
from redline.merging.forecast import forecast
from redline.merging.merge import Merge, merge

FILE = "three_way_merges.jsonl.xz"
LONGEST = 60_000


def main(folder: Path) -> int:
    """Print what became of the real merges and how long things take; return how many laws were broken."""
    path = folder / FILE
    broken = 0
    if path.exists():
        with lzma.open(path, "rt", encoding="utf-8") as rows:
            counted = sum((judged(json.loads(row)) for row in rows), Counter())
        print(", ".join(f"{name} {counted[name]}" for name in sorted(counted)))
        broken = counted["vanished"] + counted["worse than git"] + counted["other than git"]
    else:
        print(f"skipped: no {path}")
    for share in (0.005, 0.05):
        time_merge(share)
    time_forecast()
    return broken


def judged(row: dict[str, str]) -> Counter[str]:
    """Return what became of one real merge, counted by name."""
    base, ours, theirs = (row[name].rstrip("\n") + "\n" for name in ("base", "a", "b"))
    if max(map(len, (base, ours, theirs))) > LONGEST:
        return Counter()
    merged, found = merge(base, ours, theirs), Counter(["rows"])
    conflicts, text = git(base, ours, theirs)
    found["vanished"] += vanished(merged, base, ours, theirs)
    if not conflicts:
        found["git is clean"] += 1
        found["worse than git"] += bool(merged.clashes)
        found["other than git"] += not merged.clashes and merged.text.split() != text.split()
        return found
    found["git has conflicts"] += 1
    found["git by words resolves"] += not git(*map(one_word_a_line, (base, ours, theirs)))[0]
    if not merged.clashes:
        alike = merged.text.split() == row["human_merged"].split()
        found.update({"resolved": 1, "resolved, in one sentence": bool(merged.looks), "resolved as people did": alike})
        where, how = "in one sentence" if merged.looks else "apart", "as" if alike else "otherwise than"
        print(f"row {row['id']}: resolved {where}, {how} people did")
    return found


def vanished(merged: Merge, base: str, ours: str, theirs: str) -> bool:
    """Tell whether a word that only one side wrote stands neither in the merged text nor in a clash."""
    shown = " ".join(part if isinstance(part, str) else f"{part.ours} {part.theirs}" for part in merged.parts)
    of_base, of_ours, of_theirs, standing = (set(re.findall(r"\w+", text)) for text in (base, ours, theirs, shown))
    return not ((of_ours ^ of_theirs) - of_base <= standing)


def one_word_a_line(text: str) -> str:
    """Return a text with each word and the space behind it on a line of its own."""
    return "".join(word.replace("\n", "\\n") + "\n" for word in words.split(text))


def git(base: str, ours: str, theirs: str) -> tuple[int, str]:
    """Return the number of conflicts and the text of `git merge-file`."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("base", base), ("ours", ours), ("theirs", theirs)):
            (Path(folder) / name).write_text(text, encoding="utf-8")
        command = ["git", "merge-file", "-p", "ours", "base", "theirs"]
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    return done.returncode, done.stdout.decode()


def best(work: Callable[[], object], clock: Callable[[], float] = process_time) -> float:
    """Return how many milliseconds some work takes, the best of five times, nothing remembered."""
    times = []
    for _ in range(5):
        forget()
        start = clock()
        work()
        times.append(clock() - start)
    return 1000 * min(times)


def peak(work: Callable[[], object]) -> float:
    """Return how many megabytes some work takes at most, nothing remembered."""
    forget()
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return most


def time_merge(share: float) -> None:
    """Print how long three texts of 100 kB take whose edits stand apart, here and as words in a process of git."""
    base = prose(100_000)
    texts = base, *(edited(base, share, side) for side in (0, 1))
    mine = best(lambda: merge(*texts), perf_counter)
    looked = best(lambda: merge(*texts).looks, perf_counter)
    split = best(lambda: git(*map(one_word_a_line, texts)), perf_counter)
    lines = [one_word_a_line(text) for text in texts]
    bare = best(lambda: git(*lines), perf_counter)
    found = f"{len(merge(*texts).clashes)} clashes, {peak(lambda: merge(*texts)):.1f} MB"
    here = f"{mine:.0f} ms, {looked:.0f} with what wants a look, {found}"
    print(f"merge, {share:.1%} of words: {here}; git by words {split:.0f} ms, {bare:.0f} once split")


def edited(text: str, share: float, side: int) -> str:
    """Return a text with a share of its words changed, those of two sides never within eight words of each other."""
    pieces, step = text.split(" "), max(round(1 / share), 16)
    for at in range(1 + side * step // 2, len(pieces), step):
        pieces[at] = re.sub(r"\S+$", f"altra{at}", pieces[at])
    return " ".join(pieces)


def time_forecast() -> None:
    """Print how long the forecast and the carry-over of 500 amendments of three changes each take."""
    base = prose(50_000)
    chance = random.Random(3)
    asked = [Amendment.of(number, base, scattered(base, 3, chance)) for number in range(500)]
    newer = scattered(base, 50, chance)
    found = forecast(newer, asked)
    size = f"{len(asked)} amendments, {len(found.outlooks)} changes, {len(found.pairs)} pairs that are near"
    taken = f"{best(lambda: forecast(newer, asked)):.0f} ms, {peak(lambda: forecast(newer, asked)):.1f} MB"
    print(f"forecast, {size}: {taken}")
    print(f"carrying one of them: {best(lambda: carry(base, newer, asked[0].changes)):.0f} ms")


def scattered(text: str, words: int, chance: random.Random) -> str:
    """Return a text with so many words changed, here and there."""
    pieces = text.split(" ")
    for at in chance.sample(range(len(pieces)), words):
        pieces[at] = re.sub(r"\S+$", f"altra{at}", pieces[at])
    return " ".join(pieces)


def prose(size: int) -> str:
    """Return a text of so many characters."""
    return prose_of(random.Random(1), "Piano", size)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if sys.argv[1:] else ROOT.parent / "shared" / "data"))
