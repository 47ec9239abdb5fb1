# SPDX-License-Identifier: AGPL-3.0-or-later
"""The word difference of prose beside diff-match-patch, difflib and git: `python -m benchmarks.differences`.

Times are milliseconds of a whole call, each the least of a few runs; those of git hold the start of its process. Only
ratios within one run mean anything: the same machine may be three times slower a minute later.
"""

import difflib
import random
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter

from diff_match_patch import diff_match_patch

from benchmarks import prose
from benchmarks.forgetting import forget
from redline import diff, words

SIZES, SHARES = (10_000, 100_000, 1_000_000), (0.005, 0.05, 0.5)
TOO_LONG = 20.0  # seconds: an engine that took longer is not asked for anything larger
HEADINGS = ("redline", "diff-match-patch", "difflib", "git --word-diff")


def table() -> Iterator[str]:
    """Yield the lines of the table, in Markdown."""
    yield "| prose | words changed | " + " | ".join(HEADINGS) + " |"
    yield "| ---: | ---: |" + " ---: |" * len(HEADINGS)
    tired: set[str] = set()
    for size in SIZES:
        for share in SHARES:
            old = prose.text(random.Random(1), "Piano", size)
            new = reworded(random.Random(2), old, share)
            cells = [_cell(name, work, old, new, tired) for name, work in ENGINES.items()]
            yield f"| {size // 1000} kB | {share:.1%} | " + " | ".join(cells) + " |"


def reworded(chance: random.Random, text: str, share: float) -> str:
    """Return a text with this share of its words replaced, anywhere but in headings."""
    blocks_ = text.split("\n\n")
    for number, block in enumerate(blocks_):
        if not block.startswith("#"):
            inside = block.split(" ")
            blocks_[number] = " ".join(
                chance.choice(prose.STEMS) + chance.choice(prose.ENDINGS) if chance.random() < share else word
                for word in inside
            )
    return "\n\n".join(blocks_)


def least(work: Callable[[], object], most: int = 5) -> float:
    """Return the least time in seconds of a few runs; of one where it takes long."""
    times: list[float] = []
    while len(times) < most and sum(times) < 2:
        forget()
        begun = perf_counter()
        work()
        times.append(perf_counter() - begun)
    return min(times)


def _cell(name: str, work: Callable[[str, str], object], old: str, new: str, tired: set[str]) -> str:
    if name in tired:
        return "–"
    seconds = least(partial(work, old, new))
    if seconds > TOO_LONG / 10:  # ten times the text takes at least ten times as long
        tired.add(name)
    return f"{1000 * seconds:,.1f}"


def _redline(old: str, new: str) -> object:
    return diff.groups(old, new)


def _dmp(old: str, new: str) -> object:
    """Compare words coded as characters, without its time limit, which would make the result depend on the load."""
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    codes: dict[str, str] = {}

    def coded(text: str) -> str:
        return "".join(codes.setdefault(word, chr(0x100 + len(codes))) for word in words.split(text))

    return engine.diff_main(coded(old), coded(new), False)


def _difflib(old: str, new: str) -> object:
    return difflib.SequenceMatcher(None, words.split(old), words.split(new)).get_opcodes()


def _git(old: str, new: str) -> object:
    with tempfile.TemporaryDirectory() as folder:
        paths = Path(folder, "old"), Path(folder, "new")
        for path, text in zip(paths, (old, new), strict=True):
            path.write_text(text, encoding="utf-8")
        command = ["git", "diff", "--no-index", "--word-diff", *map(str, paths)]
        return subprocess.run(command, capture_output=True, check=False).stdout


ENGINES: dict[str, Callable[[str, str], object]] = dict(zip(HEADINGS, (_redline, _dmp, _difflib, _git), strict=True))


def bounds() -> Iterator[str]:
    """Yield lines about texts that have nothing to do with each other, and about how the cost grows."""
    for size in (100_000, 1_000_000):
        one, other = (prose.text(random.Random(seed), "Piano", size) for seed in (1, 9))
        taken = least(partial(_redline, one, other.replace("a", "ä").replace("e", "ë")))
        yield f"- two texts of {size // 1000} kB with hardly a word in common: {1000 * taken:,.0f} ms"
    times = []
    for size in (50_000, 100_000, 200_000, 400_000):
        old = prose.text(random.Random(1), "Piano", size)
        times.append(least(partial(_redline, old, reworded(random.Random(2), old, 0.05))))
    growth = ", ".join(f"{later / earlier:.2f}" for earlier, later in zip(times, times[1:], strict=False))
    yield f"- each doubling from 50 to 400 kB, 5 % of the words changed, takes so many times as long: {growth}"


if __name__ == "__main__":
    for line in (*table(), "", *bounds()):
        print(line, flush=True)
