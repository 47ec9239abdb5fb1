# SPDX-License-Identifier: AGPL-3.0-or-later
"""Staff hang files on processes and proposals; everybody downloads them; all of it is on record."""

import pytest
import sqlalchemy as sa

from amendments.record.obscure_actions import obscure, places
from amendments.record.verify import verify
from attachments.models import Attachment
from attachments.sweeping import storage
from db import db
from journal.jobs import do_due
from journal.models import Event
from proposals.draft_actions import draft
from storage import Missing, Unreachable
from tests.attachments.files import PDF, odt, picture
from tests.make import published, text, writing

FIELDS = {"title": "Il regolamento", "kind": "act", "licence": "official"}


def attach(visitor, path, title="Il regolamento", data=PDF, name="Regolamento 2025.pdf", **more):
    """Hang a file on what has this page of attachments, as a person would."""
    page = visitor.get(path)
    return page.press("Aggiungi il file", file=(data, name), **(FIELDS | {"title": title} | more))


@pytest.fixture
def page_of_process(cast):
    """The address at which staff look after the files of the process."""
    return f"/attachments/process/{cast.process.id}"


def titles(page):
    """Return the titles of the files that a public page lists, in order."""
    return [
        "".join(a.itertext()).strip()
        for a in page.all(".//section[@aria-labelledby='attachments-title']//li/a[@download]")
    ]


def rows():
    return db.session.scalars(sa.select(Attachment).order_by(Attachment.position)).all()


def test_staff_hang_a_file_on_a_process_and_everybody_downloads_it(cast, visit, page_of_process):
    assert "Allegati" not in visit().get("/processes/piano").text
    page = visit(cast.bruno).get("/processes/piano").follow("Allegati")
    assert page.path == page_of_process
    page = attach(page.visitor, page_of_process)
    assert page.status == 200 and "Il file è stato aggiunto." in page.html
    public = visit().get("/processes/piano")
    assert titles(public) == ["Il regolamento"]
    for words in ("Atto o regolamento", "PDF, 1 KB", "Testo ufficiale di un ente pubblico"):
        assert words in public.text
    answer = public.follow("Il regolamento").answer
    assert answer.data == PDF
    headers = answer.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"] == 'attachment; filename="Regolamento 2025.pdf"'
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    again = visit().client.get(answer.request.path, headers={"If-None-Match": headers["ETag"]})
    assert again.status_code == 304


def test_a_file_is_stored_under_a_name_that_says_nothing(cast, visit, page_of_process):
    attach(visit(cast.bruno), page_of_process, name="../../Nome segreto.pdf")
    (row,) = rows()
    assert row.name == "Nome segreto.pdf" and list(storage().names()) == [row.key]
    assert "segreto" not in row.key


def test_a_name_in_any_alphabet_is_downloaded_under_it(cast, visit, page_of_process):
    attach(visit(cast.bruno), page_of_process, name="Perché é così – 说明.pdf")
    disposition = visit().get("/processes/piano").follow("Il regolamento").answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment; ") and "filename*=UTF-8''Perch%C3%A9" in disposition


def test_staff_hang_a_file_on_a_proposal_and_its_history_tells(cast, visit):
    document = published(cast)
    page = visit(cast.bruno).get(f"/proposals/{document.id}").follow("Allegati")
    attach(page.visitor, page.path, licence="cc-by-4.0")
    public = visit().get(f"/proposals/{document.id}")
    assert titles(public) == ["Il regolamento"]
    (licence,) = public.all(".//a[@rel='license']")
    assert licence.get("href") == "https://creativecommons.org/licenses/by/4.0/deed.it"
    told = visit().get(f"/documents/{document.id}/history").text
    assert "Bruno ha aggiunto l’allegato «Il regolamento»" in told
    assert titles(visit().get("/processes/piano")) == []


def test_files_of_a_draft_are_for_staff_alone(cast, visit):
    with writing():
        proposal = draft(cast.process, text("Una bozza"), by=cast.bruno)
    attach(visit(cast.bruno), f"/attachments/document/{proposal.document_id}")
    path = f"/files/{rows()[0].key}"
    assert [visit(who).client.get(path).status_code for who in (None, cast.ada, cast.bruno, cast.ines)] == [
        404,
        404,
        200,
        200,
    ]


