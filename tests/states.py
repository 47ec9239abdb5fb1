# SPDX-License-Identifier: AGPL-3.0-or-later
"""The state table: every action on texts, amendments, comments and canned reasons, who may do it when, and its end.

What is not listed is refused to everybody. `tests/test_states.py` walks it: every action in every state by every
role; it fails where an action has no row. A row is named after its action, with a word behind it where an action
can lead to several states.
"""

from collections.abc import Callable
from typing import Any

from amendments.carry import actions as update_actions
from amendments.decisions import actions as decision_actions
from amendments.decisions import canned_actions, undo_actions
from amendments.decisions.actions import Act, Ruling
from amendments.desk import actions as desk_actions
from amendments.desk.actions import Wish
from amendments.desk.queries import desk_of
from amendments.documents import actions as document_actions
from amendments.drafts import actions as draft_actions
from amendments.handling import actions as handling_actions
from amendments.handling import clarification_actions
from amendments.record.obscure_actions import obscure, places
from amendments.requests import actions as amendment_actions
from amendments.requests.actions import changes_of
from amendments.support import actions as support_actions
from auth.models import User
from comments import actions as comments
from comments import moderation_actions
from db import now
from tests.make import text
from tests.states_world import World

Action = Callable[[World, User], object]
Rules = dict[str, tuple[str, str]]  # by state: who may, and the state it leads to ("" where it stays)
Table = dict[str, tuple[Action, Rules]]

EVERYONE = "participant author staff moderator administrator"
OFFICE = "staff moderator administrator"
NEWER = text(tempi="Entro il 2030.")


def while_(states: str, people: str, leads_to: str = "") -> Rules:
    """Let the same people do the same in several states."""
    return dict.fromkeys(states.split(), (people, leads_to))


# --- texts ------------------------------------------------------------------------------------------------

PUBLISHED = "open closed adopted not_adopted withdrawn"


def _enter(world: World, by: User) -> object:
    who: dict[str, Any] = {"author_name": "Pro Loco", "channel": "pec", "received_on": now().date()}
    return amendment_actions.enter(world.document, NEWER, by=by, base=1, reason="Per PEC.", **who)


def _restore(world: World, by: User) -> object:
    return document_actions.restore(world.document, 1, by=by, seen=world.document.version, reason="Meglio prima.")


def _correct(world: World, by: User) -> object:
    return document_actions.correct(world.document, NEWER, by=by, base=world.document.version, reason="Un refuso.")


def _publish_desk(world: World, by: User) -> object:
    document = world.document
    return desk_actions.publish(document, by=by, seen_version=document.version, seal=desk_of(document).seal)


def _undo(world: World, by: User) -> object:
    return undo_actions.undo(world.document, by=by, seen=world.document.version, reason="Uno sbaglio.")


def _conclude(adopted: bool) -> Action:
    return lambda w, by: document_actions.conclude(w.document, by=by, adopted=adopted, reason="Delibera 7.")


