# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every route, every deed and every action, as every role: what `tests/routes.py` does not grant is refused."""

import ast
import importlib
import inspect
from types import SimpleNamespace

import pytest

from amendments.carry.models import CarryOver
from amendments.decisions.canned_models import CannedReason
from amendments.documents.actions import correct
from amendments.requests.actions import propose
from attachments import owners
from attachments.actions import Label
from attachments.actions import add as attach
from attachments.contents import Content
from attachments.sweeping import storage
from auth.models import Body, BodyInvitation, Invitation, Mandate
from auth.queries import site
from comments.actions import post
from config import ROOT
from db import db, now
from journal import fingerprints
from languages import today
from permissions import RULES, Refused, can
from processes.meetings.actions import Gathering, add_meeting
from processes.news.actions import Article, add_post
from processes.path.actions import Chapter, add_section
from processes.plan.actions import add_part
from processes.sheet.models import Involvement, Term
from processes.suggestions.models import Suggestion
from proposals.draft_actions import draft
from tests.attachments.files import PDF
from tests.make import person, published, text, writing
from tests.routes import DEEDS, FILLED, IDS, NAMES, ROLES, ROUTES, WITHOUT_PERMISSION, WITHOUT_TOKEN
from tests.test_layers import files
from works.actions import ask_for

PEOPLE = {"participant": "zoe", "author": "ada", "staff": "bruno", "moderator": "mara", "administrator": "ines"}
PEOPLE["referent"] = "rita"


@pytest.fixture
def world(cast):
    """One thing of each kind, by the name that `IDS` and the parameters of actions use."""
    document = published(cast)
    process = cast.process
    with writing():
        correct(document, text(obiettivo="Imparare a fare rete."), by=cast.bruno, base=1, reason="Refuso.",
                resolutions=[])  # fmt: skip
        wanted = text(obiettivo="Imparare a fare rete.", tempi="Entro il 2025.")
        amendment = propose(document, wanted, by=cast.ada, base=2, reason="Serve tempo.")
        comment = post(document, "Bene.", by=cast.ada)
        proposal = draft(process, text("Una bozza"), by=cast.bruno)
        part = add_part(process, "5", "Competenze", by=cast.bruno)
        section = add_section(process, Chapter("objectives", "Obiettivi", "Fare rete."), by=cast.bruno)
        gathering = Gathering("Valchiara", today(), minutes="Si comincia.", registers=True)
        meeting = add_meeting(process, gathering, {"host": ["Comune di Valchiara"]}, by=cast.bruno)
        news = add_post(process, Article("Si comincia", published_at=now()), by=cast.bruno)
        body = Body(name="Comune di Roccascura")
        mandate = Mandate(body=body, user=cast.zoe, by_id=cast.ines.id, created_at=now())
        rita = person("Rita")
        db.session.add(Mandate(body=body, user=rita, by_id=cast.ines.id, created_at=now(), referent=True))
        body_invitation = BodyInvitation(body=body, email="y@example.org", by_id=cast.ines.id, created_at=now())
        db.session.add(body_invitation)
        invitation = Invitation(process_id=process.id, email="x@example.org", role="staff", by_id=cast.ines.id)
        invitation.created_at = now()
        canned = CannedReason(process=process, title="Fuori tema", text="Non riguarda il piano.", created_at=now())
        involvement = Involvement(process_id=process.id, role="holder", body=body)
        term, group = Term(vocabulary="area", name="Ambiente"), Term(vocabulary="group", name="Bando 2020")
        suggestion = Suggestion(title="Orti", places=[], created_at=now())
        db.session.add(suggestion)
        db.session.add_all([body, mandate, invitation, canned, involvement, term, group])
        owner = owners.find("process", process.id)
        label, content = Label("Il regolamento", "act", "official"), Content(PDF, "regolamento.pdf", "application/pdf")
        attachment = attach(owner, label, content, "0" * 32, "0" * 64, by=cast.bruno)
        storage().put(attachment.key, PDF)
        carried = {"revision": 1, "base": 1, "version": 1, "state": "replaced", "proof": [], "sha256": ""}
        db.session.add(CarryOver(amendment_id=amendment.id, created_at=now(), **carried))
        work = ask_for("meetings", process.title, {"process": process.id, "text": ""}, by=cast.ada)
        db.session.flush()
        fingerprints.publish()
    return SimpleNamespace(
        rita=rita, body_invitation=body_invitation,
        cast=cast, process=process, document=document, amendment=amendment, comment=comment, parent=comment,
        proposal=proposal, draft=proposal, part=part, phase=process.phases[0], body=body, mandate=mandate,
        invitation=invitation, member=cast.mino.memberships[0], user=cast.ada, site=site(), canned=canned,
        involvement=involvement, term=term, group=group, suggestion=suggestion,
        section=section, post=news, meeting=meeting,
        attachment=attachment, owner=owner, work=work,
    )  # fmt: skip


def who(world, role):
    """Return the person who plays a role, None for the visitor."""
    return getattr(world.cast, PEOPLE[role], world.rita) if role in PEOPLE else None


# --- routes -----------------------------------------------------------------------------------------------


def test_every_route_says_who_may_use_it(app):
    known = {name.partition(" ")[0] for name in ROUTES}
    unlisted = sorted({rule.endpoint for rule in app.url_map.iter_rules()} - known)
    assert not unlisted, f"say in tests/routes.py who may use {', '.join(unlisted)}"
    gone = sorted(known - {rule.endpoint for rule in app.url_map.iter_rules()})
    assert not gone, f"tests/routes.py speaks of routes that are not there: {', '.join(gone)}"


