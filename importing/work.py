# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an import has done so far: the process it is about, each entry with what came of it, and what must be mended."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

from auth.models import User
from fields import Form
from importing.entries import complaints, filled
from importing.tree import Mistake, Value
from processes.models import Process

ADDED, CHANGED, SAME = "added", "changed", "same"
F = TypeVar("F", bound=Form)
T = TypeVar("T")


@dataclass(frozen=True)
class Done:
    """What came of an entry of the file."""

    line: int
    section: str
    name: str
    what: str


class Unfit(Exception):
    """An entry cannot be written: its mistakes are noted, and the next entry is looked at."""


@dataclass
class Work:
    """One import, by one person."""

    by: User
    tell: Callable[[Done], None]
    process: Process | None = None
    done: list[Done] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)

    @property
    def of(self) -> Process:
        """The process, which is written first."""
        assert self.process is not None
        return self.process

    def form(
        self,
        form_class: type[F],
        entry: Value,
        present: Form | None = None,
        *,
        apart: frozenset[str] = frozenset(),
        offer: Callable[[F], Any] = lambda form: form,
    ) -> F:
        """Return the checked form of an entry; raise Unfit where something must be mended."""
        form, seen = filled(form_class, entry, present, apart)
        offer(form)
        found = [*seen, *complaints(form, entry)]
        if found:
            self.mistakes += found
            raise Unfit
        return form

    def note(self, entry: Value, section: str, name: str, what: str) -> None:
        """Write down what came of an entry, and tell it."""
        self.done.append(Done(entry.line, section, name, what))
        self.tell(self.done[-1])


def differs(thing: Any, wanted: Any) -> bool:
    """Say whether a thing says something else than a dataclass whose fields have the same names."""
    return any(getattr(thing, name) != value for name, value in asdict(wanted).items())


def keyed(things: Iterable[T], name: str, key: str) -> T | None:
    """Return the first of some things whose attribute has this value, or None."""
    return next((thing for thing in things if getattr(thing, name) == key), None)
