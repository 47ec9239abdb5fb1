#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Check the record of a text of Emenda offline: is its chain whole, and is it the one that was published?

    python3 check_chain.py CHAIN.json [FINGERPRINT.json ...]

CHAIN.json is the chain that the page "Cronologia" of a text offers; each FINGERPRINT.json comes from the page "Impronte
pubblicate". Needs Python 3.8 or newer and nothing else: no network, no other file. Ends with 0 when all fits, with 1
and what is broken when something does not, with 2 when a file cannot be read. What a hash is made of, what the check
proves and what it does not: docs/integrity.md of Emenda.
"""

import hashlib
import json
import sys
from collections import Counter

START = "0" * 64
ALONE = """The chain is whole in itself. Without a fingerprint that was kept elsewhere this proves little: whoever runs
the site could have written all of it anew. Give a fingerprint too, to compare the chain with it."""


def sha256(*parts):
    """Return the SHA-256, in hexadecimal, of the parts as canonical JSON."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def event_breaks(key, events):
    """Yield what is wrong with the events, from the first to the last."""
    previous = START
    coverings = [event["number"] for event in events if event["kind"] == "document.obscured"]
    for number, event in enumerate(events, 1):
        where = f"event {number} ({event['kind']})"
        if event["number"] != number:
            yield f"{where}: its number is {event['number']}, events are missing"
        if event["previous"] != previous:
            yield f"{where}: does not follow the event before"
        parts = (event["previous"], key, event["number"], event["kind"], event["at"], event["who"], event["commitment"])
        if event["hash"] != sha256(*parts):
            yield f"{where}: its hash does not fit"
        if "data" in event and event["commitment"] != sha256(event["salt"], event["data"]):
            yield f"{where}: its data are not those that were recorded"
        if event.get("obscured") and not any(covering > number for covering in coverings):
            yield f"{where}: it is said to be obscured, and no later event covers words"
        previous = event["hash"]


def version_breaks(events, versions):
    """Yield every version that is not the one its event recorded; versions and their events stand in the same order."""
    recorded = [event for event in events if event["kind"] == "document.version"]
    if len(recorded) != len(versions):
        yield f"{len(versions)} versions are listed, {len(recorded)} were recorded"
    for number, version in enumerate(versions[: len(recorded)], 1):
        where, event = f"version {number}", recorded[number - 1]
        if version["number"] != number:
            yield f"{where}: the one listed is number {version['number']}"
        if "data" in event:
            if event["data"].get("version") != number or event["data"].get("sha256") != version["sha256"]:
                yield f"{where}: its text is not the one that event {event['number']} recorded"
        elif not (event.get("obscured") and version["obscured"]):
            yield f"{where}: what event {event['number']} recorded of it is kept back"


def notes(events, versions):
    """Yield what cannot be checked, and why: words that were covered, and what is not public."""
    for event in events:
        if event.get("obscured"):
            yield f"obscured: event {event['number']} ({event['kind']})"
    for version in versions:
        if version["obscured"]:
            yield f"obscured: version {version['number']}"
    hidden = Counter(event["kind"] for event in events if "data" not in event and not event.get("obscured"))
    for kind, count in sorted(hidden.items()):
        yield f"not public: the data of {kind} ({count}); place, kind and time are checked"


def published(key, events, fingerprint):
    """Return whether a fingerprint holds this chain, and a sentence that says so."""
    name = f"fingerprint {fingerprint['number']}"
    digest = sha256(*(fingerprint[part] for part in ("number", "at", "previous", "heads", "others")))
    if fingerprint["digest"] != digest:
        return False, f"{name}: its digest does not fit"
    head = fingerprint["heads"].get(key)
    for event in events:
        if sha256(key, event["number"], event["hash"]) == head:
            until = event["number"]
            return True, f"{name} of {fingerprint['at']} holds this chain up to event {until}; its digest is {digest}"
    born = [event["at"] for event in events if event["kind"] == "document.published"]
    if head is None and born and born[0] > fingerprint["at"]:
        return False, f"{name} does not hold this chain, which says it was published later: take a newer fingerprint"
    return False, f"{name} holds no event of this chain: it was rewritten, or is of another site"


def check(chain, fingerprints):
    """Return the lines of the report and what is broken."""
    key, events, versions = chain["chain"], chain["events"], chain["versions"]
    lines = [f"{key}: {len(events)} events, {len(versions)} versions", *notes(events, versions)]
    breaks = [*event_breaks(key, events), *version_breaks(events, versions)]
    for fingerprint in fingerprints:
        fits, sentence = published(key, events, fingerprint)
        (lines if fits else breaks).append(sentence)
    return lines, breaks


def read(path, wanted):
    """Return the JSON object in a file; raise ValueError when it is none of the format that is wanted."""
    with open(path, encoding="utf-8") as file:
        found = json.load(file)
    if not isinstance(found, dict) or found.get("format") != wanted:
        raise ValueError(f"{path}: not a file of the format {wanted}")
    return found


def plain(words):
    """Return words without what could move the cursor of a terminal."""
    return "".join(sign if sign.isprintable() else "?" for sign in words)


def main(paths):
    """Check the files and print the report; return the exit status."""
    if not paths or paths[0].startswith("-"):
        print(__doc__)
        return 2
    try:
        chain = read(paths[0], "emenda-chain-1")
        lines, breaks = check(chain, [read(path, "emenda-fingerprint-1") for path in paths[1:]])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        print(plain(f"Cannot be read: {error!r}"), file=sys.stderr)
        return 2
    for line in lines:
        print(plain(line))
    for line in breaks:
        print(plain(f"BROKEN: {line}"))
    if breaks:
        return 1
    print("The chain is whole." if paths[1:] else ALONE)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
