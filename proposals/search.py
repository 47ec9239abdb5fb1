# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding proposals by their words: one small interface, `index` and `find`, over two databases.

SQLite: an FTS5 table of stemmed shadow text. PostgreSQL: a tsvector under the configuration `emenda_italian`
(Italian stems, accents removed). What people type never reaches either as a query language: FTS5 is given
quoted words only, PostgreSQL plain words through `plainto_tsquery`. All words must stand in the text.
"""

from collections.abc import Sequence
from typing import Protocol

import sqlalchemy as sa

from db import db
from proposals.words import plain_words, stems

MOST = 200  # the best so many are ranked and then narrowed by the filters of a list
MOST_WORDS = 12

_PUT_STEMS = sa.text(
    "INSERT OR REPLACE INTO search_proposal_fts (rowid, title, body, process_id) "
    "VALUES (:id, :title, :body, :process)"
)
_PUT_WORDS = sa.text("""
    INSERT INTO search_proposal (document_id, process_id, words)
    VALUES (:id, :process, setweight(to_tsvector('emenda_italian', :title), 'A')
        || setweight(to_tsvector('emenda_italian', :body), 'D'))
    ON CONFLICT (document_id) DO UPDATE SET process_id = excluded.process_id, words = excluded.words""")


class Index(Protocol):
    """What keeps the words of proposals and finds them."""

    def put(self, id: int, process_id: int, title: str, body: str) -> None:
        """Write the words of one proposal in place of those it had."""

    def find(self, words: str, process_id: int | None, most: int) -> list[int]:
        """Return the ids of the proposals that hold all the words, best first."""

    def find_any(self, words: Sequence[str], process_id: int, most: int) -> list[int]:
        """Return the ids of the proposals of a process that hold any of some words, those with most of them first."""


class SqliteIndex:
    """FTS5 over stems; the row number is the id."""

    def put(self, id: int, process_id: int, title: str, body: str) -> None:
        """Write the stems of one proposal in place of those it had."""
        row = {"id": id, "process": process_id, "title": " ".join(stems(title)), "body": " ".join(stems(body))}
        db.session.execute(_PUT_STEMS, row)

    def find(self, words: str, process_id: int | None, most: int) -> list[int]:
        """Return the ids of the proposals that hold all the stems; words of the title weigh five times."""
        wanted = " ".join(f'"{stem}"' for stem in stems(words)[:MOST_WORDS])
        if not wanted:
            return []
        return self._ranked(wanted, process_id, most)

    def find_any(self, words: Sequence[str], process_id: int, most: int) -> list[int]:
        """Return the ids of the proposals of a process that hold any of some words, by their stems."""
        return self._ranked(" OR ".join(f'"{stem}"' for stem in stems(" ".join(words))), process_id, most)

    def _ranked(self, wanted: str, process_id: int | None, most: int) -> list[int]:
        of_process = "" if process_id is None else "AND process_id = :process"
        sql = (
            f"SELECT rowid FROM search_proposal_fts WHERE search_proposal_fts MATCH :wanted {of_process} "  # noqa: S608
            "ORDER BY bm25(search_proposal_fts, 5.0, 1.0), rowid LIMIT :most"
        )
        return list(db.session.scalars(sa.text(sql), {"wanted": wanted, "process": process_id, "most": most}))


class PostgresqlIndex:
    """A tsvector under our Italian configuration, with a GIN index."""

    def put(self, id: int, process_id: int, title: str, body: str) -> None:
        """Write the words of one proposal in place of those it had."""
        row = {"id": id, "process": process_id, "title": " ".join(plain_words(title))}
        row["body"] = " ".join(plain_words(body))
        db.session.execute(_PUT_WORDS, row)

    def find(self, words: str, process_id: int | None, most: int) -> list[int]:
        """Return the ids of the proposals that hold all the words; words of the title weigh more."""
        wanted = " ".join(plain_words(words)[:MOST_WORDS])
        if not wanted:
            return []
        return self._ranked("plainto_tsquery('emenda_italian', :wanted)", wanted, process_id, most)

    def find_any(self, words: Sequence[str], process_id: int, most: int) -> list[int]:
        """Return the ids of the proposals of a process that hold any of some words."""
        any_of = "CAST(replace(CAST(plainto_tsquery('emenda_italian', :wanted) AS text), '&', '|') AS tsquery)"
        return self._ranked(any_of, " ".join(words), process_id, most)

    def _ranked(self, query: str, wanted: str, process_id: int | None, most: int) -> list[int]:
        of_process = "" if process_id is None else "AND process_id = :process"
        sql = (
            f"SELECT document_id FROM search_proposal, (SELECT {query} AS wanted) AS asked "  # noqa: S608 - of the two above
            f"WHERE words @@ wanted {of_process} ORDER BY ts_rank(words, wanted) DESC, document_id LIMIT :most"
        )
        return list(db.session.scalars(sa.text(sql), {"wanted": wanted, "process": process_id, "most": most}))


def _index() -> Index:
    return PostgresqlIndex() if db.engine.dialect.name == "postgresql" else SqliteIndex()


def index(id: int, process_id: int, title: str, body: str) -> None:
    """Write the words of one proposal; `title` holds also its number and reference."""
    _index().put(id, process_id, title, body)


def find_any(words: Sequence[str], process_id: int, most: int) -> list[int]:
    """Return the ids of the proposals of a process that hold any of some words, those with most of them first."""
    return _index().find_any(words, process_id, most) if words else []


def find(words: str, process_id: int | None = None, most: int = MOST) -> list[int]:
    """Return the ids of the proposals of one process (None: of all) that hold all the words, best first."""
    return _index().find(words, process_id, most)
