# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who on the desk asks for the same: what is staged of one request may be staged of all of them in one go.

The forecast says whose changes have the same effect. What somebody staged of a request by itself stays as it is.
"""

from collections.abc import Hashable, Mapping, Sequence

from amendments.desk.actions import Wish
from amendments.desk.queries import Desk, OnDesk
from amendments.desk.rehearsal import is_mine
from amendments.request_models import Outcome
from auth.models import User
from redline.merging.amendment import Key
from redline.merging.contests import contests
from redline.merging.forecast import Forecast

Alike = Mapping[Key, Sequence[Key]]


def alike(desk: Desk, forecast: Forecast, by: User) -> dict[Key, list[Key]]:
    """Return, for each change, those of other requests with the same effect that this person may still stage."""
    free = {
        (one.number, number) for one in desk.open if not is_mine(one, by) for number in one.numbers - set(one.staged)
    }
    found: dict[Key, list[Key]] = {}
    for contest in contests(forecast):
        for side in contest.sides:
            waiting = [key for key in side.changes if key in free]
            for key in side.changes:
                found[key] = [other for other in waiting if other[0] != key[0]]
    return found


def wishes_of_alike(desk: Desk, same: Alike, one: OnDesk, wishes: Sequence[Wish]) -> list[tuple[OnDesk, list[Wish]]]:
    """Return, with each request, the wishes for the changes that ask for the same as those of one request.

    Own words stand in place of what was asked for: they are only passed on where that is the same, word for word.
    """
    found: dict[Hashable, list[Wish]] = {}
    by_number: dict[Hashable, OnDesk] = {one.number: one for one in desk.open}
    for wish in wishes:
        asked = _words(one, wish.change)
        for number, change in same.get((one.number, wish.change), ()):
            if wish.outcome != Outcome.MODIFIED or _words(by_number[number], change) == asked:
                found.setdefault(number, []).append(Wish(change, wish.outcome, wish.reason, wish.words))
    return [(one, found[one.number]) for one in desk.open if one.number in found]


def _words(one: OnDesk, number: int) -> tuple[str, str]:
    return next((change.old, change.new) for change in one.request.changes if change.number == number)
