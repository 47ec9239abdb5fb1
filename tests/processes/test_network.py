# SPDX-License-Identifier: AGPL-3.0-or-later
"""The network of a process: how it grew, as a plot and its table, and who is in it."""

from collections.abc import Callable
from datetime import timedelta

from processes.meetings import network
from processes.meetings.actions import confirm_joining
from tests.make import Cast, writing
from tests.page import Visitor, squeeze
from tests.processes.test_meetings import SPRING, held
from tests.proposals.test_lists import Counting

Visit = Callable[..., Visitor]
NETWORK = "/processes/piano/network"


def joined(cast: Cast, heading: str, days: int, *names: str) -> None:
    """Hold a meeting so many days after the first one; all bodies that are there join."""
    meeting = held(cast, heading, SPRING + timedelta(days=days), {"present": list(names)})
    with writing():
        confirm_joining(meeting, {presence.body_id for presence in meeting.presences}, by=cast.bruno)


def test_the_network_grows_with_each_meeting(cast: Cast, visit: Visit) -> None:
    joined(cast, "Collina", 0, "Comune di Collina")
    joined(cast, "Valle", 10, "Comune di Collina", "Comune di Valle", "Comune di Alba")
    page = visit().get("/processes/piano/meetings").follow("La rete degli enti, nel tempo")
    assert (
        "Nella rete ci sono 3 enti." in page.text
        and "Enti nella rete: 1 il 12 marzo 2021, 3 il 22 marzo 2021." in page.text
    )
    rows = [[squeeze("".join(cell.itertext())) for cell in row] for row in page.all(".//tbody/tr")]
    assert rows == [["12 marzo 2021", "Collina", "1", "1"], ["22 marzo 2021", "Valle", "2", "3"]]
    members = [squeeze("".join(item.itertext())) for item in page.all(".//ul[@class='rows']/li")]
    assert members == [
        "Comune di Alba dal 22 marzo 2021 un incontro",
        "Comune di Collina dal 12 marzo 2021 2 incontri",
        "Comune di Valle dal 22 marzo 2021 un incontro",
    ]
    (title,) = page.all(".//{*}svg/{*}title")
    assert title.text == "Quanti enti c’erano nella rete, giorno per giorno"


def test_the_plot_goes_along_the_days_and_up_at_each_meeting(cast: Cast) -> None:
    joined(cast, "Collina", 0, "Comune di Collina")
    joined(cast, "Valle", 5, "Comune di Valle")
    joined(cast, "Alba", 20, "Comune di Alba", "Comune di Bosco")
    assert network.line(network.steps(cast.process)) == (
        "0.0,200.0 0.0,200.0 0.0,150.0 150.0,150.0 150.0,100.0 600.0,100.0 600.0,0.0 600.0,0.0"
    )


def test_one_meeting_makes_a_plot_too(cast: Cast, visit: Visit) -> None:
    joined(cast, "Collina", 0, "Comune di Collina")
    assert "Nella rete c’è un ente." in visit().get(NETWORK).text


def test_whoever_was_only_present_is_not_in_the_network(cast: Cast, visit: Visit) -> None:
    held(cast, "Uno", bodies={"present": ["Comune di Collina"]})
    page = visit().get(NETWORK)
    assert "La rete è ancora da fare." in page.text and "Collina" not in page.text


def test_the_network_takes_as_many_queries_for_many_as_for_few(cast: Cast, visit: Visit) -> None:
    counts = []
    for many in (2, 12):
        for number in range(many):
            joined(cast, f"Incontro {many}.{number}", many + number, f"Ente {many}.{number}")
        visit().get("/roles")
        with Counting() as counting:
            assert visit().get(f"{NETWORK}?n={many}").status == 200
        counts.append(len(counting.statements))
    assert counts == [3, 3]
