# SPDX-License-Identifier: AGPL-3.0-or-later
"""A small plan that the tests of merging, forecast and carry-over amend."""

from redline.changes import Change, changes
from redline.merging.amendment import Amendment

PLAN = """# Piano

## Modalità

Il corso dura trenta giorni e si tiene presso la sede centrale. La partecipazione è gratuita per tutti.

- moduli in presenza
- moduli a distanza

## Tempi

Le attività iniziano a settembre. Ogni ente sceglie in tutti i suoi uffici e servizi un referente, anche a ore.

| sede | mesi |
|---|---|
| Roma | due |
| Pisa | tre |"""

FIRST = "Il corso dura trenta giorni e si tiene presso la sede centrale. La partecipazione è gratuita per tutti."
MOVED = PLAN.replace(f"{FIRST}\n\n", "").replace("## Tempi\n\n", f"## Tempi\n\n{FIRST}\n\n")


def edited(*swaps: tuple[str, str], text: str = PLAN) -> str:
    """Return the plan with words changed, each of which stands in it once."""
    for old, new in swaps:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def one(old: str, new: str) -> Change:
    """Return the one change of the plan that puts new words in place of old ones."""
    (change,) = changes(PLAN, edited((old, new)))
    return change


def asked(**swaps: tuple[str, str]) -> list[Amendment]:
    """Return amendments of the plan, by name, of one swap each."""
    return [Amendment.of(name, PLAN, edited(swap)) for name, swap in swaps.items()]
