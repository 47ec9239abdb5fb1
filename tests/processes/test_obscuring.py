# SPDX-License-Identifier: AGPL-3.0-or-later
"""Unlawful words are covered outside the texts too, and in what timelines say of before; the record stays whole."""

from datetime import date

import pytest
import sqlalchemy as sa

from amendments.decisions.canned_actions import add_canned
from amendments.record.covering import MARK
from amendments.record.verify import verify
from attachments.models import Attachment
from auth.body_actions import BodyData
from auth.body_actions import change as change_body
from auth.body_actions import create as register_body
from auth.models import Body
from db import Changed, Invalid, db, now
from journal.models import Event
from permissions import Refused
from processes.actions import Sheet, change
from processes.groups.actions import About, describe
from processes.meetings.actions import Gathering, add_meeting, change_meeting
from processes.meetings.models import Meeting
from processes.news.actions import Article, add_post, change_post
from processes.obscuring.actions import obscure, obscure_site, places, site_places
from processes.obscuring.covering import WORDS
from processes.path.actions import Chapter, add_section, change_section
from processes.path.models import Section
from processes.sheet import term_actions
from processes.sheet.actions import body_for, change_facts, name_body
from processes.sheet.models import Facts, Term
from processes.suggestions.actions import Told, suggest
from processes.suggestions.actions import refuse as refuse_suggestion
from tests.amendments.test_obscure import everything
from tests.make import writing

BAD = "Rossi è un ladro"
# Columns of words that hold none of people's own: addresses, codes, choices, and what is made of the others.
NO_WORDS = {
    "slug", "prefix", "participation", "domains", "supporters_shown", "amendment_moderation", "comment_moderation",
    "progress", "role", "province", "number", "kind", "html", "minutes_html", "agenda_html", "hour", "mode", "ipa",
    "istat", "folded", "vocabulary", "state", "email", "language", "owner_kind", "licence", "media_type",
    "sha256", "key",
}  # fmt: skip


def edition() -> int:
    """Return how often the facts of the process were changed."""
    return db.session.scalars(sa.select(Facts.edition)).one_or_none() or 0


def slandered(cast):
    """Write unlawful words wherever a process holds short ones, and take most of them away again."""
    process, today = cast.process, now().date()
    with writing():
        change_facts(process, {"reporter": BAD, "places": ["Camogli"]}, by=cast.bruno, seen=edition())
        change_facts(process, {"reporter": "Eva", "region": BAD}, by=cast.bruno, seen=edition())
        add_canned(process, "Ladro", f"Perché {BAD}.", by=cast.mara)
    with writing():
        meeting = add_meeting(process, Gathering(heading=BAD, held_on=today, text=f"Dove {BAD}."), {}, by=cast.bruno)
        post = add_post(process, Article(f"Ecco: {BAD}", text=BAD, published_at=now()), by=cast.bruno)
        section = add_section(process, Chapter("free", BAD, f"**{BAD}**"), by=cast.bruno)
    with writing():
        held = Gathering(heading="Camogli", held_on=date(2024, 1, 2), tables=[BAD])
        change_meeting(meeting, held, {}, by=cast.bruno, seen=meeting.revision)
        change_post(post, Article("Notizia", byline=BAD, published_at=now()), by=cast.bruno, seen=post.revision)
        change_section(section, Chapter("free", "Scopi", f"Che {BAD}."), by=cast.bruno, seen=section.revision)
        db.session.add(
            Attachment(
                owner_kind="meeting",
                owner_id=meeting.id,
                position=1,
                title=BAD,
                kind="other",
                licence="official",
                name="a.txt",
                media_type="text/plain",
                size=1,
                sha256="0" * 64,
                key="0" * 32,
                by_id=cast.bruno.id,
                created_at=now(),
            )  # fmt: skip
        )


def covered(process, by, words=BAD):
    """Cover the words."""
    with writing():
        return obscure(process, words, by=by, reason="Diffamazione.")


def covered_site(cast):
    """Cover the words in what belongs to no process."""
    with writing():
        return obscure_site(BAD, by=cast.ines, reason="Diffamazione.")


def test_words_of_a_process_are_covered_now_and_in_what_its_timeline_says_of_before(cast):
    slandered(cast)
    counted = places(cast.process, BAD, by=cast.mara)
    assert counted.keys() >= {"facts", "meeting", "post", "section", "attachment", "canned_reason"}
    covered(cast.process, cast.mara)
    kept = everything()
    assert "rossi" not in kept.lower() and MARK in kept
    assert MARK in db.session.scalars(sa.select(Section)).one().html
    assert db.session.scalars(sa.select(Meeting)).one().tables == [MARK]


def test_the_record_of_a_process_stays_whole(cast, visit):
    slandered(cast)
    before = [line for line in verify().breaks if "attachment" not in line]
    covered(cast.process, cast.ines)
    assert [line for line in verify().breaks if "attachment" not in line] == before == []
    text = visit().get("/processes/piano/history").text
    assert "ha oscurato parole illecite: Diffamazione." in text and "Rossi" not in text
    assert f"ha cambiato la sezione «{MARK}»" in text or f"«{MARK}»" in text


def test_words_that_were_covered_are_not_found_in_the_registry(cast, visit):
    slandered(cast)
    assert "Trovato" in visit().get("/processes?q=ladro").text
    covered(cast.process, cast.mara)
    assert cast.process.title not in visit().get("/processes?q=ladro").text


