# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists of proposals: filters, orders, and pages by key.

A page begins where the one before ended: its cursor holds the sort key and id of a row, and the database jumps
there by an index, so that page 10,000 costs what page 1 costs. A search is ranked first (the best search.MOST)
and then narrowed by the filters; its pages are stretches of that short list.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from amendments.models import Document, State
from auth.models import Body, User
from db import db
from processes.models import Process
from proposals import search
from proposals.models import Proposal

PAGE = 20
SHOWN = tuple(state.value for state in State if state != State.DRAFT)
LARGEST = 2**31 - 1
# The column that orders, and whether the greatest comes first; the id decides between equals.
SORTS: dict[str, tuple[Any, bool]] = {
    "plan": (Proposal.position, False),
    "newest": (Document.published_at, True),
    "supported": (Document.supports, True),
    "discussed": (Document.comments, True),
}
# A key before all others: the first page is read from it as any other is from its own, by the same way.
BEFORE_ALL = {
    "plan": (-1, 0),
    "newest": (datetime(9999, 1, 1, tzinfo=UTC), LARGEST),
    "supported": (LARGEST, LARGEST),
    "discussed": (LARGEST, LARGEST),
}


class BadCursor(ValueError):
    """A cursor that this site did not write, or wrote for another order."""


@dataclass(frozen=True)
class Wish:
    """What a reader asked a list for; `process_id` None: proposals of every process."""

    process_id: int | None
    part_id: int | None = None
    state: str = ""
    words: str = ""
    sort: str = ""
    cursor: str = ""

    @property
    def order(self) -> str:
        """The order in force: the one asked for, else by rank when searching, else that of the plan."""
        if self.sort in SORTS:
            return self.sort
        return "rank" if self.words else ("plan" if self.process_id is not None else "newest")


@dataclass(frozen=True)
class Found:
    """One page of a list. `cut` says that a search found more than it ranks."""

    rows: Sequence[Any]
    previous: str | None = None
    next: str | None = None
    cut: bool = False
    total: int | None = field(default=None)


ROW = (
    Document.id,
    Document.title,
    Document.language,
    Document.state,
    Document.supports,
    Document.comments,
    Document.pending,
    Document.published_at,
    Proposal.number,
    Proposal.position,
    Proposal.part_id,
    Proposal.reference,
    Proposal.original_date,
    Proposal.excerpt,
    User.name.label("author"),
    Body.name.label("body"),
)


def page(wish: Wish) -> Found:
    """Return one page of the list that was asked for; raise BadCursor. One query, with a search two."""
    return _ranked(wish) if wish.words else _by_key(wish)


def rows(wish: Wish) -> Any:
    """Return the query of all rows that pass the filters."""
    chosen = (
        sa.select(*ROW, Process.title.label("process"), Process.slug)
        .select_from(Document)
        .join(Proposal, Proposal.document_id == Document.id)
        .join(Process, Process.id == Document.process_id)
        .outerjoin(User, User.id == Document.author_id)
        .outerjoin(Body, Body.id == Document.body_id)
        .where(Document.state == wish.state if wish.state in SHOWN else Document.state != State.DRAFT)
    )
    if wish.process_id is not None:
        # Asked of the table that holds the order, so that the database begins with the index of that order.
        ordered = Proposal if wish.order == "plan" else Document
        chosen = chosen.where(ordered.process_id == wish.process_id)
    return chosen if wish.part_id is None else chosen.where(Proposal.part_id == wish.part_id)


def _by_key(wish: Wish) -> Found:
    column, descending = SORTS[wish.order]
    back, after = _read(wish.cursor, wish.order)
    id = Proposal.document_id if wish.order == "plan" else Document.id
    chosen, key = rows(wish), sa.tuple_(column, id)
    down = descending != back  # a page before is read backwards, then turned round
    value, last = after or BEFORE_ALL[wish.order]
    bound = sa.tuple_(sa.literal(value, column.type), sa.literal(last, sa.Integer))
    chosen = chosen.where(key < bound if down else key > bound)
    chosen = chosen.order_by(column.desc() if down else column, id.desc() if down else id)
    got = list(db.session.execute(chosen.limit(PAGE + 1)))
    more, got = len(got) > PAGE, got[:PAGE]
    if back:
        got.reverse()
    has_previous, has_next = (more, True) if back else (after is not None, more)
    return Found(
        got,
        _write(wish.order, True, got[0]) if got and has_previous else None,
        _write(wish.order, False, got[-1]) if got and has_next else None,
    )


def _ranked(wish: Wish) -> Found:
    ids = search.find(wish.words, wish.process_id)
    place = {id: at for at, id in enumerate(ids)}
    got = list(db.session.execute(rows(wish).where(Document.id.in_(ids)))) if ids else []
    if wish.sort in SORTS:
        column, descending = SORTS[wish.order]
        got.sort(key=lambda row: (getattr(row, column.key), row.id), reverse=descending)
    else:
        got.sort(key=lambda row: place[row.id])
    begin = _offset(wish.cursor)
    return Found(
        got[begin : begin + PAGE],
        _pack(["at", max(0, begin - PAGE)]) if begin else None,
        _pack(["at", begin + PAGE]) if begin + PAGE < len(got) else None,
        cut=len(ids) == search.MOST,
        total=len(got),
    )


# --- cursors: opaque to readers, checked like everything that comes from outside ---------------------------


def _write(order: str, back: bool, row: Any) -> str:
    value = getattr(row, SORTS[order][0].key)
    return _pack([order, back, value.timestamp() if isinstance(value, datetime) else value, row.id])


def _read(cursor: str, order: str) -> tuple[bool, tuple[Any, int] | None]:
    """Return the direction and the key of the row at which to begin; raise BadCursor."""
    if not cursor:
        return False, None
    match _unpack(cursor):
        case [str(kind), bool(back), int(value) | float(value), int(id)] if kind == order and 0 <= id <= LARGEST:
            return back, (_value(order, value), id)
    raise BadCursor(cursor)


def _value(order: str, value: float) -> Any:
    if order != "newest":
        if not isinstance(value, int) or not 0 <= value < (2**62 if order == "plan" else LARGEST):
            raise BadCursor(str(value))
        return value
    try:
        return datetime.fromtimestamp(value, tz=UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise BadCursor(str(value)) from error


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    match _unpack(cursor):
        case ["at", int(begin)] if 0 <= begin < search.MOST:
            return begin
    raise BadCursor(cursor)


def _pack(values: list[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(values, separators=(",", ":")).encode()).decode().rstrip("=")


def _unpack(cursor: str) -> Any:
    if len(cursor) > 120:
        raise BadCursor(cursor)
    try:
        return json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise BadCursor(cursor) from error
