# SPDX-License-Identifier: AGPL-3.0-or-later
"""What those who handle requests do in the demo: canned reasons, questions, notes, who looks after what."""

from typing import Any

from amendments.decisions.actions import Ruling, decide
from amendments.decisions.canned_actions import add_canned
from amendments.drafts.actions import gather
from amendments.handling.actions import add_note, assign
from amendments.handling.clarification_actions import answer, ask
from amendments.models import Document
from amendments.request_models import Amendment
from amendments.requests.actions import changes_of, propose
from db import transaction
from demo.people import Cast
from demo.texts import CANNED
from processes.models import Process
from proposals.actions import Place, publish
from proposals.offshoot_actions import draft_offshoot
from redline.paragraphs import paragraphs
from redline.sources import source


def keep_reasons(cast: Cast, process: Process) -> None:
    """Give the moderators of a process some canned reasons."""
    with transaction():
        for title, words in CANNED:
            add_canned(process, title, words, by=cast["mara"])


def grow_proposal(cast: Cast, document: Document, wanted: str) -> None:
    """Reject a request of the staff, who makes a proposal of its own out of it."""
    bruno, mara = cast["bruno"], cast["mara"]
    with transaction():
        wish = propose(document, wanted, by=bruno, base=document.version, reason="Chi ha imparato può insegnare.")
    with transaction():
        reason = "È una buona idea, ma è un’azione diversa: merita una proposta a sé."
        rulings = [Ruling(row.number, "rejected", reason) for row in changes_of(wish, 1)]
        decide(wish, rulings, by=mara, seen_version=document.version, seen_revision=1)
    with transaction():
        proposal = draft_offshoot(wish, by=bruno)
    with transaction():
        publish(proposal, Place(), by=bruno, seen=proposal.last_save)


def handle(cast: Cast, answered: Amendment, unclear: Amendment) -> None:
    """Two questions, one of them answered; a note and who looks after it, which only those who handle requests see."""
    mara, mino = cast["mara"], cast["mino"]
    with transaction():
        ask(answered, "Due anni dall’adozione del piano, o da oggi?", by=mara)
    with transaction():
        answer(answered, "Dall’adozione del piano.", by=cast["sami"])
    with transaction():
        add_note(answered, "Prima di decidere, sentire l’ufficio che organizza i corsi.", by=mara)
        assign(answered, mino.id, by=mara)
    with transaction():
        ask(unclear, "Serve un corso diverso per chi comincia, o basta un incontro in più?", by=mino)


def gather_request(cast: Cast, document: Document) -> None:
    """Sami has changed two paragraphs of a proposal, and has not sent the request yet."""
    known = [one for one in paragraphs(document.text) if one.kind == "paragraph"]
    wishes = ("Chi partecipa prova su un caso vero.", "Si registra, per chi manca.")
    for paragraph, more in zip(known, wishes, strict=False):
        words = f"{source(document.text, paragraph)} {more}"
        named: dict[str, Any] = {"base": document.version, "paragraph": paragraph.number}
        with transaction():
            gather(document, words, by=cast["sami"], reason="Si impara facendo.", **named)
