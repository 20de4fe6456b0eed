"""The sentences and articles that a drawing cites, each once, numbered as they are first cited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from pyoxigraph import Literal, NamedNode

from kg.store.protocol import Term
from kg.view.rows import Details, Facts, first
from viz.model import Article, Sentence

#: Offsets into an article's text, by its IRI.
Marks = Mapping[str, tuple[tuple[int, int], ...]]


class Sources:
    """Numbers sentences and articles; with ``quotes`` False no sentence is taken.

    Pieces of an article that overlap are one sentence; what a piece alone says is marked in it.
    """

    def __init__(self, details: Details, *, quotes: bool = True) -> None:
        self._details, self._quotes = details, quotes
        self._articles: dict[str, int] = {}
        self._sentences: dict[Sentence, int] = {}
        self._whole = _joined(details) if quotes else {}

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles cited so far, by number."""
        return tuple(self._article(self._details.articles.get(iri, {})) for iri in self._articles)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences cited so far, by number."""
        return tuple(self._sentences)

    def article(self, iri: str | None) -> int | None:
        """The number of an article."""
        return None if iri is None else self._articles.setdefault(iri, len(self._articles))

    def cited(
        self, evidence: Iterable[Term], marks: Marks | None = None, *, most: int | None = None
    ) -> tuple[int, ...]:
        """Numbers of the sentences behind evidence nodes; ``marks`` says which words count.

        With ``most`` only so many are taken, from the latest articles.
        """
        if not self._quotes:
            return ()
        iris = dict.fromkeys(node.value for node in evidence if isinstance(node, NamedNode))
        known = [self._details.evidence[i] for i in iris if i in self._details.evidence]
        if most is not None:
            known = sorted(known, key=self._date, reverse=True)[:most]
        found = (self._sentence(facts, marks or {}) for facts in known)
        return tuple(sorted({self._sentences.setdefault(s, len(self._sentences)) for s in found}))

    def said(self, term: Term | None) -> tuple[int, ...]:
        """The number of a sentence given as an evidence node, or as plain text without article."""
        if isinstance(term, Literal) and self._quotes:
            nowhere = self._articles.setdefault("", len(self._articles))
            sentence = Sentence(text=term.value, article=nowhere)
            return (self._sentences.setdefault(sentence, len(self._sentences)),)
        return self.cited((term,) if isinstance(term, NamedNode) else ())

    def _sentence(self, facts: Facts, marks: Marks) -> Sentence:
        article, start, text = _piece(facts)
        whole_start, whole = self._whole[article, start, text]
        mark = _inside(marks.get(article, ()), start, len(text))
        if mark is None and (trigger := first(facts, "dip:trigger")) and trigger in text:
            mark = start + text.index(trigger), start + text.index(trigger) + len(trigger)
        if mark is None and text != whole:
            mark = start, start + len(text)
        at, to = (mark[0] - whole_start, mark[1] - whole_start) if mark else (0, 0)
        number = self.article(article) or 0
        return Sentence(text=whole, mark_start=at, mark_end=to, article=number)

    def _date(self, evidence: Facts) -> str:
        article = self._details.articles.get(first(evidence, "dip:article") or "", {})
        return first(article, "schema:datePublished") or ""

    @staticmethod
    def _article(facts: Facts) -> Article:
        return Article(
            title=first(facts, "schema:headline") or "",
            date=first(facts, "schema:datePublished"),
            url=first(facts, "schema:url"),
            publisher=first(facts, "schema:publisher"),
        )


def _piece(facts: Facts) -> tuple[str, int, str]:
    """Article, offset and text of an evidence."""
    start = int(first(facts, "dip:startOffset") or 0)
    return first(facts, "dip:article") or "", start, first(facts, "dip:exact") or ""


def _joined(details: Details) -> dict[tuple[str, int, str], tuple[int, str]]:
    """Offset and text of the joined pieces that each piece of an article lies in."""
    joined: dict[tuple[str, int, str], tuple[int, str]] = {}
    for _, group in groupby(sorted(map(_piece, details.evidence.values())), key=lambda p: p[0]):
        pieces: list[tuple[str, int, str]] = []
        begin, whole = 0, ""
        for article, start, text in group:
            if pieces and start >= begin + len(whole):
                joined |= dict.fromkeys(pieces, (begin, whole))
                pieces = []
            if not pieces:
                begin, whole = start, text
            whole = whole[: start - begin] + text + whole[start - begin + len(text) :]
            pieces.append((article, start, text))
        joined |= dict.fromkeys(pieces, (begin, whole))
    return joined


def _inside(marks: Iterable[tuple[int, int]], start: int, length: int) -> tuple[int, int] | None:
    """The first mark that lies within a piece of the article."""
    return next(((a, b) for a, b in marks if start <= a < b <= start + length), None)
