# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bring meetings in from a list: a short one in one transaction, a long one in pieces, as work that tells its progress.

A long list would hold up whoever else writes for as long as it takes. So each piece is a transaction of its own: first
all are tried and taken back, until every line is known to be in order; then, on the word of whoever asked, all are
written. A piece is counted in the transaction that writes it, and lines that are there already change nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from flask import current_app
from flask_babel import force_locale, get_locale

from auth.models import User
from db import N_, db, transaction
from importing.importer import Section, Unwritten, put
from importing.life import put_meeting
from importing.lists import entries
from importing.tree import Mistake, Value
from importing.work import ADDED, CHANGED, SAME, Work
from processes.models import Process
from works.course import Course
from works.kinds import End, carries_out
from works.models import CONFIRMED, LongWork, WorkState

SECTION = Section("meetings", put_meeting)
KIND = "meetings"
AT_ONCE, PIECE, MOST_LINES = 200, 50, 100
CHECK, WRITE = N_("Controllo delle righe, senza scrivere nulla"), N_("Scrittura delle righe")
TRIED = N_("Prova riuscita. Incontri nuovi: %(added)s. Aggiornati: %(changed)s. Già uguali: %(same)s.")
TO_MEND = N_("Ci sono righe da correggere: non è stato importato nulla. Correggi l’elenco e provalo di nuovo.")
MOVED = N_("Qui l’importazione si è fermata: qualcosa è cambiato dopo la prova. Le righe precedenti sono importate.")
WRITTEN = N_("Gli incontri sono importati: tutte le %(total)s righe.")


def carry_out(process: Process, text: str, *, by: User, trial: bool) -> Work:
    """Write the meetings of a short list; on a trial, or with one mistake, nothing of it stays."""
    work = Work(by, lambda done: None, process=process)
    language = str(get_locale())
    try:
        # The forms of entries must not read what was sent with this request.
        with current_app.test_request_context(), force_locale(language):
            _put_all(work, read(text, work))
            if trial or work.mistakes:
                raise Unwritten
    except Unwritten:
        db.session.rollback()
    return work


def read(text: str, work: Work) -> list[Value]:
    """Return the entries of a list, or note why it cannot be read."""
    try:
        return list(entries(text))
    except Mistake as mistake:
        work.mistakes.append(mistake)
        return []


def _put_all(work: Work, found: Sequence[Value]) -> None:
    for entry in found:
        put(work, SECTION, entry)


@carries_out(KIND, N_("Importazione di incontri"), confirm=N_("Importa gli incontri"))
def bring_in(long: LongWork, course: Course) -> End:
    """Try all lines of a long list, or, once that was confirmed, write them."""
    process = db.session.get_one(Process, long.about["process"])
    matter, language = _Matter(long.user_id, process.id, process.slug), str(get_locale())
    with current_app.test_request_context(), force_locale(language):
        work = Work(long.user, lambda done: None)
        found = read(long.about["text"], work)
        if work.mistakes:
            return _to_mend(work.mistakes, matter)
        return (_write if long.about.get(CONFIRMED) else _try)(found, matter, course)


@dataclass(frozen=True)
class _Matter:
    """Who imports, and into which process: numbers, for objects do not outlive a transaction."""

    user: int
    process: int
    slug: str


def _try(found: Sequence[Value], matter: _Matter, course: Course) -> End:
    counts: Counter[str] = Counter()
    mistakes: list[Mistake] = []
    course.begin(CHECK, len(found))
    for end, piece in _pieces(found, 0):
        work = _put_piece(piece, matter, None)
        mistakes += work.mistakes
        counts.update(done.what for done in work.done)
        course.tell(end)
    if mistakes:
        return _to_mend(mistakes, matter)
    return End(WorkState.READY, TRIED, {what: counts[what] for what in (ADDED, CHANGED, SAME)})


def _write(found: Sequence[Value], matter: _Matter, course: Course) -> End:
    course.begin(WRITE, len(found), course.done)
    for end, piece in _pieces(found, course.done):
        work = _put_piece(piece, matter, partial(course.keep, end))
        if work.mistakes:
            return _to_mend(work.mistakes, matter, MOVED)
    link = (N_("Vedi gli incontri"), "processes.meetings", {"slug": matter.slug})
    return End(WorkState.DONE, WRITTEN, {"total": len(found)}, link=link)


def _pieces(found: Sequence[Value], begin: int) -> Iterator[tuple[int, Sequence[Value]]]:
    """Yield the pieces of a list from an entry on, each with how many entries are done after it."""
    for start in range(begin, len(found), PIECE):
        piece = found[start : start + PIECE]
        yield start + len(piece), piece


def _put_piece(piece: Sequence[Value], matter: _Matter, keep: Callable[[], None] | None) -> Work:
    """Write a piece and keep it; where it is only tried, or has mistakes, nothing of it stays."""
    with suppress(Unwritten), transaction():
        by, process = db.session.get_one(User, matter.user), db.session.get_one(Process, matter.process)
        work = Work(by, lambda done: None, process=process)
        _put_all(work, piece)
        if keep is None or work.mistakes:
            raise Unwritten
        keep()
    return work


def _to_mend(mistakes: Sequence[Mistake], matter: _Matter, sentence: str = TO_MEND) -> End:
    named = sorted(mistakes, key=lambda one: one.line)[:MOST_LINES]
    lines = [(one.line, one.sentence, one.words) for one in named]
    link = (N_("Carica l’elenco corretto"), "importing.meetings", {"slug": matter.slug})
    return End(WorkState.FAILED, sentence, lines=lines, more=len(mistakes) - len(named), link=link)
