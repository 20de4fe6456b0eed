"""Full-text search over names and sentences: SQLite's FTS5 over base forms, rapidfuzz for slips.

Where the words as given find little, names that share letter triples with them are compared one by
one, so that a misspelt name is found as well.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from rapidfuzz import fuzz

from kg.rdf.terms import PREFIXES, RDF_TYPE, term
from kg.server.lemmas import forms, words

#: Candidates that are compared letter by letter.
_CANDIDATES = 200
#: Below so many hits, similar names are looked for.
_FEW = 3
#: Likeness, of 100, from which a name counts as meant.
_LIKE = 78
#: What a part of a name counts beside the whole.
_OF_PART = 0.95
_NAMED = ("Person", "State", "Organization", "Place", "Agreement", "Event")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: a node by name, or a node by a sentence that speaks of it."""

    iri: str
    #: The name or sentence that fits.
    text: str
    kind: str
    #: Higher is better; comparable within one search only.
    score: float
    #: IRI of the article that a sentence stands in.
    article: str | None = None


class Index:
    """All names and sentences of one graph."""

    def __init__(self, store: ox.Store) -> None:
        self._db = sqlite3.connect(":memory:")
        self._db.executescript(
            "CREATE TABLE docs (id INTEGER PRIMARY KEY, iri, text, kind, article);"
            "CREATE VIRTUAL TABLE bases USING fts5(body, content='', tokenize='unicode61');"
            "CREATE VIRTUAL TABLE triples USING fts5(body, content='', tokenize='trigram');"
        )
        with self._db:
            for number, (iri, text, lang, kind, article) in enumerate(_documents(store), 1):
                self._add(number, iri, text, lang, kind, article)

    def _add(
        self, number: int, iri: str, text: str, lang: str | None, kind: str, article: str | None
    ) -> None:
        self._db.execute("INSERT INTO docs VALUES (?,?,?,?,?)", (number, iri, text, kind, article))
        found = words(text)
        body = " ".join(base for word in found for base in forms(word, lang))
        self._db.execute("INSERT INTO bases (rowid, body) VALUES (?,?)", (number, body))
        if kind not in ("sentence", "Event"):
            plain = (number, " ".join(found))
            self._db.execute("INSERT INTO triples (rowid, body) VALUES (?,?)", plain)

    def search(self, query: str, limit: int = 60) -> list[Hit]:
        """What ``query`` finds, best first: every word must be there, the last may be cut off.

        Of names, events and sentences there is at most a third of ``limit`` each.
        """
        asked = words(query)[:12]
        if not asked:
            return []
        found = self._exact(asked)
        if len(found) < _FEW:
            known = {hit.iri for hit in found}
            found += [hit for hit in self._similar(asked) if hit.iri not in known]
        return list(_shared(_distinct(found), limit))

    def _exact(self, asked: list[str]) -> list[Hit]:
        clauses = [" OR ".join(f'"{base}"' for base in forms(word)) for word in asked]
        clauses[-1] += f' OR "{asked[-1]}"*'
        match = " AND ".join(f"({clause})" for clause in clauses)
        plain = " ".join(asked)
        hits = [
            Hit(iri, text, kind, _weight(kind) + fuzz.ratio(plain, _fold(text)) - rank, article)
            for iri, text, kind, article, rank in self._rows("bases", match)
        ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.iri, hit.text))

    def _similar(self, asked: list[str]) -> list[Hit]:
        plain = " ".join(asked)
        parts = sorted({word[i : i + 3] for word in asked for i in range(len(word) - 2)})
        if not parts:
            return []
        match = " OR ".join(f'"{part}"' for part in parts)
        scored = (
            Hit(iri, text, kind, _likeness(plain, _fold(text)), article)
            for iri, text, kind, article, _ in self._rows("triples", match)
        )
        return sorted(
            (hit for hit in scored if hit.score >= _LIKE), key=lambda h: (-h.score, h.iri, h.text)
        )

    def _rows(self, table: str, match: str) -> list[tuple[str, str, str, str | None, float]]:
        return self._db.execute(
            f"SELECT d.iri, d.text, d.kind, d.article, t.rank FROM {table} t"
            f" JOIN docs d ON d.id = t.rowid WHERE {table} MATCH ? ORDER BY t.rank LIMIT ?",
            (match, _CANDIDATES),
        ).fetchall()


def _likeness(asked: str, name: str) -> float:
    """Likeness of whole strings, or of the asked words to as many words of the name."""
    part = max(fuzz.ratio(asked, run) for run in _runs(asked, name))
    return max(fuzz.ratio(asked, name), _OF_PART * part)


def _runs(asked: str, name: str) -> Iterator[str]:
    count, parts = len(asked.split()), name.split()
    for start in range(max(1, len(parts) - count + 1)):
        yield " ".join(parts[start : start + count])


def _fold(text: str) -> str:
    return " ".join(words(text))


def _weight(kind: str) -> float:
    """Named things come before events, events before sentences."""
    return {"sentence": 0.0, "Event": 40.0}.get(kind, 120.0)


def _distinct(hits: Iterable[Hit]) -> Iterator[Hit]:
    """One hit for a named thing; sentences each, but no text twice."""
    seen: set[tuple[str, str]] = set()
    for hit in hits:
        key = (hit.iri, "") if hit.kind != "sentence" else ("", hit.text)
        if key not in seen:
            seen.add(key)
            yield hit


def _shared(hits: Iterable[Hit], limit: int) -> Iterator[Hit]:
    """Names, events and sentences, each up to a third of ``limit``."""
    counts = Counter[str]()
    for hit in hits:
        group = hit.kind if hit.kind in ("sentence", "Event") else "name"
        counts[group] += 1
        if counts[group] <= limit // 3:
            yield hit


Document = tuple[str, str, str | None, str, str | None]


def _documents(store: ox.Store) -> Iterator[Document]:
    """(IRI, text, language, kind, article) of every name and sentence in the graph."""
    default = ox.DefaultGraph()
    for kind in _NAMED:
        for quad in store.quads_for_pattern(None, RDF_TYPE, term(f"dip:{kind}"), default):
            for name in ("skos:prefLabel", "skos:altLabel"):
                for label in store.quads_for_pattern(quad.subject, term(name), None, default):
                    if isinstance(label.object, ox.Literal):
                        value = label.object
                        yield _iri(quad.subject), value.value, value.language, kind, None
    yield from _sentences(store)


_SENTENCES = """
SELECT DISTINCT ?node ?text ?lang ?article {
  ?node dip:evidence ?e . ?e dip:exact ?text ; dip:article ?article
  VALUES ?class { dip:Event dip:Claim dip:Quantity } ?node a ?class .
  OPTIONAL { ?article schema:inLanguage ?lang }
}
"""


def _sentences(store: ox.Store) -> Iterator[Document]:
    found = store.query(_SENTENCES, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    for node, text, lang, article in found:
        yield _iri(node), text.value, lang.value if lang else None, "sentence", _iri(article)


def _iri(node: object) -> str:
    return re.sub(r"^<|>$", "", str(node))
