# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forecast real amendments of the Senate on one passage, and compare with the outcome expected for each pair.

    python -m benchmarks.senate [FOLDER]

Reads ../shared/data/senato_emendamenti_sample.json; what is not there is skipped. The text that was amended is not in
the sample: a comma of two sentences is put together from the words that the amendments quote, and their formulas are
read against it.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

from config import ROOT
from redline.drafting.formula import amended
from redline.merging.amendment import Amendment
from redline.merging.forecast import forecast

FILE = "senato_emendamenti_sample.json"
EXPECTED = {"absorbed": "absorbed", "precluded": "precluded", "by a person": "clash", "unaffected": "applies"}


def main(folder: Path) -> int:
    """Print one line for each pair; return how many came out otherwise than expected."""
    path = folder / FILE
    if not path.exists():
        print(f"skipped: no {path}")
        return 0
    sample = json.loads(path.read_text(encoding="utf-8"))
    base = passage(sample["amendments"])
    asked = [made for one in sample["amendments"] if (made := amendment(one, base))]
    found, wrong = forecast(base, asked), 0
    for pair in sample["expected_pairs"]:
        expected = next(outcome for words, outcome in EXPECTED.items() if words in pair["if_a_accepted"])
        got = found.if_accepted((pair["a"], 1), (pair["b"], 1))
        wrong += got != expected
        print(f"{pair['b']} once {pair['a']} is accepted: {got:10} expected: {expected}")
    return wrong


def quoted(one: dict[str, Any]) -> list[str]:
    """Return the words that an amendment quotes."""
    return re.findall(r"«([^»]*)»", one["text"])


def passage(amendments: list[dict[str, Any]]) -> str:
    """Return a comma of two sentences, each with the quoted words that amendments of it take out or stand behind."""
    sentences = []
    for name in ("primo periodo", "secondo periodo"):
        words = [quoted(one)[0] for one in amendments if name in one["text"]]
        longest = [word for word in words if not any(word != other and word in other for other in words)]
        sentences.append(f"Il {name} riguarda {' e anche '.join(dict.fromkeys(longest))} per ogni cosa.")
    return f"1. {' '.join(sentences)}"


def amendment(one: dict[str, Any], base: str) -> Amendment | None:
    """Return an amendment of the passage, read from its formula; None where it is about another one."""
    if " periodo" not in one["text"]:
        return None
    return Amendment.of(one["number"], base, amended(one["text"], base))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if sys.argv[1:] else ROOT.parent / "shared" / "data"))