def test_a_form_that_was_open_does_not_bring_the_words_back(cast):
    slandered(cast)
    section = db.session.scalars(sa.select(Section)).one()
    seen, facts_seen = section.revision, edition()
    covered(cast.process, cast.mara)
    with pytest.raises(Changed), writing():
        change_section(section, Chapter("free", BAD), by=cast.bruno, seen=seen)
    with pytest.raises(Invalid), writing():
        change_facts(cast.process, {"region": BAD}, by=cast.bruno, seen=facts_seen)


def test_words_of_bodies_lists_and_reports_are_covered_with_their_events(cast):
    with writing():
        body = register_body(BodyData("Ente", address=BAD), by=cast.ines)
        change_body(body, BodyData("Ente", other_names=[BAD]), by=cast.ines)
        term_actions.add("group", f"Bando: {BAD}", by=cast.ines)
        suggest(Told(BAD, description=BAD), by=None)
    with writing():
        term = db.session.scalars(sa.select(Term)).one()
        describe(term, About(BAD), by=cast.ines, seen=0)
        describe(term, About("Altro."), by=cast.ines, seen=1)
        db.session.execute(sa.text("DELETE FROM message"))  # letters that wait to leave are no record
    assert site_places(BAD, by=cast.ines).keys() == {"body", "term", "suggestion", "events"}
    covered_site(cast)
    kept = everything()
    assert "rossi" not in kept.lower() and MARK in kept and verify().breaks == []
    assert db.session.scalars(sa.select(Event.kind)).all()[-1] == "site.obscured"


def test_words_that_only_the_timeline_holds_are_found_and_covered(cast, visit):
    with writing():
        section = add_section(cast.process, Chapter("free", "Scopi", BAD), by=cast.bruno)
    with writing():
        change_section(section, Chapter("free", "Scopi", "Altro."), by=cast.bruno, seen=1)
    page = visit(cast.mara).get("/processes/piano/obscure")
    page = page.press("Cerca dove compaiono", passage=BAD, reason="Diffamazione.")
    assert "nella cronologia: 2" in page.text and "nel percorso" not in page.text
    page.press("Oscura per sempre", sure="y")
    assert "rossi" not in everything().lower() and verify().breaks == []


def test_a_reason_for_refusing_a_report_is_covered_too(cast):
    with writing():
        reported = suggest(Told("Orti"), by=None)
        refuse_suggestion(reported, f"Lo dice {BAD}.", by=cast.ines)
    covered_site(cast)
    assert "rossi" not in everything().lower()


def test_two_bodies_covered_whole_stay_two(cast):
    with writing():
        double, other = (register_body(BodyData(name), by=cast.ines) for name in (BAD, BAD.upper()))
        name_body(cast.process, "holder", body_for(cast.process, BAD, by=cast.ines), by=cast.ines)
    covered_site(cast)
    names = db.session.scalars(sa.select(Body.name).where(Body.id.in_((double.id, other.id)))).all()
    assert sorted(names) == [f"{MARK} {double.id}", f"{MARK} {other.id}"]


def test_covering_twice_and_once_more_keeps_the_record_whole(cast):
    slandered(cast)
    covered(cast.process, cast.mara)
    covered(cast.process, cast.mara, "Scopi")
    assert "Scopi" not in everything()
    assert [line for line in verify().breaks if "attachment" not in line] == []


def test_only_moderators_and_administrators_cover(cast, visit):
    slandered(cast)
    with pytest.raises(Refused), writing():
        obscure(cast.process, BAD, by=cast.bruno, reason="No.")
    with pytest.raises(Refused), writing():
        obscure_site(BAD, by=cast.mara, reason="No.")
    assert visit(cast.bruno).get("/processes/piano/obscure").status == 403
    assert visit(cast.mara).get("/obscure").status == 403


def test_words_that_stand_nowhere_leave_no_trace(cast):
    with pytest.raises(Invalid), writing():
        obscure(cast.process, "mai scritto", by=cast.mara, reason="No.")
    assert "process.obscured" not in db.session.scalars(sa.select(Event.kind)).all()


def test_the_page_counts_first_and_covers_when_one_is_sure(cast, visit):
    slandered(cast)
    page = visit(cast.mara).get("/processes/piano").follow("Oscura parole illecite")
    page = page.press("Cerca dove compaiono", passage=BAD, reason="Diffamazione.")
    assert "nei dati della scheda: 1" in page.text and "negli incontri: 1" in page.text
    page = page.press("Oscura per sempre")
    assert page.status == 422 and "Conferma che vuoi oscurare" in page.text and BAD in everything()
    page = page.press("Oscura per sempre", sure="y")
    assert page.status == 200 and page.path == "/processes/piano/history" and "Oscurati" in page.text
    assert "rossi" not in everything().lower()


def test_administrators_find_the_page_of_what_belongs_to_the_site(cast, visit):
    with writing():
        change(cast.process, Sheet(slug="piano", title="Piano", prefix="p"), by=cast.ines)
        register_body(BodyData(f"Ente di {BAD}"), by=cast.ines)
    page = visit(cast.ines).get("/terms").follow("Oscura parole illecite")
    page = page.press("Cerca dove compaiono", passage=BAD, reason="Diffamazione.").press("Oscura per sempre", sure="y")
    assert page.status == 200 and "Rossi" not in everything()


@pytest.mark.parametrize("kind", WORDS, ids=lambda kind: kind.__name__)
def test_no_column_of_words_is_forgotten(kind):
    columns = sa.inspect(kind).columns
    worded = {column.key for column in columns if isinstance(column.type, sa.String | sa.Text | sa.JSON)}
    assert worded - NO_WORDS - {"email"} <= set(WORDS[kind])
    assert set(WORDS[kind]) <= worded
