# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fills a database for the benchmark through the real actions, so that what is measured is what people make."""

import random
import re
from datetime import timedelta
from html import unescape

from amendments.documents.actions import correct, publish
from amendments.models import Document
from amendments.requests.actions import propose
from amendments.support.actions import support
from auth.models import Member, Site, User
from benchmarks import prose
from comments.actions import compose, post
from db import db, now, transaction
from processes.models import Part, Phase, Process
from proposals.models import Proposal

LARGE, SMALL = 20_000, 1_500  # characters of a text
WORKED_ON, LONG_TITLE = 8, "Testo lungo"  # as many texts of 20 kB as people write at once in the benchmark
many = {"proposals": 2000, "versions": 200, "amendments": 300, "supporters": 500, "comments": 1000}
many |= {"amendments_each": 25}


def shrink(times: int) -> None:
    """Make everything so many times fewer, to try the benchmark itself."""
    many.update({name: max(25, number // times) for name, number in many.items()})


def next_page(html: str) -> str | None:
    """Return the address of the next page that a list links to, or None on the last one."""
    found = re.search(r'<a[^>]*rel="next"[^>]*>', html)
    href = re.search(r'href="([^"]*)"', found[0]) if found else None
    return unescape(href[1]) if href else None


def fill(chance: random.Random) -> int:
    """Write site, people, one process and its proposals; return the id of the large document."""
    with transaction():
        people = [_person(number) for number in range(many["supporters"])]
        process = _process()
        db.session.add(Site(name="Comune di Prova"))
        db.session.add_all([process, *people])
        db.session.flush()
        staff, moderator = people[0], people[1]
        db.session.add(Member(process_id=process.id, user_id=staff.id, role="staff", created_at=now()))
        db.session.add(Member(process_id=process.id, user_id=moderator.id, role="moderator", created_at=now()))
    large = publish_text(process, staff, 0, prose.text(chance, "La grande proposta", LARGE))
    for number in range(1, many["proposals"] - WORKED_ON):
        publish_text(process, staff, number, prose.text(chance, prose.sentence(chance)[:60], SMALL))
    for number in range(many["proposals"] - WORKED_ON, many["proposals"]):
        long = publish_text(process, staff, number, prose.text(chance, f"{LONG_TITLE} {number}", LARGE))
        _amend(long, many["amendments_each"], people)
    _versions(chance, large, staff)
    _amend(large, many["amendments"], people)
    for person in people:
        with transaction():
            support(large, by=person)
    for number in range(many["comments"]):
        with transaction():
            post(large, compose(prose.sentence(chance) + f" ({number})"), by=people[number % many["supporters"]])
    return large.id


def _amend(document: Document, number_of: int, people: list[User]) -> None:
    """Ask for so many changes of one word each, in different places of the text."""
    for number in range(number_of):
        with transaction():
            wanted = prose.with_word(document.text, 1 + number * 8, f"parola{number}")
            by = people[2 + number % (len(people) - 2)]
            propose(document, wanted, by=by, base=document.version, reason="Più chiaro.")


def _versions(chance: random.Random, document: Document, staff: User) -> None:
    for number in range(1, many["versions"]):
        wanted = prose.edited(chance, document.text)
        if wanted != document.text:
            with transaction():
                correct(document, wanted, by=staff, base=document.version, reason=f"Giro {number}.")


def _person(number: int) -> User:
    return User(name=f"Persona {number}", email=f"p{number}@example.org", created_at=now(), confirmed_at=now())


def _process() -> Process:
    process = Process(
        slug="piano",
        title="Piano di prova",
        prefix="bench",
        headings=[],
        domains=[],
        created_at=now(),
        last_reference=0,
    )
    begun, end = now() - timedelta(days=1), now() + timedelta(days=30)
    everything = {"proposing": True, "amending": True, "supporting": True, "commenting": True}
    process.phases.append(Phase(title="Aperto", starts_at=begun, ends_at=end, **everything))
    process.parts.append(Part(number="1", title="Tutte le proposte", position=1))
    return process


def publish_text(process: Process, staff: User, number: int, words: str) -> Document:
    """Publish a text as a proposal, with a number in the plan."""
    with transaction():
        document = Document(kind="proposal", process=process, title="", author=staff)
        document.created_at = document.updated_at = now()
        db.session.add(document)
        db.session.flush()
        place = Proposal(document_id=document.id, process_id=process.id, part_id=process.parts[0].id)
        place.number, place.position = f"1.{number + 1}", number + 1
        place.reference = f"bench-PROP-2026-11-{number + 1}"
        db.session.add(place)
        publish(document, words, by=staff)
    return document
