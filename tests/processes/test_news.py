# SPDX-License-Identifier: AGPL-3.0-or-later
"""News: drafts, publishing now and by date, lists page after page, the feed, what stands out; all on record."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from db import db, now
from journal.jobs import do_due
from journal.models import Event, Job
from processes.news import queries as news_queries
from processes.news.actions import Article, add_post, change_post
from processes.news.models import Post
from tests.attachments.test_pages import attach
from tests.make import Cast, writing
from tests.page import Page, Visitor
from tests.proposals.test_lists import Counting

Visit = Callable[..., Visitor]
ATOM = "{http://www.w3.org/2005/Atom}"
PIANO = "/processes/piano"


def told(cast: Cast, title: str, days: float = -1, **more: object) -> Post:
    """Add a post that appears so many days from now."""
    article = Article(title, published_at=now() + timedelta(days=days))
    with writing():
        return add_post(cast.process, replace(article, **more), by=cast.bruno)  # type: ignore[arg-type]


def titles(page: Page) -> list[str | None]:
    return [link.text for link in page.all(".//li[@class='post-row']//a")]


def kinds() -> list[str]:
    return [kind for kind in db.session.scalars(sa.select(Event.kind).order_by(Event.id)) if kind.startswith("news.")]


def test_staff_publish_a_news_item_and_everybody_reads_it(cast: Cast, visit: Visit) -> None:
    page = visit(cast.bruno).get(PIANO).follow("Notizie").follow("Nuova notizia")
    page = page.press(
        "Salva la notizia",
        title="Comincia l’ascolto",
        category="Incontri",
        byline="Redazione del Comune",
        summary="Si parte da tre quartieri.",
        text="Vieni **anche tu**.",
        links="Il calendario https://www.example.org/calendario\n/processes/piano",
        highlighted="y",
        when="now",
    )
    assert page.status == 200 and "La notizia è pubblicata." in page.text
    page = visit().get(PIANO)
    assert "In evidenza" in page.text and titles(page) == ["Comincia l’ascolto"]
    page = page.follow("Comincia l’ascolto")
    for words in ("Incontri", "di Redazione del Comune", "Si parte da tre quartieri.", "Per approfondire"):
        assert words in page.text
    assert page.all(".//main//strong")[0].text == "anche tu"
    assert page.follow("Il calendario").path == "https://www.example.org/calendario"
    assert page.has_link("/processes/piano")
    assert page.follow("Tutte le notizie").path == f"{PIANO}/news"
    assert "Comincia l’ascolto" in visit().get("/").text
    assert kinds() == ["news.published"]


def test_a_draft_is_seen_by_staff_alone(cast: Cast, visit: Visit) -> None:
    page = visit(cast.bruno).get(f"{PIANO}/posts/new").press("Salva la notizia", title="Non ancora")
    assert "La bozza è salvata." in page.text and "Bozza" in page.text
    assert titles(visit().get(f"{PIANO}/news")) == []
    assert visit().get(f"{PIANO}/news/1").status == 404 and visit(cast.ada).get(f"{PIANO}/posts/1").status == 403
    assert "Non ancora" not in visit().get(f"{PIANO}/history").text
    assert "Bruno ha preparato una notizia" in visit().get(f"{PIANO}/history").text


def test_a_post_appears_when_its_date_comes_and_is_on_record_once(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = told(cast, "Domani", days=1)
    for path in ("/", PIANO, f"{PIANO}/news", f"{PIANO}/news.atom"):
        assert "Domani" not in visit().get(path).html, "and the page is kept from now on"
    assert visit().get(f"{PIANO}/news/{post.id}").status == 404 and do_due() == 0
    later = now() + timedelta(days=2)
    for module in ("pages", "processes.news.queries", "processes.news.views", "proposals.plan_views"):
        monkeypatch.setattr(f"{module}.now", lambda: later)
    for path in ("/", PIANO, f"{PIANO}/news", f"{PIANO}/news.atom", f"{PIANO}/news/{post.id}"):
        assert "Domani" in visit().get(path).html, "no page waits for the job"
    monkeypatch.undo()
    with writing():
        post.published_at = now()
        db.session.execute(sa.update(Job).values(due_at=now()))
        db.session.add(Job(kind="news.appear", about={"post": post.id}, created_at=now(), due_at=now()))
    assert do_due() == 2 and kinds() == ["news.prepared", "news.appeared"]
    assert "È comparsa la notizia «Domani»" in visit().get(f"{PIANO}/history").text


def test_a_post_that_was_put_off_leaves_its_job_nothing_to_do(cast: Cast) -> None:
    post = told(cast, "Domani", days=1)
    with writing():
        change_post(post, Article("Domani"), by=cast.bruno, seen=1)
        db.session.execute(sa.update(Job).values(due_at=now()))
    assert do_due() == 1 and "news.appeared" not in kinds()


def test_a_moment_is_entered_in_italian_time_and_kept_as_it_was(cast: Cast, visit: Visit) -> None:
    staff = visit(cast.bruno)
    page = staff.get(f"{PIANO}/posts/new")
    page = page.press("Salva la notizia", title="Estate", when="date", moment="2020-07-01T09:30")
    (post,) = db.session.scalars(sa.select(Post))
    assert post.published_at == datetime(2020, 7, 1, 7, 30, tzinfo=UTC)
    exact = datetime(2020, 7, 1, 7, 30, 12, tzinfo=UTC)
    with writing():
        post.published_at = exact
    page = staff.get(f"{PIANO}/posts/{post.id}")
    page.press("Salva la notizia", summary="Fa caldo.")
    assert post.published_at == exact and post.summary == "Fa caldo."


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": ""}, "Scrivi il titolo della notizia."),
        ({"when": "date"}, "Scrivi il giorno e l’ora"),
        ({"when": "date", "moment": "domani"}, "Il valore non corrisponde ad una data e un orario validi"),
        ({"links": "Il sito https://www.example.org\nQui javascript:alert(1)"}, "Riga 2: scrivi le parole"),
        ({"links": "Altrove //example.org"}, "Riga 1: scrivi le parole"),
    ],
)
def test_a_form_that_cannot_stand_says_what_to_mend(
    cast: Cast, visit: Visit, fields: dict[str, str], sentence: str
) -> None:
    typed = {"title": "Titolo", "text": "Il testo resta."} | fields
    page = visit(cast.bruno).get(f"{PIANO}/posts/new").press("Salva la notizia", **typed)
    assert page.status == 422 and "Il testo resta." in page.html and sentence in page.text
    assert db.session.scalars(sa.select(Post)).all() == []


def test_a_look_before_saving_keeps_nothing_and_leads_nowhere_it_should_not(cast: Cast, visit: Visit) -> None:
    page = visit(cast.bruno).get(f"{PIANO}/posts/new")
    links = "Brutto javascript:alert(1)\nBello https://www.example.org/"
    page = page.press("Guarda l’anteprima", title="Prova", text="Testo *in corsivo*.", links=links)
    assert page.all(".//main//em")[0].text == "in corsivo" and page.has_link("Bello") and not page.has_link("Brutto")
    assert db.session.scalars(sa.select(Post)).all() == []


def test_of_two_who_change_a_post_the_second_is_told_and_loses_nothing(cast: Cast, visit: Visit) -> None:
    post = told(cast, "Uno")
    first, second = (visit(cast.bruno).get(f"{PIANO}/posts/{post.id}") for _ in range(2))
    assert first.press("Salva la notizia", title="Primo").status == 200
    typed = "Parole che ho scritto io mentre un’altra persona salvava."
    page = second.press("Salva la notizia", text=typed)
    assert page.status == 409 and typed in page.text and post.title == "Primo"


def test_what_changes_of_a_post_is_on_record_with_before_and_after(cast: Cast, visit: Visit) -> None:
    post = told(cast, "Uno")
    staff = visit(cast.bruno)
    staff.get(f"{PIANO}/posts/{post.id}").press("Salva la notizia", title="Primo")
    staff.get(f"{PIANO}/posts/{post.id}").press("Salva la notizia")
    last = db.session.scalars(sa.select(Event).order_by(Event.id.desc()).limit(1)).one()
    assert last.data == {
        "post": post.id,
        "title": "Primo",
        "before": {"title": "Uno"},
        "after": {"title": "Primo"},
    }
    staff.get(f"{PIANO}/posts/{post.id}").press("Salva la notizia", when="draft")
    assert kinds() == ["news.published", "news.changed", "news.withdrawn"]
    assert visit().get(f"{PIANO}/news/{post.id}").status == 404


def test_the_list_goes_on_page_after_page_without_losing_any(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news_queries, "PAGE", 2)
    moment = now() - timedelta(days=1)
    for number in range(5):  # all of one moment: their order is that of their ids
        told(cast, f"Notizia {number}", published_at=moment)
    told(cast, "Futura", days=1)
    page, found = visit().get(f"{PIANO}/news"), []
    while True:
        found += titles(page)
        if not page.has_link("Più vecchie"):
            break
        page = page.follow("Più vecchie")
    assert found == [f"Notizia {number}" for number in (4, 3, 2, 1, 0)]
    for forged in ("0", "6", "999", "x", "-1", "99999999999"):
        assert visit().get(f"{PIANO}/news?before={forged}").status == 404


def test_a_category_shows_its_own_news(cast: Cast, visit: Visit) -> None:
    told(cast, "Uno", category="Incontri")
    told(cast, "Due", category="Avvisi")
    told(cast, "Tre", days=1, category="Segreta")
    page = visit().get(f"{PIANO}/news")
    assert titles(page) == ["Due", "Uno"] and not page.has_link("Segreta")
    assert titles(page.follow("Incontri")) == ["Uno"]


def test_what_stands_out_comes_first_on_the_process_however_old(cast: Cast, visit: Visit) -> None:
    told(cast, "Importante", days=-300, highlighted=True)
    for number in range(8):
        told(cast, f"Notizia {number}", days=-number - 1)
    assert titles(visit().get(PIANO)) == ["Importante", *(f"Notizia {number}" for number in range(5))]


def test_the_feed_gives_the_newest_in_atom(cast: Cast, visit: Visit) -> None:
    told(cast, "Prima & dopo", text="Un **testo**.", byline="Redazione", category="Avvisi", summary="In breve.")
    told(cast, "Futura", days=1)
    answer = visit().get(f"{PIANO}/news.atom").answer
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(answer.get_data())  # noqa: S314 - our own
    (entry,) = feed.findall(f"{ATOM}entry")
    texts = {one.tag.removeprefix(ATOM): one.text for one in entry}
    assert texts["title"] == "Prima & dopo" and texts["summary"] == "In breve."
    assert "<strong>testo</strong>" in (texts["content"] or "")
    link = entry.find(f"{ATOM}link")
    assert link is not None and link.get("href", "").endswith(f"{PIANO}/news/1")
    assert feed.findtext(f"{ATOM}updated") and entry.findtext(f"{ATOM}author/{ATOM}name") == "Redazione"


def test_a_post_of_another_process_is_not_there(cast: Cast, visit: Visit) -> None:
    post = told(cast, "Uno")
    visit(cast.ines).get("/processes/new").press("Crea il processo", title="Altro", slug="altro", prefix="alt")
    assert visit().get(f"/processes/altro/news/{post.id}").status == 404
    assert visit(cast.ines).get(f"/processes/altro/posts/{post.id}").status == 404


def test_news_take_as_many_queries_for_many_as_for_few(cast: Cast, visit: Visit) -> None:
    visit().get("/roles")  # the first page of all asks who runs the site
    counts: dict[str, list[int]] = {f"{PIANO}/news": [], f"{PIANO}/news.atom": []}
    for many in (2, 15):
        for number in range(many):
            told(cast, f"Notizia {many}.{number}")
        for path, found in counts.items():
            with Counting() as counting:
                assert visit().get(f"{path}?n={many}").status == 200
            found.append(len(counting.statements))
    assert counts == {f"{PIANO}/news": [5, 5], f"{PIANO}/news.atom": [3, 3]}


def test_files_hang_on_a_news_item_and_wait_with_a_draft(cast, visit):
    with writing():
        post = add_post(cast.process, Article("Si parte", published_at=now()), by=cast.bruno)
        draft = add_post(cast.process, Article("Non ancora"), by=cast.bruno)
    for one in (post, draft):
        assert attach(visit(cast.bruno), f"/attachments/post/{one.id}").status == 200
    page = visit().get(f"/processes/piano/news/{post.id}")
    assert page.has_link("Il regolamento")
    assert visit().get(f"/processes/piano/news/{draft.id}").status == 404
