# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists ask the database as often for many as for few; the lists that other tests count are not repeated here."""

from datetime import timedelta

import pytest

from amendments.requests.actions import propose
from amendments.support.actions import support
from auth.body_actions import BodyData, create
from auth.models import User
from comments.actions import post
from db import db, now
from languages import today
from processes.actions import Sheet
from processes.actions import create as create_process
from processes.meetings.actions import Gathering, add_meeting
from processes.meetings.registration_actions import register
from processes.news.actions import Article, add_post
from processes.sheet import term_actions as terms
from processes.sheet.actions import change_facts
from processes.suggestions.actions import Told, suggest
from tests.make import Cast, published, text, writing
from tests.test_pages import Visit, counted

# Who looks at the list, and how many questions it may ask; their account and the frame of the page are among them.
LISTS = {
    "/bodies": ("", 2),
    "/bodies?q=borgo": ("", 1),
    "/suggestions": ("ines", 4),
    "/processes/piano/posts": ("bruno", 5),
    "/processes/piano/comments": ("mara", 7),
    "/processes/piano/meetings/1/registrations": ("bruno", 7),
    "/documents/1/comments": ("", 5),
    "/documents/1/amendments": ("", 12),
    "/documents/1/supporters": ("", 3),
    "/documents/1/versions": ("", 3),
    "/accounts": ("ines", 3),
    "/terms": ("ines", 4),
    "/processes/groups": ("", 6),
    "/processes/groups/1": ("", 9),
}


def more(cast: Cast, document, meeting, begin: int) -> None:
    """Add twelve of each."""
    for number in range(begin, begin + 12):
        with writing():
            person = User(name=f"P {number}", email=f"p{number}@x.example", created_at=now(), confirmed_at=now())
            db.session.add(person)
            db.session.flush()
            create(BodyData(f"Comune di Borgo {number}"), by=cast.ines)
            suggest(Told(f"Orti {number}"), by=None)
            terms.add("group", f"Bando {number}", by=cast.ines)
            grouped = create_process(Sheet(slug=f"orti-{number}", title="Orti", prefix="o"), by=cast.ines)
            change_facts(grouped, {"group": "Bando 0", "places": [f"Luogo {number}"]}, by=cast.ines, seen=0)
            add_post(cast.process, Article(f"Notizia {number}", published_at=now()), by=cast.bruno)
            register(meeting, by=person)
            support(document, by=person)
            post(document, f"Un commento, il numero {number}.", by=person)
            propose(document, text(tempi=f"Nel {2030 + number}."), by=person, base=1, reason="Così.")


@pytest.fixture
def grown(cast: Cast):
    """What makes everything longer by twelve."""
    document = published(cast)
    with writing():
        gathering = Gathering("Valchiara", today() + timedelta(days=5), registers=True)
        meeting = add_meeting(cast.process, gathering, {}, by=cast.bruno)
    return lambda begin: more(cast, document, meeting, begin)


def test_lists_ask_as_often_for_many_as_for_few(cast: Cast, visit: Visit, grown) -> None:
    found: dict[str, list[int]] = {path: [] for path in LISTS}
    for begin in (0, 12):
        grown(begin)
        visit().get("/legal")  # what every page shows of the site is read
        for path, (who, _) in LISTS.items():
            visitor = visit(getattr(cast, who, None))
            with counted() as statements:
                assert visitor.get(path + ("&" if "?" in path else "?") + f"n={begin}").status == 200, path
            found[path].append(len([sql for sql in statements if sql.lstrip().upper().startswith(("SELECT", "WITH"))]))
    over = {path: counts for path, counts in found.items() if counts[0] != counts[1] or counts[1] > LISTS[path][1]}
    assert not over, over