DOCUMENT: Table = {
    "amendments.documents.actions.publish": (
        lambda w, by: document_actions.publish(w.document, NEWER, by=by),
        while_("draft", "staff", "open"),
    ),
    "amendments.documents.actions.correct": (_correct, while_("open", "staff")),
    "amendments.documents.actions.restore": (_restore, while_("open", "staff")),
    "amendments.documents.actions.close": (
        lambda w, by: document_actions.close(w.document, by=by),
        while_("open", "staff", "closed"),
    ),
    "amendments.documents.actions.reopen": (
        lambda w, by: document_actions.reopen(w.document, by=by),
        while_("closed", "staff", "open"),
    ),
    "amendments.documents.actions.conclude adopted": (_conclude(True), while_("open closed", "staff", "adopted")),
    "amendments.documents.actions.conclude not": (_conclude(False), while_("open closed", "staff", "not_adopted")),
    "amendments.documents.actions.withdraw": (
        lambda w, by: document_actions.withdraw(w.document, by=by, reason="Superata."),
        while_("open closed", "staff", "withdrawn"),
    ),
    "amendments.record.obscure_actions.places": (
        lambda w, by: places(w.document, "Laboratori", by=by),
        while_(f"draft {PUBLISHED}", "moderator administrator"),
    ),
    "amendments.record.obscure_actions.obscure": (
        lambda w, by: obscure(w.document, "Laboratori", by=by, reason="È un nome."),
        while_(f"draft {PUBLISHED}", "moderator administrator"),
    ),
    "amendments.support.actions.support": (
        lambda w, by: support_actions.support(w.document, by=by),
        while_("open", EVERYONE),
    ),
    "amendments.support.actions.unsupport": (
        lambda w, by: support_actions.unsupport(w.document, by=by),
        while_(PUBLISHED, EVERYONE),
    ),
    "amendments.drafts.actions.gather": (
        lambda w, by: draft_actions.gather(w.document, "Altro.", by=by, base=1, paragraph=1, reason=""),
        while_("open", EVERYONE),
    ),
    "amendments.drafts.actions.take_back": (
        lambda w, by: draft_actions.take_back(w.document, 1, by=by),
        while_("open", EVERYONE),
    ),
    "amendments.drafts.actions.drop": (
        lambda w, by: draft_actions.drop(w.document, by=by),
        while_("open", EVERYONE),
    ),
    "amendments.requests.actions.propose": (
        lambda w, by: amendment_actions.propose(w.document, NEWER, by=by, base=1, reason="Serve."),
        while_("open", EVERYONE),
    ),
    "amendments.requests.actions.enter": (_enter, while_("open", "staff")),
    "amendments.desk.actions.confirm": (
        lambda w, by: desk_actions.confirm(w.document, by=by),
        while_("open", "moderator"),
    ),
    "amendments.desk.actions.publish": (_publish_desk, while_("open", "moderator")),
    "amendments.decisions.undo_actions.undo": (_undo, while_("open", "moderator")),
    "comments.actions.post": (lambda w, by: comments.post(w.document, "Bello.", by=by), while_(PUBLISHED, EVERYONE)),
    "amendments.decisions.canned_actions.add_canned": (
        lambda w, by: canned_actions.add_canned(w.document.process, "Tardi", "È tardi.", by=by),
        while_(f"draft {PUBLISHED}", OFFICE),
    ),
    "amendments.decisions.canned_actions.change_canned": (
        lambda w, by: canned_actions.change_canned(w.canned, "Tardi", "È tardi.", by=by),
        while_(f"draft {PUBLISHED}", OFFICE),
    ),
    "amendments.decisions.canned_actions.remove_canned": (
        lambda w, by: canned_actions.remove_canned(w.canned, by=by),
        while_(f"draft {PUBLISHED}", OFFICE),
    ),
}

# --- amendments -------------------------------------------------------------------------------------------

WAITING = "pending paused"
EVER = "pending paused hidden decided withdrawn lapsed"


def _decide(outcome: str) -> Action:
    def act(world: World, by: User) -> object:
        amendment = world.amendment
        rulings = [Ruling(row.number, outcome, "Va bene così.") for row in changes_of(amendment, amendment.revision)]
        seen: dict[str, Any] = {"seen_version": world.document.version, "seen_revision": amendment.revision}
        return decision_actions.decide(amendment, rulings, by=by, act=Act(conflict_declared=True), **seen)

    return act


def _stage(world: World, by: User) -> object:
    wishes = [Wish(number, "rejected", "Non serve.") for number in world.numbers()]
    return desk_actions.stage(world.amendment, wishes, by=by, seen_revision=world.amendment.revision)


def _revise(world: World, by: User) -> object:
    return amendment_actions.revise(world.amendment, NEWER, by=by, seen=world.amendment.revision, reason="Di più.")


def _update(world: World, by: User) -> object:
    asked = update_actions.questions(world.amendment)
    answers = {step.number: update_actions.DROP for step in asked.steps} if asked is not None else {}
    seen = {"seen_version": world.document.version, "seen_revision": world.amendment.revision}
    return update_actions.update(world.amendment, answers, by=by, **seen)


def _moderate(show: bool) -> Action:
    return lambda w, by: amendment_actions.moderate(w.amendment, by=by, show=show, reason="Offende.")


