# SPDX-License-Identifier: AGPL-3.0-or-later
"""The kinds of long work: what each is called, how it counts, and the function that carries it out.

A doer is given the work and its course, which it tells how far it came (`works.course`); it returns the end. It does
its own transactions and looks at what is there, for it may begin again where a worker died.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from db import N_
from works.course import Course
from works.models import LongWork, WorkState


@dataclass(frozen=True)
class End:
    """What came of a piece of work: a sentence to translate with its words, more of them by line, and where to go on.

    `lines` are (line, sentence, words); `link` is what it says, its endpoint and the values of its address.
    """

    state: WorkState
    sentence: str
    words: dict[str, Any] = field(default_factory=dict)
    lines: list[tuple[int, str, dict[str, Any]]] = field(default_factory=list)
    more: int = 0
    link: tuple[str, str, dict[str, Any]] | None = None

    def result(self) -> dict[str, Any]:
        """Return what is kept of it with the work."""
        found = asdict(self)
        del found["state"]
        return found


Doer = Callable[[LongWork, Course], End]


@dataclass(frozen=True)
class Kind:
    """A kind of work: its title, how it says how far it is, what its button says when it is ready, and its doer."""

    title: str
    counted: str
    confirm: str
    do: Doer


KINDS: dict[str, Kind] = {}


def carries_out(
    kind: str, title: str, counted: str = N_("%(done)s di %(total)s righe"), confirm: str = ""
) -> Callable[[Doer], Doer]:
    """Say that a function carries out the work of this kind."""

    def decorate(doer: Doer) -> Doer:
        KINDS[kind] = Kind(title, counted, confirm, doer)
        return doer

    return decorate
