# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs on the sections of a path: add, change, move, hide and show again. Nothing is ever deleted."""

from dataclasses import asdict, dataclass
from typing import Any

from auth.models import User
from db import N_, Changed, db, lock, now
from journal.actions import record
from permissions import require
from processes.models import Process
from processes.path.models import Section
from processes.places import change_places, last_position
from processes.prose import rendered

MEANWHILE = N_("Qualcun altro ha cambiato questa sezione mentre scrivevi.")


@dataclass(frozen=True)
class Chapter:
    """What may be set of a section."""

    kind: str
    title: str
    text: str = ""
    folded: bool = False


def add_section(process: Process, chapter: Chapter, *, by: User) -> Section:
    """Add a section at the end of the path."""
    require(by, "process.change", process, now())
    lock(process)  # two sections added at once get different places
    section = Section(process_id=process.id, position=last_position(Section, process.id) + 1, created_at=now())
    _write(section, chapter)
    db.session.add(section)
    db.session.flush()
    record("process.section_added", by=by, process=process, data={"title": chapter.title, "after": asdict(chapter)})
    return section


def change_section(section: Section, chapter: Chapter, *, by: User, seen: int) -> None:
    """Change a section; raise Changed when somebody else did since revision `seen`."""
    require(by, "process.change", section.process, now())
    lock(section)
    if section.revision != seen:
        raise Changed(MEANWHILE)
    old, new = asdict(_of(section)), asdict(chapter)
    names = [name for name in new if new[name] != old[name]]
    if not names:
        return
    _write(section, chapter)
    section.revision += 1
    data: dict[str, Any] = {"title": chapter.title}
    data |= {"before": {name: old[name] for name in names}, "after": {name: new[name] for name in names}}
    record("process.section_changed", by=by, process=section.process, data=data)


def move_section(section: Section, up: bool, *, by: User) -> bool:
    """Let a section change places with the one before it (or after); say whether there was one."""
    process = section.process
    require(by, "process.change", process, now())
    lock(process)
    db.session.refresh(section)
    moved = change_places(section, up)
    if moved:
        record("process.section_moved", by=by, process=process, data={"title": section.title})
    return moved


def hide_section(section: Section, hidden: bool, *, by: User) -> None:
    """Hide a section from the public, or show it again."""
    require(by, "process.change", section.process, now())
    lock(section)
    if section.hidden == hidden:
        return
    section.hidden = hidden
    kind = "process.section_hidden" if hidden else "process.section_shown"
    record(kind, by=by, process=section.process, data={"title": section.title})


def _of(section: Section) -> Chapter:
    return Chapter(section.kind, section.title, section.text, section.folded)


def _write(section: Section, chapter: Chapter) -> None:
    for name, value in asdict(chapter).items():
        setattr(section, name, value)
    section.html, section.updated_at = rendered(chapter.text), now()
