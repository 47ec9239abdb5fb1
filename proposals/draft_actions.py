# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs on a draft: begin it, save it, add and remove co-authors.

Every save is kept. One that was written on an older save is merged with what was saved meanwhile; where both
changed the same words a person chooses, and until then nothing is written.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from amendments.documents.texts import clean, settle
from amendments.models import Document
from auth.models import User
from auth.queries import by_email
from db import N_, Changed, Invalid, begin_writing, db, lock, now
from journal.actions import record
from permissions import require
from processes.models import Process
from proposals.models import CoAuthor, DraftSave, Proposal
from redline.merging.merge import Merge, merge
from redline.text import title

LONGEST_TITLE = 300
CHOSEN_TOO_LATE = N_("Mentre sceglievi, la bozza è stata salvata di nuovo: guarda i conflitti com’è adesso.")


@dataclass(frozen=True)
class Saved:
    """What a save came to: its number, and the number of the save it was merged with, or None."""

    number: int
    merged_with: int | None


def draft(process: Process, text: str, *, by: User) -> Proposal:
    """Begin a draft; its text is the first save. Raise Invalid when the text has no title or is too long."""
    require(by, "proposal.draft", process, now())
    words, moment = _checked(text), now()
    document = Document(kind="proposal", process=process, title=title(words), author=by)
    document.created_at = document.updated_at = moment
    db.session.add(document)
    db.session.flush()
    proposal = Proposal(document=document, process_id=process.id)
    db.session.add(proposal)
    db.session.flush()
    _keep(proposal, words, by)
    record("proposal.drafted", by=by, document=document, data={})
    return proposal


def save(
    proposal: Proposal, text: str, *, by: User, base: int, resolutions: Sequence[str] = (), seen: int | None = None
) -> Saved:
    """Save a draft that was written on save number `base`, merged with whatever was saved meanwhile.

    Raises amendments.documents.texts.Clashes until `resolutions` holds the words of every clash; `seen` is the save
    that the clashes were shown against, and Changed is raised when it is no longer the last one.
    """
    require(by, "proposal.save", proposal, now())
    words = _checked(text)
    last = proposal.last_save
    final = _merged(proposal, base, words, resolutions)
    begin_writing()
    lock(proposal.document)
    db.session.refresh(proposal)
    require(by, "proposal.save", proposal, now())
    if seen is not None and seen != proposal.last_save:
        raise Changed(CHOSEN_TOO_LATE)
    if proposal.last_save != last:
        final = _merged(proposal, base, words, resolutions)
    met = proposal.last_save if proposal.last_save != base else None
    if final != save_text(proposal, proposal.last_save):
        _keep(proposal, final, by)
    return Saved(proposal.last_save, met)


def add_coauthor(proposal: Proposal, email: str, *, by: User) -> User:
    """Let the person with this address write the draft too; raise Invalid when there is none."""
    require(by, "proposal.save", proposal, now())
    person = by_email(email)
    if person is None or not person.is_active:
        raise Invalid("email", N_("Nessuno si è registrato con questo indirizzo: chiedi alla persona di farlo."))
    if person.id in proposal.drafter_ids:
        raise Invalid("email", N_("Questa persona scrive già la bozza: non serve fare altro."))
    proposal.coauthors.append(CoAuthor(user=person))
    record("proposal.coauthor_added", by=by, document=proposal.document, data={"person": person.pseudonym})
    return person


def save_text(proposal: Proposal, number: int) -> str:
    """Return the text of one save; raise Invalid when there is none of this number."""
    of_this = sa.select(DraftSave.text).where(DraftSave.proposal_id == proposal.document_id)
    found = db.session.scalar(of_this.where(DraftSave.number == number))
    if found is None:
        raise Invalid("", N_("Questo salvataggio non esiste: ricarica la pagina e riprova."))
    return found


def meet(proposal: Proposal, text: str, base: int) -> Merge:
    """Return the merge of a text written on save `base` with the last save; nothing is written."""
    return merge(save_text(proposal, base), save_text(proposal, proposal.last_save), _checked(text))


def _merged(proposal: Proposal, base: int, words: str, resolutions: Sequence[str]) -> str:
    if base == proposal.last_save:
        return words
    return _checked(settle(meet(proposal, words, base), resolutions))


def _checked(text: str) -> str:
    words = clean(text, "body")
    if len(title(words)) > LONGEST_TITLE:
        raise Invalid("title", N_("Il titolo è troppo lungo: scrivi al massimo 300 caratteri."))
    return words


def _keep(proposal: Proposal, words: str, by: User) -> None:
    """Write the next save of a draft whose document is held."""
    proposal.last_save += 1
    proposal.document.title, proposal.document.updated_at = title(words), now()
    db.session.add(
        DraftSave(
            proposal_id=proposal.document_id, number=proposal.last_save, text=words, by_id=by.id, created_at=now()
        )
    )
    db.session.flush()