def test_files_are_put_in_order_by_buttons(cast, visit, page_of_process):
    visitor = visit(cast.bruno)
    for title in ("Uno", "Due", "Tre"):
        attach(visitor, page_of_process, title=title)
    visitor.get(page_of_process).press("Sposta giù «Uno»")
    visitor.get(page_of_process).press("Sposta su «Tre»")
    assert titles(visit().get("/processes/piano")) == ["Due", "Tre", "Uno"]
    page = visitor.get(page_of_process)
    token = page.all(".//form/input[@name='csrf_token']")[0].get("value")
    with pytest.raises(AssertionError, match="no button"):
        page.press("Sposta su «Due»")
    visitor.post(f"/attachments/{rows()[0].id}/move", {"to": "up", "csrf_token": token})
    assert titles(visit().get("/processes/piano")) == ["Due", "Tre", "Uno"]


def test_what_is_said_of_a_file_changes_and_the_record_keeps_what_was_said_before(cast, visit, page_of_process):
    visitor = visit(cast.bruno)
    attach(visitor, page_of_process)
    page = visitor.get(page_of_process).follow("Cambia «Il regolamento»")
    page.press("Salva", title="Il regolamento del 2025", kind="report", licence="cc0-1.0")
    public = visit().get("/processes/piano")
    assert titles(public) == ["Il regolamento del 2025"] and "Relazione o studio" in public.text
    event = db.session.scalars(sa.select(Event).where(Event.kind == "attachment.changed")).one()
    assert event.data["before"] == FIELDS
    assert visitor.get(f"/attachments/{rows()[0].id}/edit").press("Salva", title=" ").status == 422


def test_a_file_that_is_removed_is_gone_for_ever_and_everybody_reads_why(cast, visit, page_of_process):
    visitor = visit(cast.bruno)
    attach(visitor, page_of_process)
    key = rows()[0].key
    page = visitor.get(page_of_process).follow("Togli «Il regolamento»")
    assert page.press("Togli per sempre", reason=" ").status == 422 and storage().get(key) == PDF
    page.press("Togli per sempre", reason="Contiene un nome.")
    assert visit().get(f"/files/{key}").status == 404
    assert titles(visit().get("/processes/piano")) == []
    assert (
        "ha tolto per sempre l’allegato «Il regolamento»: Contiene un nome."
        in visit().get("/processes/piano/history").text
    )
    do_due()
    with pytest.raises(Missing):
        storage().get(key)
    assert verify().breaks == []


def test_bytes_are_deleted_later_where_the_storage_does_not_answer(cast, visit, page_of_process, monkeypatch):
    visitor = visit(cast.bruno)
    attach(visitor, page_of_process)

    def away(*args):
        raise Unreachable("away")

    with monkeypatch.context() as patched:
        patched.setattr(type(storage()), "delete", away)
        visitor.get(f"/attachments/{rows()[0].id}/remove").press("Togli per sempre", reason="Vecchio.")
        do_due()
        assert len(list(storage().names())) == 1
    with writing():
        db.session.execute(sa.text("UPDATE job SET due_at = created_at"))
    do_due()
    assert list(storage().names()) == []


def test_a_storage_that_does_not_answer_is_said_kindly(cast, visit, page_of_process, monkeypatch):
    attach(visit(cast.bruno), page_of_process)

    def away(*args):
        raise Unreachable("away")

    monkeypatch.setattr(type(storage()), "get", away)
    answer = visit().client.get(f"/files/{rows()[0].key}")
    assert answer.status_code == 503 and answer.headers["Retry-After"]
    assert verify().breaks == [f"attachment {rows()[0].id}: its file cannot be read (Unreachable: away)"]
    monkeypatch.setattr(type(storage()), "put", away)
    assert attach(visit(cast.bruno), page_of_process).status == 503
    assert len(rows()) == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"data": b"<svg/>", "name": "logo.svg"}, "Sono ammessi: PDF"),
        ({"data": b"<html><script>", "name": "photo.jpg"}, "Il contenuto non è quello che dice il nome (.jpg)"),
        ({"title": " "}, "Scrivi il titolo."),
        ({"title": "x" * 201}, "al massimo 200"),
        ({"kind": "nothing"}, "Non è una opzione valida"),
        ({"licence": "mine"}, "Non è una opzione valida"),
    ],
)
def test_a_file_that_cannot_be_taken_leaves_nothing_behind(cast, visit, page_of_process, fields, sentence):
    page = attach(visit(cast.bruno), page_of_process, **fields)
    assert page.status == 422
    assert sentence in page.text
    assert rows() == [] and list(storage().names()) == []


