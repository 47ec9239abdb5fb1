# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every action in every state by every role: what `tests/states.py` does not list is refused and leaves no trace."""

import pytest

from amendments.handling.clarification_actions import ask
from amendments.models import State
from amendments.request_models import Channel
from db import Changed, Invalid, transaction
from permissions import RULES, Refused, can
from tests.make import writing
from tests.states import AMENDMENT, COMMENT, DOCUMENT
from tests.states_world import AMENDMENT_STATES, COMMENT_STATES, ROLES, made, state_of, state_of_comment
from tests.test_permissions import ACTIONS, required

TABLE = DOCUMENT | AMENDMENT | COMMENT


class Undone(Exception):
    """Raised to leave no trace of a deed that was tried."""


@pytest.fixture
def world(cast):
    """A text, an amendment and a comment, as everybody finds them."""
    return made(cast)


def tried(world, action, role, state_now):
    """Return the state an action leads to, None where it is refused; nothing of it is kept."""
    found = None
    try:
        with transaction():
            action(world, world.person(role))
            found = state_now()
            raise Undone
    except Undone:
        return found
    except (Refused, Invalid, Changed):
        return None


def walk(world, table, state, state_now):
    """Try every action of a table as every role, and compare where it leads with what the table says."""
    wrong = []
    for name, (action, rules) in table.items():
        people, leads_to = rules.get(state, ("", ""))
        for role in ROLES:
            expected = (leads_to or state) if role in people.split() else None
            found = tried(world, action, role, state_now)
            if found != expected:
                wrong.append(f"{name} by {role} while {state}: {found}, should be {expected}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("state", [str(state) for state in State])
def test_each_action_on_a_document_does_in_each_state_what_the_table_says(world, state):
    with writing():
        world.document.state = state
    walk(world, DOCUMENT, state, lambda: str(world.document.state))


@pytest.mark.parametrize("state", AMENDMENT_STATES)
def test_each_action_on_an_amendment_does_in_each_state_what_the_table_says(world, state):
    with writing():
        AMENDMENT_STATES[state](world)
    walk(world, AMENDMENT, state, lambda: state_of(world.amendment))


@pytest.mark.parametrize("state", COMMENT_STATES)
def test_each_action_on_a_comment_does_in_each_state_what_the_table_says(world, state):
    with writing():
        COMMENT_STATES[state](world)
    walk(world, COMMENT, state, lambda: state_of_comment(world.comment))


def test_every_action_has_a_row_in_the_table():
    named = {name.partition(" ")[0] for name in TABLE}
    assert named == {name for name in ACTIONS if name.startswith(("amendments.", "comments."))}


def test_the_table_names_only_states_that_there_are():
    for table, states in ((DOCUMENT, State), (AMENDMENT, AMENDMENT_STATES), (COMMENT, COMMENT_STATES)):
        assert {state for _, rules in table.values() for state in rules} <= set(map(str, states))


def test_every_deed_that_changes_something_is_walked():
    walked = {required(ACTIONS[name.partition(" ")[0]]) for name in TABLE}
    deeds = {deed for deed in RULES if deed.startswith(("document.", "amendment.", "comment."))}
    assert deeds - walked == {"document.check", "amendment.see", "comment.see"}


def test_what_belongs_to_a_phase_is_refused_while_it_is_not_open(world):
    def bound(rule):
        return all(any(word.test.__name__.endswith("ing_open") for word in clause) for clause in rule.clauses)

    with writing():
        phase = world.document.process.phases[0]
        phase.proposing = phase.amending = phase.supporting = phase.commenting = False
    deeds = {name: required(ACTIONS[name.partition(" ")[0]]) for name in TABLE}
    deeds = {name: deed for name, deed in deeds.items() if bound(RULES[deed])}
    assert {"document.support", "amendment.propose", "amendment.revise", "comment.post"} <= set(deeds.values())
    for name in deeds:
        for role in ROLES:
            assert tried(world, TABLE[name][0], role, lambda: "done") is None, f"{name} by {role} outside its phase"


def test_staff_answer_a_question_only_for_what_came_otherwise(world):
    with writing():
        ask(world.amendment, "Perché?", by=world.cast.mara)
    assert not can(world.cast.bruno, "amendment.answer", world.amendment, world.amendment.created_at)
    with writing():
        world.amendment.channel = Channel.PAPER
    assert can(world.cast.bruno, "amendment.answer", world.amendment, world.amendment.created_at)
