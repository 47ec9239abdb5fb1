# SPDX-License-Identifier: AGPL-3.0-or-later
"""The real timeline of a network of bodies, entered by staff through the pages: all stands where a reader would look.

The page is not ours to ship: the story skips where the folder beside the checkout that holds it is absent.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from config import ROOT
from redline.markdown import plain
from tests.make import Cast
from tests.page import Visitor, squeeze

SEED = ROOT.parent / "shared" / "seeds" / "003_991a11077535a151.txt"
MONTHS = "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre".split()
DAY = re.compile(r"(\d{1,2}) (\w+) (\d{4})")
COUNTED = re.compile(r"(circa )?(\d+) (enti|partecipanti|persone)")
BODIES = re.compile(r"Comun[ei] di ([^*]+)")
OTHERS = re.compile(r"Anci \w+|Città metropolitana di \w+")
SEVERAL = re.compile(", | e ")
NEED = re.compile(r"\*\*bisogno di (.+?)\*\*")


@dataclass
class Stage:
    """What the page tells of one meeting."""

    heading: str
    day: str
    mode: str
    paragraphs: list[str]

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)

    @property
    def held_on(self) -> str:
        day, month, year = (DAY.fullmatch(self.day) or pytest.fail(self.day)).groups()
        return f"{year}-{MONTHS.index(month) + 1:02}-{int(day):02}"

    @property
    def bodies(self) -> list[str]:
        """The municipalities and other bodies that stand out in its text, in order."""
        named = []
        for bold in re.findall(r"\*\*(.+?)\*\*", self.text):
            named += OTHERS.findall(bold)
            named += [f"Comune di {name.strip(' .')}" for many in BODIES.findall(bold) for name in SEVERAL.split(many)]
        return list(dict.fromkeys(named))

    def counts(self) -> dict[str, str]:
        """The head counts as fields of the form; some are said to be approximate, one only in a word."""
        fields: dict[str, str] = {}
        for about, number, what in COUNTED.findall(self.text):
            name = "body_count" if what == "enti" else "people"
            fields |= {name: number} | ({f"{name}_about": "y"} if about else {})
        return fields | ({"people": "50", "people_about": "y"} if "cinquantina" in self.text else {})


def told() -> tuple[str, list[Stage], list[tuple[str, str]]]:
    """Return the name of the series, its stages, and the counters."""
    lines = [squeeze(line) for line in SEED.read_text().splitlines() if line.strip()]
    _, series, *rest = lines
    stages: list[Stage] = []
    counters = [(rest[i], rest[i + 1]) for i in range(len(rest) - 1) if rest[i + 1].isdigit()]
    for number, line in enumerate(rest[: -2 * len(counters)]):
        if DAY.fullmatch(line):
            stages.append(Stage(rest[number - 1], line, rest[number + 1], []))
        elif stages and len(line) > 60:
            stages[-1].paragraphs.append(line)
    return series, stages, counters


@pytest.mark.skipif(not SEED.exists(), reason="the real pages are not beside this checkout")
def test_the_real_stages_read_as_they_did(cast: Cast, visit: Callable[..., Visitor]) -> None:
    series, stages, counters = told()
    assert len(stages) == 5 and len(counters) == 5 and sum(len(stage.bodies) for stage in stages) > 30
    staff = visit(cast.bruno)
    for stage in stages:
        own = f"Comune di {stage.heading}"
        page = staff.get("/processes/piano/meetings/new").press(
            "Salva l’incontro",
            series=series,
            heading=stage.heading,
            held_on=stage.held_on,
            mode=stage.mode.lower(),
            kind="community",
            text=stage.text,
            host=own,
            present="\n".join(name for name in stage.bodies if name != own),
            needs=" ".join(NEED.findall(stage.text)),
            **stage.counts(),
        )
        assert page.status == 200, page.text
        if page.path.endswith("/network"):
            page.press("Conferma chi entra")
    figures = dict(zip(("public", "training", "codesign", "community", "networking"), counters, strict=True))
    declared = {f"{kind}_declared": number for kind, (_, number) in figures.items()}
    labels = {f"{kind}_label": label for kind, (label, _) in figures.items()}
    staff.get("/processes/piano/figures").press("Salva i numeri", **declared, **labels)

    page = visit().get("/processes/piano").follow("Tutti gli incontri")
    assert [h.text for h in page.all(".//main//h2")] == [series, "Attività in numeri"]
    shown = page.all(".//li[@class='stage']")
    assert [h.text for h in page.all(".//main//h3/a")] == [stage.heading for stage in stages]
    for stage, item in zip(stages, shown, strict=True):
        words = squeeze("".join(item.itertext()))
        assert words.startswith(f"{stage.heading} {stage.day} {stage.mode}")
        assert [one for one in stage.paragraphs if squeeze(plain(one)) not in words] == []
        assert [name for name in stage.bodies if name not in words] == []
        assert [need for need in NEED.findall(stage.text) if f"Bisogni emersi {need}" not in words] == []
        counts = stage.counts()
        for name, label in (("people", "Persone"), ("body_count", "Enti")):
            about = "circa " if f"{name}_about" in counts else ""
            assert name not in counts or f"{label}: {about}{counts[name]}" in words
    joined = [squeeze("".join(item.itertext())).count("Entrano nella rete") for item in shown]
    assert joined[0] == 1 and sum(joined) >= 4, "who is there for the first time joins the network"
    places = [page.text.find(f"{label} {number} dichiarati") for label, number in counters]
    assert -1 not in places and places == sorted(places)
