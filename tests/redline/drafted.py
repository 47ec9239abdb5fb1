# SPDX-License-Identifier: AGPL-3.0-or-later
"""One small plan with blocks of every kind, and the one change that another version of it makes."""

from redline.changes import Change, changes

TEXT = """# Piano di formazione

Il piano riguarda tutto il personale.

## Destinatari

Il corso dura trenta giorni e si tiene presso la sede centrale dell'ente. La partecipazione è gratuita.

Possono iscriversi:

1. i dipendenti
2. i collaboratori
   - a tempo pieno
   - a tempo parziale

Le domande "urgenti" si presentano entro maggio.

a) quelle degli uffici;

b) quelle delle scuole.

## Tempi

### Note

Le attività iniziano a settembre e finiscono entro dicembre di ogni anno.

| Sede | Ore |
|------|-----|
| Roma | 3   |

## Costi

### Note

I costi sono a carico del bilancio di ogni ente.

Nessuna spesa ricade su chi partecipa."""

FIRST = "Il corso dura trenta giorni e si tiene presso la sede centrale dell'ente. La partecipazione è gratuita."
LAST = "Nessuna spesa ricade su chi partecipa."


def edited(*swaps: tuple[str, str]) -> str:
    text = TEXT
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    return text


def only(new: str, old: str = TEXT) -> Change:
    (change,) = changes(old, new)
    return change
