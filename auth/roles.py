# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page "Chi può fare cosa", made from the permissions table and nothing else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from db import N_
from permissions import RULES, Clause, Deed, is_on

GROUPS = {
    "site": N_("La piattaforma"),
    "account": N_("Gli account"),
    "figures": N_("I numeri"),
    "work": N_("I lavori lunghi"),
    "body": N_("Gli enti"),
    "process": N_("I processi partecipativi"),
    "meeting": N_("Gli incontri"),
    "proposal": N_("Le proposte"),
    "document": N_("I testi"),
    "attachment": N_("Gli allegati"),
    "amendment": N_("Le modifiche"),
    "comment": N_("I commenti"),
}
ROLE_NAMES = {"staff": N_("Staff"), "moderator": N_("Moderazione"), "participant": N_("Partecipante")}

Translate = Callable[[str], str]


@dataclass(frozen=True)
class Row:
    """One deed in words: what, and for each way to be allowed, who and under which conditions."""

    deed: str
    label: str
    ways: tuple[tuple[str, tuple[str, ...]], ...]


def table() -> Iterator[tuple[str, list[Row]]]:
    """Yield each group's title with its rows, in the order of the permissions table; sentences untranslated."""
    groups: dict[str, list[Row]] = {}
    for name, deed in RULES.items():
        if not is_on(deed.feature):
            continue
        groups.setdefault(name.partition(".")[0], []).append(_row(name, deed))
    for group, rows in groups.items():
        yield GROUPS[group], rows


def markdown(translate: Translate) -> str:
    """Return the table as Markdown, for papers and for `flask roles`."""
    lines = [f"# {translate(N_('Chi può fare cosa'))}"]
    for title, rows in table():
        lines += ["", f"## {translate(title)}", ""]
        heads = (N_("Azione"), N_("Chi"), N_("A quali condizioni"))
        lines += ["| " + " | ".join(translate(head) for head in heads) + " |", "| --- | --- | --- |"]
        for row in rows:
            for number, (who, conditions) in enumerate(row.ways):
                label = translate(row.label) if number == 0 else ""
                lines.append(f"| {label} | {translate(who)} | {', '.join(map(translate, conditions))} |")
    return "\n".join(lines) + "\n"


def _row(name: str, deed: Deed) -> Row:
    return Row(name, deed.label, tuple(_way(clause) for clause in deed.clauses))


def _way(clause: Clause) -> tuple[str, tuple[str, ...]]:
    """Return who a clause speaks of and its conditions; a clause without a person speaks of anyone."""
    who = [word.says for word in clause if word.who]
    conditions = tuple(word.says for word in clause if not word.who)
    return (who[0] if who else N_("chiunque")), conditions
