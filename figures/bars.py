# SPDX-License-Identifier: AGPL-3.0-or-later
"""Counts as the bars that a plot, a table and a file show alike; groups of fewer than five people keep their number.

People are told in fives ("almeno 15"), of a process as of the site, so that what is kept back cannot be worked out from
what is told.
"""

from collections.abc import Mapping

from proposals.report_figures import FEWEST_PEOPLE, Bar


def bars_of(counts: Mapping[str, int], names: Mapping[str, str]) -> tuple[Bar, ...]:
    """Return the bars of things, in the order of their names; nothing for what there is none of."""
    most = max(counts.values(), default=0)
    return tuple(Bar(name, counts[key], 100 * counts[key] / most) for key, name in names.items() if counts.get(key))


def named(counts: Mapping[str, int]) -> tuple[Bar, ...]:
    """Return the bars of things that are counted by their names."""
    return bars_of(counts, {name: name for name in counts})


def kept_back(counts: Mapping[str, int]) -> tuple[Bar, ...]:
    """Return bars of people in fives: nought is told, and fewer than five are neither told nor drawn."""
    fives = {name: count - count % FEWEST_PEOPLE for name, count in counts.items()}
    most = max(fives.values(), default=0) or 1
    return tuple(
        Bar(name, None, 0) if counts[name] and not count else Bar(name, count, 100 * count / most, least=count > 0)
        for name, count in fives.items()
    )
