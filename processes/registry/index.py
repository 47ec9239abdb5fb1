# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding things by their words: one small interface, `put` and `find`, over two databases.

SQLite: an FTS5 table of stemmed shadow text. PostgreSQL: a tsvector under the configuration `emenda_italian`
(Italian stems, accents removed). What people type never reaches either as a query language: FTS5 is given
quoted words only, PostgreSQL plain words through `plainto_tsquery`. All words must stand in the text; words of
the title weigh more.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import sqlalchemy as sa

from db import db
from processes.words import plain_words, stems

MOST_WORDS = 12
_ASKED = "plainto_tsquery('emenda_italian', :wanted)"
_ANY_ASKED = f"CAST(replace(CAST({_ASKED} AS text), '&', '|') AS tsquery)"


@dataclass(frozen=True)
class Index:
    """The words of one kind of thing, kept in `table` (on SQLite with the ending `_fts`) under `key`.

    `scope` names a column by which a search may be narrowed, "" where there is none.
    """

    table: str
    key: str
    scope: str = ""

    def put(self, id: int, title: str, body: str, within: int | None = None) -> None:
        """Write the words of one thing in place of those it had."""
        row = {"id": id, "within": within, "title": as_written(title), "body": as_written(body)}
        db.session.execute(self._put_stems if _is_sqlite() else self._put_words, row)

    def find(self, words: str, most: int, within: int | None = None) -> list[int]:
        """Return the ids of the things that hold all the words, best first."""
        split = _splits()(words)[:MOST_WORDS]
        if not split:
            return []
        if _is_sqlite():
            return self._ranked_by_fts(" ".join(f'"{stem}"' for stem in split), within, most)
        return self._ranked_by_vector(_ASKED, " ".join(split), within, most)

    def find_any(self, words: Sequence[str], most: int, within: int | None = None) -> list[int]:
        """Return the ids of the things that hold any of some words, those with most of them first."""
        if not words:
            return []
        if _is_sqlite():
            return self._ranked_by_fts(" OR ".join(f'"{stem}"' for stem in stems(" ".join(words))), within, most)
        return self._ranked_by_vector(_ANY_ASKED, " ".join(words), within, most)

    @cached_property
    def _put_stems(self) -> sa.TextClause:
        column, value = (f", {self.scope}", ", :within") if self.scope else ("", "")
        return sa.text(
            f"INSERT OR REPLACE INTO {self.table}_fts (rowid, title, body{column}) "  # noqa: S608 - names of ours
            f"VALUES (:id, :title, :body{value})"
        )

    @cached_property
    def _put_words(self) -> sa.TextClause:
        column, value = (f", {self.scope}", ", :within") if self.scope else ("", "")
        again = f", {self.scope} = excluded.{self.scope}" if self.scope else ""
        return sa.text(
            f"""
            INSERT INTO {self.table} ({self.key}{column}, words)
            VALUES (:id{value}, setweight(to_tsvector('emenda_italian', :title), 'A')
                || setweight(to_tsvector('emenda_italian', :body), 'D'))
            ON CONFLICT ({self.key}) DO UPDATE SET words = excluded.words{again}"""  # noqa: S608 - names of ours
        )

    def _ranked_by_fts(self, wanted: str, within: int | None, most: int) -> list[int]:
        fts = f"{self.table}_fts"
        sql = (
            f"SELECT rowid FROM {fts} WHERE {fts} MATCH :wanted{self._narrowed(within)} "  # noqa: S608 - names of ours
            f"ORDER BY bm25({fts}, 5.0, 1.0), rowid LIMIT :most"
        )
        return self._ids(sql, wanted, within, most)

    def _ranked_by_vector(self, query: str, wanted: str, within: int | None, most: int) -> list[int]:
        sql = (
            f"SELECT {self.key} FROM {self.table}, (SELECT {query} AS wanted) AS asked "  # noqa: S608 - names of ours
            f"WHERE words @@ wanted{self._narrowed(within)} "
            f"ORDER BY ts_rank(words, wanted) DESC, {self.key} LIMIT :most"
        )
        return self._ids(sql, wanted, within, most)

    def _narrowed(self, within: int | None) -> str:
        return "" if within is None else f" AND {self.scope} = :within"

    def _ids(self, sql: str, wanted: str, within: int | None, most: int) -> list[int]:
        return list(db.session.scalars(sa.text(sql), {"wanted": wanted, "within": within, "most": most}))


def as_written(text: str) -> str:
    """Return the words of a text as the index of this database is given them; the last few texts are remembered."""
    return _joined(_splits(), text)


@lru_cache(maxsize=16)
def _joined(split: Callable[[str], list[str]], text: str) -> str:
    return " ".join(split(text))


def _splits() -> Callable[[str], list[str]]:
    """Return what splits texts, and what is asked for, into the words of this database."""
    return stems if _is_sqlite() else plain_words


def _is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"
