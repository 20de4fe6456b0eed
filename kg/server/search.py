"""Full-text search in an index: SQLite's FTS5 over base forms, rapidfuzz for slips.

Where the words as given find little, names that share letter triples with them are compared one by
one, so that a misspelt name is found as well.
"""

from __future__ import annotations

import math
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from rapidfuzz import fuzz

from kg.server.lemmas import EMPTY, forms, words

#: Words of a query that count.
_MOST_WORDS = 12
#: Candidates that are compared letter by letter.
_CANDIDATES = 200
#: The fewest letters that stand for all words that begin so.
_CUT = 3
#: Below so many hits, similar names are looked for.
_FEW = 3
#: Likeness, of 100, from which a name counts as meant.
_LIKE = 78
#: What each e-fold of articles counts.
_OF_FAME = 3.0
#: What a part of a name counts beside the whole.
_OF_PART = 0.95


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: a node by name, or a node by a sentence that speaks of it."""

    iri: str
    #: The name or sentence that fits.
    text: str
    kind: str
    #: Of a name: higher is better; comparable within one search only.
    score: float
    #: IRI of the article that a sentence stands in.
    article: str | None = None


def search(database: sqlite3.Connection, query: str, limit: int = 60) -> list[Hit]:
    """What ``query`` finds in an index, best first: every word, of which the last may be cut off.

    Where nothing has all words, what lacks one of them is found. Of names, events and sentences
    there is at most a third of ``limit`` each.
    """
    asked = words(query)[:_MOST_WORDS]
    asked = [word for word in asked if word not in EMPTY] or asked
    if not asked:
        return []
    found = _exact(database, asked)
    if not found and len(asked) > 2:
        lacking = (asked[:i] + asked[i + 1 :] for i in range(len(asked)))
        found = [hit for fewer in lacking for hit in _exact(database, fewer)]
    named = {hit.iri for hit in found if hit.kind != "sentence"}
    if len(named) < _FEW:
        found = [hit for hit in _similar(database, asked) if hit.iri not in named] + found
    return list(_shared(_distinct(found), limit))


def _exact(database: sqlite3.Connection, asked: list[str]) -> list[Hit]:
    """Names that fit best, then the newest events and sentences that fit."""
    clauses = [" OR ".join(f'"{base}"' for base in forms(word)) for word in asked]
    if len(asked[-1]) >= _CUT:
        clauses[-1] += f' OR "{asked[-1]}"*'
    match = " AND ".join(f"({clause})" for clause in clauses)
    plain, known = " ".join(asked), partial(_known, database)
    named = [
        Hit(iri, text, kind, fuzz.ratio(plain, _fold(text)) - rank + known(iri), article)
        for iri, text, kind, article, rank in _rows(database, "names", match, "t.rank")
    ]
    named.sort(key=lambda hit: (-hit.score, hit.iri, hit.text))
    told = [
        Hit(iri, text, kind, 0.0, article)
        for table in ("events", "sentences")
        for iri, text, kind, article, _ in _rows(database, table, match, "t.rowid DESC")
    ]
    return named + told


def _similar(database: sqlite3.Connection, asked: list[str]) -> list[Hit]:
    plain = " ".join(asked)
    parts = sorted({word[i : i + 3] for word in asked for i in range(len(word) - 2)})
    if not parts:
        return []
    match = " OR ".join(f'"{part}"' for part in parts)
    scored = (
        Hit(iri, text, kind, _likeness(plain, _fold(text)), article)
        for iri, text, kind, article, _ in _rows(database, "triples", match, "t.rank")
    )
    like = [
        replace(hit, score=hit.score + _known(database, hit.iri))
        for hit in scored
        if hit.score >= _LIKE
    ]
    return sorted(like, key=lambda hit: (-hit.score, hit.iri, hit.text))


def _known(database: sqlite3.Connection, node: str) -> float:
    """What a name counts for being spoken of: 0 for nobody's, 21 for that of 1000 articles."""
    found = database.execute(
        "SELECT COUNT(*) FROM (SELECT 1 FROM ties WHERE kind = 'article' AND node = ? LIMIT 1000)",
        (node,),
    )
    return _OF_FAME * math.log1p(found.fetchone()[0])


def _rows(
    database: sqlite3.Connection, table: str, match: str, order: str
) -> list[tuple[str, str, str, str | None, float]]:
    rank = "t.rank" if order == "t.rank" else "0.0"
    return database.execute(
        f"SELECT d.iri, d.text, d.kind, d.article, {rank} FROM {table} t"
        f" JOIN docs d ON d.id = t.rowid WHERE {table} MATCH ? ORDER BY {order} LIMIT ?",
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


def _distinct(hits: Iterable[Hit]) -> Iterator[Hit]:
    """One hit for a named thing; sentences each, but none that repeats or is part of another."""
    keyed = [(hit, _fold(hit.text) if hit.kind == "sentence" else hit.iri) for hit in hits]
    told: dict[str | None, list[str]] = {}
    for hit, key in keyed:
        if hit.kind == "sentence":
            told.setdefault(hit.article, []).append(key)
    seen: set[str] = set()
    for hit, key in keyed:
        if key in seen:
            continue
        seen.add(key)
        beside = told[hit.article] if hit.kind == "sentence" else ()
        if not any(key in other and key != other for other in beside):
            yield hit


def _shared(hits: Iterable[Hit], limit: int) -> Iterator[Hit]:
    """Names, events and sentences, each up to a third of ``limit``."""
    counts = Counter[str]()
    for hit in hits:
        group = hit.kind if hit.kind in ("sentence", "Event") else "name"
        counts[group] += 1
        if counts[group] <= limit // 3:
            yield hit