def addresses(app, world):
    """Yield endpoint, method and path of every route."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            names = {name: NAMES[name] for name in rule.arguments if name != "id"}
            if "id" in rule.arguments:
                kind = IDS.get(rule.endpoint) or IDS[rule.endpoint.partition(".")[0]]
                thing = getattr(world, kind)
                names["id"] = getattr(thing, "document_id", thing.id if hasattr(thing, "id") else 0)
                names["id"] = thing.document_id if kind == "draft" else thing.id
            path = app.url_map.bind("localhost").build(rule.endpoint, names)
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield rule.endpoint, method, path


def refused(answer):
    """Say whether an answer keeps somebody out: forbidden, not there, or sent to sign in and come back."""
    location = answer.headers.get("Location", "")
    return answer.status_code in (403, 404) or (answer.status_code == 303 and "/sign-in?next=" in location)


@pytest.mark.parametrize("role", ROLES)
def test_every_route_lets_in_whom_it_should_and_nobody_else(app, world, visit, monkeypatch, role):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    monkeypatch.setattr(db.session, "commit", db.session.rollback)  # each request finds the world as it was
    wrong, person = [], who(world, role)
    for endpoint, method, path in list(addresses(app, world)):
        if endpoint == "static":
            continue
        granted = role in ROUTES.get(f"{endpoint} {method}", ROUTES.get(endpoint, ()))
        answer = visit(person).client.open(path, method=method, data=FILLED if method == "POST" else None)
        if answer.status_code >= 500 or refused(answer) == granted:
            wrong.append(f"{method} {path} ({endpoint}): {answer.status_code}, should be {granted and 'let in'}")
        if method == "POST":  # a form without its fields is a bad form, never an error of ours
            assert visit(person).client.post(path).status_code < 500
    assert not wrong, f"as {role}:\n" + "\n".join(wrong)


def test_every_changing_route_wants_its_token(app, world, visit):
    forged = {"csrf_token": "forged"}
    for endpoint, method, path in list(addresses(app, world)):
        if method == "POST" and endpoint not in WITHOUT_TOKEN:
            for person in (None, world.cast.ines):
                assert visit(person).client.post(path).status_code == 400, path
                assert visit(person).client.post(path, data=forged).status_code == 400, path


# --- deeds ------------------------------------------------------------------------------------------------


def thing_of(deed, world):
    """Return what a deed is done to in this world."""
    kind = deed.partition(".")[0]
    if kind == "account":
        return world.user
    if kind == "figures":
        return world.process
    if kind == "proposal":
        things = {
            "proposal.arrange": world.document,
            "proposal.draft": world.process,
            "proposal.grow": world.amendment,
            "proposal.list_drafts": world.process,
        }
        return things.get(deed, world.draft)
    return getattr(world, kind)


def test_every_deed_says_who_may_do_it():
    assert sorted(DEEDS) == sorted(RULES)


@pytest.mark.parametrize("role", ROLES)
def test_every_deed_is_granted_to_whom_it_should_and_nobody_else(world, role):
    for deed, granted in DEEDS.items():
        assert can(who(world, role), deed, thing_of(deed, world), now()) == (role in granted), f"{deed} as {role}"


def test_an_unknown_deed_is_refused_to_everyone(world):
    assert not any(can(who(world, role), "site.explode", None, now()) for role in ROLES)


# --- actions ----------------------------------------------------------------------------------------------


def action_functions():
    """Yield the full name and the syntax tree of every public function in a module of actions."""
    for path in sorted(path for path in files() if path.stem.endswith("actions")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield f"{module}.{node.name}", node


ACTIONS = {name: node for name, node in action_functions() if name not in WITHOUT_PERMISSION}


def required(node):
    """Return the deed that a function asks for before anything else but plain assignments, or None."""
    for statement in node.body:
        match statement:
            case ast.Expr(value=ast.Constant()):
                continue
            case ast.Assign() if not any(isinstance(n, ast.Call) for n in ast.walk(statement.value) if n is not None):
                continue
            case ast.Expr(value=ast.Call(func=ast.Name(id="require"), args=[by, ast.Constant(value=deed), *_])):
                signed = isinstance(by, ast.Name) and by.id == "by"
                return deed if signed or deed == "account.sign_up" else None
        return None
    return None


@pytest.mark.parametrize("name", ACTIONS)
def test_every_action_begins_with_require(name):
    assert required(ACTIONS[name]) in RULES, f"{name} must begin with require(by, …), or stand in tests/routes.py"


def test_exceptions_speak_of_functions_that_are_there():
    assert set(WITHOUT_PERMISSION) <= {name for name, _ in action_functions()}


class Passed(Exception):
    """The action was allowed to go on."""


@pytest.mark.parametrize("role", ROLES)
def test_every_action_is_refused_to_whom_its_deed_is_not_granted(world, monkeypatch, role):
    person = who(world, role)
    for name, node in ACTIONS.items():
        deed = required(node)
        module = importlib.import_module(name.rpartition(".")[0])
        action, real = getattr(module, node.name), module.require

        def pass_on(*args, real=real):
            real(*args)
            raise Passed

        monkeypatch.setattr(module, "require", pass_on)
        words = {p: getattr(world, p, None) for p in inspect.signature(action).parameters if p != "by"}
        if deed in ("proposal.save", "proposal.publish"):
            words["proposal"] = words["document"] = world.draft
        by = {"by": person} if "by" in inspect.signature(action).parameters else {}
        expected = Passed if role in DEEDS[deed] else Refused
        with pytest.raises(expected):
            action(**{k: v for k, v in words.items() if k in inspect.signature(action).parameters}, **by)
        monkeypatch.setattr(module, "require", real)
