"""What pages look up beside the graph: words, events by participant, and an overview.

Made once for a snapshot and kept beside it (``snapshots/<n>.index``, SQLite), since reading all
names and sentences takes longer than anyone waits for a service to start.
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import pyoxigraph as ox

from kg.rdf.terms import PREFIXES, RDF_TYPE
from kg.resolve.gazetteer import fold
from kg.server.lemmas import forms, words

#: Raised when the tables below change.
_FORMAT = "3"
_NAMED = ("Person", "State", "Organization", "Place", "Agreement", "Event")
#: Classes that the overview counts.
_COUNTED = (*_NAMED[-1:], *_NAMED[:-1], "Claim", "Quantity", "Article")
#: Newest articles of the overview.
_LATEST = 12
_TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE docs (id INTEGER PRIMARY KEY, iri, text, kind, article);
CREATE VIRTUAL TABLE names USING fts5(body, content='', tokenize='unicode61');
CREATE VIRTUAL TABLE events USING fts5(body, content='', tokenize='unicode61');
CREATE VIRTUAL TABLE sentences USING fts5(body, content='', tokenize='unicode61');
CREATE VIRTUAL TABLE triples USING fts5(body, content='', tokenize='trigram');
CREATE TABLE ties (kind TEXT, node TEXT, day TEXT, tied TEXT, PRIMARY KEY (kind, node, day, tied))
    WITHOUT ROWID;
"""
#: What a node is tied to, and on which day → the query that gives it.
_TIES = {
    "event": """SELECT DISTINCT ?node ?day ?tied {
      ?tied dip:involves|dip:involvesState|dip:place|dip:absent ?node
      OPTIONAL { ?tied dip:earliestStart ?day } }""",
    "type": """SELECT DISTINCT ?node ?day ?tied {
      ?tied a dip:Event ; a ?node OPTIONAL { ?tied dip:earliestStart ?day } }""",
    "article": """SELECT DISTINCT ?node ?day ?tied {
      ?node dip:mentionedIn ?tied OPTIONAL { ?tied schema:datePublished ?day } }""",
    "claim": """SELECT DISTINCT ?node ?day ?tied {
      ?tied a dip:Claim ; dip:speaker ?node
      OPTIONAL { ?tied dip:evidence/dip:article/schema:datePublished ?day } }""",
    "proof": """SELECT DISTINCT ?node ?day ?tied {
      VALUES ?class { dip:Event dip:Claim } ?node a ?class ; dip:evidence ?tied
      OPTIONAL { ?tied dip:article/schema:datePublished ?day } }""",
    "surface": """SELECT DISTINCT ?node ?day ?tied {
      ?report dip:ofEntity ?node ; dip:surface ?tied }""",
}
#: What proves the events and claims that a node is tied to.
_EVIDENCE = """
INSERT OR IGNORE INTO ties SELECT 'evidence', told.node, proof.day, proof.tied
FROM ties AS told JOIN ties AS proof ON proof.kind = 'proof' AND proof.node = told.tied
WHERE told.kind IN ('event', 'claim')
"""
_ARTICLES = """
SELECT ?a (MAX(?day) AS ?d) { ?a a dip:Article ; schema:datePublished ?day }
GROUP BY ?a ORDER BY DESC(?d) ?a LIMIT %d
"""
_SENTENCES = """
SELECT DISTINCT ?node ?text ?lang ?article {
  ?node dip:evidence ?e . ?e dip:exact ?text ; dip:article ?article
  VALUES ?class { dip:Event dip:Claim dip:Quantity } ?node a ?class .
  OPTIONAL { ?article schema:inLanguage ?lang }
  OPTIONAL { ?article schema:datePublished ?day }
} ORDER BY ?day ?article ?text DESC(?node)
"""
#: Names of a class; later ones are of later events.
_NAMES = """
SELECT ?node ?name (LANG(?name) AS ?lang) {
  ?node a dip:%s ; skos:prefLabel|skos:altLabel ?name .
  OPTIONAL { ?node dip:earliestStart ?day }
} ORDER BY ?day ?node ?name
"""


@dataclass(frozen=True, slots=True)
class Overview:
    """What a graph holds: things by class, statements, newest articles (IRIs) and their day."""

    counts: dict[str, int]
    statements: int
    articles: list[str]
    #: The day of the newest article; empty where there is none.
    newest: str