AMENDMENT: Table = {
    "amendments.requests.actions.revise": (
        _revise,
        while_(WAITING, "author", "pending") | while_("hidden", "author"),
    ),
    "amendments.carry.actions.update": (_update, while_("pending paused hidden", "author")),
    "amendments.requests.actions.withdraw": (
        lambda w, by: amendment_actions.withdraw(w.amendment, by=by),
        while_("pending paused hidden", "author", "withdrawn"),
    ),
    "amendments.requests.actions.moderate hide": (
        _moderate(False),
        while_("pending paused hidden", "moderator", "hidden") | while_("decided withdrawn lapsed", "moderator"),
    ),
    "amendments.requests.actions.moderate show": (
        _moderate(True),
        while_(EVER, "moderator") | while_("hidden", "moderator", "pending"),
    ),
    **{
        f"amendments.decisions.actions.decide {outcome}": (_decide(outcome), while_(WAITING, "moderator", "decided"))
        for outcome in ("accepted", "rejected", "absorbed", "precluded")
    },
    "amendments.desk.actions.stage": (_stage, while_(WAITING, "moderator")),
    "amendments.desk.actions.unstage": (
        lambda w, by: desk_actions.unstage(w.amendment, w.numbers(), by=by),
        while_("pending paused hidden decided withdrawn", "moderator"),
    ),
    "amendments.desk.actions.settle_clash": (
        lambda w, by: desk_actions.settle_clash(w.amendment, w.numbers()[0], {}, by=by),
        while_(WAITING, "moderator"),
    ),
    "amendments.handling.clarification_actions.ask": (
        lambda w, by: clarification_actions.ask(w.amendment, "Perché?", by=by),
        while_("pending", "moderator", "paused"),
    ),
    "amendments.handling.clarification_actions.answer": (
        lambda w, by: clarification_actions.answer(w.amendment, "Giugno.", by=by),
        while_("paused", "author", "pending"),
    ),
    "amendments.handling.clarification_actions.resume": (
        lambda w, by: clarification_actions.resume(w.amendment, by=by),
        while_("paused", "moderator", "pending"),
    ),
    "amendments.handling.actions.assign": (
        lambda w, by: handling_actions.assign(w.amendment, w.cast.mara.id, by=by),
        while_("pending paused hidden", OFFICE),
    ),
    "amendments.handling.actions.add_note": (
        lambda w, by: handling_actions.add_note(w.amendment, "Nota.", by=by),
        while_(EVER, OFFICE),
    ),
    "amendments.support.actions.support_amendment": (
        lambda w, by: support_actions.support_amendment(w.amendment, by=by),
        while_(WAITING, EVERYONE),
    ),
    "amendments.support.actions.unsupport_amendment": (
        lambda w, by: support_actions.unsupport_amendment(w.amendment, by=by),
        while_(EVER, EVERYONE),
    ),
    "comments.actions.post on it": (
        lambda w, by: comments.post(w.document, "Lo chiedo anch’io.", by=by, amendment=w.amendment),
        while_(EVER, EVERYONE) | while_("hidden", "author moderator administrator"),
    ),
}

# --- comments ---------------------------------------------------------------------------------------------

READABLE = "shown waiting hidden"
COMMENT: Table = {
    "comments.actions.reply": (lambda w, by: comments.reply(w.comment, "Sì.", by=by), while_("shown", EVERYONE)),
    "comments.actions.edit": (
        lambda w, by: comments.edit(w.comment, "Meglio così.", by=by, seen=1),
        while_("shown waiting", "author"),
    ),
    "comments.actions.delete": (
        lambda w, by: comments.delete(w.comment, by=by),
        while_(f"{READABLE} deleted", "author", "deleted"),
    ),
    "comments.actions.report": (
        lambda w, by: comments.report(w.comment, "Offende.", by=by),
        while_("shown", EVERYONE),
    ),
    "comments.moderation_actions.hide": (
        lambda w, by: moderation_actions.hide(w.comment, "Offende.", by=by, seen=1),
        while_(READABLE, "moderator", "hidden"),
    ),
    "comments.moderation_actions.publish": (
        lambda w, by: moderation_actions.publish(w.comment, "Va bene.", by=by, seen=1),
        while_(READABLE, "moderator", "shown"),
    ),
    "comments.moderation_actions.keep": (
        lambda w, by: moderation_actions.keep(w.comment, "Va bene.", by=by, seen=1),
        while_(READABLE, "moderator"),
    ),
}
