# SPDX-License-Identifier: AGPL-3.0-or-later
"""The outcome reports of a proposal and of a process: what was asked, what became of it and why, and what it made.

One page to be read and printed; very many requests or proposals go on to further pages.
"""

from typing import Any

from flask import Response, abort, render_template, url_for

from amendments.common_views import number_in, published
from amendments.documents.showing import difference
from amendments.documents.texts import text_of
from amendments.models import Document
from pages import kept
from processes.blueprint import at
from proposals import report_figures, report_queries
from proposals.blueprint import bp
from proposals.report_files import csv_of
from proposals.report_queries import Request, Text

MOST_REQUESTS = 200
MOST_TEXTS = 50
MOST_OF_ONE = 100  # requests of one proposal in the report of its process


@bp.get("/documents/<int:id>/report")
@kept("document")
def report(id: int) -> Any:
    """Report on one proposal: every request with outcome and reason, figures, the first text beside the last."""
    document, after = published(id), number_in("after") or 0
    found = report_queries.requests([id], MOST_REQUESTS + 1, after).get(id, [])
    requests, more = found[:MOST_REQUESTS], len(found) > MOST_REQUESTS
    return render_template(
        "proposals/report.html",
        document=document,
        requests=requests,
        next=requests[-1].row.number if more else None,
        after=after,
        figures=report_figures.of_document(document),
        comparison=None if document.version == 1 else _beside(text_of(document, 1), document),
    )


@bp.get("/processes/<slug>/report")
@kept("process")
def process_report(slug: str) -> Any:
    """Report on all proposals of a process."""
    process, page = at(slug), max(1, number_in("page") or 1)
    found = report_queries.texts(process, MOST_TEXTS + 1, (page - 1) * MOST_TEXTS)
    if page > 1 and not found:
        abort(404)
    texts = found[:MOST_TEXTS]
    requests = report_queries.requests([text.document.id for text in texts], MOST_OF_ONE + 1)
    return render_template(
        "proposals/process_report.html",
        process=process,
        texts=[(text, requests.get(text.document.id, []), _beside(text.first, text.document)) for text in texts],
        most=MOST_OF_ONE,
        page=page,
        more=len(found) > MOST_TEXTS,
        figures=report_figures.of_process(process),
    )


@bp.get("/documents/<int:id>/report.csv")
@kept("document")
def report_file(id: int) -> Any:
    """Give the requests of a proposal, with their outcomes, as a file."""
    document = published(id)
    return _file([(Text(document, "", ""), report_queries.requests([id]).get(id, []))])


@bp.get("/processes/<slug>/report.csv")
@kept("process")
def process_report_file(slug: str) -> Any:
    """Give the requests of a process, with their outcomes, as a file."""
    texts = report_queries.titles(at(slug))
    requests = report_queries.requests([text.document.id for text in texts])
    return _file([(text, requests.get(text.document.id, [])) for text in texts])


def _beside(first: str, document: Document) -> Any:
    """Return the first text beside the present one; None where they are the same."""
    return None if first == document.text else difference(first, document.text, side=True)


def _file(texts: list[tuple[Text, list[Request]]]) -> Response:
    def address(row: Any) -> str:
        return url_for("amendments.show", id=row.document_id, number=row.number, _external=True)

    return Response(csv_of(texts, address), content_type="text/csv; charset=utf-8")
