# SPDX-License-Identifier: AGPL-3.0-or-later
"""Random deeds by random people on one document, and what each of them meant to take out of the text.

Every word of the story is written once, by one person, so that whoever takes it away can be named. A deed returns the
words that its doer wanted gone; any other word that vanishes was lost.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import TypeVar

import sqlalchemy as sa

from amendments.carry.actions import DROP, KEEP, questions, update
from amendments.decisions.actions import Ruling, decide, prepare
from amendments.documents import actions as document_actions
from amendments.documents.texts import Clashes, text_of
from amendments.models import Document
from amendments.record.obscure_actions import obscure
from amendments.request_models import Amendment, Outcome
from amendments.requests import actions as amendment_actions
from amendments.requests.actions import changes_of, revision_of
from amendments.support import actions as support_actions
from auth.account_actions import erase
from auth.models import User
from comments import actions as comment_actions
from comments import moderation_actions
from comments.models import Comment
from db import Changed, Invalid, db, transaction
from permissions import Refused
from tests.make import Cast

WORD = re.compile(r"parola\d+")
NO = (Refused, Invalid, Changed, Clashes)  # answers that leave no trace


def words_of(text: str) -> set[str]:
    """Return the words of the story that stand in a text."""
    return set(WORD.findall(text))


@dataclass
class Story:
    """One document, the people around it, and what was accepted so far."""

    cast: Cast
    document: Document
    numbers: "count[int]" = field(default_factory=lambda: count(1000))
    accepted: set[str] = field(default_factory=set)

    def play(self, deed: "Deed", luck: int) -> set[str]:
        """Do one deed in a transaction of its own; return the words meant to go, none where it was refused."""
        dice = random.Random(luck)  # noqa: S311 - a game, no secret
        try:
            with transaction():
                return deed(self, dice)
        except NO:
            return set()

    def new_word(self) -> str:
        """Return a word that was never written."""
        return f"parola{next(self.numbers)}"

    def edited(self, text: str, dice: random.Random) -> str:
        """Return a text with one to three small edits of words and paragraphs."""
        for _ in range(dice.randint(1, 3)):
            text = dice.choice(EDITS)(self, text, dice)
        return text

    def someone(self, dice: random.Random) -> User:
        """Return one of those who take part."""
        return dice.choice([self.cast.ada, self.cast.sami, self.cast.zoe])

    def decider(self, dice: random.Random) -> User:
        """Return one of those who moderate."""
        return dice.choice([self.cast.mara, self.cast.mino])

    def amendment(self, dice: random.Random, *, state: str | None = "pending") -> Amendment:
        """Return one of the requests; raise Invalid without any."""
        chosen = sa.select(Amendment).where(Amendment.document_id == self.document.id).order_by(Amendment.number)
        if state is not None:
            chosen = chosen.where(Amendment.state == state)
        return one_of(db.session.scalars(chosen).all(), dice)

    def comment(self, dice: random.Random) -> Comment:
        """Return one of the comments; raise Invalid without any."""
        chosen = sa.select(Comment).where(Comment.document_id == self.document.id).order_by(Comment.id)
        return one_of(db.session.scalars(chosen).all(), dice)


T = TypeVar("T")


def one_of(things: Sequence[T], dice: random.Random) -> T:
    """Return one of several things; raise Invalid without any."""
    if not things:
        raise Invalid("", "nothing there")
    return dice.choice(things)


# --- edits ------------------------------------------------------------------------------------------------


def _change_words(story: Story, text: str, dice: random.Random) -> str:
    words = WORD.findall(text)
    if not words:
        return text
    word, fresh = dice.choice(words), story.new_word()
    return text.replace(word, dice.choice([fresh, f"{word} {fresh}", f"{fresh} {word}", "poi"]), 1)


def _add_paragraph(story: Story, text: str, dice: random.Random) -> str:
    blocks = text.split("\n\n")
    blocks.insert(dice.randint(1, len(blocks)), f"Anche {story.new_word()} e {story.new_word()}.")
    return "\n\n".join(blocks)


def _drop_paragraph(story: Story, text: str, dice: random.Random) -> str:
    blocks = text.split("\n\n")
    if len(blocks) > 3:
        del blocks[dice.randrange(1, len(blocks))]
    return "\n\n".join(blocks)


def _move_paragraph(story: Story, text: str, dice: random.Random) -> str:
    title, *blocks = text.split("\n\n")
    if blocks:
        moved = blocks.pop(dice.randrange(len(blocks)))
        blocks.insert(dice.randint(0, len(blocks)), moved)
    return "\n\n".join([title, *blocks])


EDITS: list[Callable[[Story, str, random.Random], str]] = [
    _change_words,
    _change_words,
    _change_words,
    _add_paragraph,
    _drop_paragraph,
    _move_paragraph,
]

# --- deeds ------------------------------------------------------------------------------------------------


def _propose(story: Story, dice: random.Random) -> set[str]:
    document = story.document
    base = dice.randint(max(1, document.version - 3), document.version)
    wanted = story.edited(text_of(document, base), dice)
    amendment_actions.propose(document, wanted, by=story.someone(dice), base=base, reason="Perché serve.")
    return set()


def _revise(story: Story, dice: random.Random) -> set[str]:
    amendment = story.amendment(dice, state=None)
    revision = revision_of(amendment, amendment.revision)
    assert revision is not None
    author = amendment.author or story.cast.ada
    wanted = story.edited(revision.text, dice)
    amendment_actions.revise(amendment, wanted, by=author, seen=revision.number, reason="Meglio così.")
    return set()


def _update(story: Story, dice: random.Random) -> set[str]:
    """Say what remains of a request whose text changed beneath it."""
    amendment = story.amendment(dice)
    asked = questions(amendment)
    if asked is None:
        raise Invalid("", "nothing to answer")
    answers = {step.number: dice.choice([KEEP, DROP]) for step in asked.steps}
    seen = {"seen_version": story.document.version, "seen_revision": amendment.revision}
    update(amendment, answers, by=amendment.author or story.cast.ada, **seen)
    return set()


def _withdraw(story: Story, dice: random.Random) -> set[str]:
    amendment = story.amendment(dice, state=None)
    amendment_actions.withdraw(amendment, by=amendment.author or story.cast.ada)
    return set()


def _decide(story: Story, dice: random.Random) -> set[str]:
    """Rule upon every change of a request; where words clash, choose one side or keep both."""
    amendment, document = story.amendment(dice), story.document
    rows, revision = changes_of(amendment, amendment.revision), revision_of(amendment, amendment.revision)
    assert revision is not None
    outcomes = [Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.REJECTED, Outcome.ABSORBED, Outcome.PRECLUDED]
    rulings = [Ruling(row.number, dice.choice(outcomes), "Per questo motivo.") for row in rows]
    accepted = {ruling.change for ruling in rulings if ruling.outcome == Outcome.ACCEPTED}
    gone: set[str] = set()
    chosen: list[str] = []
    if accepted:
        merged = prepare(amendment, accepted)
        for clash in merged.clashes:
            chosen.append(dice.choice([clash.ours, clash.theirs, f"{clash.ours} {clash.theirs}"]))
            gone |= words_of(clash.ours + clash.base + clash.theirs) - words_of(chosen[-1])
        taken = [row for row in rows if row.number in accepted]
        gone |= {word for row in taken for word in words_of(row.old) - words_of(row.new)}
    by, seen = story.decider(dice), document.version
    decide(amendment, rulings, by=by, resolutions=chosen, seen_version=seen, seen_revision=revision.number)
    as_asked = [row for row in rows if row.outcome == Outcome.ACCEPTED]
    known = words_of(text_of(document, revision.base))
    story.accepted |= {word for row in as_asked for word in words_of(row.new) - known}
    return gone


def _correct(story: Story, dice: random.Random) -> set[str]:
    document = story.document
    wanted = story.edited(document.text, dice)
    gone = words_of(document.text) - words_of(wanted)
    document_actions.correct(document, wanted, by=story.cast.bruno, base=document.version, reason="Una svista.")
    return gone


def _restore(story: Story, dice: random.Random) -> set[str]:
    document = story.document
    number = dice.randint(1, document.version)
    gone = words_of(document.text) - words_of(text_of(document, number))
    document_actions.restore(document, number, by=story.cast.bruno, seen=document.version, reason="Come prima.")
    return gone


def _support(story: Story, dice: random.Random) -> set[str]:
    give = dice.choice([support_actions.support, support_actions.unsupport])
    give(story.document, by=story.someone(dice))
    return set()


def _support_amendment(story: Story, dice: random.Random) -> set[str]:
    give = dice.choice([support_actions.support_amendment, support_actions.unsupport_amendment])
    give(story.amendment(dice, state=None), by=story.someone(dice))
    return set()


def _comment(story: Story, dice: random.Random) -> set[str]:
    about = story.amendment(dice, state=None) if dice.random() < 0.3 else None
    comment_actions.post(story.document, f"Che ne dite di {story.new_word()}?", by=story.someone(dice), amendment=about)
    return set()


def _take_comment_away(story: Story, dice: random.Random) -> set[str]:
    comment = story.comment(dice)
    if dice.random() < 0.5:
        comment_actions.delete(comment, by=comment.author)
    else:
        moderation_actions.hide(comment, "Fuori tema.", by=story.decider(dice), seen=comment.wording)
    return set()


def _moderate(story: Story, dice: random.Random) -> set[str]:
    amendment = story.amendment(dice, state=None)
    amendment_actions.moderate(amendment, by=story.decider(dice), show=dice.random() < 0.6, reason="Da rileggere.")
    return set()


def _obscure(story: Story, dice: random.Random) -> set[str]:
    word = one_of(sorted(words_of(story.document.text)), dice)
    obscure(story.document, word, by=story.decider(dice), reason="È un dato personale.")
    return {word}


def _erase(story: Story, dice: random.Random) -> set[str]:
    erase(story.cast.zoe, "Lo ha chiesto.", by=story.cast.ines)
    return set()


def _close_and_reopen(story: Story, dice: random.Random) -> set[str]:
    document_actions.close(story.document, by=story.cast.bruno)
    document_actions.reopen(story.document, by=story.cast.bruno)
    return set()


Deed = Callable[[Story, random.Random], set[str]]
DEEDS: dict[str, Deed] = {
    "propose": _propose,
    "revise": _revise,
    "update": _update,
    "withdraw": _withdraw,
    "decide": _decide,
    "correct": _correct,
    "restore": _restore,
    "support": _support,
    "support an amendment": _support_amendment,
    "comment": _comment,
    "take a comment away": _take_comment_away,
    "moderate": _moderate,
    "obscure": _obscure,
    "erase": _erase,
    "close and reopen": _close_and_reopen,
}
