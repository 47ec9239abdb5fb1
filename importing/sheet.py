# SPDX-License-Identifier: AGPL-3.0-or-later
"""The entries of a file about the process itself: its settings, facts, bodies, phases, path and parts of the plan."""

from typing import Any

from amendments.documents.texts import clean
from auth import member_actions
from auth.forms import MemberForm
from auth.queries import body_named, by_email, invitations, kept_body
from db import N_
from importing.tree import Mistake, Value
from importing.work import ADDED, CHANGED, SAME, Unfit, Work, differs, keyed
from processes import actions, queries
from processes.forms import PartForm, PhaseForm, SheetForm
from processes.path import actions as path_actions
from processes.path import queries as path_queries
from processes.path.forms import SectionForm
from processes.phases import actions as phase_actions
from processes.plan import actions as plan_actions
from processes.sheet import actions as facts_actions
from processes.sheet import queries as facts_queries
from processes.sheet import text as sheet_text
from processes.sheet.forms import BodyRoleForm, FactsForm

REASON = N_("Importazione da un file.")


def put_process(work: Work, entry: Value) -> None:
    """Create the process at this address, or bring its settings to what the file says."""
    slug = entry.fields["slug"].words if "slug" in entry.fields else ""
    found = queries.by_slug(slug)
    sheet = work.form(SheetForm, entry, SheetForm.of(found) if found else None).sheet()
    if found is None:
        found, what = actions.create(sheet, by=work.by), ADDED
    elif differs(found, sheet):
        actions.change(found, sheet, by=work.by)
        what = CHANGED
    else:
        what = SAME
    work.process = found
    work.note(entry, "process", sheet.slug, what)


def put_person(work: Work, entry: Value) -> None:
    """Give a person a role in the process, or invite the address."""
    form = work.form(MemberForm, entry)
    email, role = form.email.data.strip().lower(), form.role.data
    known = by_email(email)
    has_it = known is not None and any(m.role == role and m.process_id == work.of.id for m in known.memberships)
    if has_it or any((one.email, one.role) == (email, role) for one in invitations(work.of.id)):
        work.note(entry, "people", email, SAME)
        return
    member_actions.appoint(work.of, email, role, by=work.by)
    work.note(entry, "people", email, ADDED)


def put_facts(work: Work, entry: Value) -> None:
    """Write the facts of the sheet; those that the file does not name stay."""
    facts, known = facts_queries.facts_of(work.of), facts_queries.values(work.of)
    edition = facts.edition if facts else 0
    form = work.form(FactsForm, entry, FactsForm.of(known, edition))
    wanted = {name: value for name, value in form.values().items() if value not in (None, "", [], False)}
    kept = {name: value for name, value in wanted.items() if name not in sheet_text.PROSE}
    kept |= sheet_text.read(clean(sheet_text.compose(work.of.title, wanted)))
    if kept == known:
        work.note(entry, "facts", "", SAME)
        return
    reason = form.reason.data or REASON
    facts_actions.change_facts(work.of, wanted, by=work.by, seen=edition, reason=reason)
    work.note(entry, "facts", "", CHANGED if known else ADDED)


def put_body(work: Work, entry: Value) -> None:
    """Give a body its role in the process; with another office than before it takes the role anew."""
    form = work.form(BodyRoleForm, entry)
    words: dict[str, Any] = {name: form[name].data for name in ("name", "place", "province")}
    named = body_named(form.name.data)
    body = kept_body(named) if named is not None else None
    found = next(
        (one for one in facts_queries.involvements(work.of) if one.role == form.role.data and one.body is body), None
    )
    if found is not None and found.office == form.office.data:
        work.note(entry, "bodies", form.name.data, SAME)
        return
    if found is not None:
        facts_actions.drop_body(work.of, found, by=work.by)
    made = facts_actions.body_for(work.of, **words, by=work.by)
    facts_actions.name_body(work.of, form.role.data, made, form.office.data, by=work.by)
    work.note(entry, "bodies", form.name.data, CHANGED if found else ADDED)


def put_phase(work: Work, entry: Value) -> None:
    """Add a phase, or change that of the same title."""
    found = keyed(work.of.phases, "title", key_of(work, entry, "title"))
    period = work.form(PhaseForm, entry, PhaseForm.of(found) if found else None).period()
    what = SAME
    if found is None:
        phase_actions.add_phase(work.of, period, by=work.by)
        what = ADDED
    elif differs(found, period):
        phase_actions.change_phase(found, period, by=work.by)
        what = CHANGED
    work.note(entry, "phases", period.title, what)


def put_section(work: Work, entry: Value) -> None:
    """Add a section to the path, or change that of the same title."""
    found = keyed(path_queries.sections(work.of, hidden=True), "title", key_of(work, entry, "title"))
    chapter = work.form(SectionForm, entry, SectionForm(formdata=None, obj=found) if found else None).chapter()
    what = SAME
    if found is None:
        path_actions.add_section(work.of, chapter, by=work.by)
        what = ADDED
    elif differs(found, chapter):
        path_actions.change_section(found, chapter, by=work.by, seen=found.revision)
        what = CHANGED
    work.note(entry, "path", chapter.title, what)


def put_part(work: Work, entry: Value) -> None:
    """Add a part to the plan, or rename that of the same number."""
    found = keyed(queries.parts(work.of), "number", key_of(work, entry, "number"))
    form = work.form(PartForm, entry, PartForm(formdata=None, obj=found) if found else None)
    number, title = form.number.data, form.title.data
    what = SAME
    if found is None:
        plan_actions.add_part(work.of, number, title, by=work.by)
        what = ADDED
    elif found.title != title:
        plan_actions.rename_part(found, number, title, by=work.by)
        what = CHANGED
    work.note(entry, "parts", number, what)


def key_of(work: Work, entry: Value, name: str) -> str:
    """Return the words by which an entry is known."""
    found = entry.fields.get(name)
    if found is None or not found.words:
        work.mistakes.append(Mistake(entry.line, N_("Qui serve «%(name)s»."), name=name))
        raise Unfit
    return " ".join(found.words.split())
