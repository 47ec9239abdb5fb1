# SPDX-License-Identifier: AGPL-3.0-or-later
"""Random deeds at the desk: staging, publishing, undoing, questions, updates, notes; and comments on passages."""

import random
from collections.abc import Iterable

import sqlalchemy as sa

from amendments.carry.actions import questions, update
from amendments.carry.models import CarryOver, CarryState
from amendments.decisions.undo_actions import undo
from amendments.desk.actions import Wish, confirm, publish, settle_clash, stage, unstage
from amendments.desk.queries import Desk, desk_of
from amendments.desk.rehearsal import rehearse
from amendments.documents.actions import correct
from amendments.documents.texts import text_of
from amendments.handling.actions import add_note, assign
from amendments.handling.clarification_actions import answer, ask, resume
from amendments.request_models import Amendment, Outcome
from amendments.requests.actions import changes_of, propose, revision_of
from comments import actions as comment_actions
from comments.anchors import choose
from db import db
from redline.merging.merge import Clash
from redline.paragraphs import paragraphs
from tests.stories.deeds import Deed, Story, one_of, words_of

TAKEN = (Outcome.ACCEPTED, Outcome.MODIFIED)
OFTEN_TAKEN = (Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.MODIFIED, Outcome.REJECTED, Outcome.ABSORBED)


def _rival(story: Story, dice: random.Random) -> set[str]:
    """Ask for other words in place of some that another request is about."""
    wish = story.amendment(dice, state=None)
    revision = revision_of(wish, wish.revision)
    words = words_of("".join(row.old for row in changes_of(wish, wish.revision)))
    assert revision is not None
    word, base = one_of(sorted(words), dice), text_of(story.document, revision.base)
    wanted = base.replace(word, story.new_word(), 1)
    propose(story.document, wanted, by=story.someone(dice), base=revision.base, reason="Piuttosto così.")
    return set()


def _stage(story: Story, dice: random.Random) -> set[str]:
    amendment = story.amendment(dice)
    outcome = dice.choice(OFTEN_TAKEN)
    wishes = [
        Wish(row.number, dice.choice([outcome, outcome, dice.choice(OFTEN_TAKEN)]), "Motivo.", f"{story.new_word()}.")
        for row in changes_of(amendment, amendment.revision)
    ]
    stage(amendment, wishes, by=story.decider(dice), seen_revision=amendment.revision)
    return set()


def _stage_all(story: Story, dice: random.Random) -> set[str]:
    """Stage most of what waits as accepted."""
    for one in desk_of(story.document).open:
        if dice.random() < 0.2:
            continue
        wishes = [Wish(number, Outcome.ACCEPTED, "Va bene.") for number in one.numbers]
        stage(one.amendment, wishes, by=story.decider(dice), seen_revision=one.amendment.revision)
    return set()


def _unstage(story: Story, dice: random.Random) -> set[str]:
    amendment = story.amendment(dice, state=None)
    numbers = [row.number for row in changes_of(amendment, amendment.revision)]
    unstage(amendment, dice.sample(numbers, dice.randint(1, len(numbers))), by=story.decider(dice))
    return set()


def _confirm(story: Story, dice: random.Random) -> set[str]:
    confirm(story.document, by=story.decider(dice))
    return set()


def _settle(story: Story, dice: random.Random) -> set[str]:
    _stage_all(story, dice)
    by, desk = story.decider(dice), desk_of(story.document)
    clashes = rehearse(desk, by).clashes
    keys = [(one, number) for one in desk.open for number in sorted(one.numbers) if (one.number, number) in clashes]
    one, change = one_of(keys, dice)
    fields: dict[str, str] = {}
    for place, clash in enumerate(clashes[one.number, change].clashes):
        fields |= {f"base_{place}": clash.base, f"ours_{place}": clash.ours, f"theirs_{place}": clash.theirs}
        fields |= {f"choice_{place}": dice.choice(["ours", "theirs", "own"]), f"own_{place}": _own(story, clash, dice)}
    settle_clash(one.amendment, change, fields, by=by)
    return set()


def _own(story: Story, clash: Clash, dice: random.Random) -> str:
    return dice.choice([f"{clash.ours} {clash.theirs}", story.new_word()])


def _publish(story: Story, dice: random.Random) -> set[str]:
    """Publish what is ready, and say which words each ruling that enters the text takes out of it."""
    document, by = story.document, story.decider(dice)
    if dice.random() < 0.6:
        _stage_all(story, dice)
    desk = desk_of(document)
    present, rulings = document.text, rehearse(desk, by).rulings
    gone, came = _taken_out(desk, rulings), set()
    for number in rulings:
        one = desk.by_number[number]
        for change in one.request.changes:
            if rulings[number][change.number].outcome == Outcome.ACCEPTED:
                came |= words_of(change.new) - words_of(one.request.base)
    publish(document, by=by, seen_version=document.version, seal=desk.seal)
    story.accepted |= came - gone
    return gone & words_of(present) | came & gone


