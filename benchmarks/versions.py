# SPDX-License-Identifier: AGPL-3.0-or-later
"""What long histories cost: authorship, anchors, opening, checking the chain. `python -m benchmarks.versions`.

Seconds of one core, the best of three, beside splitting one version into words in the same run; memory of the largest.
"""

import random
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from time import process_time

from benchmarks import prose
from benchmarks.forgetting import forget
from redline import words
from redline.anchors import follow
from redline.authorship import Authorship, authors_of_changes, authors_of_deltas
from redline.changes import changes
from redline.checks import check
from redline.delta import delta
from redline.history import History, first_break

VERSIONS, LENGTH, LONG = 1_000, 20_000, 5_000


def versions(count: int) -> list[str]:
    """Return versions of a text, each with five words changed, or so."""
    chance = random.Random(1)
    texts = [prose.text(chance, "Piano", LENGTH)]
    while len(texts) < count:
        texts.append(prose.edited(chance, texts[-1], 0.002))
    return texts


def seconds(work: Callable[[], object]) -> float:
    """Return the least time of one core that three runs took."""
    taken = []
    for _ in range(3):
        forget()
        start = process_time()
        work()
        taken.append(process_time() - start)
    return min(taken)


def memory(work: Callable[[], object]) -> float:
    """Return how many megabytes are held by what the work returns."""
    tracemalloc.start()
    kept = work()
    size = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    del kept
    return size


def _followed(deltas: list[str]) -> Authorship:
    followed = Authorship()
    for written in deltas:
        followed.add_delta(written)
    return followed


def table() -> Iterator[tuple[str, float]]:
    """Yield what was measured: its name, and seconds or megabytes."""
    texts = versions(VERSIONS)
    pairs = list(zip(["", *texts], texts, strict=False))
    deltas, lists = [delta(*pair) for pair in pairs], [changes(*pair) for pair in pairs]
    yield "splitting one version into words, s", seconds(lambda: words.split(texts[-1]))
    yield f"authorship over {VERSIONS} versions from deltas, s", seconds(lambda: authors_of_deltas(deltas))
    yield f"authorship over {VERSIONS} versions from changes, s", seconds(lambda: authors_of_changes(lists))
    yield "  and what it holds, MB", memory(lambda: _followed(deltas))
    yield f"a passage through {VERSIONS} versions, s", seconds(lambda: follow(texts[0], 300, 400, lists[1:]))
    yield "checking a version against the one before, s", seconds(lambda: check(texts[1], texts[0]))
    history = History()
    for text in texts * (LONG // VERSIONS):
        history.append(text)
    for number in (1, LONG // 2, LONG):
        yield f"opening version {number} of {LONG}, s", seconds(partial(history.open, number))
    yield f"checking all {LONG}, s", seconds(lambda: first_break(history.entries))
    size = sum(len(kept.delta) + len(kept.text or "") for kept in history.entries) / 1e6
    yield "  and their size, millions of characters", size


if __name__ == "__main__":
    for name, figure in table():
        print(f"{name:55} {figure:11.5f}")