def test_without_a_file_the_page_asks_for_one(cast, visit, page_of_process):
    page = visit(cast.bruno).get(page_of_process).press("Aggiungi il file", title="Senza")
    assert page.status == 422 and "Scegli un file." in page.text


def large(visitor, page, size):
    """Send a file of so many bytes, as the browser puts it together."""
    token = visitor.get(page).all(".//form/input[@name='csrf_token']")[0].get("value")
    parts = FIELDS | {"csrf_token": token}
    head = "".join(f'--b\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in parts.items())
    head += '--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    body = head.encode() + PDF.ljust(size) + b"\r\n--b--\r\n"
    return visitor.client.post(page, data=body, content_type="multipart/form-data; boundary=b")


def test_a_file_beyond_the_limit_is_refused_with_the_limit(cast, visit, page_of_process):
    visitor = visit(cast.bruno)
    answer = large(visitor, page_of_process, (10 << 20) + 1)
    assert answer.status_code == 422 and "può pesare al massimo 10 MB" in answer.text
    answer = large(visitor, page_of_process, 13 << 20)
    assert answer.status_code == 413 and "accettiamo al massimo 12 MB" in answer.text
    assert list(storage().names()) == []
    assert large(visitor, page_of_process, 10 << 20).status_code == 303


def test_large_requests_are_read_only_where_a_file_is_asked_for_and_of_people_with_a_session(
    cast, visit, page_of_process
):
    words = {"text": "x" * (3 << 20)}
    assert visit().client.post(page_of_process, data=words).status_code == 413
    assert visit(cast.bruno).client.post("/processes/piano/edit", data=words).status_code == 413


def test_pictures_are_written_anew(cast, visit, page_of_process):
    attach(
        visit(cast.bruno), page_of_process, data=picture("JPEG", comment=b"secret"), name="mappa.jpg", kind="picture"
    )
    (row,) = rows()
    assert b"secret" not in storage().get(row.key) and row.size == len(storage().get(row.key))


@pytest.mark.parametrize("path", ["/files/x", "/files/" + "0" * 32, "/files/" + "0" * 31 + "%0A", "/files/..%2Fsecret"])
def test_a_forged_address_finds_no_file(cast, visit, path):
    assert visit().get(path).status == 404


@pytest.mark.parametrize("path", ["/attachments/process/9", "/attachments/document/9", "/attachments/user/1"])
def test_files_hang_on_nothing_that_is_not_there(cast, visit, path):
    assert visit(cast.ines).get(path).status == 404


def test_somebody_elses_staff_change_nothing_here(cast, visit, page_of_process):
    attach(visit(cast.bruno), page_of_process)
    for path in (page_of_process, f"/attachments/{rows()[0].id}/edit", f"/attachments/{rows()[0].id}/remove"):
        assert visit(cast.ada).get(path).status == 403
        assert visit(cast.mara).get(path).status == 403


def test_verify_finds_a_file_that_somebody_changed_or_took(cast, visit, page_of_process, app):
    attach(visit(cast.bruno), page_of_process)
    attach(visit(cast.bruno), page_of_process, data=odt(), name="a.odt")
    first, second = rows()
    assert verify().breaks == [] and verify().files == 2
    storage().put(first.key, PDF + b" ")
    storage().delete(second.key)
    found = verify().breaks
    assert found[0] == f"attachment {first.id}: its file is not the one that was added"
    assert found[1].startswith(f"attachment {second.id}: its file cannot be read (Missing")
    with writing():
        db.session.execute(sa.update(Attachment).where(Attachment.id == first.id).values(sha256="0" * 64))
        db.session.execute(sa.delete(Attachment).where(Attachment.id == second.id))
    found = verify().breaks
    assert f"attachment {first.id}: its digest is not the one its event recorded" in found
    assert f"attachment {second.id}: recorded, but not there" in found
    assert "2 files" not in app.test_cli_runner().invoke(args=["verify"]).output


def test_unlawful_words_in_a_title_are_covered_with_the_others(cast, visit):
    document = published(cast)
    page = f"/attachments/document/{document.id}"
    attach(visit(cast.bruno), page, title="Verbale di Gino Bianchi", name="Gino Bianchi.pdf")
    assert places(document, "Gino Bianchi", by=cast.mara)["attachments"] == 2
    with writing():
        obscure(document, "Gino Bianchi", by=cast.mara, reason="Dati personali.")
    assert "Gino" not in visit().get(f"/proposals/{document.id}").html
    assert "Gino" not in visit().get(f"/documents/{document.id}/history").html
    assert verify().breaks == []