def _taken_out(desk: Desk, published: Iterable[int]) -> set[str]:
    gone: set[str] = set()
    for number in published:
        one = desk.by_number[number]
        for change in one.request.changes:
            row = one.staged[change.number]
            if row.outcome in TAKEN:
                kept = row.words if row.outcome == Outcome.MODIFIED and row.words is not None else change.new
                gone |= words_of(change.old) - words_of(kept)
                gone |= _settled_away(row.clashes)
    return gone


def _settled_away(fields: dict[str, str]) -> set[str]:
    """Return the words of a clash that the choice of a person leaves out."""
    gone: set[str] = set()
    for place in range(sum(name.startswith("choice_") for name in fields)):
        choice = fields[f"choice_{place}"]
        both = fields[f"base_{place}"] + " " + fields[f"ours_{place}"] + " " + fields[f"theirs_{place}"]
        gone |= words_of(both) - words_of(fields[f"{choice}_{place}"])
    return gone


def _undo(story: Story, dice: random.Random) -> set[str]:
    document = story.document
    if document.version == 1:
        return _publish(story, dice)
    gone = words_of(document.text) - words_of(text_of(document, document.version - 1))
    undo(document, by=story.decider(dice), seen=document.version, reason="Pubblicato per sbaglio.")
    return gone


def _ask(story: Story, dice: random.Random) -> set[str]:
    ask(story.amendment(dice), f"Che cosa vuol dire {story.new_word()}?", by=story.decider(dice))
    return set()


def _answer(story: Story, dice: random.Random) -> set[str]:
    amendment = story.amendment(dice)
    if amendment.paused_at is None:
        ask(amendment, "Perché?", by=story.decider(dice))
    if dice.random() < 0.3:
        resume(amendment, by=story.decider(dice))
    else:
        answer(amendment, f"Vuol dire {story.new_word()}.", by=amendment.author or story.cast.ada)
    return set()


def _update(story: Story, dice: random.Random) -> set[str]:
    """Say what remains of a request whose text was changed beneath it; where there is none, change one's text."""
    waiting = sa.select(Amendment).join(CarryOver, CarryOver.amendment_id == Amendment.id)
    chosen = waiting.where(CarryOver.state == CarryState.ASKED, Amendment.state == "pending")
    found = db.session.scalars(chosen.order_by(Amendment.id)).all()
    if not found:
        return _get_in_the_way(story, dice)
    amendment = one_of(found, dice)
    asked = questions(amendment)
    assert asked is not None, "a question is open, and there is nothing to ask"
    answers = {step.number: dice.choice(["keep", "keep", "drop"]) for step in asked.steps}
    seen = {"seen_version": story.document.version, "seen_revision": amendment.revision}
    update(amendment, answers, by=amendment.author or story.cast.ada, **seen)
    return set()


def _get_in_the_way(story: Story, dice: random.Random) -> set[str]:
    wish, document = story.amendment(dice), story.document
    asked_away = {word for row in changes_of(wish, wish.revision) for word in words_of(row.old)}
    word = one_of(sorted(asked_away & words_of(document.text)), dice)
    text = document.text.replace(word, story.new_word(), 1)
    correct(document, text, by=story.cast.bruno, base=document.version, reason="Una precisazione.")
    return {word}


def _handle(story: Story, dice: random.Random) -> set[str]:
    assign(story.amendment(dice), story.decider(dice).id, by=story.cast.bruno)
    add_note(story.amendment(dice, state=None), "Da rileggere.", by=story.decider(dice))
    return set()


def _comment_on_a_passage(story: Story, dice: random.Random) -> set[str]:
    document = story.document
    version = dice.randint(max(1, document.version - 2), document.version)
    paragraph = one_of([p for p in paragraphs(text_of(document, version)) if words_of(p.words)], dice)
    word = dice.choice(["", one_of(sorted(words_of(paragraph.words)), dice)])
    passage = choose(document, version, paragraph.number, word)
    comment_actions.post(document, f"Qui {story.new_word()}.", by=story.someone(dice), passage=passage)
    return set()


DESK_DEEDS: dict[str, Deed] = {
    "rival": _rival,
    "stage": _stage,
    "stage all": _stage_all,
    "unstage": _unstage,
    "confirm": _confirm,
    "settle": _settle,
    "publish": _publish,
    "undo": _undo,
    "ask": _ask,
    "answer": _answer,
    "update": _update,
    "handle": _handle,
    "comment on a passage": _comment_on_a_passage,
}
