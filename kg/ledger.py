"""The ledger of a build: which articles it holds and what was read in each.

``DIR/articles.sqlite``. Whatever was committed here survives a kill at any moment; the graph is
made from it, so nothing that was read is read twice.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from kg.errors import StoreError
from kg.model.article import Article
from kg.model.extraction import Extraction

_TABLES = """
CREATE TABLE IF NOT EXISTS articles (
    id TEXT PRIMARY KEY, content_hash TEXT NOT NULL, article TEXT NOT NULL,
    reader TEXT, extraction TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_content ON articles (content_hash);
CREATE TABLE IF NOT EXISTS graphs (iri TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

Change = Literal["new", "changed", "unchanged"]


class Ledger:
    """Articles and extractions of one build folder. Use as a context manager."""

    def __init__(self, path: Path) -> None:
        """Open or make the ledger. Raises StoreError where another build holds it."""
        try:
            self._db = sqlite3.connect(path, timeout=1.0, isolation_level=None)
            self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.executescript("BEGIN EXCLUSIVE;" + _TABLES + "COMMIT;")
        except sqlite3.DatabaseError as error:
            if "locked" in str(error):
                raise StoreError(
                    f"{path.parent}: another build is at work here; wait for it or name another -o"
                ) from error
            raise StoreError(f"{path}: not a ledger of diplograph ({error})") from error

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._db.execute("BEGIN")
        try:
            yield self._db
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def admit(self, articles: Iterable[Article]) -> list[Change]:
        """Note articles as part of the build; a changed one loses what was read in it."""
        with self._transaction() as db:
            return [self._admit(db, article) for article in articles]

    def _admit(self, db: sqlite3.Connection, article: Article) -> Change:
        text = article.model_dump_json()
        row = db.execute("SELECT article FROM articles WHERE id = ?", (article.id,)).fetchone()
        if row is not None and row[0] == text:
            return "unchanged"
        db.execute(
            "REPLACE INTO articles (id, content_hash, article) VALUES (?, ?, ?)",
            (article.id, article.content_hash, text),
        )
        return "new" if row is None else "changed"

    def reprint_of(self, article: Article) -> str | None:
        """Id of the first other article with the same content; None where there is none."""
        row = self._db.execute(
            "SELECT min(id) FROM articles WHERE content_hash = ? AND id <> ?",
            (article.content_hash, article.id),
        ).fetchone()
        return None if row[0] is None else str(row[0])

    def unread(self, reader: str) -> Iterator[Article]:
        """Articles not yet read by ``reader`` (the fingerprint of software, models and data)."""
        ids = self._db.execute(
            "SELECT id FROM articles WHERE extraction IS NULL OR reader <> ? ORDER BY id", (reader,)
        ).fetchall()
        for (article_id,) in ids:
            row = self._db.execute("SELECT article FROM articles WHERE id = ?", (article_id,))
            yield Article.model_validate_json(row.fetchone()[0])

    def count_unread(self, reader: str) -> int:
        """Number of articles that :meth:`unread` yields."""
        row = self._db.execute(
            "SELECT count(*) FROM articles WHERE extraction IS NULL OR reader <> ?", (reader,)
        )
        return int(row.fetchone()[0])

    def record(self, extractions: Iterable[Extraction], reader: str) -> None:
        """Keep what ``reader`` read."""
        with self._transaction() as db:
            db.executemany(
                "UPDATE articles SET reader = ?, extraction = ? WHERE id = ?",
                [(reader, e.model_dump_json(), e.id) for e in extractions],
            )

    def forget(self, article_ids: Iterable[str]) -> None:
        """Drop articles that cannot be read."""
        with self._transaction() as db:
            db.executemany("DELETE FROM articles WHERE id = ?", [(i,) for i in article_ids])

    def readings(self) -> Iterator[tuple[Article, Extraction]]:
        """Each article with what was read in it, by id."""
        rows = self._db.execute(
            "SELECT article, extraction FROM articles WHERE extraction IS NOT NULL ORDER BY id"
        )
        for article, extraction in rows:
            yield Article.model_validate_json(article), Extraction.model_validate_json(extraction)

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM articles").fetchone()[0])

    def contents(self) -> Iterator[tuple[str, str]]:
        """(id, article as JSON) by id: what the build is made of."""
        yield from self._db.execute("SELECT id, article FROM articles ORDER BY id")

    def graph_digests(self) -> dict[str, str]:
        """Digest by graph IRI of what the store was last given."""
        return dict(self._db.execute("SELECT iri, digest FROM graphs"))

    def record_graphs(self, digests: dict[str, str]) -> None:
        """Note what the store now holds."""
        with self._transaction() as db:
            db.execute("DELETE FROM graphs")
            db.executemany("INSERT INTO graphs VALUES (?, ?)", sorted(digests.items()))

    def state(self, key: str) -> str | None:
        """A noted value, or None."""
        row = self._db.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set_state(self, key: str, value: str) -> None:
        """Note a value."""
        self._db.execute("REPLACE INTO state VALUES (?, ?)", (key, value))