class Index:
    """The index of one graph, opened to read."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database

    @classmethod
    def of(cls, store: ox.Store) -> Index:
        """An index in memory."""
        database = sqlite3.connect(":memory:")
        _write(database, store, "")
        return cls(database)

    @classmethod
    def open(cls, path: Path) -> Index:
        """The index in a file."""
        return cls(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True))

    @cached_property
    def names(self) -> list[tuple[str, str]]:
        """(IRI, folded name) of all that people name by a name."""
        found = self.database.execute(
            "SELECT iri, text FROM docs WHERE kind NOT IN ('Event', 'sentence')"
        )
        return [(iri, fold(text)) for iri, text in found]

    def tied(self, kind: str, node: str, limit: int) -> tuple[list[str], int]:
        """The newest ``limit`` things of a kind that a node is tied to, and how many there are."""
        where = "FROM ties WHERE kind = ? AND node = ?"
        found = self.database.execute(
            f"SELECT tied {where} ORDER BY day DESC, tied DESC LIMIT ?", (kind, node, limit)
        )
        total = self.database.execute(f"SELECT COUNT(*) {where}", (kind, node))
        return [row[0] for row in found], int(total.fetchone()[0])

    def shared(
        self, nodes: Sequence[str], since: str, until: str, limit: int
    ) -> tuple[list[str], int]:
        """The newest events that begin in a time and have all ``nodes``, and how many there are."""
        parts, given = [], []
        for kind, node in [("event", node) for node in nodes] or [
            ("type", PREFIXES["dip"] + "Event")
        ]:
            parts.append(
                "SELECT day, tied FROM ties WHERE kind = ? AND node = ? AND day BETWEEN ? AND ?"
            )
            given += [kind, node, since, until]
        found = self.database.execute(
            f"{' INTERSECT '.join(parts)} ORDER BY day DESC, tied DESC", given
        ).fetchall()
        return [tied for _, tied in found[:limit]], len(found)

    def overview(self) -> Overview:
        """What the graph holds."""
        return Overview(**json.loads(_fact(self.database, "overview") or ""))


def path_of(snapshot: Path) -> Path:
    """Where the index of a snapshot is kept."""
    return snapshot.with_name(f"{snapshot.name}.index")


def is_kept(path: Path, tag: str) -> bool:
    """Whether the file at ``path`` is a whole index of the snapshot named by ``tag``."""
    try:
        return _fact(Index.open(path).database, "snapshot") == _FORMAT + tag
    except sqlite3.Error:
        return False


def keep(store: ox.Store, snapshot: Path, tag: str) -> tuple[Path, bool]:
    """Make the index of a snapshot; where it lies, and whether it stays.

    Where the build's folder cannot be written to, it is a file that the caller deletes.
    """
    try:
        handle, name = tempfile.mkstemp(dir=snapshot.parent, suffix=".index.new")
        stays = True
    except OSError:
        handle, name = tempfile.mkstemp(suffix=".index")
        stays = False
    os.close(handle)
    database = sqlite3.connect(name)
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("PRAGMA synchronous = OFF")
    _write(database, store, tag)
    database.close()
    if stays:
        os.chmod(name, 0o644)
        os.replace(name, path_of(snapshot))
        return path_of(snapshot), True
    return Path(name), False


def _fact(database: sqlite3.Connection, name: str) -> str | None:
    row = database.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


def _write(database: sqlite3.Connection, store: ox.Store, tag: str) -> None:
    database.executescript(_TABLES)
    with database:
        for number, document in enumerate(_documents(store), 1):
            _add(database, number, *document)
        database.executemany("INSERT OR IGNORE INTO ties VALUES (?, ?, ?, ?)", _ties(store))
        database.execute(_EVIDENCE)
        overview = json.dumps(_overview(store))
        facts = [("overview", overview), ("snapshot", _FORMAT + tag)]
        database.executemany("INSERT INTO facts VALUES (?, ?)", facts)


def _add(
    database: sqlite3.Connection,
    number: int,
    iri: str,
    text: str,
    lang: str | None,
    kind: str,
    article: str | None,
) -> None:
    database.execute("INSERT INTO docs VALUES (?,?,?,?,?)", (number, iri, text, kind, article))
    table = {"sentence": "sentences", "Event": "events"}.get(kind, "names")
    database.execute(f"INSERT INTO {table} (rowid, body) VALUES (?,?)", (number, _body(text, lang)))
    if table == "names":
        plain = (number, " ".join(words(text)))
        database.execute("INSERT INTO triples (rowid, body) VALUES (?,?)", plain)


@lru_cache(maxsize=64)
def _body(text: str, lang: str | None) -> str:
    """A text's words in all their base forms; a sentence may stand for several nodes in a row."""
    return " ".join(base for word in words(text) for base in forms(word, lang))


def _ties(store: ox.Store) -> Iterator[tuple[str, str, str, str]]:
    for kind, query in _TIES.items():
        for node, day, tied in _rows(store, query):
            yield kind, node.value, day.value if day else "", tied.value


def _overview(store: ox.Store) -> dict[str, object]:
    types = Counter(
        quad.object.value.rpartition("#")[2]
        for quad in store.quads_for_pattern(None, RDF_TYPE, None, ox.DefaultGraph())
        if isinstance(quad.object, ox.NamedNode)
    )
    articles = [(row[0].value, row[1].value) for row in _rows(store, _ARTICLES % _LATEST)]
    return {
        "counts": {name: types[name] for name in _COUNTED},
        "statements": len(store),
        "articles": [article for article, _ in articles],
        "newest": articles[0][1] if articles else "",
    }


def _rows(store: ox.Store, query: str) -> ox.QuerySolutions:
    found = store.query(query, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return found


Document = tuple[str, str, str | None, str, str | None]


def _documents(store: ox.Store) -> Iterator[Document]:
    """(IRI, text, language, kind, article) of every name and sentence, older events first."""
    for kind in _NAMED:
        for node, name, lang in _rows(store, _NAMES % kind):
            yield node.value, name.value, lang.value or None, kind, None
    for node, text, lang, article in _rows(store, _SENTENCES):
        yield node.value, text.value, lang.value if lang else None, "sentence", article.value
