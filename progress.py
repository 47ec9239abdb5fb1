# SPDX-License-Identifier: AGPL-3.0-or-later
"""How far a command is, told on standard error: a bar in a terminal, elsewhere a line every few seconds.

What works through many things takes a function that `Follow`s them, and needs not know whether anybody looks.
"""

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

import click

EVERY = 10.0  # seconds
T = TypeVar("T")


class Follow(Protocol):
    """Passes things on one by one, and may tell how many are done; `label` says what they are."""

    def __call__(self, things: Sequence[T], label: str) -> Iterable[T]: ...


def silently(things: Sequence[T], label: str) -> Iterable[T]:
    """Tell nothing."""
    return things


def aloud(things: Sequence[T], label: str) -> Iterator[T]:
    """Tell whoever typed the command."""
    if sys.stderr.isatty():
        with click.progressbar(things, label=label, file=sys.stderr, show_pos=True) as bar:
            yield from bar
        return
    told = time.monotonic()
    for done, thing in enumerate(things):
        if time.monotonic() - told >= EVERY:
            click.echo(f"{label}: {done} of {len(things)}", err=True)
            told = time.monotonic()
        yield thing


# Gives a command the argument `follow`.
quietly = click.option(
    "--quiet",
    "follow",
    is_flag=True,
    callback=lambda context, option, quiet: silently if quiet else aloud,
    help="Do not tell how far it is.",
)
